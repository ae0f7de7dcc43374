"""The page to read first: what each paper is for, in which order, and what is left to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from levier.papers.document import MENTION
from levier.papers.installation import Installation, filled
from levier.papers.paper import Paper

FILE = "LISEZ-MOI.txt"
STEPS = (
    "La direction remplit les réglages (levier dossier --template), puis refait les documents : une valeur donnée une "
    "fois paraît partout.",
    "Le DPO relit le registre, l'AIPD et les durées de conservation, les corrige, donne son avis écrit.",
    "Le service informatique relit le dossier technique et dit où sont les données, la clé et les sauvegardes.",
    "Les représentants du personnel sont consultés avant la mise en service, avec la note de deux pages.",
    "Les conventions sont signées avant toute remise de chiffres à un tiers et avant tout accès d'un consultant.",
    "L'affiche est posée, le texte mis en ligne, le personnel informé par écrit.",
    "Le responsable de traitement signe la décision de l'AIPD. Le premier import peut avoir lieu.",
    "Chaque année, et à chaque changement de réglage : refaire les documents, comparer, valider de nouveau.",
)
ENDING = (
    "Ces documents sont des modèles : ils disent ce que fait le logiciel et ce que demandent les textes connus à leur "
    "date. Ils ne sont ni un avis juridique, ni une attestation de conformité.",
    "Une fois un document validé, le DPO retire la mention « Modèle… » du haut et du pied de page.",
    "Les passages surlignés « [à compléter] » et ceux qui commencent par « À vérifier par un juriste » sont à traiter "
    "un par un.",
)


def file_name(paper: Paper) -> str:
    """Return the file of a paper: its place in the order, then its name.

    >>> from levier.papers import paper
    >>> file_name(paper("aipd"))
    '02-aipd.docx'
    """
    return f"{paper.order:02d}-{paper.name}.docx"


def index(chosen: Sequence[Paper], blanks: Mapping[str, int], installation: Installation) -> str:
    """Return the text of the index; ``blanks`` counts what is left to fill in, by paper."""
    return "\n".join(_lines(chosen, blanks, installation)) + "\n"


def _lines(chosen: Sequence[Paper], blanks: Mapping[str, int], installation: Installation) -> Iterator[str]:
    yield "LES DOCUMENTS AVANT LE PREMIER IMPORT"
    yield f"{filled(installation.name)} – outil Levier {installation.version} – {installation.day}"
    yield f"{MENTION}."
    yield from ("", "LES DOCUMENTS", "")
    for one in chosen:
        yield f"{file_name(one)} : {one.title}"
        yield f"    Pour : {one.audience}"
        yield f"    {one.summary}"
        yield f"    Textes : {one.law}"
        yield f"    Reste à compléter : {blanks[one.name]}"
        yield ""
    yield from ("DANS QUEL ORDRE", "")
    yield from (f"{number}. {step}" for number, step in enumerate(STEPS, 1))
    yield from ("", "À SAVOIR", "")
    yield from (f"- {one}" for one in ENDING)
