"""One file of the package: what it was, what becomes of it, and what is said of it."""

from __future__ import annotations

import codecs
import io
import json
import random
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from levier.catalogue.parameters import theme
from levier.i18n import _
from levier.pack import sheets, texts, trees
from levier.pack.disguise import Disguise, tokens
from levier.pack.words import is_title, words_of
from levier.problems import Problem
from levier.readers import Context, Reading
from levier.readers.encoding import seekable
from levier.readers.header import SEARCHED_LINES, by_name
from levier.readers.identify import identify
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import fold, stem
from levier.readers.part import Part
from levier.readers.refusals import Refusal
from levier.readers.sources import parts as parts_of
from levier.readers.workbook import visible_sheets
from levier.tables.rows import Account

DEFAULT_LINES, MOST_LINES = 30, 200
HEAD_BYTES, TAIL_BYTES = 1 << 20, 1 << 13
MOST_JSON = 1 << 26
MANY, FEW_WORDS, SEEN = 5, 12, 5
NEWLINE = "\n"
SUFFIXES = "csv|txt|tsv|xls|xlsx|xlsm|ods|json|ndjson|ics|log|htm|html"
# Columns that hold people are never proposed.
PEOPLE = frozenset(theme("mots")["people"].split())


@dataclass(slots=True)
class Packed:
    """A file made ready: its new name and bytes, what it was, and what was kept of it.

    ``facts`` are what a reader of the package must know (kind, encoding, separator, columns, lines); ``titles`` those
    that were replaced (for the screen of the person only); ``kept`` the words of cells that were left, with how often;
    ``maybe`` frequent words that were replaced, and that the person may confirm (for the screen only).
    """

    name: str
    new_name: str
    content: bytes = b""
    facts: dict[str, Any] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    titles: tuple[str, ...] = ()
    kept: dict[str, int] = field(default_factory=dict)
    maybe: tuple[str, ...] = ()
    refusal: str | None = None
    same: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """How to make a package: data lines at most, words confirmed by the person, how the source is read."""

    lines: int = DEFAULT_LINES
    keep: tuple[str, ...] = ()
    profile: str | None = None
    chance: random.Random | None = None

    @property
    def context(self) -> Context:
        """Return a context whose hashes outlive nothing."""
        return Context(secrets.token_bytes(32), profile=self.profile)


def pack_file(stream: BinaryIO, name: str, asked: Asked = Asked()) -> Packed:
    """Return a file whose every value was replaced by a random one of the same shape, or why it cannot be.

    Args:
        stream: the file, opened in binary mode.
        name: its name, without folders; only known words of it are kept.

    >>> made = pack_file(io.BytesIO(b"Date;Patient\\n03/01/2025;Durand\\n"), "export.csv")
    >>> made.content[:13], b"Durand" in made.content
    (b'Date;Patient\\n', False)
    """
    stream = seekable(stream)
    packed = Packed(name, new_name(name))
    head = _head(stream)
    if head.startswith(("{", "[")) and _is_json(head):
        _json(stream, packed, asked)
    elif head.upper().startswith("BEGIN:VCALENDAR"):
        _calendar(stream, packed, asked)
    else:
        _table(stream, packed, asked)
    if packed.refusal is None:
        _read(stream, packed, asked)
    return packed


def new_name(name: str) -> str:
    """Return the name of a file without what could tell anything: known words and the extension.

    >>> new_name("rendez_vous_2025.csv"), new_name("Dr Zola 2025.csv")
    ('rendez_vous.csv', 'fichier.csv')
    """
    base = stem(name)
    suffix = re.search(rf"\.({SUFFIXES})$", name, re.IGNORECASE)
    known = by_name(base) or (base and is_title(base))
    words = "_".join(one for one in base.split("_") if is_title(one) and len(one) > 1) if known else ""
    return (words or "fichier") + (suffix[0].lower() if suffix else "")


def _head(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read(4_096).decode("utf-8-sig", "replace").lstrip()


def _is_json(head: str) -> bool:
    return re.match(r'[\[{]\s*(["\[{\]}]|$)', head) is not None


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(stream: BinaryIO, packed: Packed, asked: Asked) -> None:
    found = parts_of(stream, packed.name)
    if isinstance(found, Refusal):
        packed.refusal = found.problem(packed.name).sentence()
    elif found[0].reader == "classeur":
        _workbook(stream, found, packed, asked)
    elif found[0].text is not None:
        _text(stream, found[0], packed, asked)
    elif found[0].reader == "html":
        _page(found[0], packed, asked)
    else:
        sentence = _("{name} : un fichier Parquet ne se remplace pas valeur par valeur. → Donnez l'export en CSV.")
        packed.refusal = sentence.format(name=packed.name)


def _text(stream: BinaryIO, part: Part, packed: Packed, asked: Asked) -> None:
    assert part.text is not None
    survey, separator, quoting = part.text.survey, part.text.separator, part.text.quoting
    text, whole = _decoded(stream, survey.encoding, survey.size)
    records = texts.raw_records(text, separator, quoting)
    rows = [[cell.strip('"') for cell in record.cells] for record in records]
    header = _header(rows, packed, asked)
    head = header + 1 if header is not None else 0
    disguise = _disguise((cell for row in rows for cell in row), asked)
    accented = [not "".join(record.cells).isascii() for record in records]
    wanted = texts.chosen(records, head, asked.lines, accented)
    packed.content = _encoded(texts.disguised(wanted, header, separator, disguise), survey.encoding, stream)
    packed.facts = {
        "kind": part.reader,
        "encoding": survey.encoding,
        "separator": separator,
        "quotes": any('"' in cell for record in wanted for cell in record.cells),
        "line_ends": sorted({repr(record.end)[1:-1] for record in records if record.end}),
        "columns": max((len(record.cells) for record in records), default=0),
        "header_line": None if header is None else header + 1,
        "lines_looked_at": len(records) if whole else None,
        "lines_kept": len(wanted),
    }
    _say(packed, disguise, rows[head:], rows[header] if header is not None else None)


def _decoded(stream: BinaryIO, encoding: str, size: int) -> tuple[str, bool]:
    """Return the text of a file: all of it, or its first megabyte and its last lines."""
    stream.seek(0)
    first = stream.read(HEAD_BYTES)
    if size <= HEAD_BYTES:
        return first.decode(encoding, "replace"), True
    text = codecs.getincrementaldecoder(encoding)("replace").decode(first)
    text = text[: text.rfind(NEWLINE) + 1] or text
    if encoding.startswith("utf-16"):
        return text, False
    stream.seek(max(size - TAIL_BYTES, HEAD_BYTES))
    last = stream.read().decode("utf-8" if encoding == "utf-8-sig" else encoding, "replace")
    return text + last[last.find(NEWLINE) + 1 :], False


def _encoded(text: str, encoding: str, stream: BinaryIO) -> bytes:
    stream.seek(0)
    mark = stream.read(2)
    if encoding == "utf-16" and mark == codecs.BOM_UTF16_BE:
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")
    return text.encode(encoding, "replace")


def _header(rows: Sequence[Record], packed: Packed, asked: Asked, sheet: str | None = None) -> int | None:
    """Return the rank of the line of titles: the one that is read as such, else the one that looks most like it."""
    found = identify(list(rows[:100]), packed.name, sheet, asked.context) if rows else None
    if isinstance(found, Layout):
        return found.before - 1 if found.before else None
    best = max(range(min(len(rows), SEARCHED_LINES)), key=lambda rank: (_titles(rows[rank]), -rank), default=None)
    return best if best is not None and _titles(rows[best]) else None


def _titles(record: Record) -> int:
    filled = [cell for cell in record if cell.strip()]
    known = sum(is_title(cell) and any(len(word) > 2 for word in words_of(cell)) for cell in filled)
    return known * 2 + sum(not any(sign.isdigit() for sign in cell) for cell in filled) if known else 0


def _page(part: Part, packed: Packed, asked: Asked) -> None:
    rows = [record for batch in part.batches() for record in batch]
    header = _header(rows, packed, asked)
    head = header + 1 if header is not None else 0
    disguise = _disguise((cell for row in rows for cell in row), asked)
    wanted = texts.chosen(rows, head, asked.lines, [not "".join(row).isascii() for row in rows])
    packed.content = texts.page(wanted, header, disguise).encode("utf-8")
    packed.facts = {"kind": "html", "columns": max(map(len, rows), default=0), "lines_kept": len(wanted)}
    _say(packed, disguise, rows[head:], rows[header] if header is not None else None)


def _workbook(stream: BinaryIO, parts: Sequence[Part], packed: Packed, asked: Asked) -> None:
    found = visible_sheets(stream)
    disguise = _disguise((text for name, rows in found for text in (name, *sheets.texts_of(rows))), asked)
    made, about = [], []
    for (name, rows), part in zip(found, parts, strict=True):
        records = [record for batch in part.batches() for record in batch]
        header = _header(records, packed, asked, name)
        head = header + 1 if header is not None else 0
        wanted = texts.chosen(rows, head, asked.lines, [not "".join(record).isascii() for record in records])
        made.append((name, wanted, header))
        about.append({"columns": max(map(len, rows), default=0), "lines_kept": len(wanted)})
    packed.content = sheets.workbook(made, disguise)
    was = packed.new_name.rpartition(".")[2]
    packed.new_name = f"{packed.new_name.rpartition('.')[0] or packed.new_name}.xlsx"
    packed.facts = {"kind": "classeur", "was": was, "sheets": about}
    data = [[str(cell) for cell in row] for _name, rows in found for row in rows]
    titles = [str(cell) for name, rows, rank in made for cell in (rows[rank] if rank is not None else ())]
    _say(packed, disguise, data if len(found) == 1 else [], titles)


# -- trees -------------------------------------------------------------------------------------------------------------


def _json(stream: BinaryIO, packed: Packed, asked: Asked) -> None:
    stream.seek(0)
    raw = stream.read(MOST_JSON + 1)
    if len(raw) > MOST_JSON:
        sentence = _("{name} : plus de {n} Mo. → Donnez un export de quelques jours.")
        packed.refusal = sentence.format(name=packed.name, n=MOST_JSON >> 20)
        return
    text = raw.decode("utf-8-sig", "replace")
    try:
        found, lined = [json.loads(text)], False
    except ValueError:
        found, lined = _json_lines(text, asked.lines), True
    if not found:
        sentence = _("{name} : JSON illisible. → Recommencez l'export.")
        packed.refusal = sentence.format(name=packed.name)
        return
    short = found[: asked.lines] if lined else [trees.shortened(found[0], asked.lines)]
    disguise = _disguise((one for tree in short for one in trees.texts_in(tree)), asked)
    tree = trees.Tree(disguise)
    indent = None if lined or NEWLINE not in text.strip() else 2
    made = [json.dumps(tree.value(one), ensure_ascii=False, indent=indent) for one in short]
    packed.content = (NEWLINE.join(made) + NEWLINE).encode("utf-8")
    packed.facts = {"kind": "ndjson" if lined else "json", "encoding": "utf-8", "lines_kept": len(short)}
    _say(packed, disguise, [])


def _json_lines(text: str, most: int) -> list[Any]:
    found = []
    for line in text.splitlines()[: most * MANY]:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def _calendar(stream: BinaryIO, packed: Packed, asked: Asked) -> None:
    stream.seek(0)
    raw = stream.read(MOST_JSON)
    encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-8"
    lines = trees.first_events(trees.calendar_lines(raw.decode(encoding, "replace")), asked.lines)
    disguise = _disguise((body for body, _end in lines), asked)
    packed.content = trees.Calendar(disguise).text(lines).encode(encoding)
    packed.facts = {"kind": "icalendar", "encoding": encoding, "lines_kept": len(lines)}
    _say(packed, disguise, [])


# -- what is said ------------------------------------------------------------------------------------------------------


def _disguise(cells: Iterable[str], asked: Asked) -> Disguise:
    return Disguise(tokens(cells), asked.keep, asked.chance)


def _say(packed: Packed, disguise: Disguise, data: Sequence[Record], titles: Record | None = None) -> None:
    packed.titles, packed.kept = tuple(dict.fromkeys(disguise.replaced)), disguise.kept
    packed.maybe = tuple(frequent_words(data, frozenset(map(fold, disguise.kept)), titles))


def frequent_words(data: Sequence[Record], known: frozenset[str], titles: Record | None = None) -> list[str]:
    """Return the words that a column of few words repeats, five times each at least: statuses, maybe.

    They may also be names: nobody but the person can tell. Columns whose title says people are left out.
    """
    people = [not PEOPLE.isdisjoint(words_of(title)) for title in titles or []]
    found: list[str] = []
    for rank, column in enumerate(zip(*(row for row in data if len(row) == len(data[0])), strict=True)):
        if rank < len(people) and people[rank]:
            continue
        counts: dict[str, int] = {}
        for cell in column:
            counts[cell] = counts.get(cell, 0) + 1
        words = {cell for cell in counts if any(sign.isalpha() for sign in cell) and fold(cell) not in known}
        if len(counts) <= FEW_WORDS:
            found += sorted(cell for cell in words if counts[cell] >= SEEN and len(cell) <= MOST_WORD)
    return list(dict.fromkeys(found))


MOST_WORD = 30


def _read(stream: BinaryIO, packed: Packed, asked: Asked) -> None:
    """Read the source and what was made of it, as ``levier check`` does."""
    before, after = (_reading(one, packed.name, asked) for one in (stream, io.BytesIO(packed.content)))
    packed.accounts, packed.problems = before.accounts, list(before.problems)
    packed.same = [_structure(one) for one in before.accounts] == [_structure(one) for one in after.accounts]


def _reading(stream: BinaryIO, name: str, asked: Asked) -> Reading:
    reading = Reading(stream, name, replace(asked.context))
    for _chunk in reading.chunks():
        pass
    return reading


def _structure(account: Account) -> tuple[Any, ...]:
    return account.reader, account.table, account.profile, account.encoding
