"""Actions of the journal in words; an action without words is shown as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FAMILIES = {
    "login": _("Connexions"),
    "mfa": _("Second facteur"),
    "password": _("Mots de passe"),
    "right": _("Rôles et droits"),
    "invitation": _("Invitations"),
    "import": _("Imports"),
    "export": _("Exports"),
    "read": _("Lectures de chiffres nommés"),
    "centre": _("Centres"),
    "account": _("Comptes"),
    "token": _("Clés de l'API"),
    "journal": _("Journal"),
}
ACTIONS = {
    "login": _("connexion"),
    "logout": _("déconnexion"),
    "login.failed": _("connexion refusée"),
    "mfa.added": _("second facteur ajouté"),
    "mfa.removed": _("second facteur retiré"),
    "mfa.codes": _("codes de secours refaits"),
    "mfa.reset": _("second facteur retiré par l'administration"),
    "password.changed": _("mot de passe changé"),
    "password.set": _("mot de passe choisi"),
    "password.reset": _("mot de passe oublié, puis changé"),
    "email.changed": _("adresse changée"),
    "right.given": _("rôle donné"),
    "right.changed": _("rôle changé"),
    "right.taken": _("rôle retiré"),
    "right.block": _("bloc de la grille ouvert"),
    "invitation.sent": _("invitation envoyée"),
    "invitation.renewed": _("invitation renvoyée"),
    "invitation.revoked": _("invitation retirée"),
    "read": _("chiffres d'un centre lus"),
    "centre.made": _("centre créé"),
    "centre.changed": _("centre modifié"),
    "centre.closed": _("centre fermé"),
    "centre.opened": _("centre rouvert"),
    "body.made": _("gestionnaire créé"),
    "body.changed": _("gestionnaire modifié"),
    "account.suspended": _("compte suspendu"),
    "account.opened": _("compte rouvert"),
    "account.closed": _("compte fermé par la personne"),
    "account.exported": _("données personnelles téléchargées"),
    "journal.exported": _("journal téléchargé"),
    "journal.forgotten": _("lignes anciennes effacées"),
}
# Families whose lines begin otherwise.
ALSO = {"login": ("logout",), "account": ("email.",), "centre": ("body.",)}


def action_words(action: str) -> str:
    """Return an action as a person reads it."""
    return str(ACTIONS.get(action, action))


# What a line adds, as the page names it.
DETAILS = {
    "role": _("rôle"),
    "person": _("compte n°"),
    "blocks": _("blocs"),
    "block": _("bloc"),
    "invitation": _("invitation n°"),
    "invitations": _("invitations retirées"),
    "count": _("nombre"),
    "fields": _("champs"),
    "months": _("mois"),
    "kind": _("sorte"),
    "body": _("gestionnaire n°"),
    "token": _("clé n°"),
    "scopes": _("portées"),
    "figures": _("chiffres"),
}
