"""Each right, as a sentence; the table of the tests says the same for every address of the site.

``user.has_perm("centre.see", centre)`` asks. Nobody has a right by being a superuser: roles only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rules

from levier.web.accounts.models import Membership, Role


def _is(role: Role) -> Any:
    """Return the predicate « has this role for this centre »."""

    @rules.predicate(f"is_{role.value}")
    def has_role(user: Any, centre: Any = None) -> bool:
        return any(one.role == role and (centre is None or one.covers(centre)) for one in _roles(user))

    return has_role


def _roles(user: Any) -> Iterable[Membership]:
    return user.roles if user.is_authenticated and user.is_active else ()


director, staff, body, consultant = map(_is, (Role.DIRECTOR, Role.STAFF, Role.BODY, Role.CONSULTANT))
delegation, agency, elected = map(_is, (Role.DELEGATION, Role.AGENCY, Role.ELECTED))


def _somewhere(role: Role) -> Any:
    @rules.predicate(f"is_{role.value}_somewhere")
    def has_role(user: Any, _thing: Any = None) -> bool:
        return any(one.role == role for one in _roles(user))

    return has_role


administrator, partner = _somewhere(Role.ADMINISTRATOR), _somewhere(Role.PARTNER)
of_region = _somewhere(Role.AGENCY) | _somewhere(Role.DELEGATION)
helpers = consultant | delegation | agency

RIGHTS: dict[str, tuple[str, Any]] = {
    "centre.see": ("voir les chiffres du centre", director | staff | body | helpers),
    "centre.small_teams": ("voir ce qui parle d'une équipe réduite", director),
    "centre.money": ("voir recettes et marges de progression", director | body | helpers),
    "centre.lines": ("voir les lignes derrière un chiffre", director),
    "centre.type": ("saisir la grille (l'équipe : ses blocs)", director | staff),
    "centre.assign": ("confier un bloc de la grille", director),
    "centre.import": ("importer des fichiers", director | staff),
    "centre.imports": ("supprimer un import, comparer au logiciel", director),
    "centre.watch": ("choisir le dossier surveillé", director | administrator),
    "centre.monday": ("voir la page du lundi", director | staff | body | consultant),
    "centre.lists": ("traiter les listes du quotidien (l'équipe : ses blocs)", director | staff),
    "centre.settings": ("choisir indicateurs suivis, conventions et objectifs", director),
    "centre.people": ("inviter et retirer des personnes", director | administrator),
    "centre.papers": ("produire les documents RGPD et DSI", director | administrator),
    "centre.export": ("télécharger chiffres et documents", director | body | helpers),
    "centre.note": ("lire la note d'une page", director | body | elected | helpers),
    "centre.documents": ("ouvrir la page des documents", director | body | elected | helpers | administrator),
    "region.see": ("voir la liste des centres de son territoire", of_region),
    "region.synthesis": ("voir la synthèse anonyme", of_region | partner),
    "installation.manage": ("gérer centres et comptes", administrator),
    "installation.audit": ("lire le journal de sécurité", administrator),
}

for _name, (_words, _who) in RIGHTS.items():
    rules.add_perm(_name, _who)
