"""A cell of a drawn planning, « Dr Martin dermatologie 9h-12h30 / 14h-18h », as hours, work and person, or why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from levier.readers.formats import _agenda_words as vocabulary
from levier.readers.formats._agenda_words import Work
from levier.readers.names import clean, fold

_HOUR = r"(\d{1,2})\s*(?:[hH]\s*(\d{2})?|:\s*(\d{2})(?::00)?)(?!\d)"
_TO = r"\s*(?:-|–|—|->|→|>|[àa](?=[\s\d])|jusqu['’]?\s*[àa])\s*"
_PLAIN = r"(\d{1,2})"
_BEFORE = r"(?:\bde\s+)?(?<![\d/.:hH])"
_END = r"(?!\d|\s*[/.]\s*\d|\s*[hH:])"
EXPLICIT = re.compile(rf"{_BEFORE}{_HOUR}{_TO}{_HOUR}", re.I)
HALF = re.compile(rf"{_BEFORE}{_PLAIN}{_TO}{_HOUR}", re.I)
HALF_BEFORE = re.compile(rf"{_BEFORE}{_HOUR}{_TO}{_PLAIN}{_END}", re.I)
BARE = re.compile(rf"{_BEFORE}{_PLAIN}{_TO}{_PLAIN}{_END}", re.I)
# « 8h30/12h30 »: two hours that nothing else joins are a start and an end.
SLASHED = re.compile(r"(\d{1,2}\s*[hH:]\s*(?:\d{2})?)\s*/\s*(\d{1,2}\s*[hH:]\s*(?:\d{2})?)")
_LONE_HOUR = re.compile(r"\d{1,2}\s*[hH:]\s*(?:\d{2})?(?!\w)")
_BREAKS = re.compile(r"\s*[\n/;+|]\s*|\s+puis\s+")


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EMPTY = _all(
    "libre ferme fermee vide neant inoccupe inoccupee disponible dispo vacant vacante repos absent absente conges "
    "conge off x rien personne ferie non"
)
_ELSE = _all("reunion menage formation staff pause administratif administration entretien desinfection")
_FILLERS = _all(
    "et de a au le la les du des en matin apres midi am pm journee consultation consultations cs vacation vacations "
    "soins h heures"
)
_SOMETIMES = re.compile(
    r"_(semaines?_(paires?|impaires?|[ab12])|sem_(paires?|impaires?|[ab12p])|impaires?|paires?|(1|une)_(semaine|fois|sem)|"
    r"(1|un)_\w+_sur_(2|deux)|1_sur_2|sur_2|quinzaine|alternance|altern\w*|bimensuel\w*|mensuel\w*|1er|1ere|2e|2eme|3e|"
    r"3eme|4e|4eme|premiers?|deuxiemes?|troisiemes?|derniers?|sauf|hors|vacances|a_partir|jusqu_au|s1|s2)_"
)
FIRST_HOUR, LAST_HOUR = 6, 22


@dataclass(frozen=True, slots=True)
class Half:
    """One half-day: hours as minutes of the day, and what is said of it."""

    start: int
    end: int
    work: Work | None = None
    who: str | None = None
    room: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as minutes of the day; ``bare``: written without « h »; the places of the text where they stand."""

    start: int
    end: int
    first: int = 0
    last: int = 0
    bare: bool = False


class NotRead(Exception):
    """A cell that cannot be read; ``why`` is a word of :mod:`levier.readers.formats._week_said`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def hours(text: str) -> list[Hours]:
    """Return the hours that a text writes, in order.

    >>> [(one.start, one.end) for one in hours("Cabinet 2 - 9h-12h30 et 14:00 à 18h")]
    [(540, 750), (840, 1080)]
    >>> [(one.start, one.bare) for one in hours("9-12")], hours("le 06/01-12/01")
    ([(540, True)], [])
    """
    found: list[Hours] = []
    for pattern in (EXPLICIT, HALF, HALF_BEFORE, BARE):
        if pattern is BARE and found:
            break
        hidden = _hidden(text, found)
        found += [one for match in pattern.finditer(hidden) if (one := _made(pattern, match))]
    return sorted(found, key=lambda one: one.first)


def _hidden(text: str, found: list[Hours]) -> str:
    for one in found:
        text = text[: one.first] + "¤" * (one.last - one.first) + text[one.last :]
    return text


def _made(pattern: re.Pattern[str], match: re.Match[str]) -> Hours | None:
    groups = match.groups()
    plain = {EXPLICIT: (3, 3), HALF: (1, 3), HALF_BEFORE: (3, 1), BARE: (1, 1)}[pattern]
    start, end = _minutes(groups[: plain[0]]), _minutes(groups[plain[0] :])
    if start is None or end is None:
        return None
    bare = pattern is BARE
    if bare and not FIRST_HOUR * 60 <= start < end <= LAST_HOUR * 60:
        return None
    return Hours(start, end, match.start(), match.end(), bare)


def _minutes(groups: tuple[str | None, ...]) -> int | None:
    """Return the minutes of the day of an hour and its minutes; ``None`` for what no clock shows."""
    minutes = next((int(one) for one in groups[1:] if one), 0)
    total = int(groups[0] or 0) * 60 + minutes
    return total if minutes < 60 and total <= 24 * 60 else None


def halves(text: str, usual: list[Hours]) -> list[Half] | str:
    """Return the half-days of a cell, or the word that counts it: ``cases_vides``, ``hors_consultation``.

    Args:
        text: the cell.
        usual: the hours of its line or column, for cells without hours.

    Raises:
        NotRead: the cell says something else than hours and who, or hours that cannot be.

    >>> [(one.start, one.who, one.work.specialty) for one in halves("Dr Martin dermato 9h-12h30 / 14h-18h", [])]
    [(540, 'Dr Martin', 'dermatologie'), (840, 'Dr Martin', 'dermatologie')]
    >>> halves("libre", [])
    'cases_vides'
    """
    if not re.search(r"\w", text):
        return "cases_vides"
    if _SOMETIMES.search(f"_{fold(text)}_"):
        raise NotRead("alternance")
    parts = _blocks(text if hours(text) else SLASHED.sub(r"\1-\2", text))
    kinds = {_kind(words) for _found, words in parts}
    if len(kinds) == 1 and (kind := kinds.pop()):
        return kind
    found = [half for times, words in parts if not _kind(words) for half in _read(times or usual, words)]
    _possible(found)
    return found


def _kind(words: str) -> str | None:
    """Return how a block that is no consultation is counted."""
    said = set(fold(words).split("_")) - _FILLERS - {""}
    if said and said <= _EMPTY:
        return "cases_vides"
    return "hors_consultation" if said and said <= _ELSE | _EMPTY else None


def _read(times: list[Hours], words: str) -> list[Half]:
    if not times:
        raise NotRead("sans_heures")
    if _LONE_HOUR.search(words):
        raise NotRead("heures")
    rooms = vocabulary.rooms(words, False)
    if len(rooms) > 1:
        raise NotRead("deux_cabinets")
    told = words.replace(rooms[0], " ") if rooms else words
    work = vocabulary.work(told)
    who = _who(told)
    return [Half(one.start, one.end, work, who, rooms[0] if rooms else None, one.bare) for one in times]


def _who(words: str) -> str | None:
    """Return who is named: after a title, else by one or two words that are nothing else; two persons are none."""
    if len(re.findall(r"\b(?:dr|docteure?|mme|mr)\b", words, re.I)) > 1:
        return None
    if found := vocabulary.practitioner(words):
        return found
    rest = [word for word in vocabulary.works(words)[1] if fold(word) not in _FILLERS]
    named = [word for word in rest if word[:1].isupper() and len(word) > 1 and word.isalpha() and fold(word) != "dr"]
    return " ".join(named) if named and len(named) == len(rest) and len(named) <= 2 else None


def _possible(found: list[Half]) -> None:
    ordered = sorted(found, key=lambda one: one.start)
    if any(one.end <= one.start for one in found):
        raise NotRead("heures")
    if any(after.start < before.end for before, after in pairwise(ordered)):
        raise NotRead("chevauchement")


def _blocks(text: str) -> list[tuple[list[Hours], str]]:
    """Cut a cell into blocks of hours with the words that go with them: before, after, or those of the block before."""
    done: list[tuple[list[Hours], str]] = []
    waiting = ""
    for times, words in (piece for part in _BREAKS.split(text) for piece in _pieces(part)):
        if not times and _kind(words):
            done.append(([], words))
        elif not times:
            waiting = f"{waiting} / {words}" if waiting else words
        elif _kind(words):
            done.append((times, words))
        elif words:
            done.append((times, f"{waiting} / {words}" if waiting and waiting != _last(done) else words))
            waiting = ""
        else:
            done.append((times, waiting or _last(done)))
            waiting = ""
    return _ended(done, waiting)


def _last(done: list[tuple[list[Hours], str]]) -> str:
    return done[-1][1] if done else ""


def _ended(done: list[tuple[list[Hours], str]], waiting: str) -> list[tuple[list[Hours], str]]:
    """Give the words that come last to the hours before them that have none."""
    if not any(times for times, _words in done):
        return [*done, ([], waiting)] if waiting else done
    if waiting and _kind(done[-1][1]):
        raise NotRead("sans_heures")
    first = next((words for _times, words in done if words), "")
    if waiting and not first:
        return [(times, waiting) for times, _words in done]
    if waiting:
        done[-1] = (done[-1][0], f"{done[-1][1]} {waiting}".strip())
    return [(times, words or first) for times, words in done]


def _pieces(part: str) -> list[tuple[list[Hours], str]]:
    """Cut a text at its hours: words go with the hours that follow, or that precede when the text begins by hours."""
    times = hours(part)
    if not times:
        return [([], bare)] if (bare := _bare(part)) else []
    before = _bare(part[: times[0].first])
    gaps = [*(one.last for one in times), len(part)]
    ends = [*(one.first for one in times[1:]), len(part)]
    after = [_bare(part[start:end]) for start, end in zip(gaps, ends, strict=False)]
    words = [before, *after[:-1]] if before else after
    made = [([one], said) for one, said in zip(times, words, strict=False)]
    if before and after[-1]:
        made[-1] = (made[-1][0], f"{made[-1][1]} {after[-1]}".strip())
    return made


def _bare(text: str) -> str:
    """Return words without the signs around them; those that only join are nothing."""
    kept = clean(re.sub(r"[()\[\],:.–—-]+(?=\s|$)|(?<!\S)[()\[\],:.–—-]+", " ", text))
    return "" if all(word in _FILLERS for word in fold(kept).split("_")) else kept
