"""The entry of the register of processing activities."""

from __future__ import annotations

from levier.papers.common import identity, legal_bases, measures_of_security, processors, recipients, retention
from levier.papers.document import Document
from levier.papers.installation import Installation
from levier.papers.inventory import inventory
from levier.papers.paper import Paper

DOMAINS = (
    ("Accès aux soins", "mesurer les rendez-vous non honorés, le téléphone, les délais, les horaires"),
    ("Organisation", "mesurer l'occupation des salles et des fauteuils, préparer les plannings collectifs"),
    ("Gestion", "suivre la facturation, les rejets des organismes payeurs, les impayés, les achats, les recettes"),
    ("Décision", "dire ce qui a vraiment changé, estimer des marges de progression, constater l'effet d'une action"),
)
EXCLUDED = (
    "suivre, évaluer ou classer une personne, professionnel ou patient",
    "calculer un score individuel, par exemple de risque d'absence d'un patient",
    "tenir une liste de patients à exclure, ou appliquer une pénalité",
    "décider automatiquement (RGPD, art. 22)",
    "faire de la recherche en santé, céder ou vendre des données, entraîner un modèle",
)
NEVER = "Noms, NIR, dates de naissance, numéros de téléphone, adresses et texte libre du dossier médical"


def _write(document: Document, installation: Installation) -> None:
    document.text(
        "Fiche à verser au registre du responsable de traitement (RGPD, art. 30, § 1). Les rubriques suivent celles du "
        "modèle de registre de la CNIL."
    )
    document.heading("Identification")
    document.form(identity(installation), "Identification du traitement")
    _purposes(document, installation)
    legal_bases(document, installation)
    (_region_data if installation.is_region else _data)(document)
    document.heading("Destinataires")
    document.table(("Qui", "Ce qu'il voit", "À quelle condition"), recipients(installation), "Destinataires", (4, 7, 6))
    document.heading("Sous-traitants et transferts")
    document.table(("Rôle", "Qui", "Cadre"), processors(installation), "Sous-traitants", (5, 5, 7))
    document.text("**Transferts hors de l'Union européenne :** aucun n'est fait par le logiciel.")
    document.heading("Durées de conservation")
    document.table(("Données", "Durée", "Comment"), retention(installation), "Durées de conservation", (5, 4, 8))
    document.heading("Mesures de sécurité (RGPD, art. 32)")
    document.bullets(measures_of_security(installation))


def _purposes(document: Document, installation: Installation) -> None:
    document.heading("Finalités")
    document.text("Piloter l'activité et les moyens d'un centre de santé par des indicateurs collectifs :")
    document.table(("Domaine", "Ce qui est fait"), DOMAINS, "Finalités", (4, 13))
    document.text("**Exclu par construction ou par engagement :**")
    document.bullets(EXCLUDED)
    if installation.is_region:
        document.text(
            "Cette installation est régionale : elle reçoit des grilles et des remontées signées, c'est-à-dire des "
            "totaux. Elle refuse les fichiers de lignes de patients."
        )


def _data(document: Document) -> None:
    document.heading("Personnes concernées et données")
    document.text(
        "Personnes concernées : patients du centre, professionnels de santé, agents (accueil, tiers payant, "
        "support), personnes qui téléphonent au centre, utilisateurs de l'outil.",
        f"**{NEVER} :** écartés à la lecture, jamais enregistrés. Les colonnes qui désignent une personne sont "
        "remplacées par une empreinte (HMAC-SHA-256) calculée avec une clé propre au centre. Les données restent "
        "personnelles, et celles des patients sont des **données de santé** (RGPD, art. 4 et 9) : elles sont "
        "pseudonymisées, non anonymes.",
        "Le tableau suivant vient du programme : il liste tous les fichiers que Levier sait lire. Rayez ceux que le "
        "centre ne fournit pas ; une donnée inutile ne se collecte pas (RGPD, art. 5).",
    )
    rows = [(file, f"{label}\n{people}", columns) for file, label, people, columns in inventory()]
    document.table(("Fichier", "Contenu et personnes", "Colonnes conservées"), rows, "Fichiers et colonnes", (4, 4, 9))
    document.text(
        "S'y ajoutent les comptes des utilisateurs (nom, adresse électronique, rôle) et le journal des accès."
    )


def _region_data(document: Document) -> None:
    document.heading("Personnes concernées et données")
    document.text(
        "Personnes concernées : utilisateurs de l'outil (nom, adresse électronique, rôle, journal des accès). Les "
        "remontées sont des totaux par mois ou plus, sans empreinte de personne ; les petits effectifs sont retirés "
        "avant l'envoi.",
        "Les fichiers suivants, qui portent des lignes de personnes, sont **refusés** par une installation régionale :",
    )
    rows = [(file, label, people) for file, label, people, _columns in inventory() if people != "aucune personne"]
    document.table(("Fichier", "Contenu", "Personnes"), rows, "Fichiers refusés", (6, 6, 5))
    document.legal(
        "un total qui ne concerne qu'une personne reste une donnée personnelle ; le caractère anonyme des remontées "
        "s'apprécie selon les trois critères du G29 (avis 05/2014) : individualisation, corrélation, inférence."
    )


PAPER = Paper(
    1,
    "registre",
    "Fiche du registre des traitements",
    "DPO, responsable de traitement",
    "La fiche à verser au registre : finalités, données, destinataires, durées, sécurité.",
    "RGPD, art. 30",
    _write,
)
