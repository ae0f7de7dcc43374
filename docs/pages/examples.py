"""Worked examples: the files of a small centre, and the figure expected by hand."""

from __future__ import annotations

import csv
import io

from levier.catalogue.definition import Example, Indicator
from levier.cli.output import STATUSES, shown_value
from pages.markdown import fenced, known, table


def example(indicator: Indicator, case: Example) -> str:
    """Return an example: its files as tables, then what the figure must be."""
    parts = [f"### {case.title}"]
    for name, text in case.files.items():
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        parts += [f"`{name}.csv`", table(rows[0], [_padded(row, len(rows[0])) for row in rows[1:]])]
    if case.centre:
        parts += ["`centre.toml`", fenced(case.centre, "toml")]
    parts.append(_expected(indicator, case))
    return "\n\n".join(parts)


def _padded(row: list[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _expected(indicator: Indicator, case: Example) -> str:
    where = f", {', '.join(f'{key} = {known(value)}' for key, value in case.slice.items())}" if case.slice else ""
    when = f" (calculé le {case.as_of})" if case.as_of else ""
    said = [one for one in (_figure(indicator, case), _status(case)) if one]
    return f"→ **{case.period}{where}**{when} : {' ; '.join(said)}"


def _figure(indicator: Indicator, case: Example) -> str:
    if case.value is not None:
        return f"**{shown_value(case.value, indicator.unit)}**"
    if case.expected is None:
        return ""
    numerator, denominator = case.expected
    if denominator is None:
        return f"**{shown_value(numerator, indicator.unit)}**"
    made = f"{shown_value(numerator, '')} ÷ {shown_value(denominator, '')}"
    # Under the share of known lines that a doubt asks for, the bounds alone are a result.
    bare = not denominator or (case.status == "partial" and indicator.doubt is not None and indicator.doubt.floor)
    return made if bare else f"{made} = **{shown_value(numerator / denominator, indicator.unit)}**"


def _status(case: Example) -> str:
    return f"*{STATUSES[case.status] or 'complet'}*" if case.status else ""
