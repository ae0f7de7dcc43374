"""Which indicators to begin with, from the documents that a centre has on its desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from levier.web.centres.models import DEFAULT_FOLLOWED
from levier.web.centres.services import LEAST, MOST

# What lies on the desk: words, help, the indicators that it gives, the most useful first.
SOURCES: dict[str, tuple[str | Promise, str | Promise, tuple[str, ...]]] = {
    "agenda": (
        _("La page « Statistiques » de l'agenda, ou son export"),
        _("rendez-vous honorés, absents, annulés, non pointés"),
        ("no_show_rate", "outcome_known_rate", "lost_slot_rate"),
    ),
    "telephone": (
        _("Le relevé de l'opérateur de téléphone"), _("appels reçus et décrochés"), ("call_answer_rate",),
    ),
    "acts": (
        _("La statistique des actes du logiciel"), _("actes et montants par mois"),
        ("activity_revenue", "ccam_act_share"),
    ),
    "claims": (
        _("Le tableau des retours du tiers payant"), _("factures envoyées, rejetées, sans réponse"),
        ("payer_rejection_rate", "unanswered_claims_rate"),
    ),
    "debts": (
        _("L'état des restes à recouvrer"), _("ce que les patients doivent encore"), ("patient_bad_debt_rate",),
    ),
    "hours": (
        _("L'affiche des horaires d'ouverture"), _("sept lignes à recopier"), ("weekly_opening_hours",),
    ),
    "planning": (
        _("Le planning des salles, même sur un mur"), _("qui consulte où, chaque demi-journée"),
        ("room_occupancy_rate", "fill_rate"),
    ),
    "staff": (
        _("La liste des postes"), _("équivalents temps plein par métier"), ("admin_to_medical_fte",),
    ),
    "accounts": (
        _("Le compte de l'année"), _("achats, recettes, subventions"), ("purchases_to_revenue", "total_revenue"),
    ),
}  # fmt: skip
OF_SERVICE = {
    "dentaire": ("dental_revenue_per_hour", ("acts", "planning")),
    "imagerie": ("imaging_revenue_per_hour", ("acts", "planning")),
    "prelevements": ("lab_subsidy_per_file", ("accounts",)),
}
# The three poor documents that every centre has.
USUAL = ("agenda", "telephone", "hours")


def advised(sources: Iterable[str], services: Sequence[str] = ()) -> list[str]:
    """Return five to eight indicators that can be had from these documents, the most useful first.

    One of each document first, then what they give besides; those of the house fill up to five.

    >>> advised(["telephone"])
    ['call_answer_rate', 'no_show_rate', 'outcome_known_rate', 'payer_rejection_rate', 'weekly_opening_hours']
    """
    found = list(dict.fromkeys(_given(list(sources), services)))[:MOST]
    for name in DEFAULT_FOLLOWED:
        if len(found) >= LEAST:
            break
        if name not in found:
            found.append(name)
    return found


def _given(sources: list[str], services: Sequence[str]) -> Iterator[str]:
    rows = [SOURCES[one][2] for one in SOURCES if one in sources]
    special = [
        name for service, (name, needed) in OF_SERVICE.items() if service in services and set(needed) <= set(sources)
    ]
    for rank, names in enumerate(zip_longest(*rows)):
        yield from filter(None, names)
        if rank == 0:
            yield from special
