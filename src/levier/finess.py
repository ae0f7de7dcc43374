"""FINESS: the identity of a centre, out of the national file that the user drops. Nothing is downloaded.

A thin reader of the stock of establishments (``etalab-cs1100502…`` and ``…507``, Licence Ouverte): it streams, keeps
nothing, and refuses a file whose numbers a spreadsheet destroyed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from levier.i18n import _
from levier.problems import NothingUsable, Refused, trim
from levier.readers import encoding, refusals
from levier.readers.lines import Record, records
from levier.readers.names import clean
from levier.readers.refusals import Refusal
from levier.text import fold

FIELDS = (
    *("structureet", "nofinesset", "nofinessej", "rs", "rslongue", "complrs", "compldistrib", "numvoie", "typvoie"),
    *("voie", "compvoie", "lieuditbp", "commune", "departement", "libdepartement", "ligneacheminement", "telephone"),
    *("telecopie", "categetab", "libcategetab", "categagretab", "libcategagretab", "siret", "codeape", "codemft"),
    *("libmft", "codesph", "libsph", "dateouv", "dateautor", "datemaj"),
)
SAID = (
    *("nofinesset", "nofinessej", "rs", "rslongue", "commune", "departement", "libdepartement", "ligneacheminement"),
    *("categetab", "libcategetab", "siret", "dateouv", "dateautor", "datemaj"),
)
LINE, OTHERS = "structureet", ("finess", "geolocalisation")
HEALTH_CENTRES = ("124", "125", "130", "289", "439")
MOST_FOUND, NUMBER_LENGTH = 20, 9
SEPARATOR = ";"
_NUMBER = re.compile(r"[0-9][0-9AB][0-9]{7}")
_EXPONENT = re.compile(r"\d+[.,]?\d*E\+?\d+", re.IGNORECASE)
_FRENCH_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Establishment:
    """An establishment: its number and that of the body that runs it, as texts; days are ISO, empty when unknown."""

    number: str
    entity: str
    name: str
    short_name: str
    category: str
    category_label: str
    commune: str
    postal: str
    department: str
    department_label: str
    siret: str
    opened: str
    authorised: str
    updated: str

    @property
    def is_centre(self) -> bool:
        """Tell whether its category is that of a health centre (124), or one of those it replaced."""
        return self.category in HEALTH_CENTRES


def establishments(stream: BinaryIO, name: str) -> Iterator[Establishment]:
    """Yield the establishments of a file, one in memory at a time.

    Args:
        stream: the file in binary; it can go back.
        name: its name, for messages.

    Raises:
        NothingUsable: it is no FINESS file, or a spreadsheet destroyed its numbers.

    >>> import io
    >>> line = "structureet;010000024;010780054;CH DE FLEYRIAT" + ";" * 8 + ";451;01;AIN;01440 VIRIAT" + ";" * 16
    >>> [one.commune for one in establishments(io.BytesIO(f"finess;etalab;111;2026-05-12\\n{line}".encode()), "f.csv")]
    ['01451']
    """
    found = encoding.survey(stream)
    if found.nuls and not found.encoding.startswith("utf-16"):
        raise _refused(name, None, refusals.binary())
    if found.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        raise _refused(name, None, refusals.no_finess(_("un flux JSON (FINESS+)")))
    fields: Sequence[str] = FIELDS
    met = False
    line = 0
    for batch in records(encoding.texts(stream, found), SEPARATOR):
        for record in batch:
            line += 1
            first = record[0].lstrip("\ufeff").strip().lower() if record else ""
            if header := _header(record):
                fields = header
            elif first == LINE and len(record) > FIELDS.index("categetab"):
                met = True
                yield _made(dict(zip(fields, record, strict=False)), name, line)
            elif not met and line > 5 and first not in OTHERS:
                raise _refused(name, line, _no_finess(record))
    if not met:
        raise _refused(name, None, _no_finess([]))


def _header(record: Record) -> tuple[str, ...] | None:
    """Return the names of a header, that official files do not have and those of spreadsheets may have."""
    # Under a header stand numbers: most lines are told by one sign.
    if len(record) < 2 or record[1][:1].isdigit():
        return None
    names = tuple(fold(cell).replace("_", "").replace(" ", "") for cell in record)
    if "nofinesset" not in names:
        return None
    # The first cell of a header stands above « structureet ».
    return ("structureet", *names[1:])


def _made(cells: Mapping[str, str], name: str, line: int) -> Establishment:
    _undamaged(cells, name, line)
    said = {field: clean(cells.get(field, "")) for field in SAID}
    postal, _space, town = said["ligneacheminement"].partition(" ")
    return Establishment(
        said["nofinesset"],
        said["nofinessej"],
        said["rslongue"] or said["rs"],
        said["rs"],
        said["categetab"],
        said["libcategetab"],
        insee(said["departement"], said["commune"]),
        f"{postal} {town}".strip(),
        said["departement"],
        said["libdepartement"],
        said["siret"],
        said["dateouv"],
        said["dateautor"],
        said["datemaj"],
    )


def insee(department: str, commune: str) -> str:
    """Return the code of a commune: its department and its three digits; overseas, 97 or 98 and the three digits.

    >>> insee("01", "451"), insee("2A", "004"), insee("9D", "411"), insee("9J", "613")
    ('01451', '2A004', '97411', '98613')
    """
    if not commune:
        return ""
    if re.fullmatch(r"9[A-F]", department):
        return f"97{commune}"
    return f"98{commune}" if re.fullmatch(r"9[G-Z]", department) else f"{department}{commune}"


def _undamaged(cells: Mapping[str, str], name: str, line: int) -> None:
    """Refuse a line that went through a spreadsheet: what it lost cannot be guessed.

    Raises:
        NothingUsable: an exponent, a zero that is gone, or French dates.
    """
    number, siret, department = (cells.get(field, "").strip() for field in ("nofinesset", "siret", "departement"))
    opened = cells.get("dateouv", "").strip()
    damaged = (
        (not siret.isdigit() and _EXPONENT.fullmatch(siret), siret),
        (not number.isdigit() and _EXPONENT.fullmatch(number), number),
        (len(number) < NUMBER_LENGTH and number.isdigit(), number),
        (len(department) == 1, department),
        (_FRENCH_DAY.fullmatch(opened), opened),
    )
    for wrong, value in damaged:
        if wrong:
            raise _refused(name, line, refusals.spoilt_finess(value))


def _no_finess(record: Record) -> Refusal:
    return refusals.no_finess(trim(" | ".join(cell for cell in record if cell.strip())) or None)


def _refused(name: str, line: int | None, why: Refusal) -> NothingUsable:
    return NothingUsable(why.problem(name, line=line).sentence())


def find(stream: BinaryIO, name: str, number: str) -> Establishment:
    """Return the establishment of a number.

    Args:
        stream: the FINESS file, that can go back.
        name: its name.
        number: nine signs; spaces do not count.

    Raises:
        NothingUsable: the file is no FINESS file, or has no such number: what is near is said.
    """
    wanted = "".join(number.upper().split())
    close: list[Establishment] = []
    run_by: list[Establishment] = []
    for one in establishments(stream, name):
        if one.number == wanted:
            return one
        if len(run_by) < MOST_FOUND and one.entity == wanted:
            run_by.append(one)
        elif len(close) < MOST_FOUND and _one_apart(wanted, one.number):
            close.append(one)
    raise NothingUsable(_absent(wanted, name, run_by, close))


def _one_apart(wrong: str, right: str) -> bool:
    from levier.nomenclatures.near import one_apart

    return wrong[:1] == right[:1] and one_apart(wrong, right)


def _absent(wanted: str, name: str, run_by: list[Establishment], close: list[Establishment]) -> str:
    said = [_("{file} : aucun établissement n'a le numéro « {number} ».").format(file=name, number=wanted)]
    if run_by:
        numbers = ", ".join(f"{one.number} ({one.name})" for one in run_by[:5])
        said.append(_("C'est le numéro d'un gestionnaire ; ses établissements : {numbers}.").format(numbers=numbers))
    elif not _NUMBER.fullmatch(wanted):
        said.append(_("Un numéro FINESS a neuf chiffres (2A ou 2B au début en Corse)."))
    elif not has_key(wanted):
        said.append(_("Sa clé est fausse : un chiffre a été mal recopié."))
    if close:
        numbers = ", ".join(f"{one.number} ({one.name})" for one in sorted(close, key=_likely)[:3])
        said.append(_("Le plus proche : {numbers}.").format(numbers=numbers))
    said.append(_("→ levier finess FICHIER --search « nom ou commune »"))
    return " ".join(said)


def _likely(one: Establishment) -> tuple[bool, str]:
    return (not one.is_centre, one.number)


def has_key(number: str) -> bool:
    """Tell whether the last digit of a number is its key (Luhn, as checked on real numbers); Corsica is not judged.

    >>> has_key("010000024"), has_key("010000042"), has_key("2A0000014")
    (True, False, True)
    """
    if not number.isdigit():
        return bool(_NUMBER.fullmatch(number))
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def search(stream: BinaryIO, name: str, text: str) -> list[Establishment]:
    """Return the establishments whose name and place hold every word of a text, health centres first, 20 at most.

    Raises:
        NothingUsable: the file is no FINESS file.
    """
    words = fold(text).replace("-", " ").split()
    found: list[Establishment] = []
    others: list[Establishment] = []
    for one in establishments(stream, name):
        text = f"{one.name} {one.short_name} {one.postal} {one.department_label}"
        said = (text.lower() if text.isascii() else fold(text)).replace("-", " ")
        if words and all(word in said for word in words):
            (found if one.is_centre else others).append(one)
            del others[MOST_FOUND:]
    return [*found, *others][:MOST_FOUND]


def toml_lines(one: Establishment) -> dict[str, str]:
    """Return what ``centre.toml`` can say of an establishment: keys, and values written as TOML.

    ``gestionnaire`` is not proposed: the file does not say what kind of body runs the centre.

    >>> from dataclasses import fields
    >>> made = Establishment(**{field.name: "" for field in fields(Establishment)} | {"number": "920000016"})
    >>> toml_lines(made)
    {'finess': '"920000016"'}
    """
    said = {"finess": one.number, "nom": one.name, "type": one.category_label, "departement": one.department}
    return {key: _quoted(value) for key, value in said.items() if value}


def _quoted(value: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in value)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Completed:
    """The new text of ``centre.toml``, the keys that were added, and those that were there already."""

    text: str
    added: tuple[str, ...]
    kept: tuple[str, ...]


def completed(text: str, one: Establishment) -> Completed:
    """Return a ``centre.toml`` with what it lacks, its own text untouched: comments, order, ends of lines.

    Raises:
        Refused: it is not TOML, or it speaks of another establishment.

    >>> from dataclasses import fields
    >>> made = Establishment(**{field.name: "" for field in fields(Establishment)} | {"number": "920000016"})
    >>> completed("# Notre centre\\n[conventions]\\nappel_court_s = 5\\n", made).text
    '# Notre centre\\nfiness = "920000016"\\n\\n[conventions]\\nappel_court_s = 5\\n'
    """
    try:
        known = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("centre.toml illisible : {error}. → Corrigez-le d'abord.").format(error=error)) from None
    if str(known.get("finess") or one.number) != one.number:
        sentence = _("centre.toml est celui du FINESS {other}, pas de {number}. → Changez-y « finess », ou de dossier.")
        raise Refused(sentence.format(other=known["finess"], number=one.number))
    lines = toml_lines(one)
    added = {key: value for key, value in lines.items() if key not in known}
    return Completed(_with(text, added), tuple(added), tuple(key for key in lines if key in known))


def _with(text: str, added: Mapping[str, str]) -> str:
    """Put keys at the end of those that stand before the first section."""
    if not added:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    place = _first_section(text)
    before, after = text[:place], text[place:]
    kept = before.rstrip()
    new = end.join(f"{key} = {value}" for key, value in added.items())
    return (kept + end if kept else "") + new + end + (end + after if after else "")


def _first_section(text: str) -> int:
    """Return where the first section begins, the end when there is none: what precedes it must stay at the top.

    A line that looks like a section inside a value (a list over several lines) is none: the text is still TOML once
    cut before a section, and says the same keys.
    """
    whole = set(tomllib.loads(text))
    for match in re.finditer(r"^[ \t]*\[", text, re.MULTILINE):
        if _is_cut(text, match.start(), whole):
            return match.start()
    return len(text)


def _is_cut(text: str, place: int, whole: set[str]) -> bool:
    try:
        return set(tomllib.loads(text[:place])) | set(tomllib.loads(text[place:])) == whole
    except tomllib.TOMLDecodeError:
        return False
