"""Reading what was computed. What a small team made leaves the director's screen through no other door than this one.

Every page, export, API answer, e-mail and paper takes its figures here, as somebody (:func:`viewer`) or as nobody in
particular (``SHARED``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from levier.catalogue.indicators import indicators
from levier.web.centres.models import Centre, Event, Target
from levier.web.figures.models import Benchmark, Lecture, Result, Run, Series, Still

HIDDEN = "hidden"
SHOWN_OF_HIDDEN = ("period", "from", "to")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: ``private`` may see what speaks of a small team (the director, on screen); ``money`` may see euros."""

    private: bool = False
    money: bool = True


SHARED = Viewer()


def viewer(user: Any, centre: Centre) -> Viewer:
    """Return how a person looks at the pages of a centre."""
    return Viewer(user.has_perm("centre.small_teams", centre), user.has_perm("centre.money", centre))


def series(
    centre: Centre, who: Viewer, *, names: Sequence[str] | None = None, grain: str = "month", dimension: str = "",
    slice_: str | None = None,
) -> list[Series]:  # fmt: skip
    """Return series with the points that may be seen; a hidden one keeps its period and the status ``hidden``."""
    found = Series.objects.filter(centre=centre, grain=grain, dimension=dimension).order_by("indicator", "slice")
    if names is not None:
        found = found.filter(indicator__in=names)
    if slice_ is not None:
        found = found.filter(slice=slice_)
    return [_seen(one, who) for one in found]


def by_indicator(
    centre: Centre, who: Viewer, *, names: Sequence[str] | None = None, grain: str = "month"
) -> dict[str, Series]:
    """Return the series of the whole centre, by indicator."""
    return {one.indicator: one for one in series(centre, who, names=names, grain=grain)}


MONEY_RESULTS = ("margins", "bridge", "landing", "revenue")


def speaks_of_money(name: str) -> bool:
    """Tell whether an indicator is counted in euros: those without the right to see money are not shown it.

    >>> speaks_of_money("activity_revenue"), speaks_of_money("no_show_rate")
    (True, False)
    """
    return "€" in indicators()[name].unit if name in indicators() else False


def picture_of_money(name: str) -> bool:
    """Tell whether a drawn chart shows euros (its name is that of a result, or names an indicator).

    >>> [picture_of_money(name) for name in ("bridge/shared@en", "trend/activity_revenue", "sketch/no_show_rate")]
    [True, True, False]
    """
    parts = name.partition("@")[0].split("/")
    return parts[0] in MONEY_RESULTS or (len(parts) > 1 and speaks_of_money(parts[1]))


def words_of(about: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the notes of a series in the language asked for, under the French ones."""
    return (about.get("words") or {}).get(get_language() or "fr", {})


def notes_of(one: Series, said: Mapping[str, Any]) -> list[str]:
    """Return the notes of a point of a series in the language asked for; French ones stay where there is no other."""
    words = words_of(one.about)
    return [words.get(note, note) for note in said.get("notes", ())]


def every(centre: Centre, who: Viewer, name: str) -> list[Series]:
    """Return every series of an indicator; slices of which nothing may be seen are not there."""
    found = Series.objects.filter(centre=centre, indicator=name).order_by("dimension", "slice", "grain")
    seen = [_seen(one, who) for one in found]
    return [one for one in seen if not one.dimension or any(said["status"] != HIDDEN for said in one.points)]


def series_of(centre: Centre, who: Viewer, names: Sequence[str], grains: Sequence[str]) -> list[Series]:
    """Return the series of the whole centre at several grains, in one query."""
    found = Series.objects.filter(centre=centre, indicator__in=names, grain__in=grains, dimension="")
    return [_seen(one, who) for one in found]


def of_indicator(
    centre: Centre, who: Viewer, name: str, *, counter: str | None, grain: str, cut: Sequence[str]
) -> list[Series]:
    """Return all that the page of an indicator draws from: months, the grain asked for, slices, its counter-indicator.

    Whoever may not see a slice does not learn that it is there.
    """
    mine = Q(indicator=name, dimension="", grain__in={"month", grain})
    sliced = Q(indicator=name, dimension__in=cut, grain=grain)
    other = Q(indicator=counter or "", dimension="", grain=grain)
    found = Series.objects.filter(mine | sliced | other, centre=centre).order_by("dimension", "slice", "grain")
    seen = [_seen(one, who) for one in found]
    return [one for one in seen if not one.dimension or any(said["status"] != HIDDEN for said in one.points)]


def _seen(one: Series, who: Viewer) -> Series:
    if not who.money and speaks_of_money(one.indicator):
        one.points = [_hidden(said) for said in one.points]
    elif not who.private:
        one.points = [_hidden(said) if said.get("private") else _open(said) for said in one.points]
    return one


def _open(said: dict[str, Any]) -> dict[str, Any]:
    """Return a figure without that of the year before when a small team made it."""
    before = said.get("n-1") or {}
    return said | {"n-1": {"period": before["period"], "status": HIDDEN}} if before.get("private") else said


def _hidden(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in SHOWN_OF_HIDDEN} | {"status": HIDDEN}


def slices(centre: Centre, who: Viewer, name: str, dimension: str, grain: str = "month") -> list[Series]:
    """Return the series of each slice of an indicator; whoever may not see a slice does not learn that it is there."""
    found = series(centre, who, names=[name], grain=grain, dimension=dimension)
    return [one for one in found if any(said["status"] != HIDDEN for said in one.points)]


def lectures(centre: Centre, who: Viewer, names: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return the readings, worst first, in the language of the page, as ``levier readings`` writes them."""
    found = Lecture.objects.filter(centre=centre)
    if names is not None:
        found = found.filter(indicator__in=list(names))
    if not who.private:
        found = found.filter(small=False)
    return [_spoken(one.data, who) for one in found if who.money or not speaks_of_money(one.indicator)]


def _spoken(data: dict[str, Any], who: Viewer) -> dict[str, Any]:
    # A reading may say that of a small team beside its own.
    known = data if who.private else data.get("shared", data)
    said = known[_language()] | {"limits": data.get("limits")}
    return said if who.money else said | {"euros_per_year": None}


def result(centre: Centre, kind: str, who: Viewer) -> Any:
    """Return a result (``margins`` ``bridge`` ``landing`` ``quality`` …) in the language of the page, or ``None``."""
    if kind in MONEY_RESULTS and not who.money:
        return None
    found = Result.objects.filter(centre=centre, kind=kind).first()
    return _in_language(None if found is None else (found.data if who.private else found.shared))


def _in_language(data: Any) -> Any:
    return data.get(_language(), data) if isinstance(data, dict) else data


@dataclass(slots=True)
class Beside:
    """What a page shows beside its series, read at once; by indicator unless said."""

    lectures: dict[str, dict[str, Any]] = field(default_factory=dict)
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    benchmarks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    stills: dict[str, dict[str, Any]] = field(default_factory=dict)  # by name: digest, title, sentence, table, size
    results: dict[str, Any] = field(default_factory=dict)  # by kind
    slices: dict[str, list[str]] = field(default_factory=dict)  # dimension → slices that the viewer may know of
    events: list[dict[str, Any]] = field(default_factory=list)
    run: dict[str, Any] = field(default_factory=dict)
    months: tuple[str, str] = ("", "")  # first and last month known


def beside(
    centre: Centre, who: Viewer, names: Sequence[str], *, grain: str = "month", results: Sequence[str] = (),
    stills: Sequence[str] = (), events: bool = False, only: Sequence[str] = (),
) -> Beside:  # fmt: skip
    """Return readings, targets, peers, stills, results, slices and events of a page, in one query.

    Args:
        centre: of the page.
        who: looks; what is hidden from them is not in what is returned.
        names: indicators of the page.
        grain: of the peers.
        results: kinds of results wanted.
        stills: names of stills wanted.
        events: whether dated events and actions are wanted.
        only: parts wanted (``lecture`` ``slice`` ``result`` ``still`` ``target`` ``peers`` ``run``), all by default.
    """
    wanted = [kind for kind in results if who.money or kind not in MONEY_RESULTS]
    parts = [
        _part("lecture", _lectures(centre, who, names), F("indicator"), Value(""), F("data"), F("rank")),
        _part("slice", Series.objects.filter(centre=centre, grain="month", indicator__in=names), F("slice"),
              F("dimension"), JSONObject(first="points__0__period", last="points__-1__period",
                                         private="points__-1__private")),
        _part("result", Result.objects.filter(centre=centre, kind__in=wanted), F("kind"), Value(""),
              F("data") if who.private else F("shared")),
        _part("still", _stills(centre, who, stills), F("name"), Value(""),
              JSONObject(digest="digest", private="private", title="spec__usermeta__title",
                         sentence="spec__usermeta__sentence", table="spec__usermeta__table",
                         size="spec__usermeta__size")),
        _part("target", Target.objects.filter(centre=centre, indicator__in=names), F("indicator"), Value(""),
              JSONObject(value="value", source="source")),
        _part("peers", Benchmark.objects.filter(indicator__in=names, grain=grain), F("indicator"), F("period"),
              JSONObject(**{one: one for one in ("period", "conventions", "centres", "low", "middle", "high")})),
        _part("run", Run.objects.filter(pk__in=Run.objects.filter(centre=centre).order_by("-pk").values("pk")[:1]),
              Value(""), Value(""), JSONObject(at="at", as_of="as_of", reason="reason")),
    ]  # fmt: skip
    if only:
        parts = [one for one in parts if one.query.annotations["x_kind"].value in only]
    if events:
        parts.append(_events(centre, names))
    rows = parts[0].union(*parts[1:], all=True).order_by()
    return _beside(list(rows), who)


def _part(kind: str, rows: QuerySet, name: Any, more: Any, said: Any, rank: Any = 0) -> QuerySet:
    rank = Value(rank, output_field=IntegerField()) if isinstance(rank, int) else rank
    found = rows.order_by().annotate(x_kind=Value(kind), x_name=name, x_more=more, x_rank=rank, x_said=said)
    return found.values_list("x_kind", "x_name", "x_more", "x_rank", "x_said")


def _lectures(centre: Centre, who: Viewer, names: Sequence[str]) -> QuerySet:
    found = Lecture.objects.filter(centre=centre, indicator__in=names)
    return found if who.private else found.filter(small=False)


def _stills(centre: Centre, who: Viewer, names: Sequence[str]) -> QuerySet:
    # A picture says words: the one in the language of the page, else the French one.
    language = _language()
    names = [name for name in names if who.money or not picture_of_money(name)]
    wanted = [*names, *(f"{name}@{language}" for name in names if language != "fr")]
    found = Still.objects.filter(centre=centre, name__in=wanted)
    return found if who.private else found.filter(private=False)


def _in_words(name: str) -> str:
    """Return the name of a still whose words are in the language of the page (levier.web.figures.stills.name_in)."""
    return name if _language() == "fr" else f"{name}@{_language()}"


def _events(centre: Centre, names: Sequence[str]) -> QuerySet:
    found = Event.objects.filter(centre=centre).filter(Q(indicator__in=names) | Q(indicator=""))
    return _part("event", found, F("label"), F("kind"), JSONObject(day="day", done="done"))


def _beside(rows: list[tuple[str, str, str, int, Any]], who: Viewer) -> Beside:
    found = Beside()
    for kind, name, more, _rank, said in sorted(rows, key=lambda row: row[3]):
        if kind == "lecture":
            if who.money or not speaks_of_money(name):
                found.lectures[name] = _spoken(said, who)
        elif kind == "slice":
            _keep_slice(found, who, name, more, said)
        elif kind == "result":
            found.results[name] = _in_language(said)
        elif kind == "peers":
            found.benchmarks.setdefault(name, []).append(said)
        elif kind == "event":
            found.events.append(said | {"label": name, "kind": more})
        elif kind == "run":
            found.run = said
        elif kind == "still":
            base, _at, spoken = name.partition("@")
            if spoken or base not in found.stills:
                found.stills[base] = said
        else:
            found.targets[name] = said
    return found


def _keep_slice(found: Beside, who: Viewer, value: str, dimension: str, said: Any) -> None:
    """Keep the name of a slice, unless it is that of a small team; and the months known."""
    if not dimension:
        first, last = said["first"] or "", said["last"] or ""
        found.months = (min(filter(None, (found.months[0], first)), default=""), max(found.months[1], last))
    elif who.private or said["private"] not in (True, "true"):
        known = found.slices.setdefault(dimension, [])
        if value not in known:
            known.append(value)


def still(centre: Centre, who: Viewer, digest: str) -> Still | None:
    """Return a drawn chart, ``None`` when it is not there or not for this person."""
    found = Still.objects.filter(centre=centre, digest=digest).order_by("pk")
    seen = found if who.private else found.filter(private=False)
    return next((one for one in seen if who.money or not picture_of_money(one.name)), None)


def last_run(centre: Centre) -> Run | None:
    """Return the computation that pages show."""
    return Run.objects.filter(centre=centre).first()


def _language() -> str:
    return "en" if get_language() == "en" else "fr"
