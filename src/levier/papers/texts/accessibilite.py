"""The accessibility declaration of a public body, in the order of the official model."""

from __future__ import annotations

from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

PLAN = (
    ("Faire auditer l'installation selon le RGAA (échantillon de pages, lecteur d'écran, clavier)", TO_FILL),
    ("Corriger les non-conformités bloquantes", TO_FILL),
    ("Vérifier les documents produits (PDF, DOCX)", TO_FILL),
    ("Publier ou mettre à jour le schéma pluriannuel et le plan de l'année", TO_FILL),
)


def _write(document: Document, installation: Installation) -> None:
    document.text(
        f"**{filled(installation.controller)}** s'engage à rendre son service accessible, conformément à l'article 47 "
        f"de la "
        "loi n° 2005-102 du 11 février 2005.",
        f"Cette déclaration s'applique à l'outil Levier de {filled(installation.name)} ({installation.address}).",
    )
    document.heading("État de conformité")
    document.text(
        "L'outil est **non conforme** au référentiel général d'amélioration de l'accessibilité (RGAA 4.1), au sens de "
        "ce "
        "référentiel : **aucun audit n'est en cours de validité** à ce jour. Ce n'est pas un constat de défaut, c'est "
        "une "
        "absence de preuve ; l'état change après l'audit (partiellement ou totalement conforme)."
    )
    document.heading("Résultats des tests", 2)
    document.text(
        "Le projet vérifie ses écrans par des contrôles automatiques. Ils ne couvrent qu'une partie des critères : ils "
        "ne "
        f"remplacent pas un audit. Taux de conformité constaté par un audit : {TO_FILL}."
    )
    document.heading("Contenus non accessibles", 2)
    document.text(f"Non-conformités : {TO_FILL}. Dérogations pour charge disproportionnée : {TO_FILL}.")
    document.heading("Établissement de la déclaration", 2)
    document.text(f"Déclaration établie le {installation.day}. Technologies : HTML, CSS, SVG, JavaScript.")
    document.form(
        (("Agents utilisateurs et aides techniques testés", TO_FILL), ("Pages vérifiées", TO_FILL)),
        "Conditions de test",
    )
    document.heading("Retour d'information et contact")
    document.text(
        "Si vous n'arrivez pas à accéder à un contenu, écrivez-nous pour obtenir une autre forme ou une aide : "
        f"{filled(installation.rights_contact)}."
    )
    document.heading("Voies de recours")
    document.text(
        "Si vous nous avez signalé un défaut et n'avez pas de réponse satisfaisante, vous pouvez saisir le Défenseur "
        "des "
        "droits : www.defenseurdesdroits.fr, par son délégué près de chez vous, ou par courrier gratuit : Défenseur "
        "des "
        "droits, Libre réponse 71120, 75342 Paris Cedex 07."
    )
    document.heading("Plan d'action")
    document.table(("Action", "Échéance"), PLAN, "Plan d'action", (13, 4))
    document.text("Mention à porter sur la page d'accueil du site : « Accessibilité : non conforme ».")
    document.legal(
        "si le gestionnaire est soumis à l'obligation (décret n° 2019-768 du 24 juillet 2019 : organismes publics, "
        "délégataires, grandes entreprises), et l'application aux outils internes."
    )


PAPER = Paper(
    13,
    "accessibilite",
    "Déclaration d'accessibilité",
    "public, utilisateurs",
    "La déclaration au modèle officiel, « non conforme » tant qu'aucun audit n'a eu lieu.",
    "loi n° 2005-102 du 11 février 2005, art. 47 ; décret n° 2019-768",
    _write,
)
