"""The codes of a centre's acts, at the date of care: lines and amounts by what is wrong, never a patient."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from levier.catalogue.parameters import letter_of
from levier.engine.base import Engine, raw_name
from levier.engine.compile import literal
from levier.nomenclatures.check import (
    DELETED,
    NO_ACTIVITY,
    NO_PHASE,
    NO_RELEASE,
    NOT_YET,
    SHAPE,
    UNKNOWN,
    VALID,
    Answer,
    Timeline,
)
from levier.nomenclatures.release import Release, billed
from levier.periods import to_date

ALONE, NOT_COVERED = "activite_4_seule", "non_pris_en_charge"
LETTER, LETTER_UNKNOWN, LETTER_OUT = "lettre_connue", "lettre_inconnue", "lettre_hors_dates"
ANAESTHESIA, UNCHECKED = "4", ("NABM", "LPP", "HN")
# A code may be quoted when it looks like one: a mistaken column could hold the name of a person.
_QUOTABLE = re.compile(r"(?=.*\d)[A-Z0-9]{5,9}|[A-Z]{1,5}\d?")


@dataclass(slots=True)
class Tally:
    """Lines and cents."""

    lines: int = 0
    cents: int = 0

    def add(self, lines: int, cents: int) -> None:
        """Count some more."""
        self.lines += lines
        self.cents += cents


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is not fine: lines and cents, why, and what would be right.

    ``code`` is empty when what was read has not even the look of one; ``other`` is the version that has it.
    """

    reason: str
    code: str
    lines: int
    cents: int
    replacement: str = ""
    near: tuple[str, ...] = ()
    other: str = ""
    missing: int = 0


@dataclass(slots=True)
class Control:
    """What the control of a centre found: by status, by code, by release; ``outside``: of other nomenclatures."""

    centre: str
    by_status: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    codes: list[Code] = field(default_factory=list)
    releases: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    outside: Tally = field(default_factory=Tally)
    doubtful: Tally = field(default_factory=Tally)
    first: str = ""
    last: str = ""

    @property
    def read(self) -> int:
        """Return how many lines of acts were looked at, those of other nomenclatures included."""
        return sum(one.lines for one in self.by_status.values()) + self.outside.lines

    @property
    def wrong(self) -> int:
        """Return how many lines have something wrong in their code (Levier's list of key letters is not official)."""
        fine = (VALID, LETTER, LETTER_UNKNOWN)
        return sum(one.lines for status, one in self.by_status.items() if status not in fine)


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of one code on one day."""

    nomenclature: str
    code: str
    day: str
    lines: int
    cents: int
    shared: int


def control(engine: Engine, timeline: Timeline, centre: str = "") -> Control:
    """Check the code of every line of acts that an engine holds, at its date of care.

    Every line is counted, also cancelled ones and those without an amount: each has a code. CCAM and NGAP are
    checked, and codes that have the shape of no nomenclature; NABM, LPP and HN are counted apart (``outside``).

    Args:
        engine: with the table of acts as it was read.
        timeline: the releases kept.
        centre: its name, for the result.
    """
    found = Control(centre)
    wrong: dict[tuple[str, str], list[tuple[_Group, Answer | None]]] = defaultdict(list)
    alone = _alone(engine)
    for group in _groups(engine):
        found.first, found.last = min(found.first or group.day, group.day), max(found.last, group.day)
        for status, lines, cents, answer in _judged(group, timeline, alone):
            found.by_status[status].add(lines, cents)
            _note(found, answer, lines, cents)
            if status not in (VALID, LETTER):
                part = _Group(group.nomenclature, group.code, group.day, lines, cents, 0)
                wrong[status, _quoted(group.code)].append((part, answer))
        if group.nomenclature in UNCHECKED:
            found.outside.add(group.lines, group.cents)
    found.codes = sorted(_codes(wrong), key=lambda one: (one.reason, -one.lines, one.code))
    return found


def _note(found: Control, answer: Answer | None, lines: int, cents: int) -> None:
    if answer is not None and answer.release is not None:
        found.releases[_named(answer.release)].add(lines, cents)
    if answer is not None and answer.missing:
        found.doubtful.add(lines, cents)


def _named(release: Release) -> str:
    return f"{release.version}@{release.day}"


def _groups(engine: Engine) -> Iterator[_Group]:
    rows = engine.fetch(
        "SELECT nomenclature, code, date, COUNT(*), SUM(amount), "
        "SUM(CASE WHEN amo_share > 0 THEN 1 ELSE 0 END) "
        f"FROM {raw_name('acts')} WHERE code IS NOT NULL GROUP BY nomenclature, code, date ORDER BY 1, 2, 3"
    )
    for nomenclature, code, day, lines, cents, shared in rows:
        yield _Group(nomenclature or "", code, to_date(day).isoformat(), lines, int(cents or 0), int(shared or 0))


Judged = tuple[str, int, int, Answer | None]


def _judged(group: _Group, timeline: Timeline, alone: Mapping[tuple[str, str], Tally]) -> Iterator[Judged]:
    """Yield the status of the lines of a group, those of one code and one day: they share it, but for activity 4."""
    if group.nomenclature == "NGAP":
        status = _letter(group.code, group.day)
        # HBLD36 has the shape of a key letter and its coefficient: a CCAM code that lost a digit.
        answer = timeline.check(group.code, group.day) if status == LETTER_UNKNOWN else None
        lost = answer is not None and (answer.status != SHAPE or answer.near)
        yield (answer.status if answer and lost else status), group.lines, group.cents, (answer if lost else None)
    elif group.nomenclature not in UNCHECKED:
        answer = timeline.check(group.code, group.day)
        single = alone.get((group.code, group.day), Tally()) if answer.status == VALID else Tally()
        if single.lines:
            yield ALONE, single.lines, single.cents, answer
        status = NOT_COVERED if answer.status == VALID and _unpaid(answer, group) else answer.status
        if group.lines > single.lines:
            yield status, group.lines - single.lines, group.cents - single.cents, answer


def _unpaid(answer: Answer, group: _Group) -> bool:
    """Tell whether a share was asked to the health insurance for an act that it never pays."""
    phases = answer.act.phases if answer.act else ()
    return bool(phases) and group.shared == group.lines and not any(one.covered for one in phases)


def _letter(code: str, day: str) -> str:
    letters = letter_of(code)
    if not letters:
        return LETTER_UNKNOWN
    return LETTER if any(one.in_force(day) for one in letters) else LETTER_OUT


def _alone(engine: Engine) -> dict[tuple[str, str], Tally]:
    """Return the lines of activity 4 whose invoice, or patient that day, has no other activity of the same act.

    Lines without an invoice and without a patient cannot be judged: they are not said to be alone.
    """
    texts = engine.fetch(f"SELECT DISTINCT code FROM {raw_name('acts')} WHERE nomenclature = 'CCAM'")
    said = {text: one for (text,) in texts if text and (one := billed(text))}
    acts = {one.code for one in said.values() if one.activity == ANAESTHESIA}
    wanted = [text for text, one in said.items() if one.code in acts]
    if not wanted:
        return {}
    rows = engine.fetch(
        f"SELECT code, date, invoice, patient, amount FROM {raw_name('acts')} "
        f"WHERE code IN ({', '.join(map(literal, sorted(wanted)))})"
    )
    lines = [
        (code, said[code], day, _together(day, invoice, patient), amount)
        for code, day, invoice, patient, amount in rows
    ]
    with_others = {(one.code, key) for _code, one, _day, key, _amount in lines if one.activity != ANAESTHESIA}
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for code, one, day, key, amount in lines:
        if key and one.activity == ANAESTHESIA and (one.code, key) not in with_others:
            found[code, to_date(day).isoformat()].add(1, amount or 0)
    return found


def _together(day: int, invoice: str | None, patient: str | None) -> tuple[object, ...] | None:
    """Return what lines of one care share, ``None`` when nothing says it."""
    return (day, patient) if patient else ("", invoice) if invoice else None


def _quoted(code: str) -> str:
    plain = code.upper().strip()
    said = billed(plain)
    if said:
        return f"{said.code}-{said.activity}" if said.activity else said.code
    return plain if _QUOTABLE.fullmatch(plain.replace(" ", "")) else ""


def _codes(wrong: Mapping[tuple[str, str], Iterable[tuple[_Group, Answer | None]]]) -> Iterator[Code]:
    for (reason, code), parts in wrong.items():
        every = list(parts)
        lines, cents = sum(group.lines for group, _said in every), sum(group.cents for group, _said in every)
        answer = every[-1][1]
        if answer is None:
            yield Code(reason, code, lines, cents)
            continue
        other = _named(answer.other) if answer.other else ""
        yield Code(reason, code, lines, cents, answer.replacement, answer.near, other, answer.missing)


REASONS = (
    *(UNKNOWN, NOT_YET, DELETED, SHAPE, NO_ACTIVITY, NO_PHASE),
    *(ALONE, NOT_COVERED, LETTER_UNKNOWN, LETTER_OUT, NO_RELEASE),
)
