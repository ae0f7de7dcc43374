"""The forms beside the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levier.web.accounts.models import User
from levier.web.ui.formats import period_label


def natures() -> list[tuple[str, str]]:
    """Return how a number may be known."""
    return [
        ("exact", _("exact : le nombre même du document")),
        ("estime", _("estimé : un ordre de grandeur, ou tiré d'un pourcentage")),
        ("echantillon", _("échantillon : un comptage sur quelques jours")),
    ]


def definitions() -> list[tuple[str, str]]:
    """Return whose way of counting a number follows."""
    return [
        ("levier", _("comme l'aide de la ligne le dit")),
        ("editeur", _("comme le compte le logiciel")),
        ("operateur", _("comme le compte l'opérateur téléphonique")),
        ("comptable", _("comme le compte la comptabilité")),
    ]


class LineForm(forms.Form):
    """How the numbers of a line are known."""

    nature = forms.ChoiceField(label=gettext_lazy("Ces nombres sont"), choices=natures)
    definition = forms.ChoiceField(label=gettext_lazy("Comptés"), choices=definitions)
    source = forms.CharField(
        label=gettext_lazy("Document"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Par exemple : statistiques de l'agenda. Aucun nom de personne."),
    )
    preferred = forms.BooleanField(
        label=gettext_lazy("Préférer ces nombres à ceux des fichiers importés"),
        required=False,
        help_text=gettext_lazy("Sinon les fichiers l'emportent, et l'écart est montré."),
    )


class RateForm(forms.Form):
    """A percentage and its total, as the document prints them."""

    period = forms.ChoiceField(label=gettext_lazy("Période"))
    rate = forms.CharField(
        label=gettext_lazy("Pourcentage affiché"), max_length=12, help_text=gettext_lazy("Tel qu'il est écrit : 12,5 %")
    )
    total = forms.CharField(
        label=gettext_lazy("Total sur lequel il porte"), max_length=20, help_text=gettext_lazy("Par exemple 1 204")
    )

    def __init__(self, *args: Any, periods: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = periods


class AssignForm(forms.Form):
    """Who fills a block, for which period, before when."""

    assignee = forms.ModelChoiceField(
        label=gettext_lazy("Personne du centre"), queryset=User.objects.none(), required=False, empty_label="—"
    )
    email = forms.EmailField(
        label=gettext_lazy("Ou son adresse électronique"),
        required=False,
        help_text=gettext_lazy("Si la personne n'a pas encore de compte : invitez-la aussi depuis « Personnes »."),
    )
    period = forms.ChoiceField(label=gettext_lazy("Période"), required=False)
    due = forms.DateField(
        label=gettext_lazy("À rendre avant le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    note = forms.CharField(label=gettext_lazy("Mot d'accompagnement"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Sequence[User], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = User.objects.filter(pk__in=[one.pk for one in people])
        months = [f"{year}-{rank:02d}" for rank in range(1, 13)]
        self.fields["period"].choices = [
            ("", _("toute l'année {year}").format(year=year)),
            *((one, period_label(one)) for one in months),
        ]

    def clean(self) -> dict[str, Any]:
        """Want one person, and a day to come."""
        said = super().clean() or {}
        if bool(said.get("assignee")) == bool(said.get("email")) and "email" not in self.errors:
            self.add_error(
                "assignee", _("Attendu : une personne de la liste, ou une adresse électronique (pas les deux).")
            )
        if said.get("due") and said["due"] < timezone.localdate():
            self.add_error("due", _("Attendu : une date à venir."))
        return said
