"""Answers of payers: what a file says of them as a whole, and the causes of rejection that its words tell.

Sentences of payers and of software may name a patient: the family that they mean is kept, never the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from levier.catalogue.rejections import OTHER, REFUSED, Families
from levier.i18n import _, ngettext
from levier.problems import INFORMATION, WARNING, Problem, trim
from levier.readers.layout import Layout, Source
from levier.tables.rows import Account

FAMILY, REJECTED, PENDING = "rejection_family", "rejete", "en_attente"
# A sentence met less often may be one person's.
LEAST_SEEN, MOST_SHOWN, MOST_LABELS = 3, 5, 1_000
# Before a cause: the words say that the lot was refused at its reception.
NOT_RECEIVED = "!"
_NUMBER = re.compile(r"\d{4,}")


class Causes(Mapping[str, str]):
    """A value map from what a software writes to the key of a family; other words stay, to be counted."""

    def __init__(self, families: Families) -> None:
        self.families = families

    def __getitem__(self, word: str) -> str:
        if word == "*":
            raise KeyError(word)
        text = word.replace("_", " ")
        found = self.families.of(text)
        said = text if found.key in (OTHER, REFUSED) else found.key
        return f"{NOT_RECEIVED}{said}" if self.families.says(REFUSED, text) else said

    def __iter__(self) -> Iterator[str]:
        return iter(self.families.by_key)

    def __len__(self) -> int:
        return len(self.families.by_key)


def classed(layout: Layout, families: Families) -> Layout:
    """Return a profile's layout, its causes of rejection told by the table unless the profile maps them itself."""
    causes = Causes(families)
    sources = tuple(replace(one, values=causes) if _is_cause(one) else one for one in layout.sources)
    return replace(layout, sources=sources) if any(map(_is_cause, layout.sources)) else layout


def _is_cause(source: Source) -> bool:
    return source.column.name == FAMILY and bool(source.indexes) and source.values is None


def by_words(layout: Layout) -> bool:
    """Tell whether the causes of a layout are told from words: only the rules read them."""
    return any(isinstance(source.values, Causes) for source in layout.sources)


@dataclass(slots=True)
class Answers:
    """The answers of one file: how many say a rejection, which lots were refused, which causes nothing explains."""

    families: Families
    by_words: bool
    kept: int = 0
    rejected: int = 0
    refused: int = 0
    others: int = 0
    labels: Counter[str] | None = None

    def take(self, columns: dict[str, list[Any]]) -> None:
        """Count the answers of some lines; a cause told by words becomes a family, or ``autre``."""
        pairs = list(zip(columns["status"], columns[FAMILY], strict=True))
        if self.by_words:
            columns[FAMILY] = [self._family(status, cause) for status, cause in pairs]
            pairs = list(zip(columns["status"], columns[FAMILY], strict=True))
        self.count((status, family, n) for (status, family), n in Counter(pairs).items())

    def count(self, found: Iterable[tuple[str | None, str | None, int]]) -> None:
        """Add (status, family, lines)."""
        for status, family, lines in found:
            self.kept += lines
            self.rejected += lines if status == REJECTED else 0
            self.refused += lines if status == PENDING and _refused(self.families, family) else 0

    def _family(self, status: str | None, cause: str | None) -> str | None:
        if cause is None:
            return None
        if status != REJECTED:
            return REFUSED if status == PENDING and cause.startswith(NOT_RECEIVED) else None
        cause = cause.removeprefix(NOT_RECEIVED)
        known = cause in self.families.by_key
        if not known:
            self._note(cause)
        return cause if known else OTHER

    def _note(self, label: str) -> None:
        self.others += 1
        self.labels = Counter() if self.labels is None else self.labels
        shown = _NUMBER.sub("…", label)
        if shown in self.labels or len(self.labels) < MOST_LABELS:
            self.labels[shown] += 1

    def finish(self, account: Account) -> Iterator[Problem]:
        """Give the account its controls; yield what is to be said of the file as a whole."""
        if self.refused:
            account.controls["accuses_negatifs"] = self.refused
            yield _problem(account, "accuse_negatif", WARNING, *_said_refused(self.refused))
        if self.rejected and self.rejected == self.kept:
            account.controls["rejets_seuls"] = self.rejected
            yield _problem(account, "rejets_seuls", WARNING, *_said_alone(self.rejected))
        if self.others:
            account.controls["rejets_autres"] = self.others
            yield _problem(account, "rejets_a_classer", INFORMATION, *self._said_others())

    def _said_others(self) -> tuple[str, str, str]:
        seen = [pair for pair in (self.labels or Counter()).most_common(MOST_SHOWN) if pair[1] >= LEAST_SEEN]
        named = ", ".join(_("{label} ({n})").format(label=trim(label), n=n) for label, n in seen)
        count = ngettext("{n} rejet sans famille", "{n} rejets sans famille", self.others).format(n=self.others)
        if not named:
            rare = _("{count} (libellés trop rares pour être montrés : ils pourraient nommer quelqu'un)")
            return rare.format(count=count), *_to_class()
        return _("{count} : {labels}").format(count=count, labels=named), *_to_class()


def _to_class() -> tuple[str, str]:
    return (
        _("une cause de la table des rejets ; à défaut ils sont rangés sous « autre »"),
        _(
            "Ajoutez un mot de ces libellés sous [rejets.droits] (ou une autre famille) de centre.toml, "
            'par exemple words = ["tutelle"].'
        ),
    )


def _refused(families: Families, family: str | None) -> bool:
    return family is not None and families.of(family).key == REFUSED


def _said_refused(count: int) -> tuple[str, str, str]:
    return (
        ngettext("{n} accusé de réception négatif", "{n} accusés de réception négatifs", count).format(n=count),
        _("la réponse d'un organisme ; un accusé négatif refuse le lot à la réception, ce n'est pas un rejet"),
        _("Ces factures comptent comme en attente. Refaites les lots et renvoyez-les : « À traiter » les donne."),
    )


def _said_alone(count: int) -> tuple[str, str, str]:
    return (
        ngettext("{n} ligne, rejetée", "{n} lignes, toutes rejetées", count).format(n=count),
        _("toutes les factures envoyées : payées, en attente et rejetées"),
        _(
            "Le taux de rejet ne se calcule pas sur cette liste seule : il lui faut le nombre de factures envoyées, "
            "tapé dans la grille (« factures_transmises », AMO et AMC), ou la liste des paiements."
        ),
    )


def _problem(account: Account, code: str, severity: str, value: str, expected: str, fix: str) -> Problem:
    return Problem(code, severity, account.file, account.sheet, value=value, expected=expected, fix=fix)
