"""Papers written for an installation, and opened again as Word would."""

from datetime import date
from functools import cache
from io import BytesIO

import docx
from docx.oxml.ns import qn

from levier.papers import Installation, papers_of, write

TODAY = date(2026, 3, 1)
FULL = Installation(
    name="Centre des Lilas",
    date=TODAY,
    controller="Commune d'Exemple",
    controller_address="1, place de la Mairie",
    representative="le maire",
    dpo="dpo@exemple.fr",
    rights_contact="droits@exemple.fr",
    finess="920000000",
    managing_body="commune",
    database="postgresql",
    data_place="serveur de la ville",
    key_place="coffre de la direction",
    backup="chaque nuit, 30 jours",
    line_retention_months=18,
    audit_days=200,
    hosts=("levier.exemple.fr",),
    port=8123,
    hosting="prestataire",
    hosting_provider="Hébergeur d'Exemple",
    digest=True,
    sign_on="ProConnect",
    living_lists=True,
    region_name="ARS d'Exemple",
    consultant="Cabinet d'Exemple",
    version="9.8.7",
    small_team=4,
)
EMPTY = Installation(date=TODAY)
REGION = Installation(name="Région d'Exemple", kind="region", date=TODAY, controller="ARS d'Exemple")
INSTALLATIONS = {"full": FULL, "empty": EMPTY, "region": REGION}


@cache
def opened(paper, installation):
    """Return a paper opened again."""
    stream = BytesIO()
    write(paper, installation, stream)
    stream.seek(0)
    return docx.Document(stream)


def words(document):
    """Return everything that a page shows, tables included, spaces made plain."""
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts).replace("\u00a0", " ")


def every():
    """Yield each paper of each installation."""
    for kind, installation in INSTALLATIONS.items():
        for paper in papers_of(installation):
            yield kind, paper


def rows(table):
    """Return the cells of a table, header first."""
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def caption(table):
    """Return what a screen reader says of a table."""
    return table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
