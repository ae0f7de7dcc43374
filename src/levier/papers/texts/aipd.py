"""The data protection impact assessment, in the four parts of the CNIL's method."""

from __future__ import annotations

from collections.abc import Iterator

from levier.papers.common import identity, legal_bases, line_retention, measures_of_security, processors, retention
from levier.papers.document import Document
from levier.papers.installation import OWN, PROVIDER, TO_FILL, Installation, filled
from levier.papers.inventory import free_texts, hashed, inventory
from levier.papers.paper import Paper

CRITERIA = (
    ("Évaluation ou notation", "non", "aucun score ni profil d'une personne"),
    ("Décision automatisée", "non", "l'outil propose des lectures, des personnes décident"),
    ("Surveillance systématique", "à discuter", "des indicateurs collectifs, mais des données d'activité du personnel"),
    ("Données sensibles", "**oui**", "données de santé, même sans diagnostic (spécialité, code d'acte)"),
    ("Grande échelle", "à discuter", f"patients par an : {TO_FILL}"),
    ("Croisement de données", "à discuter", "agenda, facturation, téléphone : mêmes finalités, même responsable"),
    ("Personnes vulnérables", "**oui**", "patients, et agents dans un lien de subordination"),
    ("Usage innovant", "non", "statistiques descriptives connues et publiées"),
    ("Refus d'un service ou d'un contrat", "non", "aucun effet sur la prise en charge"),
)
LIFE = (
    (
        "Export",
        "un agent exporte un fichier du logiciel métier",
        "poste de l'agent ; fichier d'origine à effacer après",
    ),
    ("Lecture", "colonnes inconnues ignorées, colonnes de personnes remplacées par une empreinte", "mémoire du poste"),
    ("Conservation", "lignes pseudonymisées, imports datés, rien n'est modifié", "magasin"),
    ("Calcul", "sommes par jour, service et spécialité ; puis indicateurs", "magasin et base du site"),
    ("Consultation", "écrans selon le rôle ; petites équipes réservées à la direction", "site"),
    ("Sortie", "documents, courriels, remontée signée : totaux seulement", "destinataires habilités"),
    ("Purge", "lignes des mois anciens effacées, totaux figés", "magasin ; sauvegardes à leur échéance"),
)
PRINCIPLES = (
    ("Finalités déterminées (art. 5, § 1, b)", "pilotage collectif ; les usages exclus sont écrits au registre"),
    ("Minimisation (art. 5, § 1, c)", "liste fermée de colonnes ; le centre n'exporte que ce dont il a besoin"),
    ("Exactitude (art. 5, § 1, d)", "chaque ligne lue est comptée, gardée ou mise de côté avec son motif"),
    ("Limitation de la conservation (art. 5, § 1, e)", "durées réglées, commande de purge, totaux figés"),
    ("Information (art. 12 à 14)", "affiche, texte en ligne, note au personnel, avant le premier import"),
    (
        "Accès, rectification, effacement (art. 15 à 17)",
        "par le logiciel métier, puis nouvel import : voir la procédure",
    ),
    ("Opposition (art. 21)", "la personne est retirée de l'export ; nouvel import du fichier entier"),
    ("Portabilité (art. 20)", "sans objet : ni consentement, ni contrat"),
    ("Sous-traitance (art. 28)", "contrat écrit avec tout hébergeur et tout consultant"),
    ("Transferts (art. 44 et suivants)", "aucun par le logiciel ; à vérifier pour l'hébergeur et la messagerie"),
)
SCALE = "négligeable, limitée, importante, maximale"


def _write(document: Document, installation: Installation) -> None:
    document.text(
        "Trame en quatre parties selon la méthode de la CNIL (contexte, principes, risques, validation) : chaque "
        "partie "
        "se recopie dans le logiciel PIA de la CNIL. Les réglages cités sont ceux de cette installation."
    )
    _context(document, installation)
    _principles(document, installation)
    _risks(document, installation)
    _validation(document, installation)


def _context(document: Document, installation: Installation) -> None:
    document.heading("1. Contexte")
    document.heading("1.1 Vue d'ensemble", 2)
    document.form(identity(installation), "Identification")
    document.table(("Rôle", "Qui", "Cadre"), processors(installation), "Sous-traitants", (5, 5, 7))
    document.heading("1.2 Pourquoi une AIPD", 2)
    document.text(
        "Une AIPD est faite dès que deux des neuf critères du G29 (WP 248 rév. 01) sont remplis. La liste de la CNIL "
        "(délibération n° 2018-327 du 11 octobre 2018) vise aussi des traitements de données de santé et de gestion "
        "des ressources humaines."
    )
    rows = [_for_region(*one) for one in CRITERIA] if installation.is_region else CRITERIA
    document.table(("Critère", "Rempli ?", "Pourquoi"), rows, "Neuf critères", (5.5, 2.5, 9))
    document.legal(
        "si l'AIPD peut être écartée par une exception de la liste CNIL (délibération n° 2019-118 du 12 septembre "
        "2019)."
    )
    _data(document, installation)


def _for_region(criterion: str, filled_in: str, why: str) -> tuple[str, str, str]:
    if criterion in ("Données sensibles", "Personnes vulnérables"):
        return criterion, "à discuter", "totaux dont les petits effectifs sont retirés ; pas de ligne de personne"
    return criterion, filled_in, why


def _data(document: Document, installation: Installation) -> None:
    document.heading("1.3 Données, processus et supports", 2)
    if installation.is_region:
        document.text("Totaux par mois ou plus remis par les centres, comptes des utilisateurs, journal des accès.")
        return
    rows = [(file, label, people, columns) for file, label, people, columns in inventory()]
    document.table(("Fichier", "Contenu", "Personnes", "Colonnes"), rows, "Données traitées", (3.6, 3.4, 2.5, 7.5))
    document.text(
        f"Colonnes remplacées par une empreinte à la lecture : {', '.join(hashed())}. Les numéros de rendez-vous et de "
        "facture sont gardés tels quels : ils sont le seul chemin de retour vers le logiciel du centre, et **à ce "
        "titre "
        "indirectement identifiants** pour qui a accès à ce logiciel."
    )
    document.table(("Étape", "Ce qui se passe", "Support"), LIFE, "Cycle de vie", (3, 8, 6))


def _principles(document: Document, installation: Installation) -> None:
    document.heading("2. Principes fondamentaux")
    document.heading("2.1 Nécessité et proportionnalité", 2)
    legal_bases(document, installation)
    document.table(("Principe", "Comment il est respecté"), PRINCIPLES, "Principes", (6, 11))
    document.heading("2.2 Durées", 2)
    document.table(("Données", "Durée", "Comment"), retention(installation), "Durées de conservation", (5, 4, 8))
    if not installation.is_region and installation.line_retention_months is None:
        document.text(
            "**Point d'attention :** aucune durée n'est réglée pour les lignes. Vingt-quatre mois suffisent à comparer "
            "une "
            "année à la précédente ; une durée illimitée ne serait pas conforme à l'article 5, § 1, e."
        )


def _risks(document: Document, installation: Installation) -> None:
    document.heading("3. Risques pour les personnes")
    document.heading("3.1 Mesures en place", 2)
    document.bullets(measures_of_security(installation))
    document.heading("3.2 Appréciation", 2)
    document.text(f"Échelle de la CNIL : {SCALE}. Les cotes sont des propositions à discuter, non des résultats.")
    headers = ("Événement redouté", "Sources et menaces", "Mesures qui réduisent", "Gravité", "Vraisemblance")
    document.table(headers, _feared(installation), "Événements redoutés", (3.2, 4.6, 4.6, 2.2, 2.4))
    document.heading("3.3 Risques propres à ce traitement", 2)
    own = ("Risque", "Pourquoi il est réel", "Ce qui le réduit", "Reste à faire")
    document.table(own, _own_risks(installation), "Risques propres", (3.4, 4.8, 4.8, 4))


def _feared(installation: Installation) -> Iterator[tuple[str, str, str, str, str]]:
    likely = "limitée" if installation.hosting in (OWN, PROVIDER) else TO_FILL
    grave = "limitée" if installation.is_region else "importante"
    yield (
        "Accès illégitime",
        "poste volé ou partagé, mot de passe, export oublié dans un dossier, prestataire, curiosité interne",
        "pseudonymisation, clé à part, rôles, journal, disque chiffré",
        grave,
        likely,
    )
    yield (
        "Modification non désirée",
        "mauvais fichier, mauvais mois, fausse manœuvre",
        "imports immuables, suppression d'un import qui rend l'état d'avant, historique des saisies",
        "limitée",
        "limitée",
    )
    yield (
        "Disparition",
        "panne, rançongiciel, perte de la clé",
        f"sauvegardes : {filled(installation.backup)} ; les logiciels métier restent la source",
        "négligeable",
        "limitée",
    )


def _own_risks(installation: Installation) -> Iterator[tuple[str, str, str, str]]:
    yield (
        "Suivi d'un professionnel par ses chiffres",
        "dans un petit centre, une spécialité est une personne",
        f"règle des {installation.small_team} personnes, appliquée à toutes les sorties ; aucun filtre par praticien",
        "engagement écrit de la direction (note au personnel)",
    )
    if installation.is_region:
        yield (
            "Reconnaître un centre, puis une personne",
            "les équipements d'un centre sont publics (FINESS)",
            "codes renouvelés, repères d'au moins 5 centres, petits effectifs retirés",
            "charte : les chiffres d'appui ne servent pas au contrôle",
        )
        return
    yield (
        "Réidentifier un patient",
        "clé et magasin réunis ; numéros de rendez-vous ; croisement avec l'agenda",
        "clé dans un fichier à part ; identifiants hachés ; accès réservé",
        f"copie de la clé : {filled(installation.key_place)}",
    )
    places = ", ".join(f"{file}.{column}" for file, column in free_texts())
    yield (
        "Un nom ou un motif médical dans un texte libre",
        f"ces colonnes gardent les mots tapés : {places} ; un nom de fichier est gardé aussi",
        "aucune n'est nécessaire ; consigne de saisie",
        "motif d'absence : « absence », jamais la raison de santé ; pas de nom dans un nom de fichier",
    )
    yield (
        "Copies oubliées",
        "exports d'origine, pièces jointes, sauvegardes : hors de portée de la purge",
        f"lignes gardées {line_retention(installation)}",
        "effacer l'export après l'import ; durée des sauvegardes écrite",
    )
    yield from _living(installation)


def _living(installation: Installation) -> Iterator[tuple[str, str, str, str]]:
    if installation.living_lists:
        yield (
            "Listes du quotidien gardées",
            "elles nomment un dossier ou une facture, et l'agent qui s'en occupe",
            "numéro chiffré seulement, effacé à la clôture ; pas de décompte par agent",
            "limiter les comptes qui y ont accès",
        )
    else:
        yield (
            "Listes du quotidien",
            "faites du fichier du jour, rendues annotées à la personne qui l'a déposé",
            "rien n'est conservé dans cette installation (option désactivée)",
            "refaire cette ligne si l'option est activée",
        )


def _validation(document: Document, installation: Installation) -> None:
    document.heading("4. Validation")
    document.heading("4.1 Plan d'action", 2)
    rows = [(one, TO_FILL, TO_FILL) for one in _actions(installation)]
    document.table(("Action avant la mise en service", "Responsable", "Échéance"), rows, "Plan d'action", (10, 4, 3))
    document.heading("4.2 Avis", 2)
    document.form(
        (
            ("Avis du DPO (art. 35, § 2)", TO_FILL),
            ("Avis des personnes concernées ou de leurs représentants (art. 35, § 9)", TO_FILL),
            (f"Avis du {installation.committee}", TO_FILL),
            ("Avis de la sécurité informatique", TO_FILL),
            ("Risque résiduel élevé : consultation de la CNIL (art. 36) ?", TO_FILL),
        ),
        "Avis",
    )
    document.heading("4.3 Décision", 2)
    document.boxes(
        ("le traitement peut être mis en œuvre", "il peut l'être après les actions ci-dessus", "il ne peut pas")
    )
    document.signatures(f"Responsable de traitement : {filled(installation.controller)}")
    document.text(
        "Révision : à chaque changement de réglage, de version majeure ou d'hébergement, sinon tous les trois ans."
    )


def _actions(installation: Installation) -> Iterator[str]:
    yield "Inscrire la fiche au registre"
    if not installation.is_region:
        yield "Afficher et mettre en ligne l'information des patients"
        yield "Copier la clé dans un lieu sûr, séparé du magasin et des sauvegardes"
        yield "Écrire qui exporte quoi, et quand les fichiers d'origine sont effacés"
    yield f"Informer le personnel et consulter le {installation.committee}"
    yield "Signer les conventions (région, consultant, hébergeur)"
    yield "Vérifier le chiffrement des disques et des sauvegardes"
    if installation.line_retention_months is None and not installation.is_region:
        yield "Fixer une durée de conservation des lignes"
    if installation.audit_days is None:
        yield "Fixer la durée du journal des accès (CNIL : six mois à un an en règle générale)"
    if installation.hosting == PROVIDER and not installation.is_region:
        yield "Obtenir le certificat HDS en cours de validité de l'hébergeur et vérifier son périmètre"
    yield "Faire une restauration d'essai"


PAPER = Paper(
    2,
    "aipd",
    "Analyse d'impact relative à la protection des données (AIPD)",
    "DPO, responsable de traitement",
    "L'analyse préremplie avec les réglages de l'installation : contexte, principes, risques, décision.",
    "RGPD, art. 35 et 36",
    _write,
)
