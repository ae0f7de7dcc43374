"""What a person typed, at its own period: never split, never spread (contract §4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from levier.catalogue.typed import TYPED
from levier.figures.figure import Slice
from levier.i18n import number
from levier.i18n import sentence as _
from levier.measures.language import Typed
from levier.periods import Period, parse_period, periods_between
from levier.tables.columns import DECIMAL_SCALE

KEYS = ("service", "specialty", "payer_type", "job", "family", "site")
GAP = Fraction(2, 100)

Row = dict[str, Any]


@dataclass(slots=True)
class Found:
    """A typed quantity, with what must be said of it."""

    value: Fraction
    rows: list[Row]
    samples: tuple[Period, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class TypedValues:
    """The grid of a centre, asked by measure, period and slice."""

    rows: Sequence[Row]
    _by_name: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    _periods: dict[str, Period] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            names[row["measure"]][row["period"]].append(row)
        self._by_name = dict(names)
        self._periods = {row["period"]: parse_period(row["period"]) for row in self.rows}

    @property
    def periods(self) -> list[Period]:
        """Return the periods that were typed."""
        return list(self._periods.values())

    def find(self, term: Typed, period: Period, slice_: Slice, *, samples: bool) -> Found | None:
        """Return a typed measure over a period, or ``None`` when it was not supplied for all of it.

        With ``samples``, only the samples inside the period are looked at.
        """
        if term.name not in self._by_name:
            return None
        if samples:
            return self._samples(term, period, slice_)
        kind = TYPED[term.name].kind_in_time
        if kind == "state" or term.state:
            return self._state(term, period, slice_)
        return self._made_of(term, period, slice_) if kind == "flow" else self._exact(term, period, slice_)

    def _made_of(self, term: Typed, period: Period, slice_: Slice) -> Found | None:
        """Return complete months, else complete quarters, else the period as it was typed."""
        exact = self._exact(term, period, slice_)
        for grain in ("month", "quarter", "year"):
            parts = [part for part in periods_between(period.first, period.last, grain) if period.contains(part)]
            whole = sum(len(part) for part in parts) == len(period)
            pieces = [self._exact(term, part, slice_) for part in parts] if whole else []
            if pieces and all(pieces) and parts != [period]:
                made = _together([piece for piece in pieces if piece])
                return Found(made.value, made.rows, notes=_gap(made, exact, period))
        return exact

    def _exact(self, term: Typed, period: Period, slice_: Slice) -> Found | None:
        return self._level(self._matching(term, period.label, slice_))

    def _samples(self, term: Typed, period: Period, slice_: Slice) -> Found | None:
        labels = [label for label in self._by_name[term.name] if self._inside(label, "sample", period)]
        found = {label: self._level(self._matching(term, label, slice_)) for label in labels}
        pieces = {self._periods[label]: piece for label, piece in found.items() if piece}
        if not pieces:
            return None
        made, samples = _together(list(pieces.values())), tuple(sorted(pieces))
        days = len({day for one in samples for day in range(one.first, one.last + 1)})
        return Found(made.value, made.rows, samples, (_("échantillon de {n} jours").format(n=days),))

    def _state(self, term: Typed, period: Period, slice_: Slice) -> Found | None:
        """Return the mean over the months typed in the period (or the last one), else the period, else its quarters."""
        pieces = self._pieces(term, "month", period, slice_)
        exact = None if pieces else self._exact(term, period, slice_)
        if exact:
            return exact
        pieces = pieces or self._pieces(term, "quarter", period, slice_)
        if not pieces:
            return None
        if term.state == "last_month" or TYPED[term.name].over_months == "last":
            return pieces[-1]
        made = _together(pieces)
        return Found(made.value / len(pieces), made.rows)

    def _pieces(self, term: Typed, grain: str, period: Period, slice_: Slice) -> list[Found]:
        labels = sorted(label for label in self._by_name[term.name] if self._inside(label, grain, period))
        return [piece for label in labels if (piece := self._level(self._matching(term, label, slice_)))]

    def _inside(self, label: str, grain: str, period: Period) -> bool:
        typed = self._periods[label]
        return typed.grain == grain and period.contains(typed)

    def _matching(self, term: Typed, label: str, slice_: Slice) -> list[Row]:
        keys = (*term.keys, *slice_)
        if any(key not in KEYS for key, _value in keys):
            return []
        return [row for row in self._by_name[term.name].get(label, ()) if all(_fits(row[k], v) for k, v in keys)]

    def _level(self, rows: list[Row]) -> Found | None:
        """Return the sum of the coarsest level typed: the whole if it was given, else its parts."""
        if not rows:
            return None
        filled = [tuple(key for key in KEYS if row[key] is not None) for row in rows]
        coarsest = min(filled, key=lambda keys: (len(keys), keys))
        kept = [row for row, keys in zip(rows, filled, strict=True) if keys == coarsest]
        return Found(Fraction(sum(row["value"] for row in kept), DECIMAL_SCALE), kept)


def _fits(value: str | None, wanted: str | None) -> bool:
    """Compare a key; a wanted value that ends with ``?`` accepts an empty one too."""
    if wanted is not None and wanted.endswith("?"):
        return value is None or value == wanted[:-1]
    return value == wanted


# The keys along which the measures of one source document must be typed alike to be divided.
ALIKE = {"agenda": ("service", "specialty", "site"), "telephone": ("site",), "tiers_payant": ("payer_type", "site")}


def disagreements(found: Sequence[Found]) -> tuple[str, ...]:
    """Return what is said when measures of one document were typed for different services or payers: 0 is typed.

    A measure typed as a whole agrees with any other.
    """
    said: dict[str, None] = {}
    for block, keys in ALIKE.items():
        rows = [row for one in found for row in one.rows if TYPED[row["measure"]].block == block]
        for key in keys:
            said |= dict.fromkeys(_disagreement(rows, key))
    return tuple(said)


def _disagreement(rows: Sequence[Row], key: str) -> list[str]:
    values: dict[str, set[str | None]] = defaultdict(set)
    for row in rows:
        values[row["measure"]].add(row[key])
    whole = {name: {str(one) for one in found} for name, found in values.items() if None not in found}
    if len({tuple(sorted(found)) for found in whole.values()}) < 2:
        return []
    parts = [
        _("{name} : {value}").format(name=name, value=", ".join(sorted(found))) for name, found in sorted(whole.items())
    ]
    return [_("saisi pour des parties différentes ({parts}) ; 0 se saisit").format(parts=_(" ; ").join(parts))]


def _together(pieces: Sequence[Found]) -> Found:
    return Found(sum((piece.value for piece in pieces), Fraction()), [row for piece in pieces for row in piece.rows])


def _gap(made: Found, exact: Found | None, period: Period) -> tuple[str, ...]:
    if exact is None or abs(exact.value - made.value) <= GAP * abs(exact.value):
        return ()
    sentence = _(
        "{period} : les parties saisies font {parts}, la valeur saisie est {whole} : plus de 2 % d'écart ; "
        "les parties l'emportent"
    )
    return (sentence.format(period=period.label, parts=plain(made.value), whole=plain(exact.value)),)


def plain(value: Fraction) -> str:
    """Return a number as a French sentence writes it.

    >>> plain(Fraction(12045, 10))
    '1 204,50'
    """
    text = number(f"{float(value):,.2f}").replace("\u202f", " ")
    return text.removesuffix(",00")
