"""Where a centre stands among comparable ones: quartiles only, five centres at least, nobody else's value."""

from __future__ import annotations

from dataclasses import dataclass

from levier.catalogue.definition import DOWN, UP
from levier.charts.drawing import Box, Drawing, Spec, Table, framed, without_data
from levier.charts.marks import at, boxes, points, rules, segment, texts
from levier.charts.scales import Axis, axis_of
from levier.charts.words import finite, wide
from levier.gains.peers import LEAST
from levier.i18n import _, ngettext
from levier.readings.numbers import shown

HEIGHT, MIDDLE, THICK = 110, 46.0, 11.0
LOW, MIDST, HIGH = "low", "middle", "high"


@dataclass(frozen=True, slots=True)
class _Place:
    """A centre among its peers."""

    title: str
    unit: str
    value: float | None
    quartiles: tuple[float, float, float]
    number: int

    @property
    def zone(self) -> str:
        """Tell in which part of the peers the value lies."""
        low, _median, high = self.quartiles
        if self.value is None or low <= self.value <= high:
            return MIDST
        return LOW if self.value < low else HIGH


def peers(
    title: str, unit: str, value: float | None, quartiles: tuple[float, float, float] | None, number: int, *,
    direction: str = "", width: int | None = None,
) -> Drawing:  # fmt: skip
    """Return the place of a centre among the quartiles of comparable centres.

    Args:
        title: what is measured.
        unit: as indicators write it (``%``: values are fractions).
        value: of the centre, ``None`` when it has none.
        quartiles: first quartile, median, third quartile of the others at equal conventions.
        number: how many they are; under five nothing is shown.
        direction: of the indicator (``hausse``, ``baisse``): says which side is the good one.
        width: pixels, 720 by default.

    >>> peers("Non-venue", "%", 0.15, (0.08, 0.10, 0.12), 23).sentence
    'Non-venue : 15,0 %, dans le quart le plus haut de 23 centres comparables (médiane 10,0 %).'
    """
    known = [finite(one) for one in quartiles] if quartiles else [None]
    clean = tuple(one for one in known if one is not None)
    box = Box(width or 720, HEIGHT)
    if number < LEAST or len(clean) != 3:
        return without_data(box, title, _too_few(title, number), Table.of(_heads(), []))
    place = _Place(title, unit, finite(value), (clean[0], clean[1], clean[2]), number)
    said = _sentence(place, direction)
    return Drawing(framed(_inner(box), title, said, _layers(place, _inner(box))), title, said, _table(place))


def _inner(box: Box) -> Box:
    return Box(box.width, box.height, 4, 4, 4, 4)


def _too_few(title: str, number: int) -> str:
    if number >= LEAST:
        return _("{title} : pas encore de comparaison à montrer.").format(title=title)
    said = ngettext(
        "{title} : comparaison non montrée, {n} centre comparable seulement (il en faut {least}).",
        "{title} : comparaison non montrée, {n} centres comparables seulement (il en faut {least}).",
        number,
    )
    return said.format(title=title, n=number, least=LEAST)


def _sentence(place: _Place, direction: str) -> str:
    median = shown(place.quartiles[1], place.unit)
    if place.value is None:
        return _("{title} : donnée non fournie ; médiane de {n} centres comparables : {median}.").format(
            title=place.title, n=place.number, median=median
        )
    zones = {
        LOW: _("dans le quart le plus bas"),
        MIDST: _("dans la moitié du milieu"),
        HIGH: _("dans le quart le plus haut"),
    }
    said = _("{title} : {value}, {zone} de {n} centres comparables (médiane {median})").format(
        title=place.title, value=shown(place.value, place.unit), zone=zones[place.zone], n=place.number, median=median
    )
    return f"{said}{_side(place.zone, direction)}."


def _side(zone: str, direction: str) -> str:
    if zone == MIDST or direction not in (UP, DOWN):
        return ""
    return _(", du bon côté") if (zone == HIGH) == (direction == UP) else _(", du côté à améliorer")


def _scale(place: _Place) -> Axis:
    """Return a scale with as much room beyond the quartiles as between them: no extreme is known."""
    low, _median, high = place.quartiles
    beyond = 0.8 * (high - low)
    values = [low - beyond, high + beyond, *([place.value] if place.value is not None else [])]
    if low >= 0:
        values = [max(0.0, one) for one in values]
    return axis_of(values, place.unit)


def _layers(place: _Place, box: Box) -> list[Spec]:
    axis, across = _scale(place), float(box.across)
    low, median, high = (round(axis.place(one, across), 1) for one in place.quartiles)
    edges = [segment(x, MIDDLE - THICK, x, MIDDLE + THICK) for x in (low, high)]
    middle = [segment(median, MIDDLE - THICK - 3, median, MIDDLE + THICK + 3)]
    return [
        rules("levier-link", [segment(0, MIDDLE, across, MIDDLE)]),
        boxes("levier-band", [segment(low, MIDDLE - THICK, high, MIDDLE + THICK)]),
        rules("levier-centre", edges),
        rules("levier-spread", middle),
        *_own(place, axis, across),
        *_under(place, (low, median, high), across),
    ]


def _own(place: _Place, axis: Axis, across: float) -> list[Spec]:
    if place.value is None:
        return []
    x = round(axis.place(place.value, across), 1)
    text = _("votre centre : {value}").format(value=shown(place.value, place.unit))
    half = wide(text, 12) * 0.54
    row = at(min(max(x, half), across - half), 16, text)
    return [
        points("levier-point", [{"x": x, "y": MIDDLE}], shape="diamond", size=190),
        texts("levier-value", [row], align="center"),
    ]


def _under(place: _Place, pixels: tuple[float, float, float], across: float) -> list[Spec]:
    """Return the words of the quartiles, where they cannot meet: the median on a second line."""
    low, median, high = (shown(one, place.unit) for one in place.quartiles)
    left = _("un quart sous {value}").format(value=low)
    right = _("un quart au-dessus de {value}").format(value=high)
    middle = _("médiane {value}").format(value=median)
    half = wide(middle) / 2
    line = MIDDLE + THICK + 16
    fits = wide(left) <= pixels[0] and wide(right) <= across - pixels[2]
    return [
        texts("levier-note", [at(pixels[0], line, left if fits else low)], align="right"),
        texts("levier-note", [at(pixels[2], line, right if fits else high)]),
        texts("levier-note", [at(min(max(pixels[1], half), across - half), line + 17, middle)], align="center"),
    ]


def _heads() -> tuple[str, ...]:
    return _("Repère"), _("Valeur")


def _table(place: _Place) -> Table:
    names = [_("Votre centre"), _("Premier quartile"), _("Médiane"), _("Troisième quartile")]
    values = [place.value, *place.quartiles]
    cells = [((name, name), (shown(one, place.unit), one)) for name, one in zip(names, values, strict=True)]
    return Table.of(
        _heads(), [*cells, ((_("Centres comparables"), _("Centres comparables")), (str(place.number), place.number))]
    )
