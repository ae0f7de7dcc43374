"""The procedure for requests of persons."""

from __future__ import annotations

from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

BY_RIGHT = (
    (
        "Accès (art. 15)",
        "chercher dans le **logiciel métier**, source des données, avec l'identité de la personne ; joindre la liste "
        "des "
        "colonnes conservées (fiche du registre)",
        "l'outil n'a pas de recherche par personne : c'est voulu",
    ),
    (
        "Rectification (art. 16)",
        "corriger dans le logiciel métier, exporter de nouveau la période, l'importer avec la même source",
        "la nouvelle ligne remplace l'ancienne ; les chiffres sont recalculés",
    ),
    (
        "Effacement (art. 17)",
        "refaire un export sans la personne, l'importer avec --whole, supprimer l'import d'origine "
        "(levier imports MAGASIN --delete N)",
        "les fichiers supprimés quittent le disque à une écriture suivante, un jour plus tard au moins ; "
        "les sauvegardes expirent à leur rythme",
    ),
    (
        "Limitation (art. 18)",
        "suspendre les imports qui contiennent la personne, noter la date ; décider avec le DPO",
        "un total déjà calculé ne désigne personne",
    ),
    (
        "Opposition (art. 21)",
        "apprécier les raisons propres à la personne ; si elle est acceptée, exclure son numéro des exports à venir",
        "tenir la liste des numéros exclus **dans le logiciel métier**, non dans l'outil",
    ),
    (
        "Portabilité (art. 20)",
        "sans objet : base légale autre que le consentement ou le contrat",
        "le répondre par écrit",
    ),
    ("Décision automatisée (art. 22)", "sans objet : aucune", "le répondre par écrit"),
)
FOR_REGION = (
    ("Accès, rectification, effacement (art. 15 à 17)", "compte de l'utilisateur : l'administrateur répond", ""),
    (
        "Patient d'un centre",
        "orienter vers le centre : la région n'a que des totaux, sans personne",
        "répondre par écrit",
    ),
)


def _write(document: Document, installation: Installation) -> None:
    document.heading("Recevoir")
    document.form(
        (
            ("Où s'adresser", filled(installation.rights_contact)),
            ("Délégué à la protection des données", filled(installation.dpo)),
            ("Qui répond", TO_FILL),
            ("Délai", "un mois ; prolongé de deux mois si la demande est complexe, en le disant (art. 12, § 3)"),
            ("Coût", "gratuit, sauf demande manifestement infondée ou excessive (art. 12, § 5)"),
        ),
        "Réception",
    )
    document.heading("Répondre, pas à pas")
    document.steps(
        (
            "Dater la demande, l'inscrire au tableau de suivi, prévenir le DPO.",
            "Vérifier l'identité **en cas de doute raisonnable** seulement, sans garder la copie d'une pièce.",
            "Distinguer une demande d'accès au **dossier médical** (CSP, art. L. 1111-7 : autre procédure, autres "
            "délais).",
            "Traiter selon le tableau ci-dessous, dans le logiciel métier puis dans l'outil.",
            "Répondre par écrit, dans le délai, avec les voies de recours (CNIL).",
            "Garder la preuve de la réponse, sans les données elles-mêmes.",
        )
    )
    document.heading("Droit par droit")
    rows = FOR_REGION if installation.is_region else BY_RIGHT
    document.table(("Droit", "Que faire", "À savoir"), rows, "Droits", (3.5, 7.5, 6))
    document.legal(
        "l'article 11 du RGPD, quand la personne ne peut être retrouvée par son seul code ; le refus motivé d'une "
        "opposition (motifs légitimes et impérieux) ; l'effacement écarté par l'article 17, § 3."
    )
    _letter(document, installation)
    document.heading("Suivi des demandes")
    rows_left = [("", "", "", "", "")] * 5
    document.table(("Reçue le", "Droit", "Réponse le", "Suite", "Par"), rows_left, "Suivi", (3, 4, 3, 4, 3))


def _letter(document: Document, installation: Installation) -> None:
    document.heading("Réponse type")
    document.text(
        f"Madame, Monsieur, vous avez demandé le {TO_FILL} à exercer votre droit de {TO_FILL} sur les données "
        f"utilisées "
        f"par {filled(installation.name)} pour suivre son activité. Voici notre réponse : {TO_FILL}.",
        "Dans cet outil, votre nom n'est pas enregistré ; votre numéro y est remplacé par un code. Vos données "
        "d'origine "
        "sont dans les logiciels de rendez-vous et de facturation du centre, où votre demande a été traitée.",
        f"Si cette réponse ne vous satisfait pas, vous pouvez joindre notre délégué ({filled(installation.dpo)}) ou "
        "adresser une réclamation à la CNIL (www.cnil.fr).",
    )


PAPER = Paper(
    8,
    "droits-des-personnes",
    "Procédure d'exercice des droits",
    "direction, accueil, DPO",
    "Recevoir une demande, répondre dans le mois, droit par droit, avec une réponse type.",
    "RGPD, art. 12 et 15 à 22",
    _write,
)
