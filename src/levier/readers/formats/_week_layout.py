"""Where a drawn week has its days, its rooms, its hours: days above and rooms beside, or the other way round."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from levier.readers import dates
from levier.readers.bad import Bad
from levier.readers.formats import _agenda_words as vocabulary
from levier.readers.formats._week_cells import Hours, hours
from levier.readers.lines import Record
from levier.readers.names import clean, fold
from levier.tables.columns import WEEKDAYS

SEARCHED = 40
ENOUGH_DAYS = 4
MOST_COLUMNS = 60
MOST_TURNED = 400
_SHORT = {day[:3]: day for day in WEEKDAYS}
_DATED = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|\d{1,2}(er)?\s+(janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)|20\d\d",
    re.I,
)
_ALTERNATE = re.compile(
    r"_(paires?|impaires?|(semaine|sem)_(b|a(?!_(partir|compter|venir)))|(une?|1)_(semaine|sem|s)_sur_(2|deux)|quinzaine|alternance)_"
)
_NUMBERED = re.compile(r"_(semaine|sem|s)_?\d{1,2}_")
_FROM_TO = re.compile(r"\bdu\s+(\d{1,2}/\d{1,2}/\d{4})\s+au\s+(\d{1,2}/\d{1,2}/\d{4})", re.I)
_SINCE = re.compile(r"(?:[àa] partir du|depuis le|d[èe]s le)\s+(\d{1,2}/\d{1,2}/\d{4})", re.I)
_ANY_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_HALF_DAYS = frozenset(("matin", "matinee", "am", "apres_midi", "aprem", "pm", "soir", "soiree", "midi", "journee"))
ROOM, WORK, WHO, HOURS, OTHER = "salle", "travail", "personne", "heures", "autre"
_LABELS = {
    ROOM: "cabinet cabinets salle salles piece pieces lieu bureau fauteuil fauteuils box room local",
    WORK: "specialite specialites service services activite discipline",
    WHO: "praticien praticiens medecin medecins nom noms professionnel professionnels intervenant qui",
    HOURS: "horaire horaires heure heures creneau creneaux plage plages",
    OTHER: "periode demi_journee etage telephone remarque remarques commentaire jour jours",
}
_TITLES = frozenset(word for words in _LABELS.values() for word in words.split())


@dataclass(slots=True)
class Week:
    """A drawn week: the day of each column, what its columns on the left say, its lines with their place.

    ``days`` gives each column of cells its weekday and what stands above it; ``usual`` the hours of a column;
    ``labels`` what each column on the left holds; ``turned``: rooms stand above and days beside.
    """

    header: int
    days: dict[int, str]
    above: dict[int, str]
    usual: dict[int, list[Hours]]
    labels: dict[int, str]
    body: list[tuple[int, Record]]
    dated: bool = False
    turned: bool = False
    preamble: list[str] = field(default_factory=list)


def weekday(text: str) -> str | None:
    """Return the weekday that a heading names.

    >>> weekday("LUNDI matin"), weekday("Mar."), weekday("Marie"), weekday("lundi 06/01")
    ('lundi', 'mardi', None, 'lundi')
    """
    words = fold(text).split("_")
    if words[0] in WEEKDAYS:
        return words[0] if not any(word in WEEKDAYS for word in words[1:]) else None
    return _SHORT.get(words[0]) if len(words) == 1 and len(text.strip()) <= 4 else None


def week(records: list[Record]) -> Week | None:
    """Return the week that records draw; ``None`` when they draw none."""
    upright = _upright(records)
    if upright is not None or len(records) > MOST_TURNED:
        return upright
    width = min(max(map(len, records), default=0), MOST_COLUMNS)
    turned = [[record[column] if column < len(record) else "" for record in records] for column in range(width)]
    found = _upright(turned)
    if found is None or _is_list(found):
        return None
    found.turned = True
    return found


def _upright(records: list[Record]) -> Week | None:
    for index, record in enumerate(records[:SEARCHED]):
        named = {column: day for column, cell in enumerate(record[:400]) if (day := weekday(cell))}
        if len(set(named.values())) >= ENOUGH_DAYS:
            return _laid(records, index, named)
    return None


def _is_list(found: Week) -> bool:
    """Tell whether days beside lines are those of a list: a week drawn sideways names each day once, in order."""
    places = [WEEKDAYS.index(day) for _column, day in sorted(found.days.items())]
    return places != sorted(places)


def _laid(records: list[Record], index: int, named: dict[int, str]) -> Week:
    header = records[index]
    below = records[index + 1] if index + 1 < len(records) else []
    days = _spread(header, named, max(map(len, records[index:]), default=0))
    halves = _is_second_line(below, days)
    above = {column: _joined(header, below if halves else [], column, days) for column in days}
    usual = {column: hours(text) for column, text in above.items()}
    first = index + (2 if halves else 1)
    body = [(place + 1, record) for place, record in enumerate(records[first:], first)]
    dated = any(_DATED.search(re.sub(r"\d{1,2}\s*[hH:].*", "", header[column])) for column in named)
    preamble = [cell for record in records[:index] for cell in record if cell.strip()]
    preamble += [header[column] for column in range(min(days)) if column < len(header) and header[column].strip()]
    return Week(index + 1, days, above, usual, _labels(header, min(days)), body, dated, False, preamble)


def _spread(header: Record, named: dict[int, str], width: int) -> dict[int, str]:
    """Return the weekday of each column: a merged heading stands over the empty ones that follow."""
    columns = sorted(named)
    spans = Counter(after - before for before, after in pairwise(columns))
    usual = spans.most_common(1)[0][0]
    found: dict[int, str] = {}
    for column in columns:
        end = min((one for one in columns if one > column), default=min(column + usual, max(width, column + 1)))
        for place in range(column, end):
            if place > column and place < len(header) and header[place].strip():
                break
            found[place] = named[column]
    return found


def _is_second_line(below: Record, days: dict[int, str]) -> bool:
    """Tell whether the line under the days says half-days or hours: then nothing beside it names a room."""
    cells = [below[column] for column in days if column < len(below) and below[column].strip()]
    beside = [fold(cell) for cell in below[: min(days)] if cell.strip()]
    if not cells or not all(map(_is_half, cells)) or any(title not in _TITLES for title in beside):
        return False
    return min(days) > 0 or any(set(fold(cell).split("_")) & _HALF_DAYS for cell in cells)


def _is_half(cell: str) -> bool:
    bare = clean(cell)
    for one in reversed(hours(bare)):
        bare = bare[: one.first] + bare[one.last :]
    words = fold(bare)
    return not words or words in _HALF_DAYS


def _joined(header: Record, below: Record, column: int, days: dict[int, str]) -> str:
    """Return what stands above a column: its day, and its half-day."""
    own = header[column] if column < len(header) and header[column].strip() else days[column]
    return " ".join(filter(None, (clean(own), clean(below[column]) if column < len(below) else "")))


def _labels(header: Record, before: int) -> dict[int, str]:
    """Return what each column on the left holds, by its title; without any title, the first one holds the rooms."""
    found: dict[int, str] = {}
    for column in range(before):
        title = fold(header[column]) if column < len(header) else ""
        kinds = (kind for kind, words in _LABELS.items() if title in words.split())
        found[column] = next(kinds, "")
    if ROOM not in found.values() and before:
        free = [column for column, kind in found.items() if not kind]
        found |= {free[0]: ROOM} if free else {}
    return found


def validity(texts: list[str]) -> tuple[str, str, bool]:
    """Return from when to when the week applies, and whether a date was there that does not say it.

    >>> validity(["Planning du 01/09/2025 au 31/12/2025"]), validity(["Mis à jour le 03/02/2025"])
    (('01/09/2025', '31/12/2025', False), ('', '', True))
    """
    for text in texts:
        if match := _FROM_TO.search(text):
            return (match[1], match[2], False) if _real(match[1], match[2]) else ("", "", True)
        if match := _SINCE.search(text):
            return (match[1], "", False) if _real(match[1]) else ("", "", True)
    return "", "", any(_ANY_DATE.search(text) for text in texts)


def is_alternate(texts: list[str]) -> bool:
    """Tell whether titles say that the week is one of two.

    >>> is_alternate(["Semaine paire"]), is_alternate(["Semaine type"])
    (True, False)
    """
    return any(_ALTERNATE.search(f"_{fold(text)}_") for text in texts)


def is_numbered(texts: list[str]) -> bool:
    """Tell whether titles say that it is one week of the year: « Semaine 12 »."""
    return any(_NUMBERED.search(f"_{fold(text)}_") for text in texts)


def is_heading(record: Record) -> bool:
    """Tell whether a line names the days again."""
    return len({day for cell in record[:400] if (day := weekday(cell))}) >= ENOUGH_DAYS


def _real(*texts: str) -> bool:
    return not any(isinstance(dates.day(text), Bad) for text in texts)


def is_room(label: str) -> bool:
    """Tell whether a label on the left may be the name of a room: not hours, not a person, not a service alone.

    >>> is_room("Salle verte"), is_room("Dr Martin"), is_room("9h-12h"), is_room("Verte"), is_room("Dermatologie")
    (True, False, False, True, False)
    """
    if vocabulary.rooms(label):
        return True
    if hours(label) or vocabulary.practitioner(label) or re.match(r"(dr|docteur|mme|mr)\b", label, re.I):
        return False
    found, rest = vocabulary.works(label)
    return (
        bool(re.search(r"\w", label))
        and len(label) <= 30
        and not (found and not rest)
        and fold(label) not in _HALF_DAYS
    )
