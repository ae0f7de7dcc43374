"""The forms of a centre's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.catalogue.parameters import theme
from levier.catalogue.words import in_language
from levier.figures.conventions import conventions_in
from levier.problems import LevierError
from levier.web.centres import words
from levier.web.centres.models import Body, Centre, Event
from levier.web.centres.services import may_join
from levier.web.figures.presenters.themes import grouped

DEPARTMENT = re.compile(r"(?:\d{2,3}|2[AB])")
NOT_GIVEN = ("", _("Non indiqué"))


class IdentityForm(forms.Form):
    """Who the centre is."""

    name = forms.CharField(label=_("Nom du centre"), max_length=200)
    finess = forms.CharField(
        label=_("Numéro FINESS"), required=False, max_length=11,
        help_text=_("Neuf chiffres, celui du site. Il sert à refuser un fichier d'un autre centre."),
    )  # fmt: skip
    services = forms.MultipleChoiceField(
        label=_("Services du centre"), required=False, choices=list(words.SERVICES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Un indicateur d'un service absent dit « sans objet ». Rien de coché : tous sont attendus."),
    )  # fmt: skip
    managing_body = forms.ChoiceField(
        label=_("Nature du gestionnaire"), required=False, choices=[NOT_GIVEN, *words.BODIES.items()]
    )
    body = forms.CharField(
        label=_("Nom du gestionnaire"), required=False, max_length=200,
        help_text=_("Les centres d'un même gestionnaire se voient nommés entre eux : écrivez-le partout pareil."),
    )  # fmt: skip
    chart = forms.ChoiceField(
        label=_("Plan de comptes"), required=False, choices=[NOT_GIVEN, *words.CHARTS.items()],
        help_text=_("Il dit quels comptes sont des achats et quels comptes sont des recettes d'activité."),
    )  # fmt: skip
    department = forms.CharField(
        label=_("Département"), required=False, max_length=3, help_text=_("Exemple : 93, 2A, 974.")
    )
    qpv = forms.NullBooleanField(
        label=_("En quartier prioritaire (QPV)"), required=False,
        widget=forms.Select(choices=[("unknown", _("Non indiqué")), ("true", _("Oui")), ("false", _("Non"))]),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, centre: Centre | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._user, self._centre = user, centre

    def joinable(self, body: Body) -> bool:
        """Tell whether the person who fills the form may put the centre under a managing body."""
        return may_join(self._user, self._centre, body)

    def clean_name(self) -> str:
        """Take double spaces out."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_body(self) -> str:
        """Find the managing body whatever its case.

        Raises:
            ValidationError: it runs other centres, and this person has no say in any of them: whoever joins a body
                shows the centre's figures to its people.
        """
        name = " ".join(self.cleaned_data["body"].split())
        known = Body.objects.filter(name__iexact=name).first() if name else None
        if known and not self.joinable(known):
            said = gettext(
                "« {read} » lu : ce gestionnaire a déjà d'autres centres ici. → Demandez à l'administrateur de "
                "l'installation d'y rattacher le vôtre."
            )
            raise forms.ValidationError(said.format(read=name))
        return known.name if known else name

    def clean_finess(self) -> str:
        """Keep nine characters, spaces taken out.

        Raises:
            ValidationError: it has another length.
        """
        read = re.sub(r"\s", "", self.cleaned_data["finess"]).upper()
        if read and not re.fullmatch(r"\d[\dAB]\d{7}", read):
            said = gettext(
                "« {read} » lu ; attendu : neuf chiffres (le deuxième peut être A ou B), par exemple 930012345."
            )
            raise forms.ValidationError(said.format(read=read))
        return read

    def clean_department(self) -> str:
        """Keep the number of a department.

        Raises:
            ValidationError: it is not one.
        """
        read = self.cleaned_data["department"].strip().upper()
        if read and not DEPARTMENT.fullmatch(read):
            said = gettext("« {read} » lu ; attendu : le numéro du département, par exemple 93, 2A ou 974.")
            raise forms.ValidationError(said.format(read=read))
        return read

    @classmethod
    def of(cls, centre: Centre) -> dict[str, Any]:
        """Return what is known of a centre."""
        known = centre.described()
        return {
            "name": centre.name, "finess": known.finess or "", "services": list(known.services or ()),
            "managing_body": known.managing_body or "", "body": str(centre.body) if centre.body_id else "",
            "chart": known.chart or "", "department": centre.department, "qpv": known.priority_area,
        }  # fmt: skip


class ConventionsForm(forms.Form):
    """One field for each convention, its default beside it."""

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        self.known = centre.described().conventions
        super().__init__(*args, initial=dict(self.known), **kwargs)
        for name, about in theme("conventions").items():
            self.fields[name] = _convention(about)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each field with what must be read beside it."""
        for name, about in theme("conventions").items():
            usual = words.convention_choice(about["default"])
            yield {
                "field": self[name], "usual": f"{usual} {in_language(about.get('unit', ''))}".strip(),
                "own": self.known[name] != about["default"], "source": in_language(about["source"]),
                "name": name, "moves": moves(name),
            }  # fmt: skip


def _convention(about: dict[str, Any]) -> forms.Field:
    label = in_language(about["label"])
    if "choices" in about:
        return forms.ChoiceField(label=label, choices=[(one, words.convention_choice(one)) for one in about["choices"]])
    unit = in_language(about.get("unit", ""))
    most = 100 if unit == "%" else None
    field = forms.IntegerField(label=f"{label} ({unit})", min_value=about.get("minimum", 0), max_value=most)
    field.widget.attrs["inputmode"] = "numeric"
    return field


@cache
def _moved() -> dict[str, tuple[str, ...]]:
    """Return the indicators that each convention changes, by name."""
    known = [(one.name, conventions_in(one)) for one in indicators().values()]
    return {name: tuple(one for one, used in known if name in used) for name in theme("conventions")}


def moves(name: str) -> str:
    """Say which figures a convention changes.

    >>> moves("appel_court_s")
    'Change les chiffres de : Taux de décroché.'
    """
    labels = [indicators()[one].label for one in _moved()[name]]
    if name == "equipe_reduite":
        return gettext("Change ce qui est réservé à la direction, pour tous les chiffres.")
    if not labels:
        return gettext("Change la mention « partiel » des chiffres, jamais leur valeur.")
    return gettext("Change les chiffres de : {labels}.").format(labels=", ".join(labels))


class CostsForm(forms.Form):
    """What third-party payment costs in a year, in euros."""

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        known = centre.described().third_party_costs
        super().__init__(*args, initial={name: f"{cents / 100:g}" for name, cents in known.items()}, **kwargs)
        for name, label in words.COSTS.items():
            self.fields[name] = EurosField(label=label, required=False)


class NumberField(forms.CharField):
    """A number typed the French way: comma, spaces, unit at the end."""

    sign = ""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> float | None:
        """Return the number, ``None`` when nothing is typed.

        Raises:
            ValidationError: it is not a number.
        """
        read = super().to_python(value)
        if not read:
            return None
        plain = re.sub(r"[\s\u202f\u00a0]", "", read).removesuffix(self.sign).replace(",", ".")
        # Digits only: « nan » and « 1e999 » are numbers for a computer, for nobody else.
        if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", plain, re.ASCII):
            said = gettext("« {read} » lu ; attendu : un nombre, par exemple 12,5.")
            raise forms.ValidationError(said.format(read=read))
        return float(plain)


class EurosField(NumberField):
    """An amount in euros, not negative."""

    sign = "€"

    def clean(self, value: Any) -> float | None:
        """Refuse a negative amount.

        Raises:
            ValidationError: it is negative.
        """
        read = super().clean(value)
        if read is not None and not 0 <= read < 1e9:
            raise forms.ValidationError(gettext("Attendu : un montant en euros par an, sans signe moins."))
        return None if read is None else round(read, 2)


class PercentField(NumberField):
    """A percentage, kept as a fraction."""

    sign = "%"


class TargetsForm(forms.Form):
    """A value and its source for each indicator shown; a rate is typed in per cent."""

    def __init__(self, *args: Any, centre: Centre, names: list[str], **kwargs: Any) -> None:
        self.shown = [indicators()[name] for name in names]
        initial: dict[str, Any] = {}
        for one in centre.targets.filter(indicator__in=names):
            initial[f"value-{one.indicator}"] = _typed(one.value, indicators()[one.indicator].unit)
            initial[f"source-{one.indicator}"] = one.source
        super().__init__(*args, initial=initial, **kwargs)
        for one in self.shown:
            self.fields[f"value-{one.name}"] = _target(one)
            self.fields[f"source-{one.name}"] = forms.CharField(
                label=gettext("D'où vient l'objectif de : {label}").format(label=one.label),
                required=False,
                max_length=200,
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each indicator with its two fields."""
        for one in self.shown:
            yield {"one": one, "value": self[f"value-{one.name}"], "source": self[f"source-{one.name}"]}

    def wanted(self) -> Iterator[tuple[str, float | None, str]]:
        """Yield indicator, value in its unit, source."""
        for one in self.shown:
            value = self.cleaned_data[f"value-{one.name}"]
            scaled = value / 100 if value is not None and one.unit == "%" else value
            yield one.name, scaled, self.cleaned_data[f"source-{one.name}"].strip()

    def clean(self) -> dict[str, Any]:
        """Refuse a rate over 100 % and a source without a value."""
        for one in self.shown:
            value = self.cleaned_data.get(f"value-{one.name}")
            if value is not None and (value < 0 or (one.unit == "%" and _is_share(one) and value > 100)):
                said = gettext("Attendu : un nombre positif, de 0 à 100 pour un pourcentage.")
                self.add_error(f"value-{one.name}", said)
        return self.cleaned_data


def _is_share(one: Indicator) -> bool:
    return one.interval


def _target(one: Indicator) -> forms.Field:
    label = gettext("Objectif de : {label}").format(label=one.label)
    return (PercentField if one.unit == "%" else NumberField)(label=label, required=False)


def _typed(value: float, unit: str) -> str:
    return f"{100 * value if unit == '%' else value:.6g}".replace(".", ",")


class EventForm(forms.ModelForm):
    """Something dated: an event of the centre, or an action of its plan."""

    indicator = forms.ChoiceField(
        label=_("Indicateur"), required=False, help_text=_("Vide : dessiné sur toutes les courbes du centre.")
    )
    lever = forms.ChoiceField(label=_("Levier"), required=False)

    class Meta:
        model = Event
        fields = ("kind", "day", "label", "indicator", "lever", "done")
        labels = {"kind": _("Nature"), "done": _("C'est fait")}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "label": _("Court, sans nom de personne : « départ d'un médecin », « rappel par SMS »."),
            "day": _("Pour une action : le jour où elle commence vraiment."),
        }
        widgets = {  # noqa: RUF012
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "kind": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Event.Kind.choices
        self.fields["indicator"].choices = [("", "—"), *by_theme()]
        self.fields["lever"].choices = [
            ("", "—"),
            *((one.name, f"{one.number}. {one.label}") for one in levers().values()),
        ]


def by_theme() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every indicator as the choices of a list, by theme."""
    return [(str(theme.title), [(one.name, one.label) for one in held]) for theme, held in grouped(indicators())]


def refused(form: forms.Form, error: LevierError) -> None:
    """Show in a form what the library refused."""
    form.add_error(None, str(error))
