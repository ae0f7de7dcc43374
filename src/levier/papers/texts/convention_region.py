"""The agreement between a centre and a region: what leaves the centre, for what, until when."""

from __future__ import annotations

from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

LEAVES = (
    ("Totaux par mois, trimestre ou année", "numérateurs et dénominateurs des indicateurs, par service"),
    ("Grille saisie", "les mêmes totaux, tapés par le centre"),
    ("Description du centre", "nature du gestionnaire, services, conventions de calcul"),
)
STAYS = (
    "toute ligne de patient, d'appel, d'acte ou de facture, même pseudonymisée",
    "toute empreinte de personne, et la clé du centre",
    "les numéros de rendez-vous, de dossier et de facture",
    "tout commentaire libre qui nommerait une personne",
)


def _write(document: Document, installation: Installation) -> None:
    centre = TO_FILL if installation.is_region else filled(installation.controller)
    region = filled(installation.controller if installation.is_region else installation.region_name)
    document.text(
        f"Entre **{centre}**, gestionnaire du centre "
        f"{TO_FILL if installation.is_region else filled(installation.name)} "
        f"(« le centre »), et **{region}** (« la région »)."
    )
    for number, (title, paragraphs) in enumerate(_articles(installation), 1):
        document.heading(f"Article {number}. {title}")
        document.text(*paragraphs)
        if number == 2:
            document.table(("Remis par le centre", "Contenu"), LEAVES, "Ce qui est remis", (6, 11))
            document.text("**Ne quitte jamais le centre :**")
            document.bullets(STAYS)
    document.legal(
        "la qualification des parties (responsables distincts, ou conjoints au sens de l'article 26 du RGPD si buts et "
        "moyens sont fixés ensemble) ; la communicabilité des documents détenus par la région (code des relations "
        "entre "
        "le public et l'administration, art. L. 311-1 et L. 311-6)."
    )
    document.signatures("Le centre", "La région")


def _articles(installation: Installation) -> list[tuple[str, tuple[str, ...]]]:
    team = installation.small_team
    return [
        (
            "Objet",
            (
                "La région accompagne le centre dans le suivi de son activité et de ses moyens : repères anonymes "
                "entre "
                "centres, synthèses, visites d'appui. La participation est volontaire et peut cesser à tout moment.",
            ),
        ),
        (
            "Ce qui est remis, ce qui reste",
            ("Le centre remet une **remontée signée** : un fichier de totaux qu'il relit à l'écran avant l'envoi.",),
        ),
        (
            "Petits nombres",
            (
                f"Avant l'envoi sont retirés les chiffres faits par moins de {team} personnes, et les petits nombres "
                f"de "
                "patients. La région ne publie une statistique que si elle réunit au moins cinq centres, sans qu'un "
                "seul fasse l'essentiel du total ; elle publie des quartiles, jamais un classement. Les codes des "
                "centres "
                "sont renouvelés à chaque campagne.",
            ),
        ),
        (
            "Usage",
            (
                "Les totaux servent à l'accompagnement, à l'exclusion du contrôle, de la tarification, de l'agrément "
                "et "
                "de toute sanction. Seul un danger pour les patients fait exception ; la région en informe alors le "
                "centre par écrit, sauf si la loi l'interdit.",
                "La région ne cherche pas à réidentifier une personne, ni ne rapproche les totaux d'un autre fichier "
                "dans ce but.",
            ),
        ),
        (
            "Accès et confidentialité",
            (
                "Accès nominatif, second facteur pour les agents de la région, journal des accès. La liste des "
                "personnes "
                f"habilitées est tenue par : {TO_FILL}. Aucun consultant n'accède aux totaux sans contrat communiqué "
                f"au centre.",
            ),
        ),
        (
            "Publication",
            (
                "Le centre lit et approuve tout document qui le nomme ou permet de le reconnaître, avant sa diffusion. "
                "Sans réponse sous quinze jours, le document n'est pas diffusé avec son nom.",
            ),
        ),
        (
            "Données personnelles",
            (
                "Chaque partie est responsable de ses propres traitements. Si un total se révélait désigner une "
                "personne, "
                "la partie qui le constate le signale à l'autre sous vingt-quatre heures, et il est retiré. Déléguées "
                "ou "
                f"délégués à la protection des données : centre {_dpo(installation, False)} ; région "
                f"{_dpo(installation, True)}.",
            ),
        ),
        (
            "Durée et fin",
            (
                f"Convention conclue pour {TO_FILL}, à compter du {TO_FILL}. À son terme, ou dans le mois d'une "
                f"demande du "
                "centre, la région supprime les remontées du centre et l'atteste par écrit ; les synthèses déjà "
                "publiées "
                "restent, elles ne permettent pas de le reconnaître.",
            ),
        ),
    ]


def _dpo(installation: Installation, region: bool) -> str:
    return filled(installation.dpo) if region == installation.is_region else TO_FILL


PAPER = Paper(
    9,
    "convention-centre-region",
    "Convention entre le centre et la région",
    "gestionnaire du centre, agence régionale",
    "Ce qui sort du centre (des totaux), à quelles fins, jusqu'à quand, et le mur entre appui et contrôle.",
    "RGPD, art. 5, 24 et 26",
    _write,
)
