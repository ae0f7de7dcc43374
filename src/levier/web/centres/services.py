"""What a centre chooses, written: each change is in its history, and asks for the figures again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.parameters import conventions
from levier.centre import read_centre
from levier.web.centres.models import Body, Centre, Event, Target
from levier.web.centres.toml_text import changed
from levier.web.figures.services import recompute

LEAST, MOST = 5, 8
TOP = ""


def describe(centre: Centre, changes: Mapping[tuple[str, str], Any]) -> bool:
    """Change keys of the description of a centre and tell whether anything changed.

    Raises:
        WrongCommand: the library refuses the result; nothing is written.
    """
    text = changed(centre.description or f'identifiant = "{centre.code}"\n', changes)
    read_centre(text, centre.code)
    if text == centre.description:
        return False
    centre.description = text
    return True


def follow(centre: Centre, names: Sequence[str], *, user: Any) -> None:
    """Keep the indicators that a centre follows, in this order.

    Raises:
        ValueError: fewer than five, more than eight, twice the same, or one that does not exist.
    """
    if not LEAST <= len(names) <= MOST or len(set(names)) != len(names) or not set(names) <= set(indicators()):
        raise ValueError("five to eight indicators of the catalogue, each once")
    centre.followed = list(names)
    _save(centre, user)


def may_join(user: Any, centre: Centre | None, body: Body) -> bool:
    """Tell whether somebody may put a centre under a managing body: theirs already, new, or run by themselves."""
    others = body.centres.exclude(pk=centre.pk if centre else None)
    if (centre and centre.body_id == body.pk) or not others.exists() or user.has_perm("installation.manage"):
        return True
    return any(user.has_perm("centre.settings", one) for one in others)


@transaction.atomic
def identify(centre: Centre, said: Mapping[str, Any], *, user: Any) -> None:
    """Keep who the centre is, as :class:`levier.web.centres.forms.IdentityForm` says it.

    Raises:
        WrongCommand: the library refuses the description; nothing is written.
    """
    toml = {
        "nom": said["name"], "finess": said["finess"] or None, "gestionnaire": said["managing_body"] or None,
        "departement": said["department"] or None, "regime_comptable": said["chart"] or None,
        "services": list(said["services"]) or None, "qpv": said["qpv"],
    }  # fmt: skip
    moved = describe(centre, {(TOP, key): value for key, value in toml.items()})
    centre.name, centre.department = said["name"], said["department"]
    centre.body = Body.objects.get_or_create(name=said["body"])[0] if said["body"] else None
    _save(centre, user)
    if moved:
        recompute(centre, user=user, reason=_("réglages du centre modifiés"))


def agree(centre: Centre, chosen: Mapping[str, int | str], *, user: Any) -> bool:
    """Keep conventions; one that says the default is taken out. Tell whether anything changed.

    Raises:
        WrongCommand: the library refuses a value; nothing is written.
    """
    usual = conventions()
    changes = {("conventions", name): None if value == usual[name] else value for name, value in chosen.items()}
    return _described(centre, changes, user, _("convention modifiée"))


def cost(centre: Centre, costs: Mapping[str, float | None], *, user: Any) -> bool:
    """Keep the yearly costs of third-party payment, in euros; ``None`` is not known. Tell whether anything changed."""
    changes = {("couts_tiers_payant", name): value for name, value in costs.items()}
    return _described(centre, changes, user, _("coûts du tiers payant modifiés"))


@transaction.atomic
def _described(centre: Centre, changes: Mapping[tuple[str, str], Any], user: Any, reason: str) -> bool:
    if not describe(centre, changes):
        return False
    _save(centre, user)
    recompute(centre, user=user, reason=reason)
    return True


def _save(centre: Centre, user: Any) -> None:
    centre._history_user = user if user is not None and user.is_authenticated else None
    centre.save()


@transaction.atomic
def aim(centre: Centre, wanted: Iterable[tuple[str, float | None, str]], *, user: Any) -> bool:
    """Keep the targets of a centre: indicator, value in its unit (``None``: no target any more), source.

    Readings are judged against targets: they are made again when one changed, which is told.
    """
    known = {one.indicator: one for one in centre.targets.all()}
    moved = False
    for name, value, source in wanted:
        mine = known.get(name)
        if mine is not None and (mine.value, mine.source) == (value, source):
            continue
        if value is None:
            if mine is not None:
                mine.delete()
                moved = True
            continue
        one = mine or Target(centre=centre, indicator=name)
        one.value, one.source, one._history_user = value, source, user
        one.save()
        moved = True
    if moved:
        recompute(centre, user=user, reason=_("objectif modifié"))
    return moved


def note(event: Event, *, user: Any) -> None:
    """Keep an event or an action: it is drawn on the curves as soon as they are drawn again."""
    event._history_user = user
    event.save()
    recompute(event.centre, user=user, reason=_("événement modifié"))


def forget(event: Event, *, user: Any) -> None:
    """Take an event out; its history stays."""
    centre = event.centre
    event._history_user = user
    event.delete()
    recompute(centre, user=user, reason=_("événement supprimé"))
