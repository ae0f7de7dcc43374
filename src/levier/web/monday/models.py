"""What a centre does every week: duties, followed rows, who receives the digest."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levier.web.centres.models import Centre
from levier.web.monday.kinds import KINDS, OWNERS


class Duty(models.Model):
    """Something that a centre owes to an authority at a date; done, it has its proof, and comes back if it repeats."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="duties")
    # The key of the seed it comes from; empty for the centre's own.
    seed = models.CharField(max_length=40, blank=True)
    label = models.CharField(_("obligation"), max_length=160)
    asked_by = models.CharField(_("demandée par"), max_length=60, blank=True)
    due = models.DateField(_("échéance"))
    months = models.PositiveSmallIntegerField(_("revient tous les (mois)"), default=12)
    done = models.DateField(_("faite le"), null=True, blank=True)
    proof = models.CharField(_("justificatif (référence, emplacement)"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "pk"]

    def __str__(self) -> str:
        return self.label


class Following(models.Model):
    """Whether a centre keeps the rows of its lists from one week to the next; without a line: no."""

    centre = models.OneToOneField(Centre, on_delete=models.CASCADE, related_name="following")
    on = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(_("jours de conservation"), default=180)
    seeded = models.BooleanField(default=False)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.centre_id} {self.on}"


class FollowedRow(models.Model):
    """A row of a list, kept while it is in the list.

    ``sealed`` is the number of the invoice or of the appointment, encrypted; ``mark`` recognises it without telling it.
    No free text: nothing here can hold the name of a patient.
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="followed_rows")
    kind = models.CharField(max_length=12, choices=[(name, name) for name in KINDS])
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()
    day = models.DateField()
    amount = models.BigIntegerField(null=True)
    # French words of the catalogue, shown in the language of the page.
    reason = models.CharField(max_length=200)
    payer_type = models.CharField(max_length=10, blank=True)
    payer = models.CharField(max_length=100, blank=True)
    first_seen = models.DateField()
    owner = models.CharField(max_length=12, choices=list(OWNERS.items()), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=12, blank=True)
    decided = models.DateField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["centre", "kind", "mark"], name="one_followed_row")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.kind} {self.pk}"


class DigestSubscription(models.Model):
    """The e-mail that somebody asked for: a centre, a day of the week (0: Monday), an hour of Paris."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="digests")
    on = models.BooleanField(_("recevoir le courriel du lundi"), default=True)
    weekday = models.PositiveSmallIntegerField(_("jour"), default=0)
    hour = models.TimeField(_("heure"), default=time(7, 30))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "centre"], name="one_digest_per_centre")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.centre_id}"


class DigestSent(models.Model):
    """One e-mail of one week: taken in charge before it leaves, so that it leaves once."""

    subscription = models.ForeignKey(DigestSubscription, on_delete=models.CASCADE, related_name="sent")
    week = models.CharField(max_length=8)
    taken = models.DateTimeField()
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subscription", "week"], name="one_digest_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.week}"
