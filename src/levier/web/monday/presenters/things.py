"""Three things to do today, in the order of a director: claims, appointments, debts, then what else waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.tables.columns import CENTS
from levier.web.monday.kinds import DEBTS, KINDS, OWNERS, REJECTIONS, UNMARKED, ListKind
from levier.web.ui.formats import euros, french_date, number
from levier.worklists.model import days_said

MANY = 3
# Stages of a debt that ask for something today, the most urgent first.
STAGES = ("remise", "recouvrement", "relance", "seuil")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to do: ``worth`` and ``age`` are texts.

    ``printed`` takes the place of everything else on paper, when the numbers are those of a small team.
    """

    kind: str
    label: str
    worth: str = ""
    age: str = ""
    owner: str = ""
    more: str = ""
    url: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may: the lists that they treat, whether they see euros."""

    lists: tuple[str, ...] = ()
    money: bool = True

    def euros(self, kind: ListKind) -> bool:
        """Tell whether the amounts of a list are shown: to who may see money, and to who treats the list."""
        return self.money or kind.name in self.lists


def things(code: str, lists: Mapping[str, Mapping[str, Any]], may: May, others: Sequence[Thing] = ()) -> list[Thing]:
    """Return what to do today, three things at most.

    Args:
        code: of the centre.
        lists: the stored lists by name, in the language of the page.
        may: what the reader may.
        others: what else waits, the most urgent first: it fills the places that the lists leave.
    """
    makers = {REJECTIONS.name: _rejections, UNMARKED.name: _unmarked, DEBTS.name: _debts}
    found = [made for name, make in makers.items() if (made := _made(code, KINDS[name], lists.get(name), may, make))]
    return [*found, *others][:MANY]


def _made(code: str, kind: ListKind, data: Mapping[str, Any] | None, may: May, make: Any) -> Thing | None:
    if not data or not data.get("any", data.get("count")):
        return None
    url = reverse("worklist", args=[code, kind.slug]) if kind.name in may.lists else ""
    if data.get("hidden"):
        return Thing(kind.name, _WITHOUT_NUMBERS[kind.name](), owner=str(OWNERS[kind.owner]), url=url)
    label, worth, age, more = make(data, may.euros(kind))
    return Thing(
        kind.name,
        label,
        euros(worth / CENTS) if worth and may.euros(kind) else "",
        _OLDEST[kind.name]().format(days=days_said(age)) if age is not None else "",
        str(OWNERS[kind.owner]),
        more,
        url,
        _WITHOUT_NUMBERS[kind.name]() if data.get("private") else "",
    )


# What is said of a list whose numbers are those of a small team.
_WITHOUT_NUMBERS: dict[str, Callable[[], str]] = {
    "rejections": lambda: _("Reprendre rejets et factures sans réponse"),
    "unmarked": lambda: _("Pointer les rendez-vous restés sans issue"),
    "debts": lambda: _("Traiter les créances des patients"),
}
# « rejet » and « rendez-vous » are masculine, « créance » is not.
_OLDEST: dict[str, Callable[[], str]] = {
    "rejections": lambda: _("le plus ancien a {days}"),
    "unmarked": lambda: _("le plus ancien a {days}"),
    "debts": lambda: _("la plus ancienne a {days}"),
}

Said = tuple[str, int | None, int | None, str]


def _rejections(data: Mapping[str, Any], money: bool) -> Said:
    label = ngettext(
        "Reprendre {n} rejet ou facture sans réponse", "Reprendre {n} rejets et factures sans réponse", data["count"]
    ).format(n=number(data["count"]))
    first = data["groups"][0]
    cause, payer_type, payer = first["labels"]
    more = _("Commencer par « {cause} », {payer} : {what}.").format(
        cause=cause, payer=f"{payer_type} {payer}".strip(), what=_counted(first, money)
    )
    return label, data["amount"], oldest(data), more


def _unmarked(data: Mapping[str, Any], _money: bool) -> Said:
    week = data.get("last_week") or {"count": 0}
    total = ngettext("{n} sans issue notée en 31 jours.", "{n} sans issue notée en 31 jours.", data["count"]).format(
        n=number(data["count"])
    )
    if week["count"]:
        label = ngettext(
            "Pointer {n} rendez-vous de la semaine passée",
            "Pointer {n} rendez-vous de la semaine passée",
            week["count"],
        )
        return label.format(n=number(week["count"])), None, oldest(data), total
    label = ngettext(
        "Pointer {n} rendez-vous resté sans issue", "Pointer {n} rendez-vous restés sans issue", data["count"]
    )
    more = _("Ceux de la semaine passée sont tous pointés.")
    return label.format(n=number(data["count"])), None, oldest(data), more


def _debts(data: Mapping[str, Any], money: bool) -> Said:
    stages = data.get("stages") or {}
    name = next((one for one in STAGES if one in stages), None)
    if name is None:
        label = ngettext("Suivre {n} créance", "Suivre {n} créances", data["count"])
        return label.format(n=number(data["count"])), data["amount"], oldest(data), ""
    one = stages[name]
    label = _STAGE_LABELS[name](one["count"]).format(n=number(one["count"]))
    return label, one["amount"], one["oldest"], _next(stages, money)


_STAGE_LABELS: dict[str, Callable[[int], str]] = {
    "remise": lambda n: ngettext(
        "Remettre {n} créance au comptable public", "Remettre {n} créances au comptable public", n
    ),
    "recouvrement": lambda n: ngettext("Mettre {n} créance en recouvrement", "Mettre {n} créances en recouvrement", n),
    "relance": lambda n: ngettext("Relancer {n} créance de patient", "Relancer {n} créances de patients", n),
    "seuil": lambda n: ngettext(
        "Encaisser {n} petite somme au prochain passage", "Encaisser {n} petites sommes au prochain passage", n
    ),
}


def _next(stages: Mapping[str, Any], money: bool) -> str:
    """Return what is to be reminded before its deadline."""
    soon = stages.get("relance")
    if not soon or not soon["next"]:
        return ""
    return _("À relancer : {what}, la première échéance est le {day}.").format(
        what=_counted(soon, money), day=french_date(soon["next"])
    )


def _counted(group: Mapping[str, Any], money: bool) -> str:
    said = ngettext("{n} dossier", "{n} dossiers", group["count"]).format(n=number(group["count"]))
    amount = euros(group["amount"] / CENTS)
    return _("{what}, {amount}").format(what=said, amount=amount) if money and group["amount"] else said


def oldest(data: Mapping[str, Any]) -> int | None:
    """Return the age in days of the oldest row of a list."""
    return max((one["oldest"] for one in data["groups"]), default=None)


def waiting(lines: Sequence[Any]) -> Iterator[Thing]:
    """Yield what is late as things to do, for the places that the lists leave."""
    for one in lines:
        yield Thing(one.kind, one.todo, age=one.since, owner=one.owner, url=one.url)
