"""What several papers say in the same words: who, why, to whom, how long, how it is protected."""

from __future__ import annotations

from collections.abc import Iterator

from levier.papers.document import Document
from levier.papers.installation import OWN, POSTGRESQL, PROVIDER, TO_FILL, Installation, filled, many

DEFAULT_MONTHS = 24
CNIL_AUDIT_DAYS = 365


def identity(installation: Installation) -> Iterator[tuple[str, object]]:
    """Yield what identifies the processing."""
    yield "Nom du traitement", "Pilotage de l'activité et des moyens du centre (outil Levier)"
    yield ("Région" if installation.is_region else "Centre"), filled(installation.name)
    if not installation.is_region:
        yield "Numéro FINESS", filled(installation.finess)
    yield "Organisme gestionnaire (nature)", filled(installation.managing_body)
    yield "Responsable de traitement", filled(installation.controller)
    yield "Adresse", filled(installation.controller_address)
    yield "Représenté par", filled(installation.representative)
    yield "Délégué à la protection des données", filled(installation.dpo)
    yield "Contact pour l'exercice des droits", filled(installation.rights_contact)
    yield "Logiciel", f"Levier {installation.version}, logiciel libre (licence MIT)"
    yield "Date de la fiche", installation.day
    yield "Date de mise en service", TO_FILL


def basis(installation: Installation) -> str:
    """Return the legal basis that is proposed for this managing body."""
    public = "mission d'intérêt public (RGPD, art. 6, § 1, e)"
    private = "intérêt légitime du gestionnaire à bien gérer le centre (RGPD, art. 6, § 1, f)"
    if installation.is_public is None:
        return f"{public} pour un gestionnaire public, ou {private} pour un gestionnaire privé"
    return public if installation.is_public else private


def legal_bases(document: Document, installation: Installation) -> None:
    """Add the section on the legal basis and on health data."""
    document.heading("Base légale")
    document.text(f"Base proposée : {basis(installation)}. Le consentement n'est pas la base retenue.")
    if not installation.is_region:
        document.text(
            "Données de santé : exception de l'article 9, § 2, h du RGPD (gestion des systèmes et des services de "
            "soins de santé), par ou sous la responsabilité de personnes tenues au secret professionnel (art. 9, § 3 ; "
            "code de la santé publique, art. L. 1110-4)."
        )
    document.legal(
        "le choix de la base légale par le responsable ; l'application des articles 44 et 64 et suivants de la loi "
        "n° 78-17 du 6 janvier 1978 (gestion de services de santé par des personnes tenues au secret) ; l'engagement "
        "écrit de confidentialité des utilisateurs qui ne sont pas professionnels de santé."
    )


def recipients(installation: Installation) -> Iterator[tuple[str, str, str]]:
    """Yield who sees what."""
    team = installation.small_team
    shared = f"chiffres collectifs, sans ceux d'une équipe de moins de {team} personnes"
    if not installation.is_region:
        yield "Direction du centre", "tous les chiffres du centre, les lignes pseudonymisées", "compte personnel"
        yield "Personnel désigné", "les blocs de saisie qui lui sont confiés", "compte ou lien nominatif, avec échéance"
        yield "Organisme gestionnaire", shared, "compte personnel, ses seuls centres"
        yield "Élus", "la note du centre", "compte ou document remis par la direction"
        yield (
            f"Agence régionale : {filled(installation.region_name)}",
            "totaux par mois ou plus, petits effectifs retirés",
            "remontée signée, envoyée par la direction ; convention",
        )
    else:
        yield "Agence régionale", "totaux des centres participants", "compte avec second facteur"
        yield "Délégations départementales", "totaux des centres de leur département", "compte personnel"
        yield "Centres participants", "leurs propres totaux ; repères anonymes d'au moins 5 centres", "compte personnel"
        yield "Partenaires", "la synthèse seulement", "compte personnel"
    yield f"Consultant : {filled(installation.consultant)}", shared, "contrat de sous-traitance, accès daté"
    yield "Administrateur technique", "la machine, donc potentiellement toutes les données", "engagement écrit"


def processors(installation: Installation) -> Iterator[tuple[str, str, str]]:
    """Yield the processors, hosting first."""
    yield "Hébergement", *_hosting(installation)
    yield "Consultant", filled(installation.consultant), "contrat de sous-traitance (RGPD, art. 28)"
    if installation.sign_on:
        yield "Connexion des utilisateurs", installation.sign_on, "reçoit l'identité de l'utilisateur, aucun patient"
    if installation.digest:
        yield "Messagerie", TO_FILL, "courriel hebdomadaire : aucun patient, aucun nom, aucun petit effectif"
    yield "Éditeur du logiciel", "aucun", "le logiciel n'envoie rien à ses auteurs ; pas de télémétrie"


def _hosting(installation: Installation) -> tuple[str, str]:
    if installation.hosting == OWN:
        return "aucun : moyens propres du responsable", "pas d'hébergeur tiers ; position HDS au dossier technique"
    if installation.hosting == PROVIDER:
        needed = "contrat (RGPD, art. 28)"
        certified = "" if installation.is_region else " et certificat HDS (CSP, art. L. 1111-8)"
        return filled(installation.hosting_provider), needed + certified
    return TO_FILL, "moyens propres, ou prestataire certifié HDS (CSP, art. L. 1111-8)"


def line_retention(installation: Installation) -> str:
    """Return how long imported lines are kept, in words."""
    months = installation.line_retention_months
    return many(months, "mois") if months else "jusqu'à la purge décidée par la direction"


def audit_retention(installation: Installation) -> str:
    """Return how long the audit of accesses is kept, in words."""
    return many(installation.audit_days, "jour") if installation.audit_days else TO_FILL


def retention(installation: Installation) -> Iterator[tuple[str, str, str]]:
    """Yield how long each kind of data is kept, and how it goes."""
    if not installation.is_region:
        yield (
            "Lignes importées (pseudonymisées)",
            line_retention(installation),
            "« levier purge » efface les lignes des mois anciens et fige leurs totaux",
        )
        yield (
            "Présences aux équipes (empreintes), gardées après la purge",
            TO_FILL,
            "nécessaires à la règle des équipes réduites ; sans activité, sans patient",
        )
        yield (
            "Clé du centre",
            "autant que le magasin",
            "détruite avec lui : les empreintes ne peuvent plus être refaites",
        )
        if installation.living_lists:
            yield "Listes du quotidien", "jusqu'à la clôture de la ligne", "numéro de dossier ou de facture, chiffré"
    else:
        yield "Remontées et grilles des centres", TO_FILL, "supprimées à la fin de la mission, selon la convention"
    yield "Totaux et chiffres", TO_FILL, "ne désignent personne une fois les petits effectifs retirés"
    yield "Journal des accès", audit_retention(installation), "ajout seul ; les plus anciens sont effacés"
    yield "Comptes des utilisateurs", "durée de la fonction", "fermés au départ ; revue une fois par an"
    yield "Sauvegardes", filled(installation.backup), "une purge ne les atteint pas : elles expirent à leur rythme"


def measures_of_security(installation: Installation) -> Iterator[str]:
    """Yield the measures that this installation really has."""
    if not installation.is_region:
        yield (
            "**Pseudonymisation à la lecture** : empreinte HMAC-SHA-256 des colonnes de personnes, avec une clé propre "
            "au centre ; noms, NIR, dates de naissance, téléphones, adresses et texte libre écartés."
        )
        yield (
            "**Clé à part** : un fichier hors du magasin, lisible par son seul propriétaire. Copie : "
            f"{filled(installation.key_place)}. Qui aurait la clé et le magasin pourrait vérifier si une personne y "
            "figure."
        )
    yield (
        f"**Équipes réduites** : un chiffre fait par moins de {installation.small_team} personnes n'est jamais "
        "imprimé, exporté, envoyé par courriel, servi par l'API ni remonté ; il reste à la direction."
    )
    yield "**Comptes personnels**, rôles, sessions révocables ; " + (
        f"connexion par {installation.sign_on} (OpenID Connect)."
        if installation.sign_on
        else "comptes propres à l'outil, second facteur exigé de l'administrateur et de l'agence."
    )
    yield (
        "**Journal des accès** en ajout seul (connexions, imports, exports, droits, lectures de données nommées), pour "
        "la "
        "sécurité et non pour suivre le personnel ; conservé " + audit_retention(installation) + "."
    )
    yield "**Journaux techniques sans valeur** : des codes et des comptes, jamais le contenu d'une cellule."
    yield f"**Données** : {filled(installation.data_place)} ; base {database(installation)}."
    yield f"**Sauvegardes** : {filled(installation.backup)}."
    yield "**Chiffrement du disque et des échanges (HTTPS)** : à assurer par l'exploitant, voir le dossier technique."


def database(installation: Installation) -> str:
    """Return the database of the site, in words."""
    return "PostgreSQL" if installation.database == POSTGRESQL else "SQLite (un fichier, sans serveur de base)"
