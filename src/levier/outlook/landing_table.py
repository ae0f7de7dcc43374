"""The landing as text: one sentence, a line a service, what it takes for granted."""

from __future__ import annotations

from levier.i18n import _
from levier.outlook.bridge_words import name_of
from levier.outlook.landing import Landing
from levier.outlook.landing_words import summary
from levier.outlook.words import percent, quantity


def landing_text(landing: Landing) -> str:
    """Return a landing as a person reads it."""
    lines = [_("Centre {name}").format(name=landing.centre), "", summary(landing)]
    if landing.services:
        lines += ["", *_services(landing)]
    if landing.assumptions:
        lines += ["", _("Ce que cela suppose"), *(f"  {one}." for one in landing.assumptions)]
    notes = landing.notes if landing.value is not None else ()
    lines += ["", _("À savoir"), *(f"  {note}." for note in notes)] if notes else []
    return "\n".join(lines) + "\n"


def _services(landing: Landing) -> list[str]:
    heads = (_("Service"), _("Facturé (€)"), _("Reste (€)"), _("Total (€)"), _("Niveau / N-1"), "")
    rows = [heads] + [
        (
            name_of(one.service),
            quantity(one.billed),
            quantity(one.rest),
            quantity(one.billed + one.rest),
            percent(one.ratio - 1, signed=True) if one.ratio else "—",
            _("équipe réduite") if one.small_team else "",
        )
        for one in landing.services
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    lines = [_aligned(row, widths) for row in rows]
    return [lines[0], "  ".join("─" * width for width in widths[:-1]), *lines[1:]]


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:5], strict=True))]
    return "  ".join([*cells, row[5]]).rstrip()
