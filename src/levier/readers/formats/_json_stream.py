"""JSON read an object at a time: a bundle of a million entries holds in the memory of a few.

Text may hold one value, several one after the other (NDJSON, pages put end to end), or a list; a member ``entry`` of an
object too large to be held is read an item at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

SMALL = 1 << 18
LARGEST = 1 << 25
BLOCK = 1 << 20
# What stands after a true mistake; a value that is merely cut has nothing after it.
BEYOND = 64
_BETWEEN = re.compile(r"[\s,\x1e\ufeff]*")
_PIECES = re.compile(r'[{}\[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|"', re.DOTALL)
_DEPTH = {"{": 1, "[": 1, "}": -1, "]": -1}
_DECODE = json.JSONDecoder().raw_decode
ITEMS = "entry"
CUT, WRONG = "json_coupe", "json_illisible"


@dataclass(frozen=True, slots=True)
class Item:
    """One value of the file: the line where it starts, and the value or ``why`` there is none."""

    line: int
    value: Any = None
    why: str | None = None


class Broken(Exception):
    """A value that cannot be read; ``why`` is :data:`CUT` when the text ends before it does, else :data:`WRONG`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Window:
    """The part of the text that is being read; what is behind is forgotten."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks = iter(blocks)
        self.text, self.at, self.ended = "", 0, False
        self._counted, self._line = 0, 1

    @property
    def line(self) -> int:
        """Return the line of the place reached."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    @property
    def left(self) -> int:
        """Return how many signs are held after the place reached."""
        return len(self.text) - self.at

    def more(self) -> bool:
        """Read on; tell whether there was anything."""
        self._line, self._counted = self.line, 0
        block = next(self._blocks, None)
        self.ended = block is None
        self.text, self.at = self.text[self.at :] + (block or ""), 0
        return block is not None

    def next(self) -> str:
        """Go to the next sign that is not between values; return it, empty at the end."""
        while True:
            match = _BETWEEN.match(self.text, self.at)
            self.at = match.end() if match else self.at
            if self.left:
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """Return the value that starts here.

        Raises:
            Broken: it is no JSON, it is cut, or too large to be one record.
        """
        while True:
            try:
                value, end = _DECODE(self.text, self.at)
            except RecursionError:
                raise Broken(WRONG) from None
            except ValueError as error:
                self._grow(error)
                continue
            if end < len(self.text) or self.ended or isinstance(value, (dict, list, str)):
                self.at = end
                return value
            self.more()

    def _grow(self, error: ValueError) -> None:
        """Read on when more text may complete the value."""
        if not isinstance(error, json.JSONDecodeError) or self.left > LARGEST:
            raise Broken(WRONG) from None
        unended = error.msg.startswith(("Unterminated", "Invalid \\"))
        if self.ended:
            raise Broken(CUT if unended or error.pos >= len(self.text.rstrip()) else WRONG) from None
        if len(self.text) - error.pos > BEYOND and not unended:
            raise Broken(WRONG) from None
        wanted = 2 * self.left
        while self.more() and self.left < wanted:
            pass

    def pass_over(self) -> bool:
        """Go after the object or list that starts here, whatever it holds; tell whether its end was found."""
        depth = 0
        while True:
            for match in _PIECES.finditer(self.text, self.at):
                if match[0] == '"' and not self.ended:
                    break
                self.at = match.end()
                depth += _DEPTH.get(match[0], 0)
                if depth <= 0 and match[0] in _DEPTH:
                    return True
            if self.left > LARGEST or not self.more():
                self.at = len(self.text)
                return False

    def next_line(self) -> bool:
        """Go to the next line that starts an object; tell whether there is one."""
        while True:
            place = self.text.find("\n{", self.at)
            if place >= 0:
                self.at = place + 1
                return True
            self.at = max(self.at, len(self.text) - 1)
            if not self.more():
                self.at = len(self.text)
                return False


def items(blocks: Iterable[str]) -> Iterator[Item]:
    """Yield the values of the text in order: whole objects, items of lists, members ``entry`` of large objects.

    >>> [(one.line, one.value) for one in items(['{"a": 1}\\n{"a"', ': 2}\\n[3, {"a": 4}]'])]
    [(1, {'a': 1}), (2, {'a': 2}), (3, 3), (3, {'a': 4})]
    """
    window = Window(blocks)
    while sign := window.next():
        line = window.line
        if sign == "[":
            window.at += 1
            yield from _listed(window)
        elif sign == "{":
            yield from _object(window, line)
        else:
            yield Item(line, None, WRONG)
            window.next_line()


def _object(window: Window, line: int) -> Iterator[Item]:
    """Yield a whole object when it is small, else what its members ``entry`` hold and then the others."""
    while True:
        try:
            value, end = _DECODE(window.text, window.at)
        except (ValueError, RecursionError):
            if window.left < SMALL and window.more():
                continue
            break
        window.at = end
        yield Item(line, value)
        return
    try:
        yield from _members(window, line)
    except Broken as broken:
        yield Item(line, None, broken.why)
        window.next_line()


def _members(window: Window, line: int) -> Iterator[Item]:
    found: dict[str, Any] = {}
    window.at += 1
    while (sign := window.next()) == '"':
        name = window.value()
        if window.next() != ":":
            raise Broken(WRONG if window.left else CUT)
        window.at += 1
        if window.next() == "[" and name == ITEMS:
            window.at += 1
            if not (yield from _listed(window)):
                return
        else:
            found[name] = window.value()
    if sign != "}":
        raise Broken(WRONG if sign else CUT)
    window.at += 1
    yield Item(line, found)


def _listed(window: Window) -> Generator[Item, None, bool]:
    """Yield the items of a list; one that is wrong costs itself only. Return whether the end of the list was found."""
    while (sign := window.next()) != "]":
        line = window.line
        try:
            yield Item(line, window.value())
        except Broken as broken:
            yield Item(line, None, broken.why)
            if broken.why == CUT or sign not in "{[" or not window.pass_over():
                window.next_line()
                return False
    window.at += 1
    return True
