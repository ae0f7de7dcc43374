"""The same five lines as the page, for an e-mail: no patient, no name, no small team, nothing that somebody typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.catalogue.words import in_language
from levier.web.centres.models import Centre
from levier.web.figures.presenters.changed import Changed
from levier.web.figures.selectors import Viewer
from levier.web.monday.presenters.page import MondayPage, monday_page
from levier.web.monday.presenters.things import Thing
from levier.web.monday.presenters.week import Week
from levier.web.ui.formats import french_date

# Labels of actions and duties are typed by people: they may hold a name, and are only counted here.
TYPED_BY_PEOPLE = ("action", "duty")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the e-mail."""

    title: str
    text: str


def lines_of(centre: Centre, user: Any) -> tuple[str, list[Line]]:
    """Return the subject and the five lines, as what leaves the screen may be seen by somebody."""
    page = monday_page(centre, user, Viewer(private=False, money=user.has_perm("centre.money", centre)))
    subject = _("La page du lundi – {centre}, semaine du {day}").format(centre=centre, day=french_date(page.monday))
    return subject, [
        Line(_("À faire aujourd'hui"), _todo(page)),
        Line(_("Ce qui a vraiment changé"), _changed(page.changed)),
        Line(_("La semaine passée"), _week(page.week)),
        Line(_("En retard"), _late(page)),
        Line(_("Pour l'équipe"), page.team),
    ]


def _todo(page: MondayPage) -> str:
    said = [_thing(one) for one in page.things if one.kind not in TYPED_BY_PEOPLE]
    return _(" ; ").join(said) + "." if said else _("Rien de particulier.")


def _thing(one: Thing) -> str:
    return f"{one.label} ({one.worth})" if one.worth else one.label


def _changed(changed: Changed | None) -> str:
    if changed is None:
        return _("Trop tôt pour conclure.")
    if changed.quiet:
        return changed.sentence
    text = _("{name} : {value}")
    said = [text.format(name=one.label, value=in_language(one.reading["reading"])) for one in changed.changes[:5]]
    return _(" ; ").join(said) + "."


def _week(week: Week | None) -> str:
    if week is None:
        return _("Pas encore dans vos fichiers.")
    said = [f"{one.label} {one.value}" + (f" ({one.before})" if one.before else "") for one in week.numbers]
    return _(" ; ").join(said) + "."


def _late(page: MondayPage) -> str:
    counts = Counter(one.kind for one in page.all_late)
    said = [text.format(n=counts[kind]) for kind, text in _texts(counts).items() if counts[kind]]
    return _(", ").join(said) + "." if said else _("Rien n'est en retard.")


def _texts(counts: Counter[str]) -> dict[str, str]:
    return {
        "file": ngettext("{n} fichier à importer", "{n} fichiers à importer", counts["file"]),
        "block": ngettext("{n} bloc de la grille", "{n} blocs de la grille", counts["block"]),
        "action": ngettext("{n} action", "{n} actions", counts["action"]),
        "duty": ngettext("{n} obligation", "{n} obligations", counts["duty"]),
    }
