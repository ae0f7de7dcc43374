"""What a paper is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from levier.papers.installation import CENTRE, REGION, Installation

if TYPE_CHECKING:
    from levier.papers.document import Document


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to have ready before the first import (French).

    ``name`` is its file, ``audience`` who reads it, ``summary`` what it is for in one sentence, ``law`` the texts that
    ask for it. ``write`` fills a document from an installation. ``kinds`` says which installations need it.
    """

    order: int
    name: str
    title: str
    audience: str
    summary: str
    law: str
    write: Callable[[Document, Installation], None]
    kinds: tuple[str, ...] = (CENTRE, REGION)
