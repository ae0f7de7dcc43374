"""The processor agreement with a consultant: the clauses of article 28, § 3."""

from __future__ import annotations

from levier.papers.common import basis
from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

DUTIES = (
    (
        "Instruction documentée (a)",
        "Le consultant n'agit que sur instruction écrite du responsable, y compris pour tout transfert hors de l'Union "
        "européenne. S'il estime qu'une instruction viole le droit, il l'en informe immédiatement.",
    ),
    (
        "Confidentialité (b)",
        "Les personnes autorisées sont nommées en annexe, formées et tenues à la confidentialité, par contrat ou par "
        "la "
        "loi. Le secret professionnel s'impose à elles (CSP, art. L. 1110-4).",
    ),
    (
        "Sécurité (c)",
        "Compte personnel daté, aucun compte partagé, poste chiffré, aucune copie sur un support amovible ou dans un "
        "service en ligne non autorisé, y compris un assistant de conversation.",
    ),
    (
        "Autres sous-traitants (d)",
        "Aucun sans autorisation écrite préalable et spécifique du responsable, et aux mêmes obligations.",
    ),
    (
        "Aide à l'exercice des droits (e)",
        "Toute demande reçue d'une personne est transmise sous deux jours ouvrés ; le consultant n'y répond pas "
        "lui-même.",
    ),
    (
        "Aide à la conformité (f)",
        "Le consultant signale toute violation de données sous vingt-quatre heures après en avoir pris connaissance, "
        "et "
        "aide le responsable pour l'analyse d'impact et les notifications (art. 32 à 36).",
    ),
    (
        "Sort des données (g)",
        "En fin de mission, suppression ou restitution au choix du responsable, copies comprises, sous trente jours, "
        "attestée par écrit.",
    ),
    (
        "Preuve et audit (h)",
        "Le consultant tient à disposition ce qui démontre le respect du contrat et permet les audits. Il tient son "
        "registre de sous-traitant (art. 30, § 2).",
    ),
)


def _write(document: Document, installation: Installation) -> None:
    document.text(
        f"Entre **{filled(installation.controller)}** (« le responsable ») et **{filled(installation.consultant)}** "
        "(« le consultant », sous-traitant au sens de l'article 4, 8, du RGPD)."
    )
    document.heading("Article 1. Traitement confié")
    document.form(_described(installation), "Traitement confié")
    document.heading("Article 2. Ce que le consultant ne reçoit pas")
    document.text(
        f"Ni la clé, ni le magasin, ni un export d'origine, ni un chiffre fait par moins de {installation.small_team} "
        "personnes. Pour comprendre un fichier qui se lit mal, le centre en transmet la **structure**, valeurs "
        "remplacées. Le consultant ne produit aucun classement ni aucune appréciation d'une personne."
    )
    document.heading("Article 3. Obligations du consultant (RGPD, art. 28, § 3)")
    document.table(("Obligation", "Engagement"), DUTIES, "Obligations du sous-traitant", (4.5, 12.5))
    document.heading("Article 4. Obligations du responsable")
    document.text(
        "Donner des instructions écrites, ouvrir et fermer les accès, tenir le registre, informer les personnes, "
        "vérifier "
        "que le contrat est respecté."
    )
    document.heading("Article 5. Réutilisation")
    document.text(
        "Le consultant ne réutilise aucune donnée pour lui-même : ni base de comparaison, ni référence commerciale, ni "
        "entraînement d'un modèle, même après anonymisation, sans accord écrit."
    )
    document.heading("Article 6. Durée, accès")
    document.text(
        f"Du {TO_FILL} au {TO_FILL}. L'accès s'éteint à cette date sans autre démarche. Le responsable peut le couper "
        f"à "
        "tout moment."
    )
    document.legal(
        "hébergement par le consultant de données de santé : certification HDS (CSP, art. L. 1111-8) ; clauses types "
        "de la "
        "Commission européenne entre responsable et sous-traitant (décision d'exécution (UE) 2021/915), qui peuvent "
        "remplacer ce modèle ; marché public : articuler avec le CCAP."
    )
    document.signatures("Le responsable de traitement", "Le consultant")
    document.heading("Annexe. Personnes autorisées")
    document.table(
        ("Nom et fonction", "Accès", "Du", "Au"), [("", "", "", "")] * 4, "Personnes autorisées", (7, 4, 3, 3)
    )


def _described(installation: Installation) -> list[tuple[str, object]]:
    people = "centres participants" if installation.is_region else "patients, professionnels, agents (totaux seulement)"
    return [
        ("Objet", f"accompagnement de {filled(installation.name)} avec l'outil Levier"),
        ("Nature des opérations", "consultation d'indicateurs, préparation de documents"),
        ("Finalité", "pilotage collectif de l'activité et des moyens"),
        ("Base légale du responsable", basis(installation)),
        ("Type de données", "totaux et indicateurs, petites équipes retirées"),
        ("Personnes concernées", people),
        ("Durée", TO_FILL),
        ("Délégué du responsable", filled(installation.dpo)),
        ("Délégué ou contact du consultant", TO_FILL),
    ]


PAPER = Paper(
    10,
    "convention-consultant",
    "Contrat de sous-traitance avec un consultant",
    "responsable de traitement, consultant",
    "Les clauses de l'article 28 pour un cabinet qui accompagne le centre ; jamais la clé ni les lignes.",
    "RGPD, art. 28",
    _write,
)
