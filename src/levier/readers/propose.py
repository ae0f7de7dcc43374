"""A first draft of a profile from an unknown file: best guesses by names and by the shape of values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import BinaryIO

from levier.i18n import _
from levier.problems import NothingUsable
from levier.readers import cells, dates, header, propose_format, refusals, sources, telephone_words
from levier.readers.bad import Bad
from levier.readers.context import Context
from levier.readers.converted import as_text, recognised
from levier.readers.encoding import seekable
from levier.readers.lines import Record
from levier.readers.names import clean, fold, stem
from levier.readers.refusals import Refusal
from levier.tables import TABLES, Column, Kind, Table

SAMPLE = 500
CLOSE = 0.72
# A name is given to a column of ours only if no other of ours is clearly closer to it.
MARGIN = 0.05
MOST_VALUES = 20
# More different values than this are no list, nor yes and no: a number of appointment is not « sans rendez-vous ».
FEW = {Kind.CHOICE: 40, Kind.FLAG: 3}
# What practice software calls our columns (folded); the proposal is reviewed by a person.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "debut": (
        "date_de_debut",
        "date_rdv",
        "date_du_rdv",
        "date_rendez_vous",
        "heure_de_debut",
        "date_heure",
    ),
    "fin": ("date_de_fin", "heure_de_fin"),
    "pris_le": ("date_prise_rdv", "date_de_saisie", "date_de_creation", "cree_le", "date_prise"),
    "statut": ("etat", "presence", "venue", "etat_du_rdv", "statut_du_rdv", "reponse"),
    "praticien": ("medecin", "docteur", "professionnel", "intervenant", "agenda", "executant"),
    "patient": ("usager", "ipp", "no_patient", "numero_patient", "dossier", "id_patient"),
    "specialite": ("discipline", "activite"),
    "cabinet": ("salle", "bureau", "box", "fauteuil"),
    "date": ("date_acte", "date_de_l_acte", "date_soin", "date_des_soins", "date_facture"),
    "code": ("code_acte", "acte", "cotation", "lettre_cle"),
    "quantite": ("qte", "coefficient", "nombre"),
    "montant": ("montant_facture", "montant_total", "honoraires", "total", "prix"),
    "part_amo": ("amo", "montant_amo", "part_ro", "part_obligatoire"),
    "part_amc": ("amc", "montant_amc", "part_rc", "part_complementaire"),
    "facture": ("no_facture", "numero_facture", "num_facture", "fse"),
    "id": ("identifiant", "numero", "rdv_id", "no", "n_rdv", "no_rdv", "numero_rdv"),
    "site": ("lieu", "centre", "etablissement"),
}
# Never by likeness: « absent non excusé » looks like « absent excusé ».
WORDS = {
    "vu": "honore",
    "venu": "honore",
    "present": "honore",
    "rendez_vous_honore": "honore",
    "absent_non_excuse": "non_venu",
    "absence_non_excusee": "non_venu",
    "absent": "non_venu",
    "absent_prevenu": "absent_excuse",
    "annule_par_le_patient": "annule",
    "annule_par_le_centre": "annule",
    "annulation": "annule",
    "a_venir": "non_pointe",
    "non_renseigne": "non_pointe",
    "a_renseigner": "non_pointe",
    "internet": "web",
    "accueil": "guichet",
    "sur_place": "guichet",
}


@dataclass(frozen=True)
class _Seen:
    """A column of the file: its name and some of its values."""

    name: str
    values: tuple[str, ...]


def propose_profile(stream: BinaryIO, name: str) -> str:
    """Return a commented TOML profile for an unknown file, to be reviewed; it loads as it is.

    Args:
        stream: the file, opened in binary mode.
        name: its name, that may tell its table.

    Raises:
        NothingUsable: the file holds no table at all.
    """
    stream = seekable(stream)
    if (form := recognised(stream, name, None)) and form.options:
        return propose_format.written(form)
    parts = sources.parts(stream, name)
    if isinstance(parts, Refusal):
        raise NothingUsable(parts.problem(name).sentence())
    for part in parts:
        records = [record for batch in islice(part.batches(), 1) for record in batch[:SAMPLE]]
        if part.reader == "classeur" and (form := as_text(records)):
            refused = refusals.in_workbook(form.label, of_calls="fuseau" in form.options)
            raise NothingUsable(refused.problem(name, part.sheet).sentence())
        seen = _columns(records)
        if len(seen) > 1:
            table, found = _best(seen, part.sheet or name)
            return "\n".join(_written(table, found, seen, name)) + "\n"
    raise NothingUsable(
        _("{name} : aucun en-tête trouvé ; attendu : un tableau d'au moins deux colonnes.").format(name=name)
    )


def columns_in(records: list[Record]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the columns of the first lines of a table: name as written, values found; none without a header.

    >>> columns_in([["Jour", "Venue"], ["03/01/2025", "Vu"]])
    [('Jour', ('03/01/2025',)), ('Venue', ('Vu',))]
    """
    seen = _columns(records)
    return [(one.name, one.values) for one in seen] if len(seen) > 1 else []


def _columns(records: list[Record]) -> list[_Seen]:
    """Return the columns under the line that looks most like a header: many names, no digit."""
    lines = records[: header.SEARCHED_LINES]
    best = max(range(len(lines)), key=lambda index: (_names(lines[index]), -index), default=0)
    titles = lines[best] if lines else []
    data = records[best + 1 :]
    return [
        _Seen(clean(title), tuple(filter(None, (clean(row[index]) for row in data if index < len(row)))))
        for index, title in enumerate(titles)
        if title.strip()
    ]


def _names(record: Record) -> int:
    filled = [cell for cell in record if cell.strip()]
    return sum(not any(char.isdigit() for char in cell) for cell in filled) if len(set(filled)) == len(filled) else 0


def _best(seen: list[_Seen], name: str) -> tuple[Table, dict[str, tuple[_Seen, ...]]]:
    """Return the table that explains the columns best, and its columns found."""
    named = header.by_name(stem(name))
    candidates = [named] if named else list(TABLES.values())
    matched = {table.name: _matched(table, seen) for table in candidates}
    best = max(candidates, key=lambda table: _worth(table, matched[table.name]))
    return best, matched[best.name]


def _worth(table: Table, found: dict[str, tuple[_Seen, ...]]) -> float:
    required = [column.name for column in table.columns if column.required]
    return len(found) + 3 * sum(name in found for name in required) / max(len(required), 1)


def _matched(table: Table, seen: list[_Seen]) -> dict[str, tuple[_Seen, ...]]:
    scores = sorted(
        (
            (_likeness(table, column, one), column.name, index)
            for column in table.columns
            for index, one in enumerate(seen)
        ),
        reverse=True,
    )
    closest = {index: score for score, _name, index in reversed(scores)}
    found: dict[str, tuple[_Seen, ...]] = {}
    used: set[int] = set()
    for score, name, index in scores:
        if score < max(CLOSE, closest[index] - MARGIN):
            continue
        if name not in found and index not in used and _fits(table, table.column(name), seen[index]):
            used.add(index)
            found[name] = _with_clock(table.column(name), index, seen, used)
    if "answered" in found and "answered_by" not in found and _says_who(found["answered"]):
        found["answered_by"] = found["answered"]
    return found


def _says_who(outcomes: tuple[_Seen, ...]) -> bool:
    """Tell whether the outcome of calls says that a mailbox or a machine answered."""
    return any(fold(value) in telephone_words.ANSWERERS for one in outcomes for value in one.values)


def _likeness(table: Table, column: Column, one: _Seen) -> float:
    theirs = fold(one.name)
    others = telephone_words.NAMES if table.name == "calls" else SYNONYMS
    ours = (column.header.lower(), *others.get(column.header, ()))
    return max(SequenceMatcher(None, theirs, name).ratio() - rank * 0.001 for rank, name in enumerate(ours))


def _fits(table: Table, column: Column, one: _Seen) -> bool:
    """Tell whether most of the values can be of the column's kind (closed lists are for the value map)."""
    if column.kind in FEW:
        return len(set(one.values)) <= FEW[column.kind]
    if not one.values:
        return True
    parse = cells.parser(column, table, Context(secret=b""), ",")
    return sum(not isinstance(parse(value), Bad) for value in one.values) * 2 > len(one.values)


def _with_clock(column: Column, index: int, seen: list[_Seen], used: set[int]) -> tuple[_Seen, ...]:
    """Join the column of times that follows a column of dates."""
    follower = index + 1
    dates_only = column.kind is Kind.MOMENT and all(len(value) <= len("03/01/2025") for value in seen[index].values)
    if not dates_only or follower >= len(seen) or follower in used or not _clocks(seen[follower].values):
        return (seen[index],)
    used.add(follower)
    return seen[index], seen[follower]


def _clocks(values: tuple[str, ...]) -> bool:
    return bool(values) and not any(isinstance(dates.clock(value), Bad) for value in values)


def _written(table: Table, found: dict[str, tuple[_Seen, ...]], seen: list[_Seen], name: str) -> Iterator[str]:
    known = [one.name for one in seen if not found or any(one in names for names in found.values())]
    yield "# " + _("Profil proposé à partir de « {name} » : à relire ligne par ligne.").format(name=stem(name) or name)
    yield "# " + _("À gauche notre colonne, à droite la leur ; deux noms entre crochets sont joints (date et heure).")
    yield f"label = {_quoted(stem(name) or 'profil')}"
    yield f"table = {_quoted(table.file)}"
    yield ""
    yield "[detect]"
    yield f"header = [{', '.join(map(_quoted, known))}]"
    yield ""
    yield "# " + _("Colonnes de leur fichier : {names}").format(names=_printable(", ".join(one.name for one in seen)))
    yield "[columns]"
    for column in table.columns:
        yield _column_line(column, found.get(column.name, ()))
    for column in table.columns:
        if column.name in found and (column.kind is Kind.CHOICE or _unknown_flags(column, found[column.name])):
            yield from _value_lines(column, found[column.name])


def _column_line(column: Column, names: tuple[_Seen, ...]) -> str:
    needed = _("obligatoire : ") if column.required else ""
    comment = f"  # {needed}{_(column.description)}"
    if not names:
        return f'# {_key(column.header)} = "…"{comment}'
    value = _quoted(names[0].name) if len(names) == 1 else f"[{', '.join(_quoted(one.name) for one in names)}]"
    return f"{_key(column.header)} = {value}{comment}"


def _value_lines(column: Column, names: tuple[_Seen, ...]) -> Iterator[str]:
    yield ""
    yield "# " + _("Valeurs possibles à droite : {choices}").format(choices=", ".join(_choices(column)))
    yield f"[values.{_key(column.header)}]"
    words = dict.fromkeys(value for one in names for value in one.values)
    meant = telephone_words.WORDS.get(column.header, WORDS)
    known = {fold(choice): choice for choice in _choices(column)}
    rest = column.name == "answered_by"
    for word in islice(words, MOST_VALUES):
        near = known.get(fold(word)) or known.get(meant.get(fold(word), ""))
        if near or not rest:
            yield f"{_quoted(word)} = {_quoted(near)}" if near else f'# {_quoted(word)} = "…"'
    if rest:
        yield '"*" = ""'


def _choices(column: Column) -> tuple[str, ...]:
    return column.choices or ("oui", "non")


def _unknown_flags(column: Column, names: tuple[_Seen, ...]) -> bool:
    """Tell whether a yes-or-no column of theirs has other words than yes and no."""
    values = (cells.flag(value) for one in names for value in one.values)
    return column.kind is Kind.FLAG and any(isinstance(value, Bad) for value in values)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(_printable(text), ensure_ascii=False)


def _printable(text: str) -> str:
    """Return a text without what a TOML file may not hold."""
    return "".join(char for char in text if char.isprintable())
