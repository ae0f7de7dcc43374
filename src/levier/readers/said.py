"""What is said of a whole part that is read all the same: its encoding, its columns, its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from levier.i18n import _, ngettext
from levier.problems import INFORMATION, WARNING, Problem, suggest, trim
from levier.readers.context import MASK
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.part import Part
from levier.tables import Kind
from levier.tables.rows import Account

SHOWN_LINES = 3
CLOSE = 0.8
_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "cp850": "CP850",
    "iso8859-15": "ISO 8859-15",
}


def unknown_columns(layout: Layout, file: str, sheet: str | None) -> Iterator[Problem]:
    """Yield the columns that are ignored; one that nearly has a name of ours is a warning."""
    absent = [source.column.header for source in layout.sources if not source.there]
    for name in layout.ignored:
        close = get_close_matches(fold(name), absent, n=1, cutoff=CLOSE) if layout.profile is None else []
        near = suggest(fold(name), close)
        yield Problem(
            "colonne_inconnue",
            WARNING if near else INFORMATION,
            file,
            sheet,
            layout.before,
            name,
            expected=_("une colonne du fichier standard ou du profil ; celle-ci est ignorée"),
            fix=near or _("Rien à faire si elle ne sert à aucun indicateur."),
        )


def encoding(part: Part, layout: Layout, records: list[Record], file: str) -> Problem:
    """Return the information that the encoding was a guess, with three lines as they were understood."""
    shown = [_line(layout, record) for record in _accented(layout, records)]
    name = _NAMES.get(part.encoding or "", part.encoding)
    return Problem(
        "encodage_suppose",
        INFORMATION,
        file,
        part.sheet,
        value=" ⏎ ".join(shown),
        expected=_("des accents justes dans ces lignes ; encodage retenu : {name}").format(name=name),
        fix=_("Si les accents sont faux, réexportez en « CSV UTF-8 »."),
    )


def _accented(layout: Layout, records: list[Record]) -> list[Record]:
    """Return the header and the first lines in which a choice had to be made."""
    lines = [records[layout.before - 1]] if records and layout.before else []
    lines += [record for record in records[layout.before :] if not "".join(record).isascii()]
    return lines[:SHOWN_LINES]


def _line(layout: Layout, record: Record) -> str:
    """Return a line without what identifies a person, nor the columns that are not ours."""
    public = {
        index
        for source in layout.sources
        if source.column.kind is not Kind.PERSON and not source.hashed
        for index in source.indexes
    }
    header = record is not None and tuple(record) == layout.header
    return " ; ".join(cell if header or index in public else MASK for index, cell in enumerate(record) if cell)


def profile_left(layout: Layout, file: str, sheet: str | None) -> Problem:
    """Return the information that a standard file was read without the profile asked for."""
    return Problem(
        "profil_non_applique",
        INFORMATION,
        file,
        sheet,
        value=_("fichier standard {table}").format(table=layout.table.file),
        expected=_("les colonnes du profil demandé ; le fichier est lu comme fichier standard"),
        fix=_("Rien à faire si ce fichier suit le modèle de Levier."),
    )


def profile_to_complete(account: Account, words: Mapping[str, set[str]]) -> Problem:
    """Return the information of how to tell the words that a shipped profile does not know."""
    count = sum(map(len, words.values()))
    column, first = next((name, min(found)) for name, found in words.items())
    return Problem(
        "profil_a_completer",
        INFORMATION,
        account.file,
        account.sheet,
        value=ngettext("{n} mot sans valeur associée", "{n} mots sans valeur associée", count).format(n=count),
        expected=_("un profil qui dit ce que ces mots veulent dire dans votre logiciel"),
        fix=_(
            'Écrivez un fichier « mon_logiciel.toml » de trois lignes : base = "{profile}", puis [values.{column}], '
            'puis "{word}" = "…" ; puis relisez avec --profile mon_logiciel.toml.'
        ).format(profile=account.profile, column=column, word=trim(first)),
    )


def no_line(account: Account) -> Problem:
    """Return the warning that a file has a header and nothing under it."""
    return Problem(
        "aucune_ligne",
        WARNING,
        account.file,
        account.sheet,
        expected=_("des lignes sous l'en-tête (il n'y en a aucune)"),
        fix=_("Vérifiez la période ou le filtre choisis au moment de l'export."),
    )


def ignored_sheet(file: str, sheet: str | None) -> Problem:
    """Return the information that a sheet is no table."""
    return Problem(
        "feuille_ignoree",
        INFORMATION,
        file,
        sheet,
        expected=_("une table du contrat ; cette feuille n'en est pas une, elle n'est pas lue"),
        fix=_("Rien à faire si elle ne contient que des notes ; sinon donnez-lui le nom de sa table."),
    )
