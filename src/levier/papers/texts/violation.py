"""What to do when data leaks, is lost or is altered."""

from __future__ import annotations

from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.paper import Paper

CASES = (
    ("Magasin seul copié ou volé", "pseudonymes, dates, actes, montants, numéros de facture", "risque à apprécier"),
    ("Clé seule", "aucune donnée ; mais toute copie ancienne du magasin devient vérifiable", "remplacer le magasin"),
    ("Clé **et** magasin", "on peut vérifier si une personne connue y figure", "risque élevé : art. 34 probable"),
    (
        "Export d'origine (téléchargement, courriel)",
        "**nominatif** : le cas le plus grave et le plus courant",
        "risque élevé",
    ),
    ("Compte d'un utilisateur", "ce que voit son rôle ; le journal dit ce qu'il a exporté", "selon le rôle"),
    ("Document avec une petite équipe", "activité d'une personne reconnaissable", "personne à informer"),
    ("Clé perdue", "données illisibles ; aucune fuite (perte de disponibilité)", "réimporter dans un nouveau magasin"),
)
REGION_CASES = (
    ("Compte d'un utilisateur", "totaux de centres, nommés", "prévenir les centres ; selon le contenu"),
    ("Remontée publiée par erreur", "totaux d'un centre reconnaissable", "prévenir le centre sous vingt-quatre heures"),
    ("Base du site", "comptes des utilisateurs, totaux", "changer les secrets, fermer les sessions"),
)
CLOCK = (
    ("Tout de suite", "contenir : couper l'accès, isoler le poste **sans l'éteindre**, garder les traces", TO_FILL),
    ("1re heure", "prévenir la direction, le DPO, la sécurité informatique ; ouvrir la fiche ci-dessous", TO_FILL),
    ("24 heures", "établir quoi, qui, combien, depuis quand ; prévenir les partenaires concernés", TO_FILL),
    ("**72 heures** au plus", "notifier la CNIL, sauf si aucun risque n'est probable ; compléter ensuite", TO_FILL),
    ("Dès que possible", "risque élevé : informer les personnes, en termes simples (art. 34)", TO_FILL),
    ("30 jours", "retour d'expérience, mesures, mise à jour de l'AIPD", TO_FILL),
)


def _write(document: Document, installation: Installation) -> None:
    document.text(
        "Une violation est une perte de **confidentialité**, d'**intégrité** ou de **disponibilité** (RGPD, art. 4, "
        "12). "
        "Le délai de 72 heures court du moment où le responsable en a connaissance. Un doute se note aussi."
    )
    document.heading("Qui prévenir")
    document.form(_contacts(installation), "Contacts")
    document.heading("L'horloge")
    document.table(("Quand", "Quoi", "Par qui"), CLOCK, "Étapes", (3.5, 10, 3.5))
    document.heading("Quel cas ?")
    rows = REGION_CASES if installation.is_region else CASES
    document.table(("Ce qui est parti", "Ce que cela contient", "Première appréciation"), rows, "Cas", (5, 7, 5))
    document.heading("Gestes propres à l'outil")
    document.steps(_gestures(installation))
    document.heading("Notifier")
    document.boxes(
        (
            "CNIL : téléservice de notification sur www.cnil.fr (art. 33)",
            f"Agence régionale : {filled(installation.region_name)}",
            "Incident grave du système d'information d'un service de soins : portail de signalement (CERT Santé)",
            "Assureur, et plainte en cas d'attaque",
            "Personnes concernées (art. 34) ; lettre relue par le DPO",
            "Rien à notifier : écrire pourquoi (le registre des violations reste obligatoire, art. 33, § 5)",
        )
    )
    document.legal(
        "l'obligation de signalement des incidents (CSP, art. L. 1111-8-2) et sa portée pour un centre de santé ; le "
        "délai "
        "de plainte pour être indemnisé d'une attaque (code des assurances, art. L. 12-10-1) ; les délais de vos "
        "contrats."
    )
    document.heading("Fiche du registre des violations")
    document.form(((one, "") for one in _sheet()), "Registre des violations")


def _contacts(installation: Installation) -> list[tuple[str, object]]:
    host = [("Hébergeur", filled(installation.hosting_provider))] if installation.hosting == "prestataire" else []
    return [
        ("Responsable de traitement", filled(installation.controller)),
        ("Délégué à la protection des données", filled(installation.dpo)),
        ("Sécurité informatique, jour et nuit", TO_FILL),
        *host,
        ("Remplaçant de la direction", TO_FILL),
    ]


def _gestures(installation: Installation) -> list[str]:
    common = [
        "Fermer les sessions et désactiver les comptes touchés ; changer les secrets du site.",
        "Copier le journal des accès en lecture seule avant toute remise en route.",
        "Restaurer dans un dossier neuf, comparer, puis seulement remplacer.",
    ]
    if installation.is_region:
        return common
    return [
        *common,
        "Vérifier où est la clé : était-elle avec ce qui est parti ?",
        "Clé compromise : créer un nouveau magasin (nouvelle clé), réimporter les fichiers d'origine, détruire "
        "l'ancien.",
    ]


def _sheet() -> tuple[str, ...]:
    return (
        "Numéro, auteur de la fiche",
        "Découverte : date, heure, par qui",
        "Début estimé, fin",
        "Faits (sans recopier de donnée personnelle)",
        "Nature : confidentialité, intégrité, disponibilité",
        "Données et personnes : catégories, nombre approximatif",
        "Conséquences probables",
        "Mesures prises et prévues",
        "Niveau de risque retenu et pourquoi",
        "Notification CNIL : date, numéro ; ou motif de l'absence",
        "Information des personnes : date, moyen ; ou motif",
        "Clôture, leçons",
    )


PAPER = Paper(
    11,
    "violation-de-donnees",
    "Procédure en cas de violation de données",
    "direction, DPO, informatique",
    "Que faire dans l'heure, dans les 24 heures, dans les 72 heures ; cas propres à l'outil ; fiche du registre.",
    "RGPD, art. 33 et 34",
    _write,
)
