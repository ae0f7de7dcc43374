"""The calendar of duties: seeded, done with a proof, come back."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from levier.web.centres.models import Centre
from levier.web.monday.models import Duty

YEARLY = 12


@dataclass(frozen=True, slots=True)
class Seed:
    """A duty proposed to every centre: its day of the year is a proposal, to be checked with who asks for it."""

    key: str
    label: str | Promise
    asked_by: str | Promise
    month: int
    services: tuple[str, ...] = ()
    months: int = YEARLY


SEEDS = (
    Seed("ars_data", _("Données annuelles d'activité du centre"), _("ARS"), 3),
    Seed("agreement", _("Indicateurs de l'accord national et leurs justificatifs"), _("CPAM"), 1),
    Seed("project", _("Revue du projet de santé et du règlement de fonctionnement"), _("ARS"), 6),
    Seed("accounts", _("Comptes de l'année, certifiés s'il y a lieu"), _("ARS"), 6),
    Seed("dental_committee", _("Réunion du comité dentaire"), _("ARS"), 11, ("dental",)),
    Seed("dental_agreement", _("Agrément dentaire : pièces à jour"), _("ARS"), 9, ("dental",)),
    Seed("radiation", _("Contrôles de radioprotection"), _("ASNR"), 10, ("dental", "imaging")),
    Seed("sterilisation", _("Contrôle de la stérilisation"), _("ARS"), 5),
    Seed("waste", _("Convention et bordereaux des déchets de soins"), _("ARS"), 4),
    Seed("displays", _("Affichages obligatoires : tarifs, droits des patients, professionnels"), _("ARS"), 2),
    Seed("dpo", _("Revue annuelle avec le délégué à la protection des données"), _("DPO"), 12),
)


def seed(centre: Centre, today: date) -> int:
    """Give a centre the usual duties that it has not yet, each at its next proposed day; return how many."""
    has = centre.described().services
    known = set(Duty.objects.filter(centre=centre).exclude(seed="").values_list("seed", flat=True))
    made = [
        Duty(
            centre=centre,
            seed=one.key,
            label=str(one.label),
            asked_by=str(one.asked_by),
            due=_next(one.month, today),
            months=one.months,
        )
        for one in SEEDS
        if one.key not in known and (not one.services or not has or set(one.services) & set(has))
    ]
    return len(Duty.objects.bulk_create(made))


def _next(month: int, today: date) -> date:
    """Return the last day of a month, this year or the next."""
    year = today.year if month >= today.month else today.year + 1
    return date(year, month, monthrange(year, month)[1])


def later(day: date, months: int) -> date:
    """Return a day so many months later, the last of its month if there is no such day.

    >>> later(date(2025, 1, 31), 1), later(date(2025, 3, 31), 12)
    (datetime.date(2025, 2, 28), datetime.date(2026, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def finish(duty: Duty, day: date, proof: str) -> Duty | None:
    """Write that a duty is done, and return the next one when it comes back; doing it twice changes nothing."""
    with transaction.atomic():
        found = Duty.objects.select_for_update().get(pk=duty.pk)
        if found.done is not None:
            return None
        found.done, found.proof = day, proof
        found.save(update_fields=["done", "proof"])
        if not found.months:
            return None
        again = {"seed": found.seed, "label": found.label, "asked_by": found.asked_by, "months": found.months}
        return Duty.objects.create(centre=found.centre, due=later(found.due, found.months), **again)
