"""Change keys of a TOML text and leave the rest as somebody wrote it: order, comments, unknown keys."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Change = Mapping[tuple[str, str], Any]


def changed(text: str, changes: Change) -> str:
    """Return a text whose keys have these values; a value ``None`` takes the key out.

    Args:
        text: TOML, readable.
        changes: by table (``""`` for the top of the text) and key.

    The result is read again: when a text is too strange to be changed in place (keys with points, tables on one
    line), it is written anew with the same content, and its comments are lost rather than a value.

    >>> print(changed('# ours\\nnom = "A"  # short\\n', {("", "nom"): "B", ("conventions", "jours_vides"): 4}))
    # ours
    nom = "B"
    <BLANKLINE>
    [conventions]
    jours_vides = 4
    <BLANKLINE>
    """
    wanted = tomllib.loads(text)
    lines = text.splitlines()
    for (table, key), value in changes.items():
        _put(wanted, table, key, value)
        lines = _with(lines, table, key, value)
    made = "\n".join(lines) + "\n"
    try:
        kept = tomllib.loads(made) == wanted
    except tomllib.TOMLDecodeError:
        kept = False
    return made if kept else "\n".join(_written(wanted)).strip() + "\n"


def _put(content: dict[str, Any], table: str, key: str, value: Any) -> None:
    held = content.setdefault(table, {}) if table else content
    if value is None:
        held.pop(key, None)
        if table and not held:
            content.pop(table)
    else:
        held[key] = value


def _with(lines: list[str], table: str, key: str, value: Any) -> list[str]:
    first, last = _extent(lines, table)
    if first is None:
        return lines if value is None else [*_ended(lines), f"[{table}]", _assign(key, value)]
    at = next((n for n in range(first, last) if re.match(rf"\s*(?:{key}|\"{key}\")\s*=", lines[n])), None)
    if at is None:
        return lines if value is None else _inserted(lines, first, last, _assign(key, value))
    end = _end_of_value(lines, at, last)
    kept = [*lines[:at], *([] if value is None else [_assign(key, value)]), *lines[end:]]
    return kept if value is not None else _without_empty(kept, table)


def _extent(lines: list[str], table: str) -> tuple[int | None, int]:
    """Return the first line of a table's content and the line after its last one."""
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[", line) and _is_head(line)]
    first: int | None = 0
    if table:
        first = next((n + 1 for n in heads if re.match(rf"\s*\[\s*{re.escape(table)}\s*\]", lines[n])), None)
    return first, next((n for n in heads if first is not None and n >= first), len(lines))


def _is_head(line: str) -> bool:
    try:
        return isinstance(tomllib.loads(line), dict) and "=" not in line.split("#")[0]
    except tomllib.TOMLDecodeError:
        return False


def _ended(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines and lines[-1].strip() else lines


def _inserted(lines: list[str], first: int, last: int, line: str) -> list[str]:
    while last > first and not lines[last - 1].strip():
        last -= 1
    return [*lines[:last], line, *lines[last:]]


def _end_of_value(lines: list[str], at: int, last: int) -> int:
    """Return the line after a value, which may be written on several."""
    for end in range(at + 1, last + 1):
        try:
            tomllib.loads("\n".join(lines[at:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return at + 1


def _without_empty(lines: list[str], table: str) -> list[str]:
    """Take out a table that holds nothing any more, not even a comment."""
    first, last = _extent(lines, table)
    if not table or first is None or any(line.strip() for line in lines[first:last]):
        return lines
    return [*lines[: first - 1], *lines[last:]]


def _assign(key: str, value: Any) -> str:
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
    return f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(_assign(key, one) for key, one in value.items()) + " }"
    # JSON writes a text as TOML does, but for one sign.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else str(value)


def _written(content: Mapping[str, Any], name: str = "") -> Iterator[str]:
    """Write a whole content: values first, then each table."""
    tables = {key: one for key, one in content.items() if isinstance(one, dict)}
    if name:
        yield from ("", f"[{name}]")
    yield from (_assign(key, one) for key, one in content.items() if key not in tables)
    for key, one in tables.items():
        quoted = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
        yield from _written(one, f"{name}.{quoted}" if name else quoted)
