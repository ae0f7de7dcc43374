"""The notice for staff."""

from __future__ import annotations

from levier.papers.common import audit_retention, basis, line_retention
from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

COMMITMENTS = (
    "Les chiffres ne servent ni à l'évaluation, ni à la rémunération, ni à la discipline, ni à la notation de "
    "quiconque.",
    "Aucun classement, aucun filtre et aucun objectif par praticien ou par agent n'existe dans l'outil.",
    "Le journal des accès sert à la sécurité (qui s'est connecté, qui a exporté quoi), jamais à mesurer le travail.",
    "Une liste de travail (rejets, rendez-vous non pointés) dit ce qui reste à faire, jamais combien chacun a fait.",
    "Un chiffre qui surprend se discute d'abord avec l'équipe : une définition ou une saisie est souvent en cause.",
)


def _write(document: Document, installation: Installation) -> None:
    team = installation.small_team
    document.text("À remettre à chaque professionnel et agent, et à chaque nouvel arrivant, avant le premier import.")
    document.heading("En bref")
    document.text(
        f"{filled(installation.name)} va mesurer son activité collective avec l'outil Levier. **Aucun suivi "
        f"individuel** "
        "n'est fait. Cette note dit quelles données vous concernent, qui les voit, combien de temps, et vos droits."
    )
    document.heading("Les engagements de la direction")
    document.bullets(COMMITMENTS)
    document.heading("Quelles données vous concernent")
    document.table(("Donnée", "Forme", "Usage"), _data(installation), "Données du personnel", (4.5, 6, 6.5))
    document.heading("Qui voit quoi")
    document.text(
        f"Un chiffre produit par moins de **{team} personnes** (une spécialité, un bureau de tiers payant, un "
        "standard) n'est jamais imprimé, exporté, envoyé par courriel ni remis à l'organisme gestionnaire, à une "
        "agence "
        "ou à un consultant. S'il est affiché, c'est à la seule direction, avec la mention « équipe réduite ».",
        "**Limite à connaître :** dans un petit centre, la direction peut reconnaître une personne derrière une "
        "spécialité. C'est pourquoi les engagements ci-dessus sont écrits.",
    )
    if not installation.is_region:
        document.legal(
            "un médecin ou un infirmier salarié ne peut accepter une rémunération fondée sur des normes de "
            "productivité "
            "qui porteraient atteinte à son indépendance ou à la qualité des soins (CSP, art. R. 4127-97 et R. "
            "4312-64)."
        )
    document.heading("Durées")
    lines = "" if installation.is_region else f"Lignes pseudonymisées : {line_retention(installation)}. "
    document.text(f"{lines}Journal des accès : {audit_retention(installation)}. Compte : durée de la fonction.")
    _rights(document, installation)


def _data(installation: Installation) -> list[tuple[str, str, str]]:
    account = ("Votre compte", "nom, adresse électronique, rôle, connexions, exports", "donner les accès, sécurité")
    if installation.is_region:
        return [account]
    return [
        ("Praticien", "empreinte (HMAC-SHA-256), jamais le nom", "compter les équipes, rapprocher agenda et plages"),
        ("Effectifs et coûts", "métier, équivalent temps plein, coût ; empreinte de la personne", "totaux par métier"),
        ("Absences du planning", "dates et salle ; **le motif médical ne doit pas être saisi**", "heures disponibles"),
        ("Appels", "file, durée, réponse ; pas de poste ni d'agent", "accès téléphonique du centre"),
        account,
    ]


def _rights(document: Document, installation: Installation) -> None:
    document.heading("Base légale et droits")
    document.text(
        f"Responsable : {filled(installation.controller)}. Base : {basis(installation)}. Vous disposez des droits "
        "d'accès, de rectification, d'effacement, de limitation et d'opposition (RGPD, art. 15 à 18 et 21), auprès de "
        f"{filled(installation.rights_contact)}. Délégué à la protection des données : {filled(installation.dpo)}. "
        "Réclamation : CNIL, www.cnil.fr.",
        f"Le {installation.committee} a été consulté le {TO_FILL}.",
    )
    if installation.is_public is not True:
        document.legal(
            "information préalable des salariés : code du travail, art. L. 1222-4 ; proportionnalité : L. 1121-1."
        )
    document.signatures("Direction")


PAPER = Paper(
    5,
    "information-personnel",
    "Information du personnel : mesurer l'activité, pas les personnes",
    "professionnels de santé et agents",
    "La note à remettre à chacun : données, engagements de la direction, droits.",
    "RGPD, art. 12 à 14",
    _write,
)
