"""What was typed on screen, value by value, with its history; the worker writes it in the store as one import."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levier.catalogue.typed import BLOCKS
from levier.catalogue.words import in_language
from levier.tables.columns import WEEKDAYS
from levier.web.centres.models import Centre


class TypedValue(models.Model):
    """One cell of the grid. ``value`` is the number as French people type it, checked (``1204``, ``12,5``)."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="typed")
    block = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    period = models.CharField(max_length=25)
    service = models.CharField(max_length=20, blank=True)
    specialty = models.CharField(max_length=80, blank=True)
    payer_type = models.CharField(max_length=3, blank=True)
    job = models.CharField(max_length=40, blank=True)
    family = models.CharField(max_length=40, blank=True)
    site = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=30)
    nature = models.CharField(max_length=12, default="exact")
    definition = models.CharField(max_length=12, default="levier")
    source = models.CharField(max_length=100, blank=True)
    preferred = models.BooleanField(default=False)
    comment = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["centre", "period", "measure", "service", "specialty", "payer_type", "job", "family", "site"],
                name="one_typed_value",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class BlockTask(models.Model):
    """A block of the grid given to somebody, for some periods, before a day.

    ``email`` is kept for somebody who has no account yet: the task is theirs once they log in with that address.
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="block_tasks")
    block = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    # A month, a quarter, the year: what is asked for; empty for the whole year.
    period = models.CharField(max_length=25, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="block_tasks"
    )
    email = models.EmailField(blank=True)
    due = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.block} {self.period or self.year}"

    @property
    def title(self) -> str:
        """Return the title of the block, in the language of the page."""
        return in_language(BLOCKS[self.block]).title if self.block in BLOCKS else self.block

    @property
    def anchor(self) -> str:
        """Return what names the task in a page."""
        return f"tache-{self.pk}"

    @property
    def late(self) -> bool:
        """Tell whether the day has passed without it."""
        return self.done is None and self.due < timezone.localdate()


class OpeningRow(models.Model):
    """One line of the poster on the door: open that day from ``start`` to ``end`` (midnight is ``24:00``)."""

    class Audience(models.TextChoices):
        """Who comes then: people at the door, or callers."""

        DESK = "accueil", _("accueil")
        PHONE = "telephone", _("téléphone")

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="opening_rows")
    weekday = models.CharField(max_length=8, choices=[(one, one) for one in WEEKDAYS])
    start = models.CharField(max_length=5)
    end = models.CharField(max_length=5)
    audience = models.CharField(max_length=9, choices=Audience.choices, default=Audience.DESK)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start}-{self.end}"
