"""The bridge as text: a waterfall in a table, then one sentence a part."""

from __future__ import annotations

from collections.abc import Iterator

from levier.i18n import _
from levier.outlook.bridge import Bridge
from levier.outlook.bridge_words import name_of, named, sentences, summary
from levier.outlook.shares import in_cents
from levier.outlook.words import amount, quantity


def bridge_text(bridge: Bridge) -> str:
    """Return a bridge as a person reads it: title, waterfall, sentences, what could not be separated."""
    name = bridge.centre if bridge.whole else f"{bridge.centre}, {name_of(bridge.service)}"
    lines = [_("Centre {name}").format(name=name), "", summary(bridge)]
    if bridge.parts:
        lines += ["", *_aligned(list(_waterfall(bridge))), "", _("Ce que dit chaque étape")]
        lines += [f"  {said}" for said in sentences(bridge).values()]
        lines += ["", _("À savoir"), *(f"  {note}." for note in bridge.notes)] if bridge.notes else []
    return "\n".join(lines) + "\n"


def _waterfall(bridge: Bridge) -> Iterator[tuple[str, str, str]]:
    yield _("Étape"), _("Écart (€)"), _("Cumul (€)")
    total = round((bridge.before or 0) * 100)
    yield (
        _("Recettes, {period}").format(period=named(bridge.spans.before, cut=bridge.spans.cut)),
        "",
        quantity(total / 100, 2),
    )
    cents = in_cents({one.name: one.amount for one in bridge.parts})
    for part in bridge.parts:
        total += cents[part.name]
        yield part.label, quantity(cents[part.name] / 100, 2, signed=True), quantity(total / 100, 2)
    yield (
        _("Recettes, {period}").format(period=named(bridge.spans.now, cut=bridge.spans.cut)),
        "",
        amount(bridge.after or 0, 2)[:-2],
    )


def _aligned(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    for rank, (label, move, total) in enumerate(rows):
        yield f"{label.ljust(widths[0])}  {move.rjust(widths[1])}  {total.rjust(widths[2])}".rstrip()
        if rank == 0:
            yield "  ".join("─" * width for width in widths)
