"""The three lists: where each is on the site, whose block it is, and what may have become of one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levier.web.accounts.models import Role
from levier.web.centres.models import Centre

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list: ``name`` in the library, ``slug`` in addresses, ``block`` of the grid whose staff treats it."""

    name: str
    slug: str
    title: Words
    block: str
    owner: str
    what: Words
    outcomes: tuple[tuple[str, Words], ...]

    @property
    def result(self) -> str:
        """Return the kind of the stored result."""
        return f"list_{self.name}"


# Functions, as a list is given to somebody: never a figure by person.
OWNERS: dict[str, Words] = {
    "claims": _("tiers payant"),
    "desk": _("accueil"),
    "accounts": _("régie et comptabilité"),
    "care": _("responsable des soins"),
    "direction": _("direction"),
}
REJECTIONS = ListKind(
    "rejections", "rejets", _("Rejets et factures sans réponse"), "tiers_payant", "claims",
    _("Exportez le tableau des retours des organismes (rejets, impayés, retours NOEMIE)."),
    (
        ("resent", _("corrigé et renvoyé")),
        ("asked", _("réclamé à l'organisme")),
        ("billed", _("facturé au patient")),
        ("found", _("paiement retrouvé")),
        ("lost", _("perdu")),
    ),
)  # fmt: skip
UNMARKED = ListKind(
    "unmarked", "rendez-vous-non-pointes", _("Rendez-vous non pointés"), "agenda", "desk",
    _("Exportez les rendez-vous de l'agenda, avec leur statut."),
    (
        ("marked", _("pointé")),
        ("unknown", _("issue introuvable")),
    ),
)  # fmt: skip
DEBTS = ListKind(
    "debts", "creances", _("Créances des patients"), "impayes", "accounts",
    _("Exportez les restes dus des patients (factures impayées)."),
    (
        ("reminded", _("relancé")),
        ("instalments", _("échéancier convenu")),
        ("paid", pgettext_lazy("créance", "encaissé")),
        ("handed", _("remis au comptable public")),
        ("waived", _("abandon proposé")),
    ),
)  # fmt: skip
KINDS: dict[str, ListKind] = {one.name: one for one in (REJECTIONS, UNMARKED, DEBTS)}
BY_SLUG = {one.slug: one for one in KINDS.values()} | KINDS


def kinds_of(user: Any, centre: Centre) -> tuple[ListKind, ...]:
    """Return the lists that a person may treat: all for the director, those of their blocks for the staff."""
    if not user.has_perm("centre.lists", centre):
        return ()
    roles = [one for one in user.roles if one.covers(centre)]
    if any(one.role == Role.DIRECTOR for one in roles):
        return tuple(KINDS.values())
    blocks = {name for one in roles if one.role == Role.STAFF for name in one.blocks}
    return tuple(one for one in KINDS.values() if one.block in blocks)
