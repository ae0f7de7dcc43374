"""What an installation says of itself in its papers: its real settings, and what only its people know."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from levier import __version__
from levier.catalogue import parameters

TO_FILL = "[à compléter]"
CENTRE, REGION = "centre", "region"
PUBLIC_BODIES = ("commune", "intercommunalite", "departement", "region", "ccas", "gip", "hopital")
TERRITORIAL = ("commune", "intercommunalite", "departement", "region", "ccas")
PRIVATE_BODIES = ("association", "mutuelle", "scic", "cpam")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
OWN, PROVIDER = "interne", "prestataire"
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@dataclass(frozen=True, slots=True)
class Installation:
    """The settings of one installation of Levier, ``None`` or an empty text for what is not known.

    ``line_retention_months`` is how long imported lines are kept (``None``: until somebody purges), ``audit_days`` how
    long the audit of accesses is. ``data_place``, ``key_place`` and ``backup`` describe places in words. ``digest``
    tells whether the weekly e-mail leaves, ``living_lists`` whether lists of work are kept from one day to the next,
    ``sign_on`` names the OpenID Connect provider. ``hosting`` is ``interne`` or ``prestataire``. ``small_team`` is the
    least number of people behind a figure that is shared.
    """

    name: str = ""
    date: datetime.date = field(kw_only=True)
    kind: str = CENTRE
    controller: str = ""
    controller_address: str = ""
    representative: str = ""
    dpo: str = ""
    rights_contact: str = ""
    finess: str = ""
    managing_body: str = ""
    database: str = SQLITE
    data_place: str = ""
    key_place: str = ""
    backup: str = ""
    line_retention_months: int | None = 24
    audit_days: int | None = None
    hosts: tuple[str, ...] = ()
    port: int | None = None
    hosting: str = ""
    hosting_provider: str = ""
    digest: bool = False
    sign_on: str | None = None
    living_lists: bool = False
    region_name: str = ""
    consultant: str = ""
    language: str = "fr"
    version: str = __version__
    small_team: int = field(default_factory=lambda: int(parameters.conventions()["equipe_reduite"]))

    @property
    def is_region(self) -> bool:
        """Tell whether it is a region's: grids and signed submissions, no line of a patient."""
        return self.kind == REGION

    @property
    def is_public(self) -> bool | None:
        """Tell whether the managing body is public, ``None`` when it is not known."""
        if self.managing_body in (*PUBLIC_BODIES, *PRIVATE_BODIES):
            return self.managing_body in PUBLIC_BODIES
        return None

    @property
    def committee(self) -> str:
        """Return the committee of staff representatives to consult."""
        if self.managing_body in TERRITORIAL:
            return "comité social territorial (CST)"
        if self.managing_body in PRIVATE_BODIES:
            return "comité social et économique (CSE)"
        return "comité social d'établissement" if self.managing_body == "hopital" else "CST ou CSE"

    @property
    def day(self) -> str:
        """Return the date of the papers in words.

        >>> Installation(date=datetime.date(2026, 3, 1)).day
        '1er mars 2026'
        """
        number = "1er" if self.date.day == 1 else str(self.date.day)
        return f"{number} {MONTHS[self.date.month - 1]} {self.date.year}"

    @property
    def address(self) -> str:
        """Return where the site answers."""
        where = ", ".join(self.hosts) or TO_FILL
        return f"{where}, port {self.port}" if self.port else where


def filled(value: object) -> str:
    """Return a value as text, « [à compléter] » when it is not known: a blank is to be seen.

    >>> filled(""), filled(None), filled(8000)
    ('[à compléter]', '[à compléter]', '8000')
    """
    return TO_FILL if value is None or value == "" else str(value)


def many(count: int, word: str) -> str:
    """Return a count and its word, in French: 0 and 1 are singular.

    >>> many(1, "jour"), many(12, "mois")
    ('1 jour', '12 mois')
    """
    return f"{count} {word}" if count < 2 or word.endswith("s") else f"{count} {word}s"
