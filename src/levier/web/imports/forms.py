"""The forms of imports."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.i18n import gettext as library_words
from levier.periods import parse_period
from levier.readers.names import fold
from levier.readers.profiles import InvalidProfile, load
from levier.tables import TABLES, Column, Kind
from levier.web.centres.models import Centre
from levier.web.imports import layouts
from levier.web.imports.gap import COUNTED, NUMERATOR, READ
from levier.web.imports.models import Watched
from levier.web.imports.watching import refusal
from levier.web.imports.words import choice_word

# Tables that one maps by hand; the legal accounting file and the grid are read as they are.
NOT_MAPPED = ("ledger", "typed_measures")
WITH_CLOCK = (Kind.MOMENT,)
CLOCK = re.compile(r"\d{1,2}[:hH]\d{0,2}( ; \d{1,2}[:hH]\d{0,2})*")
NEEDED = _("Cette colonne est nécessaire : choisissez la vôtre.")
WORD = "mot"


def tables() -> list[tuple[str, str]]:
    """Return the tables that a file can be, by their names."""
    found = [(one.name, library_words(one.label)) for one in TABLES.values() if one.name not in NOT_MAPPED]
    return sorted(found, key=lambda one: one[1])


class TableForm(forms.Form):
    """What a file speaks of."""

    table = forms.ChoiceField(label=_("Ce fichier contient"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = tables()


class MappingForm(forms.Form):
    """For each column of ours, theirs; the words of their lists in ours.

    Args:
        table: the table chosen.
        columns: the columns of the file, with a sample and their words (``examine``).
        draft: a layout as TOML, that fills the form at first.
    """

    label = forms.CharField(label=_("Nom de cette disposition"), max_length=100)

    def __init__(self, *args: Any, table: str, columns: list[dict[str, Any]], draft: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.theirs = TABLES[table], columns
        proposed = _read_draft(draft, self.table.file)
        names = [("", "—"), *((one["name"], one["name"]) for one in columns)]
        for column in self.table.columns:
            self._add(column, names, proposed)

    def _add(self, column: Column, names: list[tuple[str, str]], proposed: dict[str, Any]) -> None:
        first, second = _pair(proposed.get("columns", {}).get(column.header, ""))
        self.fields[column.header] = forms.ChoiceField(
            label=library_words(column.description).rstrip("."), choices=self._choices(column, names), initial=first,
            required=column.required, error_messages={"required": NEEDED},
        )  # fmt: skip
        if column.kind in WITH_CLOCK and (second or any(CLOCK.fullmatch(one["sample"]) for one in self.theirs)):
            self.fields[f"{column.header}+"] = forms.ChoiceField(
                label=_("… et son heure, si elle est dans une autre colonne"),
                choices=names,
                initial=second,
                required=False,
            )
        if column.choices and first:
            self._add_words(column, first, proposed.get("values", {}).get(column.header, {}))

    @staticmethod
    def _choices(column: Column, names: list[tuple[str, str]]) -> list[Any]:
        if not column.choices:
            return list(names)
        always = [(f"={one}", _("toujours « {value} »").format(value=choice_word(one))) for one in column.choices]
        return [*names, (str(_("La même valeur partout")), always)]

    def _add_words(self, column: Column, theirs: str, proposed: dict[str, str]) -> None:
        """Ask what each of their words is in ours, for the words that were met."""
        words = next((one["words"] for one in self.theirs if one["name"] == theirs), [])
        ours = {fold(one): one for one in column.choices}
        known = {fold(word): one for word, one in proposed.items()}
        for rank, word in enumerate(words):
            self.fields[f"{WORD}:{column.header}:{rank}"] = forms.ChoiceField(
                label=_("« {word} » signifie").format(word=word),
                choices=[
                    ("", _("non précisé : la ligne est gardée, à part")),
                    *((one, choice_word(one)) for one in column.choices),
                ],
                initial=known.get(fold(word)) or ours.get(fold(word), ""),
                required=False,
            )
            self.fields[f"{WORD}:{column.header}:{rank}"].widget.attrs["data-word"] = word

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Return the fields as the page shows them: needed first, each with its clock and its words."""
        found = []
        for column in sorted(self.table.columns, key=lambda one: not one.required):
            words = [self[name] for name in self.fields if name.startswith(f"{WORD}:{column.header}:")]
            clock = self[f"{column.header}+"] if f"{column.header}+" in self.fields else None
            person = column.kind is Kind.PERSON
            found.append(
                {
                    "field": self[column.header],
                    "clock": clock,
                    "words": words,
                    "needed": column.required,
                    "person": person,
                }
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse what would make no layout, with the library's own sentence."""
        data = super().clean() or {}
        if not self.errors:
            self._check(data)
        return data

    def _check(self, data: dict[str, Any]) -> None:
        self.text = self.written(data)
        try:
            load(self.text, "disposition")
        except InvalidProfile as error:
            self.add_error(None, str(error))

    def written(self, data: dict[str, Any]) -> str:
        """Return the layout."""
        columns: dict[str, Any] = {}
        constants: dict[str, str] = {}
        values: dict[str, dict[str, str]] = {}
        for column in self.table.columns:
            chosen, clock = data.get(column.header, ""), data.get(f"{column.header}+", "")
            if chosen.startswith("="):
                constants[column.header] = chosen[1:]
            elif chosen:
                columns[column.header] = [chosen, clock] if clock else chosen
                if words := self._words(column, data):
                    values[column.header] = words
        used = {name for one in columns.values() for name in ([one] if isinstance(one, str) else one)}
        ignored = [one["name"] for one in self.theirs if one["name"] not in used]
        return layouts.written(self.table.name, data["label"], columns, values, constants, ignored)

    def _words(self, column: Column, data: dict[str, Any]) -> dict[str, str]:
        prefix = f"{WORD}:{column.header}:"
        named = {
            name: field.widget.attrs["data-word"] for name, field in self.fields.items() if name.startswith(prefix)
        }
        return {word: data.get(name, "") for name, word in named.items()}

    @property
    def name(self) -> str:
        """Return the name under which the layout is remembered."""
        return (slugify(self.cleaned_data["label"]) or "disposition")[:60]


def _read_draft(draft: str, table: str) -> dict[str, Any]:
    """Return what a draft proposes for a table; nothing when it speaks of another."""
    try:
        read = tomllib.loads(draft)
    except tomllib.TOMLDecodeError:
        return {}
    return read if read.get("table") == table else {}


def _pair(theirs: Any) -> tuple[str, str]:
    listed = [theirs] if isinstance(theirs, str) else [*map(str, theirs)]
    return (listed[0] if listed else ""), (listed[1] if len(listed) > 1 else "")


class CompareForm(forms.Form):
    """A number known from the software, and what it counts."""

    WHAT = (
        (COUNTED, _("tout ce qui entre dans le calcul (le total)")),
        (NUMERATOR, _("ce qui est compté au-dessus (les absents, les rejets…)")),
        (READ, _("toutes les lignes de la période, sans tri")),
    )
    indicator = forms.ChoiceField(label=_("Indicateur"))
    period = forms.CharField(label=_("Période"), help_text=_("Par exemple 2025-01, 2025T1 ou 2025."), max_length=20)
    what = forms.ChoiceField(label=_("Votre logiciel compte"), choices=WHAT, initial=COUNTED)
    total = forms.CharField(label=_("Le nombre affiché par votre logiciel"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.name, in_language(one).label) for one in indicators().values() if one.population is not None]
        self.fields["indicator"].choices = sorted(known, key=lambda one: one[1])

    def clean_period(self) -> str:
        """Accept a period as Levier writes them."""
        text = self.cleaned_data["period"].strip()
        try:
            return parse_period(text).label
        except Exception:
            message = _("« {text} » lu ; attendu : un mois (2025-01), un trimestre (2025T1) ou une année (2025).")
            raise forms.ValidationError(message.format(text=text)) from None

    def clean_total(self) -> int:
        """Accept a whole number with its spaces."""
        text = "".join(self.cleaned_data["total"].split())
        if not text.isdecimal() or len(text) > 9:
            message = _("« {text} » lu ; attendu : un nombre entier, par exemple 1 204.")
            raise forms.ValidationError(message.format(text=self.cleaned_data["total"]))
        return int(text)


class WatchForm(forms.ModelForm):
    """The folder of the server that is looked at."""

    class Meta:
        model = Watched
        fields = ("path", "active")

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        self.fields["path"].help_text = _("Le chemin complet, par exemple /srv/exports ou D:\\Exports.")

    def clean_path(self) -> str:
        """Refuse a folder that is not there, or that is not theirs to watch."""
        path = str(self.cleaned_data["path"]).strip()
        if why := refusal(path, self.centre):
            raise forms.ValidationError(why)
        return path
