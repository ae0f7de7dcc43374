"""What the address asks for: a period, a service, a specialty; and what may be asked instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from levier.periods import Period, parse_period
from levier.problems import LevierError
from levier.web.ui.formats import period_label

GRAINS = ("month", "quarter", "year", "rolling12")
# A slice is computed for these.
SLICED = ("month", "year")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page shows. ``period`` is ``None`` for the last one known; ``problem`` says what was not understood."""

    period: Period | None = None
    service: str = ""
    specialty: str = ""
    problem: str = ""

    @property
    def grain(self) -> str:
        """Return the grain of the period, months by default."""
        return self.period.grain if self.period else "month"

    @property
    def dimension(self) -> str:
        """Return the dimension that figures are cut by: a specialty says more than its service."""
        return "specialty" if self.specialty else "service" if self.service else ""

    @property
    def slice(self) -> str:
        """Return the value of the dimension."""
        return self.specialty or self.service

    def query(self, **changed: str) -> str:
        """Return the address's query for the same page with other choices."""
        said = {
            "periode": self.period.label if self.period else "",
            "service": self.service,
            "specialite": self.specialty,
        }
        kept = {name: value for name, value in (said | changed).items() if value}
        query = QueryDict(mutable=True)
        query.update(kept)
        return f"?{query.urlencode()}" if kept else ""


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read the query of an address; what cannot be shown gives a sentence and the default."""
    period, problem = _period(query.get("periode", "").strip())
    asked = Asked(period, query.get("service", "").strip()[:120], query.get("specialite", "").strip()[:120], problem)
    if asked.slice and asked.grain not in SLICED:
        text = _("Par service ou spécialité, les chiffres se lisent par mois ou par année : voici le centre entier.")
        return Asked(period, problem=text)
    return asked


def _period(text: str) -> tuple[Period | None, str]:
    if not text:
        return None, ""
    try:
        period = parse_period(text)
    except LevierError as error:
        return None, str(error)
    if period.grain not in GRAINS:
        said = _("Période « {text} » : attendu un mois, un trimestre, une année ou douze mois.")
        return None, said.format(text=text)
    return period, ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a filter."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters of a page: periods by grain, services, specialties; ``previous`` and ``next`` periods, if any."""

    periods: Sequence[tuple[str, Sequence[Choice]]]
    services: Sequence[Choice] = ()
    specialties: Sequence[Choice] = ()
    previous: Choice | None = None
    next: Choice | None = None
    known: Sequence[str] = field(default_factory=tuple)


def choices(
    asked: Asked, first: str, last: str, services: Iterable[str], specialties: Iterable[str], shown: str = ""
) -> Choices:
    """Return the filters between two known months (``2024-01``).

    Args:
        shown: the month shown when none is asked for, the last one known by default.
    """
    groups = _periods(first, last)
    chosen = asked.period.label if asked.period else shown or last
    same = next((labels for _title, labels in groups if chosen in labels), ())
    return Choices(
        [(title, [Choice(one, period_label(one), one == chosen) for one in labels]) for title, labels in groups],
        [Choice(one, service_words(one), one == asked.service) for one in services],
        [Choice(one, one, one == asked.specialty) for one in specialties],
        _beside(same, chosen, 1),
        _beside(same, chosen, -1),
    )


def _beside(labels: Sequence[str], chosen: str, step: int) -> Choice | None:
    """Return the period before (1) or after (-1): the latest comes first."""
    if chosen not in labels:
        return None
    at = labels.index(chosen) + step
    return Choice(labels[at], period_label(labels[at])) if 0 <= at < len(labels) else None


def _periods(first: str, last: str) -> list[tuple[str, list[str]]]:
    months = list(months_between(first, last))
    quarters = list(dict.fromkeys(_quarter(one) for one in months))
    years = list(dict.fromkeys(one[:4] for one in months))
    twelve = [f"{_back(one, 11)}..{one}" for one in months[:13]]
    return [(_("Mois"), months), (_("Trimestre"), quarters), (_("Année"), years), (_("Douze mois"), twelve)]


def months_between(first: str, last: str) -> Iterable[str]:
    """Yield months, the latest first.

    >>> list(months_between("2024-11", "2025-02"))
    ['2025-02', '2025-01', '2024-12', '2024-11']
    """
    while first and last >= first:
        yield last
        last = _back(last, 1)


def _back(month: str, many: int) -> str:
    at = int(month[:4]) * 12 + int(month[5:7]) - 1 - many
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def _quarter(month: str) -> str:
    return f"{month[:4]}T{(int(month[5:7]) + 2) // 3}"


def service_words(name: str) -> str:
    """Return a service as people call it.

    >>> service_words("dentaire")
    'Dentaire'
    """
    said = {
        "medical": _("Médical"),
        "dentaire": _("Dentaire"),
        "imagerie": _("Imagerie"),
        "infirmier": _("Soins infirmiers"),
        "prelevements": _("Prélèvements"),
        "kine": _("Kinésithérapie"),
        "autre": _("Autre"),
        "": _("Sans service"),
    }
    return said.get(name, name)
