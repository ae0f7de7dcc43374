"""What a column of the contract is: the same object describes it, validates it and names its storage.

Typed rows hold integers, flags and short texts only, so that every engine gives the same answer:

=============== ===========================================================================
Kind            Stored as
=============== ===========================================================================
TEXT, KEY       text (trimmed, NFC, spaces collapsed); KEY leads back to the centre's software
PERSON          keyed hash, 32 hexadecimal characters: the value itself is never stored
CODE            text in capitals
CHOICE          one of ``choices``, as the standard file writes it
DATE, MONTH     day number since 1 January 1970 (first day of the month)
MOMENT          seconds since 1 January 1970, wall-clock of the centre
CLOCK           seconds since midnight (24:00 = 86 400)
YEAR            the year
PERIOD          the label of :mod:`levier.periods`
AMOUNT          cents
DECIMAL         billionths (0.5 FTE = 500 000 000)
WHOLE           the integer
FLAG            1 or 0
=============== ===========================================================================

An empty cell is ``None``: not known, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DECIMAL_SCALE = 1_000_000_000
CENTS = 100

SERVICES = {
    "medical": "medical",
    "dentaire": "dental",
    "imagerie": "imaging",
    "infirmier": "nursing",
    "prelevements": "sampling",
    "kine": "physio",
    "autre": "other",
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class Kind(Enum):
    """The kinds of values; the number of each one's storage is in the module's table."""

    TEXT = "texte"
    KEY = "identifiant du logiciel"
    PERSON = "identifiant de personne (haché)"
    CODE = "code"
    CHOICE = "liste fermée"
    DATE = "date"
    MONTH = "mois"
    MOMENT = "date et heure"
    CLOCK = "heure"
    YEAR = "année"
    PERIOD = "période"
    AMOUNT = "montant en euros"
    DECIMAL = "nombre décimal"
    WHOLE = "nombre entier"
    FLAG = "oui/non"

    @property
    def is_text(self) -> bool:
        """Tell whether the storage is text (else an integer)."""
        return self in _TEXTS

    @property
    def is_identifier(self) -> bool:
        """Tell whether the column holds identifiers: they never become numbers, ``2,98E+13`` refuses the file."""
        return self in (Kind.KEY, Kind.PERSON)


_TEXTS = {Kind.TEXT, Kind.KEY, Kind.PERSON, Kind.CODE, Kind.CHOICE, Kind.PERIOD}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contract.

    ``name`` is ours (English, used in SQL and Python), ``header`` the one of the standard file (French).
    ``required`` binds a standard file: the column must be there and an empty cell sets the line aside, unless
    ``empty_kept``. ``empty_means`` says in words what an empty cell counts as.
    """

    name: str
    header: str
    kind: Kind
    description: str
    example: str
    required: bool = False
    choices: tuple[str, ...] = ()
    empty_kept: bool = False
    empty_means: str | None = None

    @property
    def sql_type(self) -> str:
        """Return the plain SQL type of the storage."""
        return "VARCHAR" if self.kind.is_text else "BIGINT"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract, that is a standard file.

    ``day`` is the column that places a line in time (a DATE, MONTH or MOMENT column; ``None`` for descriptions
    such as rooms). ``key`` is the identity of a line; ``fallback_key`` replaces it in files without that column.
    ``replaces`` says what a newer file takes the place of: its ``key``, the ``days`` that it covers (tables
    without key, same source), the whole ``file`` (same source) or the whole ``exercise``.
    ``orders`` lists pairs of columns whose reversed order is impossible (reported, the line is kept).
    """

    name: str
    file: str
    label: str
    description: str
    columns: tuple[Column, ...]
    day: str | None = None
    key: tuple[str, ...] = ()
    fallback_key: tuple[str, ...] = ()
    replaces: str = "days"
    orders: tuple[tuple[str, str], ...] = ()
    monthly: bool = False

    def column(self, name: str) -> Column:
        """Return the column of this name (English)."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return tuple(column.name for column in self.columns)


SITE = Column("site", "site", Kind.KEY, "Site du centre, tel que le centre le nomme.", "principal")
FINESS = Column(
    "finess", "finess", Kind.KEY, "Numéro FINESS géographique du centre ; refusé s'il n'est pas le sien.", "920000000"
)


def service(required: bool = False) -> Column:
    """Return the column that names the service of a line."""
    meaning = None if required else "non renseigné : compte pour le centre entier"
    return Column(
        "service",
        "service",
        Kind.CHOICE,
        "Service du centre.",
        "medical",
        required,
        tuple(SERVICES),
        empty_means=meaning,
    )


def specialty() -> Column:
    """Return the column that names the specialty of a line."""
    return Column(
        "specialty", "specialite", Kind.TEXT, "Spécialité, sans distinction de casse ni d'accents.", "dermatologie"
    )


def practitioner() -> Column:
    """Return the column that identifies the practitioner."""
    return Column(
        "practitioner", "praticien", Kind.PERSON, "Praticien : remplacé à la lecture par une empreinte.", "P07"
    )


def patient() -> Column:
    """Return the column that identifies the patient."""
    return Column("patient", "patient", Kind.PERSON, "Patient : remplacé à la lecture par une empreinte.", "104233")


def table(*columns: Column, **about: object) -> Table:
    """Make a table of the contract, with the two columns that any table may carry."""
    if about.get("key"):
        about["replaces"] = "key"
    return Table(columns=(*columns, SITE, FINESS), **about)  # type: ignore[arg-type]
