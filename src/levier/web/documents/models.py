"""What only the people of an installation know, asked once, used by every paper; and where its first steps are."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class InstallationSettings(models.Model):
    """The only line of its table."""

    class Hosting(models.TextChoices):
        """Who holds the machine."""

        OWN = "interne", _("nous-mêmes (ou notre gestionnaire)")
        PROVIDER = "prestataire", _("un prestataire")

    name = models.CharField(_("nom de l'installation"), max_length=200, blank=True)
    controller = models.CharField(_("responsable de traitement"), max_length=200, blank=True)
    controller_address = models.CharField(_("son adresse"), max_length=300, blank=True)
    representative = models.CharField(_("représenté par"), max_length=200, blank=True)
    dpo = models.CharField(_("délégué à la protection des données (DPO)"), max_length=200, blank=True)
    rights_contact = models.CharField(_("contact pour exercer ses droits"), max_length=200, blank=True)
    hosting = models.CharField(_("hébergement"), max_length=20, choices=Hosting.choices, blank=True)
    hosting_provider = models.CharField(_("nom du prestataire"), max_length=200, blank=True)
    data_place = models.CharField(_("où sont les données"), max_length=300, blank=True)
    key_place = models.CharField(_("où est la copie des clés"), max_length=300, blank=True)
    backup = models.CharField(_("sauvegardes"), max_length=300, blank=True)
    line_retention_months = models.PositiveSmallIntegerField(
        _("mois de lignes gardées"), null=True, blank=True, default=24, validators=[MinValueValidator(1)]
    )
    region_name = models.CharField(_("agence régionale"), max_length=200, blank=True)
    consultant = models.CharField(_("cabinet qui vous accompagne"), max_length=200, blank=True)
    # The first steps: those done, and the centre that they made.
    steps_done = models.JSONField(default=list, editable=False)
    first_centre = models.ForeignKey(
        "centres.Centre", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_installation")]  # noqa: RUF012

    def __str__(self) -> str:
        return self.name or "Levier"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the only line."""
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def here(cls) -> InstallationSettings:
        """Return the settings of this installation, empty ones when nothing was said yet."""
        return cls.objects.select_related("first_centre").filter(pk=1).first() or cls()


class CentreNote(models.Model):
    """What the direction writes in the note of one page: the figures beside it are the centre's."""

    centre = models.OneToOneField("centres.Centre", on_delete=models.CASCADE, related_name="note")
    situation = models.TextField(_("la situation, en quelques phrases"), max_length=900, blank=True)
    asks = models.TextField(_("ce que nous demandons"), max_length=900, blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.centre_id}"
