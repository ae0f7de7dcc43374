"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "<!-- Page fabriquée par docs/build.py : ne pas la modifier à la main. -->"


def document(title: str, *blocks: str) -> str:
    """Return a page: a title, then blocks apart by a blank line; empty blocks are left out."""
    return "\n\n".join([MADE, f"# {title}", *(block for block in blocks if block)]) + "\n"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; an empty list of rows gives nothing.

    >>> print(table(["a", "b"], [[1, "x|y"]]))
    | a | b |
    | --- | --- |
    | 1 | x\\|y |
    """
    lines = [_line(row) for row in rows]
    return "\n".join([_line(headers), _line(["---"] * len(headers)), *lines]) if lines else ""


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(cell(one) for one in cells) + " |"


def cell(value: object) -> str:
    """Return a value on one line, without what would end its cell."""
    return " ".join(str(value).split()).replace("|", "\\|")


def code(words: Iterable[str]) -> str:
    """Return names in code type, apart by commas."""
    return ", ".join(f"`{word}`" for word in words)


def bullets(lines: Iterable[str]) -> str:
    """Return a list."""
    return "\n".join(f"- {line}" for line in lines)


def fenced(text: str, language: str = "text") -> str:
    """Return a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def known(value: object) -> str:
    """Return a value, or a dash when there is none."""
    return "—" if value in (None, "", ()) else str(value)
