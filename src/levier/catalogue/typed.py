"""The closed list of what a person can type: one TOML file per measure, one per source document.

A new file in ``measures/`` adds a measure, a new file in ``measures/blocks/`` a source document; nothing else
registers them. A file that does not say what is asked refuses the whole list, every mistake named at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from levier.i18n import _
from levier.problems import LevierError, WrongCommand, suggest
from levier.tables import TABLES
from levier.tables.columns import SERVICES

UNITS = ("lignes", "euros", "heures", "minutes", "jours", "etp", "dossiers", "personnes", "unites")
# Distinct patients of three months are not those of the quarter: neither a flow nor a state.
KINDS = ("flow", "state", "distinct")
RHYTHMS = ("month", "quarter", "year", "sample")
KEYS = {
    "service": "service",
    "specialite": "specialty",
    "payeur_type": "payer_type",
    "metier": "job",
    "famille": "family",
    "site": "site",
}
PAYERS = ("AMO", "AMC")
FOLDER = Path(__file__).parent / "measures"


@dataclass(frozen=True, slots=True)
class Block:
    """A source document: what is open on the desk while one types.

    ``definition`` is the definition that such a document usually follows (column ``definition`` of the grid).
    """

    name: str
    title: str
    sheet: str
    order: int
    document: str
    filled_by: str
    definition: str = "levier"


@dataclass(frozen=True, slots=True)
class TypedMeasure:
    """A quantity that a person may type.

    Args:
        unit: one of ``UNITS``.
        kind_in_time: ``flow`` (months add up), ``state`` (mean of the months or last one, see ``over_months``) or
            ``distinct`` (persons counted once: no period is made of others).
        keys: the keys that a value may carry, by French header (``KEYS`` gives ours).
        rows: the keys for each value of which the wide grid has a line of its own.
        values: the values of a key; a key without values is free text.
        required: the keys without which the value says nothing.
        at_most: the measure that this one is a part of.
        detail: asked for only « si votre document le donne ».
        months: the months that the grid asks for (all when empty).
        belongs_to: the service without which the grid does not ask for it.
        signed: may be negative (credit notes).
    """

    name: str
    label: str
    unit: str
    kind_in_time: str
    block: str
    order: int
    help: str
    keys: tuple[str, ...]
    rows: tuple[str, ...]
    rhythm: tuple[str, ...]
    whole: bool
    values: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...] = ()
    at_most: str | None = None
    detail: bool = False
    months: tuple[int, ...] = ()
    over_months: str | None = None
    belongs_to: str | None = None
    signed: bool = False

    def choices(self, key: str) -> tuple[str, ...]:
        """Return the values that a key (French header) may take, empty when the text is free.

        >>> typed("factures_transmises").choices("payeur_type")
        ('AMO', 'AMC')
        """
        return self.values.get(key, ())


def load(folder: Path = FOLDER) -> tuple[dict[str, TypedMeasure], dict[str, Block]]:
    """Read the measures and the source documents of a folder, each in the order of the grid.

    Raises:
        LevierError: a file is not what it should be; the sentence lists every mistake.
    """
    blocks = {path.stem: Block(name=path.stem, **_toml(path)) for path in sorted((folder / "blocks").glob("*.toml"))}
    found = {path.stem: _toml(path) for path in sorted(folder.glob("*.toml"))}
    mistakes = [said for name, about in found.items() for said in _mistakes(name, about, found, blocks)]
    if mistakes:
        raise LevierError(_("Mesures à saisir :\n{mistakes}").format(mistakes="\n".join(f"- {m}" for m in mistakes)))
    measures = sorted((_measure(*item) for item in found.items()), key=lambda m: (blocks[m.block].order, m.order))
    ordered = sorted(blocks.values(), key=lambda block: block.order)
    return {measure.name: measure for measure in measures}, {block.name: block for block in ordered}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _measure(name: str, about: dict[str, Any]) -> TypedMeasure:
    lists = {key: tuple(value) for key, value in about.items() if isinstance(value, list)}
    values = {key: _values(about.get("values", {}).get(key), key) for key in about["keys"]}
    return TypedMeasure(**(about | lists | {"name": name, "values": {k: v for k, v in values.items() if v}}))


def _values(said: str | list[str] | None, key: str) -> tuple[str, ...]:
    """Return the values of a key: those listed, those of a column of the contract (``staffing.job``), or the usual."""
    if isinstance(said, str):
        table, column = said.split(".")
        return TABLES[table].column(column).choices
    usual = {"service": tuple(SERVICES), "payeur_type": PAYERS}
    return tuple(said) if said else usual.get(key, ())


_KNOWN = {field.name for field in fields(TypedMeasure)} - {"name"}
_OPTIONAL = {"values", "required", "at_most", "detail", "months", "over_months", "belongs_to", "signed"}


def _mistakes(
    name: str, about: Mapping[str, Any], measures: Iterable[str], blocks: Mapping[str, Block]
) -> Iterable[str]:
    """Yield what is wrong in one file, each as a sentence."""
    for key in sorted(about.keys() - _KNOWN):
        yield _("{file} : clé « {key} » inconnue. {near}").format(file=name, key=key, near=suggest(key, _KNOWN))
    missing = sorted(_KNOWN - _OPTIONAL - about.keys())
    for key in missing:
        yield _("{file} : il manque « {key} ».").format(file=name, key=key)
    if missing:
        return
    for key, one, allowed in _outside(about, measures, blocks):
        sentence = _("{file} : {key} = « {one} » ; attendu : {listed}.")
        yield sentence.format(file=name, key=key, one=one, listed=", ".join(allowed))
    if about["kind_in_time"] == "state" and about.get("over_months") not in ("mean", "last"):
        yield _("{file} : un état demande over_months = « mean » ou « last ».").format(file=name)


def _outside(
    about: Mapping[str, Any], measures: Iterable[str], blocks: Iterable[str]
) -> Iterable[tuple[str, str, Iterable[str]]]:
    """Yield (key, word, allowed words) for each word that is not in its closed list."""
    closed: dict[str, Iterable[str]] = {"unit": UNITS, "kind_in_time": KINDS, "rhythm": RHYTHMS, "keys": KEYS}
    closed |= {"block": blocks, "at_most": measures, "belongs_to": SERVICES}
    closed |= dict.fromkeys(("rows", "required", "values"), about["keys"])
    for key, allowed in closed.items():
        said = about.get(key, ())
        yield from ((key, one, allowed) for one in ([said] if isinstance(said, str) else said) if one not in allowed)


TYPED, BLOCKS = load()


def typed(name: str) -> TypedMeasure:
    """Return the measure of this name.

    Raises:
        WrongCommand: no measure has this name; the sentence gives the nearest ones.

    >>> typed("rdv_honores").unit
    'lignes'
    """
    try:
        return TYPED[name]
    except KeyError:
        raise WrongCommand(unknown(name)) from None


def unknown(name: str) -> str:
    """Return the sentence that refuses a name, with the nearest ones.

    >>> print(unknown("rdv_honore"))
    La mesure « rdv_honore » n'existe pas. Vouliez-vous dire « rdv_honores » ou « heures_rdv_honores » ?
    """
    near = suggest(name, TYPED) or _("« levier schema grille » donne la liste.")
    return _("La mesure « {name} » n'existe pas. {near}").format(name=name, near=near)
