"""What went wrong, said once: where, what was read, what was expected, what to do.

Bottom layer: imports nothing of the project but the translations. A :class:`Problem` describes data;
a :class:`LevierError` stops a command. Values may belong to patients: they go to the screen and to the
file that the user asks for, never to a log (``Problem.code`` and counts do).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from levier.i18n import _

BLOCKING = "bloquant"
WARNING = "avertissement"
INFORMATION = "information"

SHOWN_LINES = 5
VALUE_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to know about the input, on one line or on several alike.

    ``line`` is the row as the spreadsheet shows it (header = 1); ``lines`` holds the first five lines
    when the same problem was met ``count`` times. ``value`` is what was read, trimmed to 40 characters.
    """

    code: str
    severity: str
    file: str
    sheet: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None
    fix: str | None = None
    count: int = 1
    lines: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the problem as ``levier check --format json`` prints it."""
        return asdict(self) | {"lines": list(self.lines)}

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what two problems that are the same share: neither the line nor its value."""
        return (self.code, self.file, self.sheet, self.column, self.expected, self.fix)

    def sentence(self) -> str:
        """Say where, what was read, what was expected and what to do, on one line.

        >>> print(Problem("date_invalide", BLOCKING, "rdv.csv", line=12, column="debut", value="31/02/2025",
        ...               expected="jj/mm/aaaa", fix="Corrigez la cellule.").sentence())
        rdv.csv, ligne 12, colonne « debut » : « 31/02/2025 » lu ; attendu : jj/mm/aaaa. → Corrigez la cellule.
        """
        said = [
            _("« {value} » lu").format(value=self.value) if self.value else "",
            _("attendu : {expected}").format(expected=self.expected) if self.expected else "",
        ]
        body = _(" ; ").join(part for part in said if part)
        return _("{place} : {body}.").format(place=self._place(), body=body) + (f" → {self.fix}" if self.fix else "")

    def _place(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(_("feuille « {sheet} »").format(sheet=self.sheet))
        if self.count > 1:
            shown = ", ".join(map(str, self.lines[:SHOWN_LINES]))
            rest = self.count - len(self.lines[:SHOWN_LINES])
            more = _(" et {n} autres").format(n=rest) if rest > 0 else ""
            parts.append(_("lignes {lines}{more}").format(lines=shown, more=more))
        elif self.line is not None:
            parts.append(_("ligne {line}").format(line=self.line))
        if self.column:
            parts.append(_("colonne « {column} »").format(column=self.column))
        return ", ".join(parts)


def trim(value: object) -> str:
    """Return a value as a message may quote it: one line, 40 characters at most, what has no shape as « � ».

    >>> trim("1\\x00 2\\n3")
    '1� 2 3'
    """
    text = " ".join(str(value).split())
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else "\ufffd" for sign in text)
    return text if len(text) <= VALUE_WIDTH else text[: VALUE_WIDTH - 1] + "…"


@dataclass(slots=True)
class Problems:
    """Collect problems; the same problem on many lines becomes one with a count and its first lines.

    Two problems are the same when code, file, sheet, column, expectation and remedy agree; the value of the
    first line met is kept as the example. Memory stays bounded however many lines are wrong.
    """

    _groups: dict[tuple[object, ...], Problem] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Add one problem, merged with those alike."""
        key = problem.kind
        known = self._groups.get(key)
        lines = problem.lines or (() if problem.line is None else (problem.line,))
        if known is None:
            self._groups[key] = replace(problem, lines=lines[:SHOWN_LINES])
            return
        merged = tuple(sorted({*known.lines, *lines}))[:SHOWN_LINES]
        self._groups[key] = replace(known, count=known.count + problem.count, lines=merged)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._groups.values())

    def __len__(self) -> int:
        return len(self._groups)

    def blocking(self) -> list[Problem]:
        """Return the problems that set a line aside or refused a file."""
        return [problem for problem in self if problem.severity == BLOCKING]


class LevierError(Exception):
    """A sentence for the user, shown without a traceback; ``exit_code`` is that of the command."""

    exit_code = 2


class NothingUsable(LevierError):
    """No line of what was given could be used."""

    exit_code = 2


class Refused(LevierError):
    """Levier will not do it as asked: lock, key, version, or a choice that belongs to the user."""

    exit_code = 3


class WrongCommand(LevierError):
    """The command line, a name or a parameter is not one that exists."""

    exit_code = 64


def suggest(name: str, known: Iterable[str]) -> str:
    """Return « Vouliez-vous dire … ? » with the nearest known names, or an empty text.

    >>> suggest("no_show_rat", ["no_show_rate", "fill_rate"])
    'Vouliez-vous dire « no_show_rate » ?'
    """
    near = difflib.get_close_matches(name, list(known), n=2, cutoff=0.6)
    quoted = _(" ou ").join(_("« {name} »").format(name=one) for one in near)
    return _("Vouliez-vous dire {names} ?").format(names=quoted) if near else ""
