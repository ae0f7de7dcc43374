"""What the settings and the region show, read in few queries."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.catalogue.indicators import indicators
from levier.catalogue.parameters import conventions
from levier.web.accounts.models import User
from levier.web.centres.models import DEFAULT_FOLLOWED, Centre, Event, Target
from levier.web.centres.words import SERVICES
from levier.web.config.installation import REGION
from levier.web.home.navigation import may


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in the overview: its name, what is set, where it is changed."""

    label: str
    said: str
    url: str
    icon: str = "settings"


def overview(user: Any, centre: Centre) -> list[Setting]:
    """Return every setting of a centre that a person may change, in the order in which one needs them."""
    return [*_own(centre), *_elsewhere(user, centre)]


def _own(centre: Centre) -> Iterator[Setting]:
    known = centre.described()
    own = sum(known.conventions[name] != value for name, value in conventions().items())
    targets, events = centre.targets.count(), centre.events.count()
    services = ", ".join(str(SERVICES[one]) for one in known.services or ()) or _("services non indiqués")

    def to(name: str) -> str:
        return reverse(name, args=[centre.code])

    followed = len(centre.followed or DEFAULT_FOLLOWED)
    yield Setting(
        _("Indicateurs suivis"),
        _("{n} sur le tableau de bord").format(n=followed),
        to("settings_followed"),
        "dashboard",
    )
    said = ngettext("{n} objectif", "{n} objectifs", targets).format(n=targets) if targets else _("aucun objectif")
    yield Setting(_("Objectifs"), said, to("settings_targets"), "lever")
    said = ngettext("{n} date sur les courbes", "{n} dates sur les courbes", events).format(n=events)
    yield Setting(_("Événements et actions"), said if events else _("aucune date"), to("settings_events"), "event")
    said = ngettext("{n} choix du centre", "{n} choix du centre", own).format(n=own) if own else _("celles de l'outil")
    yield Setting(_("Conventions"), said, to("settings_conventions"), "list")
    yield Setting(_("Identité"), services, to("settings_identity"), "centre")
    costs = sum(known.third_party_costs.values()) // 100
    said = _("{n} € par an").format(n=f"{costs:,}".replace(",", "\u202f")) if costs else _("non renseignés")
    yield Setting(_("Coûts du tiers payant"), said, to("settings_costs"), "euro")
    yield Setting(_("Historique"), _("qui a changé quoi, et quand"), to("settings_history"), "file")


# Settings kept by other pages: right, icon, only where lines of patients may be.
ELSEWHERE = {
    "people": ("centre.people", "person", False),
    "entry_hours": ("centre.type", "monday", False),
    "digest": ("centre.monday", "monday", False),
    "watched_folder": ("centre.watch", "upload", True),
    "worklist_settings": ("centre.settings", "list", True),
}


def _elsewhere(user: Any, centre: Centre) -> Iterator[Setting]:
    words = {
        "people": (_("Personnes et droits"), _("inviter, retirer, changer un rôle")),
        "entry_hours": (_("Horaires d'ouverture"), _("l'affiche de la porte, en sept lignes")),
        "digest": (_("Courriel du lundi"), _("recevoir la page du lundi par courriel")),
        "watched_folder": (_("Dossier surveillé"), _("l'export de la semaine est pris tout seul")),
        "worklist_settings": (_("Listes suivies"), _("ce qui est gardé d'un jour à l'autre")),
    }
    for name, (label, said) in words.items():
        right, icon, lines = ELSEWHERE[name]
        if may(user, right, centre) and not (lines and settings.KIND == REGION):
            yield Setting(label, said, reverse(name, args=[centre.code]), icon)


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the history of the settings."""

    at: datetime
    who: str
    what: tuple[str, ...]


def changes(centre: Centre, limit: int = 100) -> list[Change]:
    """Return what was changed in the settings of a centre, the last first."""
    found = [*_of_centre(centre, limit), *_of_targets(centre, limit), *_of_events(centre, limit)]
    people = dict(User.objects.filter(pk__in={who for _at, who, _what in found if who}).values_list("pk", "email"))
    found.sort(key=lambda one: one[0], reverse=True)
    return [Change(at, people.get(who, _("l'installation")), what) for at, who, what in found[:limit] if what]


Found = tuple[datetime, int | None, tuple[str, ...]]


def _of_centre(centre: Centre, limit: int) -> Iterator[Found]:
    rows = list(centre.history.order_by("-history_id")[: limit + 1])
    for now, before in zip(rows, [*rows[1:], None], strict=True):
        if before is not None:
            yield now.history_date, now.history_user_id, tuple(_moved(before, now))
        elif len(rows) <= limit:
            yield now.history_date, now.history_user_id, (_("Centre créé"),)


def _moved(before: Any, now: Any) -> Iterator[str]:
    if before.name != now.name:
        yield _("Nom : « {before} » devient « {now} »").format(before=before.name, now=now.name)
    if before.department != now.department:
        yield _("Département : « {before} » devient « {now} »").format(before=before.department, now=now.department)
    if before.body_id != now.body_id:
        yield _("Gestionnaire changé")
    if before.followed != now.followed:
        known = indicators()
        labels = [known[name].label for name in now.followed if name in known]
        yield _("Indicateurs suivis : {labels}").format(labels=" · ".join(labels))
    for line in difflib.ndiff(before.description.splitlines(), now.description.splitlines()):
        if line[:2] in ("- ", "+ ") and line[2:].strip():
            sign = _("ôté") if line[0] == "-" else _("écrit")
            yield f"{sign} : {line[2:].strip()}"


def _of_targets(centre: Centre, limit: int) -> Iterator[Found]:
    from levier.web.ui.formats import value_of

    known = indicators()
    for one in Target.history.filter(centre_id=centre.pk).order_by("-history_id")[:limit]:
        about = known.get(one.indicator)
        said = value_of(one.value, about.unit) if about else str(one.value)
        sentence = _("Objectif retiré : {label}") if one.history_type == "-" else _("Objectif : {label}, {value}")
        label = about.label if about else one.indicator
        yield one.history_date, one.history_user_id, (sentence.format(label=label, value=said),)


def _of_events(centre: Centre, limit: int) -> Iterator[Found]:
    from levier.web.ui.formats import french_date

    sentences = {
        "+": _("Ajouté : {label}, {day}"),
        "~": _("Modifié : {label}, {day}"),
        "-": _("Supprimé : {label}, {day}"),
    }
    for one in Event.history.filter(centre_id=centre.pk).order_by("-history_id")[:limit]:
        said = sentences[one.history_type].format(label=one.label, day=french_date(one.day))
        yield one.history_date, one.history_user_id, (said,)
