"""The technical file for the IT department."""

from __future__ import annotations

from collections.abc import Iterator

from levier.papers.common import audit_retention, database
from levier.papers.document import Document
from levier.papers.installation import OWN, POSTGRESQL, PROVIDER, TO_FILL, Installation, filled
from levier.papers.inventory import hashed
from levier.papers.paper import Paper

LOCAL = ("127.0.0.1", "localhost", "::1")


def _write(document: Document, installation: Installation) -> None:
    document.text("Pour la DSI et la sécurité. Valeurs de cette installation ; le code est public et se relit.")
    document.heading("Fiche d'identité")
    document.form(_identity(installation), "Identité")
    document.heading("Architecture et flux")
    document.text(
        "Une application web et un processus de travail sur la même machine, des fichiers, une base. Ni agent sur les "
        "postes, ni module dans le navigateur, ni ressource chargée depuis un autre site (CDN), ni télémétrie, ni mise "
        "à "
        "jour automatique."
    )
    headers = ("Flux", "De → vers", "Port, protocole", "Contenu")
    document.table(headers, _flows(installation), "Flux réseau", (3, 5, 4, 5))
    document.text("Tout autre flux sortant peut être fermé au pare-feu : l'outil fonctionne sans internet.")
    _data(document, installation)
    document.heading("Comptes et droits")
    document.bullets(_accounts(installation))
    _backups(document, installation)
    _logs(document, installation)
    _hosting(document, installation)
    _updates(document)
    document.heading("À la charge de l'exploitant")
    document.boxes(_duties(installation))


def _identity(installation: Installation) -> list[tuple[str, object]]:
    return [
        ("Logiciel", f"Levier {installation.version}, licence MIT"),
        ("Installation", f"{filled(installation.name)} ({'région' if installation.is_region else 'centre'})"),
        ("Langage", "Python 3.12 ou plus ; paquets figés avec leurs empreintes"),
        ("Base", database(installation)),
        ("Adresse du site", installation.address),
        ("Données", filled(installation.data_place)),
        ("Langue des écrans", "anglais" if installation.language == "en" else "français"),
        ("Utilisateurs simultanés prévus", TO_FILL),
        ("Responsable technique", TO_FILL),
    ]


def _flows(installation: Installation) -> Iterator[tuple[str, str, str, str]]:
    port = filled(installation.port)
    local = bool(installation.hosts) and set(installation.hosts) <= set(LOCAL)
    if local:
        yield (
            "Consultation",
            "navigateur → site, même machine",
            f"TCP {port}, HTTP local",
            "écrans ; aucun accès réseau",
        )
    else:
        yield "Consultation", "navigateurs → mandataire inverse", "TCP 443, HTTPS (TLS)", "écrans, fichiers déposés"
        yield "Interne", "mandataire inverse → site", f"TCP {port}, HTTP", "à ne pas exposer"
    if installation.database == POSTGRESQL:
        yield "Base", "site → PostgreSQL", "TCP 5432 (par défaut)", "comptes, totaux, journal ; TLS si distant"
    if installation.sign_on:
        yield (
            "Connexion",
            f"site et navigateur → {installation.sign_on}",
            "TCP 443, OpenID Connect",
            "identité seulement",
        )
    if installation.digest:
        yield "Courriel", "site → serveur SMTP", f"TCP {TO_FILL}, TLS", "aucun patient, aucun nom de praticien"
    else:
        yield "Courriel", "désactivé pour le résumé hebdomadaire", "sans objet", "sans objet"
    yield "Internet", "site → extérieur", "aucun", "aucun autre flux sortant"


def _data(document: Document, installation: Installation) -> None:
    document.heading("Données et clé")
    if installation.is_region:
        document.text("Totaux et comptes d'utilisateurs. Les fichiers de lignes de patients sont refusés à la lecture.")
        return
    document.table(("Élément", "Ce que c'est", "Sensibilité"), _elements(installation), "Éléments", (4, 8.5, 4.5))
    document.text(
        f"Empreintes : HMAC-SHA-256 (128 bits gardés) des colonnes {', '.join(hashed())}, avec une clé de 256 bits "
        f"tirée "
        "au hasard. Une clé autre ou absente est refusée. Le calcul se fait à la lecture : la valeur d'origine n'est "
        "écrite nulle part."
    )


def _elements(installation: Installation) -> list[tuple[str, str, str]]:
    return [
        (
            "Magasin",
            "un dossier de fichiers Parquet et un manifeste par état ; rien n'y est modifié",
            "données de santé",
        ),
        ("Clé", f"un fichier (droits 0600) hors du magasin ; copie : {filled(installation.key_place)}", "secret"),
        ("Base du site", f"{database(installation)} : comptes, totaux, saisies, journal", "personnelle"),
        ("Fichiers déposés", "lus puis retirés ; l'original reste chez l'agent qui l'a exporté", "**nominative**"),
        ("Exports", "classeurs et documents produits à la demande", "totaux, petites équipes retirées"),
    ]


def _accounts(installation: Installation) -> Iterator[str]:
    yield "Comptes nominatifs créés par invitation ; rôles par centre ; aucun compte partagé."
    if installation.sign_on:
        yield f"Connexion par {installation.sign_on} (OpenID Connect) ; compte local de secours pour l'administrateur."
    else:
        yield "Comptes locaux ; mots de passe hachés ; second facteur (TOTP ou clé d'accès)."
    yield "Second facteur exigé pour l'agence et l'administrateur ; sessions révocables ; essais de connexion limités."
    yield "Compte de service du système sans droit d'administration ; dossiers lisibles par lui seul."


def _backups(document: Document, installation: Installation) -> None:
    document.heading("Sauvegarder, restaurer")
    document.text(f"En place : {filled(installation.backup)}.")
    steps = [
        "« levier backup DOSSIER » écrit deux fichiers, les données et les clés ; à planifier chaque nuit.",
        "La copier, chiffrée, sur une autre machine.",
        "Essayer « levier restore » dans un dossier neuf, deux fois par an, et noter la date.",
    ]
    if not installation.is_region:
        steps.insert(1, "**Séparer aussitôt les deux fichiers : jamais les clés sur le même support que les données.**")
    document.steps(steps)
    document.form(
        (
            ("Perte de données admise (RPO)", TO_FILL),
            ("Durée d'arrêt admise (RTO)", TO_FILL),
            ("Dernier essai de restauration", TO_FILL),
        ),
        "Objectifs",
    )
    document.text(
        "Le centre continue à soigner sans l'outil : il n'est pas sur le chemin des soins ni de la facturation."
    )


def _logs(document: Document, installation: Installation) -> None:
    document.heading("Journaux")
    rows = [
        ("Technique", "date, code de l'événement, nombres, durée ; **jamais la valeur d'une cellule**", "système"),
        (
            "Accès (audit)",
            "qui, quand, quoi : connexion, import, export, droits ; ajout seul",
            audit_retention(installation),
        ),
        ("Saisies", "valeur avant et après, auteur, date", "comme la saisie"),
        ("Erreur interne", "lieux dans le code, sans valeur", "système"),
    ]
    document.table(("Journal", "Contenu", "Durée"), rows, "Journaux", (3.5, 9.5, 4))


def _hosting(document: Document, installation: Installation) -> None:
    document.heading("Hébergement et position HDS")
    if installation.is_region:
        document.text(
            "Installation régionale : totaux sans ligne de personne. La certification HDS vise les données de santé à "
            "caractère personnel ; elle reste un choix prudent pour un hébergement confié à un tiers."
        )
    elif installation.hosting == OWN:
        document.text(
            "Hébergement par les **moyens propres** du responsable. La certification HDS est exigée de qui héberge "
            "pour le "
            "compte d'autrui (CSP, art. L. 1111-8) : pas de l'organisme qui héberge ses propres données."
        )
    elif installation.hosting == PROVIDER:
        document.text(
            f"Hébergement confié à **{filled(installation.hosting_provider)}** : la certification **HDS est exigée** "
            "(CSP, art. L. 1111-8), avec un contrat conforme et des données dans l'Espace économique européen."
        )
        document.form((("Certificat HDS : numéro, activités, validité", TO_FILL),), "Certificat HDS")
    else:
        document.text(
            f"Mode d'hébergement : {TO_FILL}. Moyens propres du responsable : pas de certification exigée. "
            f"Prestataire, "
            "y compris une sauvegarde externe en clair : certification HDS exigée (CSP, art. L. 1111-8)."
        )
    document.legal("un syndicat, une fédération ou une ville distincte du gestionnaire est un tiers : HDS à examiner.")


def _updates(document: Document) -> None:
    document.heading("Mises à jour")
    document.steps(
        (
            "Lire le journal des versions (CHANGELOG).",
            "Sauvegarder, puis installer la nouvelle version dans un environnement neuf.",
            "Démarrer : un format plus ancien est mis à niveau avec une copie gardée ; un format plus récent est "
            "refusé.",
            "Vérifier un chiffre connu ; revenir à l'ancienne version avec la sauvegarde si besoin.",
        )
    )
    document.text(
        "Correctifs de sécurité : à suivre sur le dépôt public du logiciel. Délai d'application visé : " + TO_FILL
    )


def _duties(installation: Installation) -> Iterator[str]:
    yield "disque chiffré (BitLocker, LUKS ou équivalent) et sauvegardes chiffrées"
    if not set(installation.hosts) <= set(LOCAL) or not installation.hosts:
        yield "HTTPS devant le site, certificat tenu à jour, en-têtes transmis par le mandataire"
    yield "système à jour, horloge synchronisée, antivirus sans envoi d'échantillons vers l'extérieur"
    if not installation.is_region:
        yield "copie de la clé en lieu sûr, accès à deux personnes"
        yield "effacement des exports d'origine sur les postes et dans la messagerie"
    yield "revue des comptes chaque semestre ; départs traités le jour même"
    yield "essai de restauration noté"


PAPER = Paper(
    12,
    "dossier-technique",
    "Dossier technique",
    "DSI, RSSI",
    "Ports, flux, données, comptes, sauvegardes, journaux, mises à jour, position HDS.",
    "RGPD, art. 32 ; code de la santé publique, art. L. 1111-8",
    _write,
)
