"""Read and write gettext catalogues: the text that people edit (.po) and what the program reads (.mo)."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

HEADER = (
    "Project-Id-Version: levier\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: {language}\n"
    "Plural-Forms: nplurals=2; plural=(n {rule} 1);\n"
)
MAGIC = 0x950412DE
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence, its plural if it has one, where it is said, and its translations (one, or one and many)."""

    id: str
    plural: str | None = None
    places: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Tell whether every form is translated."""
        return len(self.said) == (1 if self.plural is None else 2) and all(self.said)

    def taking(self, known: Entry | None) -> Entry:
        """Return the entry with the translations of another, unless its plural is not the same."""
        return self if known is None or known.plural != self.plural else replace(self, said=known.said)


def header(language: str) -> str:
    """Return what a catalogue says of itself: in French 0 is singular."""
    return HEADER.format(language=language, rule=">" if language == "fr" else "!=")


def read_po(text: str) -> dict[str, Entry]:
    """Return the entries of a catalogue by sentence, the header left out."""
    blocks = (dict(_fields(block)) for block in text.split("\n\n"))
    found = (_entry(block) for block in blocks if block.get("msgid"))
    return {one.id: one for one in found}


def _fields(block: str) -> Iterator[tuple[str, str]]:
    name, value = "", ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        word, _space, rest = line.partition(" ")
        if line.startswith('"'):
            value += ast.literal_eval(line)
        else:
            if name:
                yield name, value
            name, value = word, ast.literal_eval(rest)
    if name:
        yield name, value


def _entry(fields: dict[str, str]) -> Entry:
    said = [value for name, value in fields.items() if name.startswith("msgstr")]
    return Entry(fields["msgid"], fields.get("msgid_plural"), (), tuple(said) if all(said) else ())


def written(entries: list[Entry], language: str) -> str:
    """Return a catalogue as text, always the same for the same entries."""
    blocks = ["\n".join(('msgid ""', 'msgstr ""', *map(_quoted, header(language).splitlines(True))))]
    return "\n\n".join([*blocks, *map(_block, entries)]) + "\n"


def _block(one: Entry) -> str:
    lines = [*(f"#: {place}" for place in one.places), *(["#. to translate"] if not one.translated else [])]
    lines.append(f"msgid {_quoted(one.id)}")
    if one.plural is None:
        return "\n".join((*lines, f"msgstr {_quoted(one.said[0] if one.said else '')}"))
    forms = (one.said[rank] if one.said else "" for rank in range(2))
    lines.append(f"msgid_plural {_quoted(one.plural)}")
    return "\n".join((*lines, *(f"msgstr[{rank}] {_quoted(form)}" for rank, form in enumerate(forms))))


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def compiled(entries: list[Entry], language: str) -> bytes:
    """Return a catalogue as the binary file of gettext: sorted keys, no hash table."""
    pairs = {"": header(language)}
    for one in entries:
        if one.translated:
            pairs[one.id if one.plural is None else f"{one.id}\0{one.plural}"] = "\0".join(one.said)
    coded = sorted((key.encode(), value.encode()) for key, value in pairs.items())
    keys, values = ([pair[side] for pair in coded] for side in (0, 1))
    tables, texts = [], b""
    start = 28 + 16 * len(coded)
    for text in (*keys, *values):
        tables += [len(text), start + len(texts)]
        texts += text + b"\0"
    head = (MAGIC, 0, len(coded), 28, 28 + 8 * len(coded), 0, start)
    return struct.pack(f"<{7 + len(tables)}I", *head, *tables) + texts
