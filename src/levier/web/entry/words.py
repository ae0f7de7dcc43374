"""The words that a person sees for what the grid names shortly."""

from __future__ import annotations

from django.utils.translation import gettext as _

from levier.grid.layout import Line, section, service_word
from levier.grid.titles import MONTHS
from levier.periods import Period, to_date


def job_word(name: str) -> str:
    """Return a job, or a family of purchases, as people write it."""
    words = {
        "medecin": _("médecins"),
        "dentiste": _("chirurgiens-dentistes"),
        "infirmier": _("infirmiers"),
        "ipa": _("infirmiers en pratique avancée"),
        "sage_femme": _("sages-femmes"),
        "orthoptiste": _("orthoptistes"),
        "kine": _("kinésithérapeutes"),
        "psychologue": _("psychologues"),
        "dieteticien": _("diététiciens"),
        "manipulateur": _("manipulateurs d'électroradiologie médicale"),
        "assistant_dentaire": _("assistants dentaires"),
        "assistant_medical": _("assistants médicaux"),
        "secretaire_medicale": _("secrétaires médicales"),
        "accueil": _("accueil"),
        "tiers_payant": _("tiers payant"),
        "coordinateur": _("coordination"),
        "mediateur": _("médiation en santé"),
        "direction": _("direction"),
        "technique": _("technique"),
        "autre": _("autre"),
        "medical": _("médical"),
        "fournitures_dentaires": _("fournitures dentaires"),
        "prothese": _("prothèses"),
        "medicaments": _("médicaments"),
        "bureau": _("bureau"),
        "option_coordination_medical": _("option de coordination, médical"),
        "option_coordination_dentaire": _("option de coordination, dentaire"),
        "option_coordination_infirmier": _("option de coordination, infirmier"),
        "accord_national": _("accord national"),
        "fmt": _("forfait médecin traitant"),
        "teulade": _("subvention Teulade"),
    }
    return words.get(name, name.replace("_", " "))


def unit_word(unit: str) -> str:
    """Return the unit of a line."""
    words = {"lignes": "", "unites": "", "euros": "€", "heures": "h", "minutes": "min", "jours": "j", "etp": _("ETP")}
    return words.get(unit, unit)


def heading(line: Line) -> str:
    """Return the title above a line: its service or payer, or the measure when its lines are jobs or families."""
    if line.keys.get("job") or line.keys.get("family"):
        return line.measure.label
    return section(line)


def line_label(line: Line) -> str:
    """Return what names a line under its heading."""
    parts = [line.measure.label]
    if line.keys.get("job") or line.keys.get("family"):
        parts = [job_word(str(line.keys.get("job") or line.keys.get("family")))]
        if service := line.keys.get("service"):
            parts.append(service_word(service))
    parts += [str(line.keys[name]) for name in ("specialty", "site") if line.keys.get(name)]
    return " · ".join(parts)


def grain_word(grain: str) -> str:
    """Return the name of a rhythm."""
    words = {"month": _("Mois"), "quarter": _("Trimestres"), "year": _("Année"), "sample": _("Comptages")}
    return words[grain]


def per_period(grain: str) -> str:
    """Return how often a block is filled."""
    words = {"month": _("par mois"), "quarter": _("par trimestre"), "year": _("par an"), "sample": _("par comptage")}
    return words[grain]


def short_period(period: Period) -> str:
    """Return the head of a column.

    >>> from levier.periods import parse_period
    >>> short_period(parse_period("2025-03-03/2025-03-14"))
    'du 03/03 au 14/03'
    """
    if period.grain == "sample":
        first, last = to_date(period.first), to_date(period.last)
        return _("du {first} au {last}").format(first=f"{first:%d/%m}", last=f"{last:%d/%m}")
    if period.grain == "month":
        return _(MONTHS[to_date(period.first).month - 1])
    return f"T{period.label[-1]}" if period.grain == "quarter" else period.label
