"""Parse each distinct text once: exports repeat themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from levier.readers.bad import Bad, Unmapped

MOST = 100_000


class Memo(dict[str, Any]):
    """A dictionary that parses the texts it has not met; ``failed`` once one was no plain value."""

    def __init__(self, parse: Callable[[str], Any]) -> None:
        super().__init__()
        self.parse = parse
        self.failed = False

    def __missing__(self, text: str) -> Any:
        value = self[text] = self.parse(text)
        if value.__class__ is Bad or value.__class__ is Unmapped:
            self.failed = True
        return value

    @property
    def full(self) -> bool:
        """Tell whether the next reading starts again with an empty memory."""
        return len(self) > MOST

    def read(self, texts: Iterable[str]) -> list[Any]:
        """Return the value of each text."""
        if self.full:
            self.clear()
            self.failed = False
        return list(map(self.__getitem__, texts))
