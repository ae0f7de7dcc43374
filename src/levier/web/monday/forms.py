"""What is asked on the pages of Monday."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from levier.web.accounts.models import Role, User
from levier.web.centres.models import Centre
from levier.web.monday.kinds import OWNERS, ListKind
from levier.web.monday.models import DigestSubscription, Duty, FollowedRow

DAYS = (
    *((0, _("lundi")), (1, _("mardi")), (2, _("mercredi")), (3, _("jeudi")), (4, _("vendredi"))),
    *((5, _("samedi")), (6, _("dimanche"))),
)
HALF_HOURS = [time(hour, minute) for hour in range(6, 20) for minute in (0, 30)]
SHORTEST, LONGEST = 30, 730


class DateInput(forms.DateInput):
    """A date control of the browser."""

    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


def people_of(centre: Centre, kind: ListKind) -> list[User]:
    """Return who may treat a list in a centre: its director, and the staff of its block."""
    found = User.objects.filter(is_active=True, memberships__centre=centre).prefetch_related("memberships").distinct()
    return [one for one in found if any(_treats(role, centre, kind) for role in one.memberships.all())]


def _treats(role: Any, centre: Centre, kind: ListKind) -> bool:
    if role.centre_id != centre.pk:
        return False
    return role.role == Role.DIRECTOR or (role.role == Role.STAFF and kind.block in role.blocks)


class RowForm(forms.Form):
    """Who treats a row, what became of it, until when it waits: closed lists only, no free text."""

    owner = forms.ChoiceField(label=_("Pour"), required=False)
    outcome = forms.ChoiceField(label=_("Issue"), required=False)
    snoozed_until = forms.DateField(label=_("Attendre jusqu'au"), required=False, widget=DateInput)

    def __init__(self, *args: Any, row: FollowedRow, kind: ListKind, people: list[User], **more: Any) -> None:
        super().__init__(*args, auto_id=f"id_row{row.pk}_%s", **more)
        self.people = {str(one.pk): one for one in people}
        persons = [(f"p:{key}", str(one)) for key, one in self.people.items()]
        functions = [(f"f:{key}", label) for key, label in OWNERS.items()]
        self.fields["owner"].choices = [("", _("personne")), (_("Fonctions"), functions), (_("Personnes"), persons)]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"
        self.fields["outcome"].choices = [("", _("à traiter")), *kind.outcomes]
        if not self.is_bound:
            self.initial = {
                "owner": f"p:{row.person_id}" if row.person_id else f"f:{row.owner}" if row.owner else "",
                "outcome": row.outcome,
                "snoozed_until": row.snoozed_until,
            }

    def decision(self) -> dict[str, Any]:
        """Return what was decided, as :func:`levier.web.monday.following.decide` takes it."""
        form, _sign, key = self.cleaned_data["owner"].partition(":")
        return {
            "owner": key if form == "f" else "",
            "person": self.people.get(key) if form == "p" else None,
            "outcome": self.cleaned_data["outcome"],
            "snoozed_until": self.cleaned_data["snoozed_until"],
        }


class FollowingForm(forms.Form):
    """Whether the rows of the lists are kept, and how long."""

    on = forms.BooleanField(label=_("Suivre les listes d'une semaine à l'autre"), required=False)
    days = forms.IntegerField(
        label=_("Conserver une ligne au plus (jours)"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=180,
        help_text=_("Une ligne qui n'est plus dans la liste est effacée au calcul suivant, sans attendre."),
    )


class DutyForm(forms.ModelForm):
    """An obligation of the centre."""

    class Meta:
        model = Duty
        fields: ClassVar[list[str]] = ["label", "asked_by", "due", "months"]
        widgets: ClassVar[dict[str, Any]] = {"due": DateInput}
        labels: ClassVar[dict[str, Any]] = {
            "label": _("Obligation"),
            "asked_by": _("Demandée par"),
            "due": _("Échéance"),
            "months": _("Revient tous les (mois)"),
        }
        help_texts: ClassVar[dict[str, Any]] = {"months": _("0 : une seule fois.")}


class DutyDoneForm(forms.Form):
    """An obligation done, with where its proof is."""

    done = forms.DateField(label=_("Faite le"), widget=DateInput)
    proof = forms.CharField(
        label=_("Justificatif"), max_length=200, required=False, help_text=_("Référence ou emplacement ; aucun nom.")
    )


class DigestForm(forms.ModelForm):
    """The e-mail of Monday."""

    weekday = forms.TypedChoiceField(label=_("Jour"), choices=DAYS, coerce=int)
    hour = forms.TypedChoiceField(
        label=_("Heure (Paris)"),
        choices=[(f"{one:%H:%M}", f"{one:%H} h {one:%M}") for one in HALF_HOURS],
        coerce=time.fromisoformat,
    )

    class Meta:
        model = DigestSubscription
        fields: ClassVar[list[str]] = ["on", "weekday", "hour"]
        labels: ClassVar[dict[str, Any]] = {"on": _("Recevoir la page du lundi par courriel")}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["hour"] = f"{self.instance.hour:%H:%M}"
