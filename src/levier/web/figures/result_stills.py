"""The charts of results, drawn ahead as those of indicators: bridge, landing, margins, billed and cashed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from levier.catalogue.levers import levers
from levier.catalogue.words import in_language
from levier.charts import Bar, Both, Drawing, Month, Step, bars, bridge, cumulated, pair
from levier.charts.drawing import Spec
from levier.gains.words import COMPUTED
from levier.i18n import _, speaking
from levier.periods import parse_period, to_date
from levier.web.centres.models import Centre
from levier.web.figures.models import Result, Series, Still
from levier.web.figures.stills import LANGUAGES, NARROW_SIZE, Known, keep, known_of, name_in

BRIDGE, LANDING, MARGINS, REVENUE = "bridge", "landing", "margins", "revenue"
# What may leave the director's screen, when it differs from what the director sees.
SHARED = "{name}/shared"
MONTHS = 24
SIZES: dict[str, dict[str, Any]] = {"{name}": {}, "{name}/narrow": {"width": NARROW_SIZE[0]}}
Maker = Callable[..., Drawing | None]


def draw_results(centre: Centre, languages: Sequence[str] = LANGUAGES) -> int:
    """Draw the charts of the results of a centre; return how many pictures were made. Those of nothing any more go.

    Args:
        centre: whose results are drawn as they are stored.
        languages: of the words in the pictures.
    """
    known, there, made = known_of(centre), set(), 0
    for language in languages:
        with speaking(language):
            for name, spec, private in _specs(centre, language):
                spoken = name_in(name, language)
                there.add(spoken)
                made += keep(centre, spoken, spec, known, private=private)
    _forget(centre, known, there)
    return made


def _forget(centre: Centre, known: Known, there: set[str]) -> None:
    gone = [name for name in known if name.partition("@")[0].split("/")[0] in MAKERS and name not in there]
    if gone:
        Still.objects.filter(centre=centre, name__in=gone).delete()


def _specs(centre: Centre, language: str) -> Iterator[tuple[str, Spec, bool]]:
    """Yield each chart in each size, as the director sees it and, when that differs, as it may be shared."""
    found = {one.kind: (one.data, one.shared) for one in Result.objects.filter(centre=centre, kind__in=MAKERS)}
    found[REVENUE] = _revenue_said(centre)
    for kind, make in MAKERS.items():
        data, shared = (_spoken(said, language) for said in found.get(kind, (None, None)))
        for name, size in SIZES.items():
            own, open_ = _spec(make, data, size), _spec(make, shared, size)
            if own:
                yield name.format(name=kind), own, own != open_
            if open_ and own != open_:
                yield name.format(name=SHARED.format(name=kind)), open_, False


def _spoken(said: Any, language: str) -> Any:
    return said.get(language, said) if isinstance(said, dict) else said


def _spec(make: Maker, said: Any, size: dict[str, Any]) -> Spec | None:
    """Return the specification, which carries the table of its numbers and its size: a page shows them beside it."""
    drawing = make(said, **size) if said else None
    if drawing is None or drawing.empty:
        return None
    spec = drawing.spec
    room = spec["padding"]
    pixels = [spec["width"] + room["left"] + room["right"], spec["height"] + room["top"] + room["bottom"]]
    table = {"headers": list(drawing.table.headers), "rows": [list(row) for row in drawing.table.rows]}
    return spec | {"usermeta": spec["usermeta"] | {"table": table, "size": pixels}}


def _bridge(said: Any, **size: Any) -> Drawing | None:
    whole = next((one for one in said if one.get("slice") is None), None) if isinstance(said, list) else None
    if whole is None or whole.get("before") is None or whole.get("after") is None or not whole.get("parts"):
        return None
    ends = [Step(_when(whole, key), whole[amount]) for key, amount in (("compared", "before"), ("period", "after"))]
    parts = [Step(one["label"], one["amount"]) for one in whole["parts"]]
    title = _("Recettes facturées, de {before} à {after}").format(before=ends[0].label, after=ends[1].label)
    return bridge(title, ends[0], _exact(ends, parts), ends[1], **size)


def _exact(ends: Sequence[Step], parts: Sequence[Step]) -> list[Step]:
    """Return the steps, the cents that rounding left given to the largest."""
    left = ends[1].euros - ends[0].euros - sum(one.euros for one in parts)
    rank = max(range(len(parts)), key=lambda at: abs(parts[at].euros))
    return [one._replace(euros=one.euros + left) if at == rank else one for at, one in enumerate(parts)]


def _when(said: Mapping[str, Any], key: str) -> str:
    """Return a year, or a year until a day while it is not over."""
    if not said.get("day_for_day"):
        return str(said[key])
    period = parse_period(said[key])
    return _("{year} (au {day})").format(year=to_date(period.first).year, day=f"{to_date(period.last):%d/%m}")


def _landing(said: Any, **size: Any) -> Drawing | None:
    months = said.get("months") if isinstance(said, dict) else None
    if not months or said.get("value") is None:
        return None
    over = said.get("status") == "over"
    # Rounded as the sentence of the landing is: nobody knows the euros of a forecast.
    total = None if over else (round(said["value"], -2), round(said["low"], -2), round(said["high"], -2))
    title = _("Recettes facturées {year}, mois après mois").format(year=said["period"])
    found = [_month(one, said["known_until"]) for one in months]
    # The move of a year under way is said once, by the landing itself: not from what was rounded.
    return cumulated(title, found, total=total, before=said["n-1"]["value"] if over else None, **size)


def _month(said: Mapping[str, Any], known_until: str) -> Month:
    begun = said["from"] <= known_until
    return Month(
        said["period"], said["from"], said["billed"] if begun else None, said["expected"] or None, said["low"],
        said["high"], said["before"],
    )  # fmt: skip


def _margins(said: Any, **size: Any) -> Drawing | None:
    found = [one for one in (said.get("levers", ()) if isinstance(said, dict) else ()) if _counted(one)]
    rows = [_bar(one) for one in sorted(found, key=lambda one: -one["net"])]
    return bars(_("Marges de progression, en euros par an"), "€", rows, **size) if rows else None


def _counted(said: Mapping[str, Any]) -> bool:
    return said["state"] == COMPUTED and said["in_totals"] and bool(said["net"])


def _bar(said: Mapping[str, Any]) -> Bar:
    one = in_language(levers()[said["lever"]])
    low, high = (said["low"], said["high"]) if said["low"] != said["high"] else (None, None)
    return Bar(f"{one.number}. {one.label}", said["net"], low, high, said.get("share"))


def _revenue_said(centre: Centre) -> tuple[list[Any], list[Any]]:
    """Return billed and cashed month by month, and what may be shared of it."""
    found = Series.objects.filter(
        centre=centre, grain="month", dimension="", indicator__in=("activity_revenue", "cashed_revenue")
    )
    points = {one.indicator: one.points for one in found}
    return _months(points, lambda _said: True), _months(points, lambda said: not said.get("private"))


def _months(points: Mapping[str, Iterable[Mapping[str, Any]]], seen: Callable[[Mapping[str, Any]], bool]) -> list[Any]:
    told: dict[str, list[Any]] = {}
    for name, said in points.items():
        for one in filter(seen, said):
            row = told.setdefault(one["period"], [one["period"], one["from"], None, None, None])
            row[2 if name == "activity_revenue" else 3] = one.get("value")
            before = one.get("n-1") or {}
            if name == "activity_revenue" and seen(before):
                row[4] = before.get("value")
    kept = [row for _period, row in sorted(told.items())][-MONTHS:]
    return kept if any(row[2] is not None or row[3] is not None for row in kept) else []


def _revenue(said: Any, **size: Any) -> Drawing | None:
    names = (_("facturé"), _("encaissé"))
    cashed = any(row[3] is not None for row in said)
    title = _("Facturé et encaissé, mois par mois") if cashed else _("Facturé, mois par mois")
    return pair(title, "€", names, [Both(*row) for row in said], **size)


MAKERS: dict[str, Maker] = {BRIDGE: _bridge, LANDING: _landing, MARGINS: _margins, REVENUE: _revenue}
