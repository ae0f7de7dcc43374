"""Centres, the bodies that manage them, what each follows and aims at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levier.catalogue import parameters
from levier.centre import Centre as Described
from levier.centre import read_centre
from levier.web.accounts.models import Role


class Body(models.Model):
    """A managing body (town, association, mutual): its centres are named to one another."""

    name = models.CharField(_("nom"), max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class CentreQuerySet(models.QuerySet):
    """Centres as somebody may know of them."""

    def visible_to(self, user: Any) -> CentreQuerySet:
        """Return the centres that a person has a role for."""
        if not user.is_authenticated:
            return self.none()
        roles = user.roles
        if any(one.role == Role.ADMINISTRATOR for one in roles):
            return self
        if any(one.role == Role.AGENCY for one in roles):
            return self.filter(closed=None)
        return self.filter(closed=None).filter(
            models.Q(pk__in=[one.centre_id for one in roles if one.centre_id])
            | models.Q(body__in=[one.body_id for one in roles if one.body_id and one.role == Role.BODY])
            | models.Q(department__in=[one.department for one in roles if one.department])
        )


class Centre(models.Model):
    """A centre. ``code`` is in its addresses; ``description`` is its ``centre.toml``."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("nom du centre"), max_length=200)
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, blank=True, related_name="centres")
    department = models.CharField(_("département"), max_length=3, blank=True)
    description = models.TextField(blank=True)
    # Five to eight indicators that the centre chose, in order.
    followed = models.JSONField(default=list, blank=True)
    fictitious = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    # Closed by the administration: its data stay, nobody opens it but to open it again.
    closed = models.DateTimeField(null=True, blank=True, editable=False)
    objects = CentreQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.name or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the dashboard."""
        return reverse("dashboard", args=[self.code])

    @property
    def folder(self) -> Path:
        """Return where what belongs to the centre is kept."""
        return Path(settings.DATA) / "centres" / self.code

    @property
    def store(self) -> Path:
        """Return where its store is, once something was imported."""
        return self.folder / "store"

    def described(self) -> Described:
        """Return the centre as the library knows it."""
        return read_centre(self.description or f"identifiant = {json.dumps(self.code)}", self.code)

    @property
    def least_team(self) -> int:
        """Return the number of people under which a slice is for the director alone."""
        return max(3, self.described().number("equipe_reduite"))


class Target(models.Model):
    """A value that a centre aims at, in the unit of the indicator (a fraction for a rate)."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=60)
    value = models.FloatField()
    source = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "indicator"], name="one_target_per_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class Event(models.Model):
    """Something dated that explains a curve (a doctor left, works), or an action of the plan."""

    class Kind(models.TextChoices):
        """What happened, or what was decided."""

        EVENT = "event", _("événement")
        ACTION = "action", _("action du plan")

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.EVENT)
    day = models.DateField(_("date"))
    label = models.CharField(_("libellé"), max_length=120)
    # Empty: drawn on every curve of the centre.
    indicator = models.CharField(max_length=60, blank=True)
    lever = models.CharField(max_length=60, blank=True)
    done = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "pk"]

    def __str__(self) -> str:
        return self.label


DEFAULT_FOLLOWED = (
    *("no_show_rate", "outcome_known_rate", "call_answer_rate", "payer_rejection_rate"),
    *("weekly_opening_hours", "room_occupancy_rate", "activity_revenue", "patient_bad_debt_rate"),
)
CONVENTIONS = parameters.conventions
