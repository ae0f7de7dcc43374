"""The retention table, table by table."""

from __future__ import annotations

from collections.abc import Iterator

from levier.papers.common import CNIL_AUDIT_DAYS, DEFAULT_MONTHS, line_retention, retention
from levier.papers.document import Document
from levier.papers.installation import TO_FILL, Installation, filled
from levier.papers.inventory import concerned, purged
from levier.papers.paper import Paper
from levier.tables import TABLES


def _write(document: Document, installation: Installation) -> None:
    document.text("Durées réglées dans cette installation, et comment chaque donnée disparaît (RGPD, art. 5, § 1, e).")
    document.heading("Vue d'ensemble")
    document.table(("Données", "Durée", "Comment"), retention(installation), "Durées de conservation", (5, 4, 8))
    _attention(document, installation)
    if not installation.is_region:
        _tables(document, installation)
        _purge(document, installation)
    document.heading("Ce que l'outil n'efface pas")
    document.text("Ces copies sont hors de sa portée ; la durée se décide et s'applique à la main :")
    document.table(("Copie", "Durée décidée", "Qui efface"), _copies(installation), "Copies", (8, 4.5, 4.5))
    document.legal(
        "gestionnaire public : les fichiers peuvent être des archives publiques ; leur élimination relève du code du "
        "patrimoine (livre II) et d'un visa du service d'archives. Ces durées ne remplacent pas celles des logiciels "
        "métier (dossier médical, pièces comptables), qui restent la source."
    )
    document.signatures("Responsable de traitement", "DPO")


def _attention(document: Document, installation: Installation) -> None:
    days, months = installation.audit_days, installation.line_retention_months
    if days and days > CNIL_AUDIT_DAYS:
        document.text(
            "**Point d'attention :** le journal des accès est gardé plus d'un an. La recommandation de la CNIL sur la "
            "journalisation (délibération n° 2021-122 du 14 octobre 2021) retient six mois à un an ; au-delà, "
            f"écrire pourquoi : {TO_FILL}."
        )
    if not installation.is_region and (months is None or months > DEFAULT_MONTHS):
        document.text(
            "**Point d'attention :** comparer une année à la précédente demande vingt-quatre mois de lignes. Au-delà, "
            f"les totaux suffisent ; écrire pourquoi les lignes restent : {TO_FILL}."
        )


def _tables(document: Document, installation: Installation) -> None:
    document.heading("Fichier par fichier")
    headers = ("Fichier", "Contenu", "Personnes", "Durée des lignes")
    document.table(headers, _rows(installation), "Durées par fichier", (4, 4.5, 3.5, 5))


def _rows(installation: Installation) -> Iterator[tuple[str, str, str, str]]:
    for table in sorted(TABLES.values(), key=lambda one: one.file):
        people = concerned(table)
        if purged(table):
            how = line_retention(installation)
        elif people:
            how = "jusqu'au remplacement du fichier, ou à la suppression de l'import"
        else:
            how = "ne désigne personne : sans limite"
        yield table.file, table.label, ", ".join(people) or "aucune personne", how


def _purge(document: Document, installation: Installation) -> None:
    document.heading("Purger, pas à pas")
    months = installation.line_retention_months or DEFAULT_MONTHS
    document.steps(
        (
            f"« levier purge MAGASIN --suggest --months {months} » propose le premier mois à garder.",
            "« levier purge MAGASIN --before AAAA-MM » dit ce qui partirait, sans rien effacer.",
            "« levier purge MAGASIN --before AAAA-MM --yes » efface les lignes et fige les totaux des mois purgés.",
            "Effacer aussi les fichiers d'origine et les exports de ces mois.",
            "Noter la date et l'auteur de la purge dans le tableau ci-dessous.",
        )
    )
    document.text(
        "Restent après une purge : les totaux, les nombres de patients distincts par mois, trimestre et année, et les "
        "empreintes de ceux qui composaient les équipes (pour que la règle des équipes réduites tienne encore). Les "
        "données présentes dans les sauvegardes disparaissent quand celles-ci expirent."
    )
    document.table(("Date", "Mois purgés", "Par qui"), [("", "", "")] * 4, "Suivi des purges", (4, 7, 6))


def _copies(installation: Installation) -> Iterator[tuple[str, str, str]]:
    if not installation.is_region:
        yield "Fichiers exportés des logiciels métier (téléchargements, messagerie, clé USB)", TO_FILL, TO_FILL
        yield "Dossier surveillé, s'il y en a un", TO_FILL, TO_FILL
    yield "Documents produits par l'outil (classeurs, notes, images)", TO_FILL, TO_FILL
    yield "Sauvegardes", filled(installation.backup), TO_FILL
    yield "Copies chez un consultant", "fin de mission", filled(installation.consultant)


PAPER = Paper(
    7,
    "durees-de-conservation",
    "Durées de conservation",
    "DPO, direction, service d'archives",
    "Le tableau des durées, fichier par fichier, et la purge pas à pas.",
    "RGPD, art. 5, § 1, e",
    _write,
)
