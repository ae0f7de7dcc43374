"""The indicators in the order in which a director reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of indicators, in order; ``question`` is what it answers."""

    slug: str
    title: str
    question: str
    names: tuple[str, ...]


THEMES = (
    Theme(
        "acces", _("Accès et accueil"), _("Les patients nous joignent-ils, et viennent-ils ?"),
        ("call_answer_rate", "no_show_rate", "lost_slot_rate", "outcome_known_rate", "booking_delay_days",
         "reminder_coverage_rate", "walk_in_share", "weekly_opening_hours"),
    ),
    Theme(
        "public", _("Public accueilli"), _("Qui recevons-nous ?"),
        ("active_patients", "c2s_ame_share", "rights_checked_share"),
    ),
    Theme(
        "salles", _("Salles et temps médical"), _("Nos salles et nos plages sont-elles utilisées ?"),
        ("occupied_room_hours", "room_occupancy_rate", "fill_rate", "consultations_per_physician_fte"),
    ),
    Theme(
        "recettes", _("Activité et recettes"), _("Que produit l'activité ?"),
        ("activity_revenue", "cashed_revenue", "total_revenue", "gross_margin", "gross_margin_with_town_charges",
         "coordination_option_amount", "coordination_option_members"),
    ),
    Theme(
        "tiers-payant", _("Tiers payant et impayés"), _("Sommes-nous payés de ce que nous faisons ?"),
        ("payer_rejection_rate", "rejections_by_family", "rejection_rework_days", "unanswered_claims_rate",
         "unanswered_claims_value_rate", "final_loss_rate", "fse_secured_share", "cost_per_invoice",
         "patient_bad_debt_rate", "patient_bad_debt_to_patient_share"),
    ),
    Theme(
        "codage", _("Codage des actes médicaux"), _("Ce qui est fait est-il coté ?"),
        ("ccam_act_share", "ccam_revenue", "specialist_opinion_ratio"),
    ),
    Theme(
        "dentaire", _("Dentaire"), _("Comment tourne le service dentaire ?"),
        ("chair_occupancy_rate", "dental_revenue_per_hour", "dental_cost_coverage", "care_prosthesis_ratio",
         "care_prosthesis_value_ratio", "minutes_per_act", "minutes_per_prosthesis", "appointments_per_prosthesis"),
    ),
    Theme(
        "imagerie", _("Imagerie"), _("Comment tourne l'imagerie ?"),
        ("imaging_revenue_per_hour", "imaging_cost_coverage", "internal_referral_rate"),
    ),
    Theme(
        "moyens", _("Équipe et achats"), _("Avec quels moyens ?"),
        ("admin_to_medical_fte", "non_care_fte_share", "purchases_to_revenue", "lab_subsidy_per_file"),
    ),
)  # fmt: skip
OTHERS = Theme("autres", _("Autres indicateurs"), "", ())


def grouped(names: Iterable[str]) -> list[tuple[Theme, list[Indicator]]]:
    """Return the themes that hold some of these indicators, each with them in the order of the theme.

    >>> [(theme.slug, [one.name for one in held]) for theme, held in grouped(["activity_revenue", "no_show_rate"])]
    [('acces', ['no_show_rate']), ('recettes', ['activity_revenue'])]
    """
    wanted = [name for name in names if name in indicators()]
    placed = {name for theme in THEMES for name in theme.names}
    groups = [(theme, [name for name in theme.names if name in wanted]) for theme in THEMES]
    groups.append((OTHERS, [name for name in wanted if name not in placed]))
    return [(theme, [in_language(indicators()[name]) for name in held]) for theme, held in groups if held]
