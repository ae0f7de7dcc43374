"""What a person types on the pages of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Lever
from levier.catalogue.levers import levers
from levier.catalogue.words import in_language
from levier.gains.hypotheses import OVERLAPS, Hypothesis, default_hypotheses, state
from levier.gains.targets import parse_target
from levier.gains.words import PROVENANCES
from levier.gains.words import shown as said
from levier.problems import WrongCommand
from levier.readings.numbers import plain

TARGET = "objectif."


class WhatIfForm(forms.Form):
    """The hypotheses and targets of the levers that a centre has; what is left as it was is not stated."""

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = default_hypotheses()
        self.levers = [levers()[name] for name in names if name in levers()]
        for one in self.levers:
            self._add_lever(one)
        self._add(f"{OVERLAPS}.patients_communs")

    def _add_lever(self, one: Lever) -> None:
        for part in one.components:
            if part.target in indicators():
                self._add_target(part.target or "")
            for name in part.hypotheses:
                self._add(name)

    def _add(self, name: str) -> None:
        about = self.known.get(name)
        if about is not None:
            self.fields[name] = _field(about.label, about.unit, _spoken(about), _written(about))

    def _add_target(self, name: str) -> None:
        one = in_language(indicators()[name])
        label = _("Objectif : {label}").format(label=one.label)
        self.fields[TARGET + name] = _field(
            label, one.unit, _("8 (valeur), +5 (points) ou -30% (relatif) ; vide : objectif de l'outil"), ""
        )

    def clean(self) -> dict[str, Any]:
        """Check each number as the library reads it."""
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            if text and text != self.fields[name].initial:
                self._check(name, text)
        return cleaned

    def _check(self, name: str, text: str) -> None:
        try:
            if name.startswith(TARGET):
                parse_target(name.removeprefix(TARGET), text, str(self.fields[name].label))
            else:
                state(self.known, name, text, _("hypothèses"))
        except WrongCommand as error:
            self.add_error(name, str(error))

    def stated(self) -> dict[str, dict[str, str]]:
        """Return what differs from the defaults: hypotheses and targets, as the person wrote them."""
        own = {name: text for name, text in self.cleaned_data.items() if text and text != self.fields[name].initial}
        targets = {name.removeprefix(TARGET): text for name, text in own.items() if name.startswith(TARGET)}
        return {
            "hypotheses": {name: text for name, text in own.items() if not name.startswith(TARGET)},
            "targets": targets,
        }

    def by_lever(self) -> Iterable[tuple[str, list[Any]]]:
        """Yield the fields with the name of their lever, those of several levers once, under the first; then the
        others, under no name."""
        seen: set[str] = set()
        for one in self.levers:
            targets = [TARGET + part.target for part in one.components if part.target in indicators()]
            wanted = [*targets, *(name for part in one.components for name in part.hypotheses)]
            names = [name for name in dict.fromkeys(wanted) if name in self.fields and name not in seen]
            seen |= set(names)
            yield one.name, [self[name] for name in names]
        yield "", [self[name] for name in self.fields if name not in seen]


def _field(label: str, unit: str, hint: str, initial: str) -> forms.CharField:
    box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    text = f"{label} ({in_language(unit)})" if unit else label
    return forms.CharField(label=text, help_text=hint, initial=initial, required=False, max_length=30, widget=box)


def _spoken(about: Hypothesis) -> str:
    """Return where a hypothesis comes from, and its default."""
    origin = f"{in_language(PROVENANCES[about.provenance])} – {about.source}"
    return (
        origin
        if about.value is None
        else _("par défaut {value} ; {origin}").format(value=said(about.value, about.unit), origin=origin)
    )


def _written(about: Hypothesis) -> str:
    if about.value is None:
        return ""
    value = float(about.value) * (100 if about.unit == "%" else 1)
    text = plain(value, 2).replace("\u202f", "")
    return text.rstrip("0").rstrip(",.") if "," in text or "." in text else text
