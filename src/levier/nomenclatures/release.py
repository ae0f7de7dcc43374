"""A release of a nomenclature: its acts, what can be billed of each, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

CODE = re.compile(r"[A-Z]{4}\d{3}")
# A code as software writes it: HBLD038, HBLD038-1, HBLD038 1 0, HBLD03810.
_WRITTEN = re.compile(r"([A-Z]{4}\d{3})(?:[-./ ]?(\d)(?:[-./ ]?(\d))?)?(?:[-./ ].*)?")


@dataclass(frozen=True, slots=True)
class Phase:
    """A line that can be billed: an activity (4: anaesthesia) and a phase of an act.

    ``prices`` are cents by grid (``secteur_1``, ``hors_secteur_1``, or the numbers of the national grids); a grid
    without a tariff is not there. ``covered`` is false for « Non pris en charge ».
    """

    activity: str
    phase: str
    prices: Mapping[str, int] = field(default_factory=dict)
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a release; its days are ISO, both included, empty when the release does not say them."""

    code: str
    label: str = ""
    group: str = ""
    chapter: str = ""
    created: str = ""
    ended: str = ""
    before: str = ""
    after: str = ""
    modifiers: str = ""
    phases: tuple[Phase, ...] = ()

    def started(self, day: str) -> bool:
        """Tell whether the act had begun on a day, as far as the release says."""
        return not self.created or self.created <= day

    def finished(self, day: str) -> bool:
        """Tell whether the act was over before a day, as far as the release says."""
        return bool(self.ended) and self.ended < day

    def in_force(self, day: str) -> bool:
        """Tell whether the act can be billed on a day.

        >>> Act("HBLD036", ended="2019-03-31").in_force("2019-04-01")
        False
        """
        return self.started(day) and not self.finished(day)

    @property
    def activities(self) -> frozenset[str]:
        """Return the activities that can be billed; empty when the release does not give them."""
        return frozenset(one.activity for one in self.phases)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a release comes from: names of the files, their SHA-256 together, and the layout they were read under."""

    files: tuple[str, ...] = ()
    sha256: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the CCAM.

    ``day`` is the first day on which it is in force. ``since`` is earlier for a release that holds the history of
    each act: it then answers for days before its own. ``counted`` says what each record of the file was.
    """

    version: str
    day: str
    acts: Mapping[str, Act]
    since: str = ""
    origin: Origin = Origin()
    counted: Mapping[str, int] = field(default_factory=dict)
    grids: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> tuple[int, ...]:
        """Return the version as numbers, empty when it has none.

        >>> Release("79.10", "2025-07-01", {}).number
        (79, 10)
        """
        return tuple(int(part) for part in re.findall(r"\d+", self.version))

    def in_force(self) -> dict[str, Act]:
        """Return the acts that can be billed on the day of the release."""
        return {code: act for code, act in self.acts.items() if act.in_force(self.day)}


@dataclass(frozen=True, slots=True)
class Billed:
    """What a billed code says: the act, the activity and the phase when they are written behind it."""

    code: str
    activity: str = ""
    phase: str = ""


def billed(text: str) -> Billed | None:
    """Return what a code as software writes it says, ``None`` when it has not the shape of a CCAM code.

    >>> billed("hbld038"), billed("ZBQK002-1-0"), billed("ZBQK 002")
    (Billed(code='HBLD038', activity='', phase=''), Billed(code='ZBQK002', activity='1', phase='0'), None)
    """
    match = _WRITTEN.fullmatch(" ".join(text.upper().split()))
    return Billed(match[1], match[2] or "", match[3] or "") if match else None


def version_of(text: str) -> str:
    """Return a version as it is called: no leading zero, no ``.00``.

    >>> [version_of(one) for one in ("067", "84.00", "79.10")]
    ['67', '84', '79.10']
    """
    whole, _dot, part = text.strip().replace(",", ".").partition(".")
    return whole.lstrip("0") + (f".{part}" if part.strip("0") else "")
