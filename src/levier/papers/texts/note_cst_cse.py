"""The two-page note for the committee of staff representatives."""

from __future__ import annotations

from levier.papers.common import audit_retention, line_retention
from levier.papers.document import Document
from levier.papers.installation import TERRITORIAL, TO_FILL, Installation, filled
from levier.papers.paper import Paper

DOES = (
    "compter, par mois et par service, rendez-vous, appels, actes, factures, rejets, heures de salle, postes",
    "dire si un changement est réel ou s'il relève de la variation habituelle",
    "préparer les listes de ce qui reste à traiter (rejets, rendez-vous non pointés, impayés)",
    "estimer ce que vaudrait une action, puis constater son effet",
)
DOES_NOT = (
    "suivre, classer ou noter un praticien ou un agent ; aucun écran, aucun tableau ne compare des personnes",
    "mesurer le temps de travail, les connexions ou les pauses",
    "fixer un objectif individuel, calculer une prime ou une part variable",
    "enregistrer ou écouter un appel ; le poste et l'agent qui décrochent ne sont pas lus",
)


def _write(document: Document, installation: Installation) -> None:
    document.text(
        f"Pour le {installation.committee}, séance du {TO_FILL}. Projet : outil Levier, {filled(installation.name)}."
    )
    document.heading("Objet et calendrier")
    document.text(
        "Le centre veut voir son activité avec des chiffres expliqués : accès téléphonique, rendez-vous non honorés, "
        "salles, facturation, recettes. L'outil lit des fichiers que les logiciels produisent déjà. Aucun import n'a "
        f"lieu avant l'avis. Mise en service prévue : {TO_FILL}. Bilan présenté après six mois."
    )
    document.heading("Ce que l'outil fait")
    document.bullets(DOES)
    document.heading("Ce que l'outil ne fait pas")
    document.bullets(DOES_NOT)
    document.heading("Garanties")
    document.table(("Question", "Réponse"), _guarantees(installation), "Garanties", (5, 12))
    document.heading("Effets sur le travail")
    document.text(
        f"Qui exporte les fichiers, à quel rythme : {TO_FILL}. Temps estimé : {TO_FILL} (la grille se remplit en une "
        "vingtaine de minutes par mois). Formation : une heure, sur le temps de travail. Le pointage des rendez-vous "
        "devient utile à tous : il ne sert pas à contrôler l'accueil."
    )
    document.heading("Ce qui est demandé au comité")
    document.boxes(
        (
            "un avis sur le projet et sur la note d'information du personnel",
            "un point de vue pour l'analyse d'impact (RGPD, art. 35, § 9)",
            "un point annuel : usages, accès, incidents, évolution de l'outil",
        )
    )
    _law(document, installation)


def _guarantees(installation: Installation) -> list[tuple[str, str]]:
    team = installation.small_team
    lines = "aucune ligne" if installation.is_region else line_retention(installation)
    return [
        ("Peut-on me reconnaître ?", f"un chiffre fait par moins de {team} personnes ne sort jamais de la direction"),
        ("Qui a accès ?", "la direction ; les agents pour les blocs qu'ils saisissent ; autres : totaux seulement"),
        ("Le journal des accès ?", f"sécurité seulement ; conservé {audit_retention(installation)}"),
        ("Les lignes ?", f"pseudonymisées ; conservées : {lines}"),
        (
            "Un courriel ?",
            "hebdomadaire, sans nom ni petit effectif" if installation.digest else "aucun envoi automatique",
        ),
        ("Les listes de travail ?", _lists(installation)),
        ("Les postes ?", _posts(installation)),
        (
            "Le départ d'un praticien ?",
            "il se simule par tête dans la prévision de l'année, jamais par l'activité de la personne",
        ),
        ("Le code du logiciel ?", "public : chacun peut vérifier ce qu'il fait"),
        ("Un changement d'usage ?", "nouvelle consultation avant toute extension"),
    ]


def _lists(installation: Installation) -> str:
    kept = "gardées jusqu'à clôture" if installation.living_lists else "non conservées"
    return f"{kept} ; elles disent ce qui reste à faire, jamais le rendement d'un agent"


def _posts(installation: Installation) -> str:
    if installation.is_public:
        return "le calcul « départs non remplacés » est éteint pour un gestionnaire public"
    told = "un calcul « départs non remplacés » existe, à titre d'information, hors de tout total et de toute synthèse"
    return told if installation.is_public is False else f"{told} ; il est éteint pour un gestionnaire public"


def _law(document: Document, installation: Installation) -> None:
    territorial = (
        "CST : organisation et fonctionnement des services (code général de la fonction publique, art. L. 253-5 ; "
        "décret "
        "n° 2021-571 du 10 mai 2021, art. 53 et suivants), formation spécialisée s'il y en a une"
    )
    private = (
        "CSE : introduction de nouvelles technologies (code du travail, art. L. 2312-8) et moyens permettant un "
        "contrôle "
        "de l'activité (art. L. 2312-38) dans les entreprises d'au moins cinquante salariés"
    )
    if installation.managing_body in TERRITORIAL:
        document.legal(f"{territorial}.")
    elif installation.is_public is False:
        document.legal(f"{private}.")
    else:
        document.legal(f"{territorial} ; {private} ; autres employeurs publics : comité social compétent.")


PAPER = Paper(
    6,
    "note-cst-cse",
    "Note aux représentants du personnel",
    "CST ou CSE",
    "Deux pages : but, ce que l'outil ne fait pas (aucun suivi individuel), accès, durées, avis demandé.",
    "code général de la fonction publique ou code du travail ; RGPD, art. 35, § 9",
    _write,
)
