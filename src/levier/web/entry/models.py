"""What was typed on screen, value by value, with its history; the worker writes it in the store as one import."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

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
