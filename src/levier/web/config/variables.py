"""Every environment variable of an installation: what it says (French, for the reference) and what it is without it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from levier.web.config.installation import BadSetting

PREFIX = "LEVIER_SITE_"
VARIABLES: dict[str, tuple[str, str]] = {
    "LEVIER_SITE_DATA": ("Dossier des données : base, magasins, clés, fichiers.", "dossier de l'utilisateur, `site`"),
    "LEVIER_SITE_KIND": ("`centre` (les lignes du centre peuvent y être) ou `region` (jamais).", "`centre`"),
    "DATABASE_URL": ("Base PostgreSQL : `postgresql://utilisateur:mot-de-passe@hôte/base`.", "SQLite dans le dossier"),
    "LEVIER_SITE_HOSTS": ("Noms par lesquels on ouvre le site, avec des virgules.", "`127.0.0.1,localhost`"),
    "LEVIER_SITE_HTTPS": ("`1` : le site est derrière un certificat ; tout y mène, et les cookies l'exigent.", "`0`"),
    "LEVIER_SITE_BEHIND_PROXY": ("`1` : un mandataire inverse dit l'adresse de qui demande, et si c'est HTTPS.", "`0`"),
    "LEVIER_SITE_SECRET_KEY": ("Clé qui signe les sessions.", "tirée une fois, fichier `secret_key`"),
    "LEVIER_SITE_MAIL_URL": ("Départ des courriels : `smtp://…:587` ou `smtps://…:465`.", "fichiers du dossier `mail`"),
    "LEVIER_SITE_MAIL_FROM": ("Expéditeur des courriels.", "`levier@localhost`"),
    "LEVIER_SITE_OIDC_SERVER": ("Fournisseur d'identité OpenID Connect, sans `/.well-known`.", "aucun"),
    "LEVIER_SITE_OIDC_NAME": ("Nom montré sur le bouton.", "`OpenID Connect`"),
    "LEVIER_SITE_OIDC_CLIENT": ("Identifiant du site chez le fournisseur.", "vide"),
    "LEVIER_SITE_OIDC_SECRET": ("Secret du site chez le fournisseur.", "vide"),
    "LEVIER_SITE_OIDC_AUTH": ("`client_secret_basic` ou `client_secret_post`.", "`client_secret_basic`"),
    "LEVIER_SITE_OIDC_TRUST_EMAIL": ("`1` : il vérifie les adresses sans le dire (ProConnect).", "`0`"),
    "LEVIER_SITE_UPLOAD_LIMIT_MB": ("Taille d'un envoi de fichiers, en Mo.", "`500`"),
    "LEVIER_SITE_IMPORT_MEMORY_MB": ("Mémoire de la lecture d'un envoi, en Mo.", "`3000`"),
    "LEVIER_SITE_IMPORT_SECONDS": ("Secondes de lecture sans nouvelle, avant de l'arrêter.", "`180`"),
    "LEVIER_SITE_WATCH_FOLDERS": ("Dossiers que l'on peut surveiller, avec des virgules.", "tous, sauf ceux du site"),
    "LEVIER_SITE_AUDIT_MONTHS": ("Mois de journal de sécurité gardés.", "`12`"),
    "LEVIER_SITE_CONTACT": ("Où écrire, page « Accessibilité » et mentions.", "vide"),
    "LEVIER_SITE_PUBLISHER": ("Éditeur du site, dans les mentions.", "vide"),
    "LEVIER_SITE_SOURCE": ("Adresse du code source, dans les mentions.", "vide"),
    "LEVIER_SITE_SECURITY_CONTACT": ("Où signaler une faille (`security.txt`).", "vide"),
    "LEVIER_SITE_DEMO": ("`1` : tout est fictif, et chaque page le dit.", "`0`"),
}


def check_names(environ: Mapping[str, str]) -> None:
    """Refuse a ``LEVIER_SITE_…`` variable that does not exist: a typing mistake would leave a default in its place.

    Raises:
        BadSetting: with the nearest name.

    >>> check_names({"LEVIER_SITE_HTTPS": "1", "PATH": "/bin"})
    """
    for name in environ:
        if name.startswith(PREFIX) and name not in VARIABLES:
            near = get_close_matches(name, VARIABLES, 1)
            raise BadSetting(name, name, near[0] if near else f"{PREFIX}… d'un nom connu (voir la référence)")
