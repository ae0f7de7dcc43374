"""What the grid shows: for each source document, its lines and its columns of periods. No spreadsheet here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from levier.catalogue.typed import BLOCKS, KEYS, PAYERS, TYPED, Block, TypedMeasure, typed
from levier.grid import PREFIX
from levier.i18n import _
from levier.periods import Period, parse_period, periods_between
from levier.tables.columns import SERVICES

Row = Mapping[str, Any]
GRAINS = ("month", "quarter", "year", "sample")
BLANK_SAMPLES = 2
# What a line says of all its values.
ABOUT = ("nature", "definition", "source", "preferred", "comment")


@dataclass(slots=True)
class Line:
    """One line of the grid: a measure with its keys (ours), what is said of its values, and the values by period.

    ``values`` are those of the year, ``before`` those of the year before under the labels of the year: both in
    billionths.
    """

    measure: TypedMeasure
    keys: dict[str, str | None]
    about: dict[str, Any]
    values: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)

    def asked(self, period: Period | None) -> bool:
        """Tell whether the grid asks for this period (``None``: a sample whose dates are not known yet)."""
        if period is None or period.grain not in self.measure.rhythm:
            return period is None and "sample" in self.measure.rhythm
        months = self.measure.months
        return not months or period.grain != "month" or int(period.label[-2:]) in months


@dataclass(slots=True)
class Page:
    """One sheet: a source document, its lines in sections, and its periods (``None``: a sample to be dated)."""

    block: Block
    lines: list[Line]
    periods: list[Period | None]

    @property
    def sheet(self) -> str:
        """Return the name of the sheet."""
        return PREFIX + self.block.sheet

    @property
    def keys(self) -> list[str]:
        """Return the keys (French headers) that some line of the page may carry, the site apart."""
        return [key for key in KEYS if key != "site" and any(key in line.measure.keys for line in self.lines)]

    def sections(self) -> list[tuple[str, list[Line]]]:
        """Return the lines under the title of their section (service or payer)."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(section(line), []).append(line)
        return list(found.items())


def pages(values: Iterable[Row], year: int, services: Sequence[str] = ()) -> list[Page]:
    """Return the sheets of a year, in the order of the source documents.

    Args:
        values: rows of ``typed_measures`` (storage encodings); those of ``year`` fill the cells, those of the year
            before stand beside, the others are left out.
        year: the year to fill.
        services: the services that the centre has, as the standard files write them; without any, one line for
            the whole centre.
    """
    rows = list(values)
    current = [row for row in rows if _year(row) == year]
    former = _former([row for row in rows if _year(row) == year - 1])
    found = [_page(block, current, former, year, services) for block in BLOCKS.values()]
    return [page for page in found if page.lines]


def _year(row: Row) -> int:
    return int(row["period"][:4])


def _former(rows: Iterable[Row]) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the values of the year before by measure and keys, under the label of the same period one year later."""
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        label = f"{_year(row) + 1:04d}{row['period'][4:]}"
        if "/" not in label and ".." not in label:
            found.setdefault(_identity(row["measure"], row), {})[label] = row["value"]
    return found


def _identity(measure: str, keys: Mapping[str, Any]) -> tuple[Any, ...]:
    return (measure, *(keys.get(column) for column in KEYS.values()))


def _page(
    block: Block,
    rows: Iterable[Row],
    former: Mapping[tuple[Any, ...], dict[str, int]],
    year: int,
    services: Sequence[str],
) -> Page:
    given = [row for row in rows if typed(row["measure"]).block == block.name]
    lines = _given_lines(given)
    filled = {_identity(line.measure.name, line.keys) for line in lines}
    for measure in TYPED.values():
        if measure.block == block.name:
            lines += [one for one in _blank_lines(measure, services) if _identity(measure.name, one.keys) not in filled]
    for line in lines:
        line.before = former.get(_identity(line.measure.name, line.keys), {})
    return Page(block, sorted(lines, key=place), _periods(lines, year))


def _given_lines(rows: Iterable[Row]) -> list[Line]:
    """Return one line for each measure, keys and way of knowing met in the values."""
    found: dict[tuple[Any, ...], Line] = {}
    for row in rows:
        about = {name: row.get(name) for name in ABOUT}
        keys = {column: row.get(column) for column in KEYS.values()}
        place = (*_identity(row["measure"], row), *about.values())
        line = found.setdefault(place, Line(TYPED[row["measure"]], keys, about))
        line.values[row["period"]] = row["value"]
    return list(found.values())


def _blank_lines(measure: TypedMeasure, services: Sequence[str]) -> Iterable[Line]:
    if services and measure.belongs_to and measure.belongs_to not in services:
        return
    about = dict.fromkeys(ABOUT) | {"nature": "exact", "definition": BLOCKS[measure.block].definition}
    for chosen in product(*(_spread(measure, key, services) for key in measure.rows)):
        keys: dict[str, str | None] = dict.fromkeys(KEYS.values())
        keys |= {KEYS[key]: value for key, value in zip(measure.rows, chosen, strict=True)}
        if measure.required and len(measure.choices("service")) == 1:
            keys["service"] = measure.choices("service")[0]
        yield Line(measure, keys, dict(about))


def _spread(measure: TypedMeasure, key: str, services: Sequence[str]) -> Sequence[str | None]:
    """Return the values of a key that have a line of their own."""
    if key != "service":
        return measure.choices(key)
    if not services:
        return measure.choices(key) if key in measure.required else [None]
    return [one for one in SERVICES if one in services and one in measure.choices(key)]


def place(line: Line) -> tuple[Any, ...]:
    """Return where a line stands in its page: service, payer, then the order of the catalogue."""
    keys, measure = line.keys, line.measure
    ranks = [
        _rank(SERVICES, keys["service"]),
        _rank(PAYERS, keys["payer_type"]),
        measure.detail,
        measure.order,
        _rank(measure.choices("metier"), keys["job"]),
        _rank(measure.choices("famille"), keys["family"]),
    ]
    return (*ranks, *(str(keys[name] or "") for name in ("specialty", "site", "job", "family")))


def _rank(known: Iterable[str], value: str | None) -> int:
    """Return the place of a value in its list: the whole centre first, unknown words last."""
    order: list[str | None] = [None, *known]
    return order.index(value) if value in order else len(order)


def _periods(lines: Sequence[Line], year: int) -> list[Period | None]:
    """Return the columns: the kind of period that most lines ask for first, samples last."""
    whole = parse_period(f"{year:04d}")
    usual = [one for grain in GRAINS[:3] for one in periods_between(whole.first, whole.last, grain)]
    given = {parse_period(label) for line in lines for label in line.values}
    shown = {one for one in usual if any(line.asked(one) for line in lines)} | given
    asked = {grain: sum(grain in line.measure.rhythm for line in lines) for grain in GRAINS[:3]} | {"sample": -1}
    ordered = sorted(shown, key=lambda one: (-asked[one.grain], GRAINS.index(one.grain), one))
    samples = sum(one.grain == "sample" for one in given)
    blank = max(1, BLANK_SAMPLES - samples) if any(line.asked(None) for line in lines) else 0
    return [*ordered, *[None] * blank]


def section(line: Line) -> str:
    """Return the title of the section where a line stands.

    >>> section(Line(TYPED["factures_transmises"], {"service": None, "payer_type": "AMO"}, {}))
    'Assurance maladie (AMO)'
    """
    payers = {"AMO": _("Assurance maladie (AMO)"), "AMC": _("Complémentaires (AMC)")}
    if payer := line.keys.get("payer_type"):
        return payers[payer]
    service = line.keys.get("service")
    return _("Service : {service}").format(service=service_word(service)) if service else _("Centre entier")


def service_word(service: str) -> str:
    """Return the name of a service as people say it.

    >>> service_word("kine")
    'kinésithérapie'
    """
    words = {"medical": _("médical"), "prelevements": _("prélèvements"), "kine": _("kinésithérapie")}
    return words.get(service, service)
