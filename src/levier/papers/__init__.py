"""Papers before the first import: what a DPO, an IT department and staff representatives ask for, ready to edit.

Each paper is one module of :mod:`levier.papers.texts`, discovered: a new file adds one. They are French papers of
French law, whatever the language of the screens; the words of the command that writes them are translated.

>>> [one.name for one in papers()][:2]
['registre', 'aipd']
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO

from levier.i18n import _
from levier.papers import texts
from levier.papers.installation import Installation
from levier.papers.paper import Paper
from levier.problems import WrongCommand, suggest

__all__ = ["Installation", "Paper", "paper", "papers", "papers_of", "write"]


@cache
def _discovered() -> tuple[Paper, ...]:
    names = sorted(name for _finder, name, _package in iter_modules(texts.__path__))
    found = (import_module(f"{texts.__name__}.{name}").PAPER for name in names)
    return tuple(sorted(found, key=lambda one: (one.order, one.name)))


def papers() -> list[Paper]:
    """Return every paper, in the order in which a centre prepares them."""
    return list(_discovered())


def papers_of(installation: Installation) -> list[Paper]:
    """Return the papers that this kind of installation needs: a region has no patient to inform."""
    return [one for one in papers() if installation.kind in one.kinds]


def paper(name: str) -> Paper:
    """Return the paper of this name.

    Raises:
        WrongCommand: there is none; the nearest name is given.

    >>> paper("aipd").title
    "Analyse d'impact relative à la protection des données (AIPD)"
    """
    known = {one.name: one for one in papers()}
    if name not in known:
        near = suggest(name, known) or _("Documents : {names}.").format(names=", ".join(known))
        raise WrongCommand(_("Document inconnu « {name} ». {near}").format(name=name, near=near))
    return known[name]


def write(one: Paper, installation: Installation, stream: BinaryIO) -> int:
    """Write a paper as DOCX for an installation, and return how many « [à compléter] » are left in it.

    >>> from datetime import date
    >>> from io import BytesIO
    >>> write(paper("registre"), Installation(name="A01", date=date(2026, 1, 5)), BytesIO()) > 0
    True
    """
    from levier.papers.document import Document

    document = Document(one, installation)
    one.write(document, installation)
    document.save(stream)
    return document.blanks
