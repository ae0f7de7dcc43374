"""Who changed which value of a centre, when, from what to what: the histories of its tables as one list."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, QuerySet, Value, Window
from django.db.models.functions import Cast, Coalesce, Lag, NullIf
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.typed import TYPED
from levier.catalogue.words import in_language
from levier.web.accounts.models import Membership, Role
from levier.web.centres.models import Centre, Event, Target
from levier.web.entry.models import TypedValue

TEXT = CharField()


def kinds() -> list[tuple[str, str]]:
    """Return what may be asked for."""
    return [
        ("", _("Tout")), ("typed", _("Grille")), ("target", _("Objectifs")), ("event", _("Événements et actions")),
        ("member", _("Personnes")), ("centre", _("Réglages du centre")),
    ]  # fmt: skip


def changes(centre: Centre, kind: str = "") -> QuerySet:
    """Return the changes of a centre, newest first, in one query."""
    parts = {
        "typed": _part("typed", TypedValue.history.filter(centre=centre), F("measure"), F("period"), F("value")),
        "target": _part("target", Target.history.filter(centre=centre), F("indicator"), Value(""), _text("value")),
        "event": _part("event", Event.history.filter(centre=centre), F("label"), Value(""), _text("day")),
        "member": _part("member", Membership.history.filter(centre=centre), _person(), Value(""), F("role")),
        "centre": _part("centre", Centre.history.filter(id=centre.pk), F("name"), Value(""), _text("followed")),
    }
    wanted = [parts[kind]] if kind in parts else list(parts.values())
    return wanted[0].union(*wanted[1:], all=True).order_by("-x_when") if wanted[1:] else wanted[0].order_by("-x_when")


def _text(name: str) -> Any:
    return Cast(F(name), TEXT)


def _person() -> Any:
    return _named("user")


def _named(person: str) -> Any:
    """Return the name of somebody, else the address."""
    return Coalesce(NullIf(F(f"{person}__name"), Value("")), F(f"{person}__email"), Value(""), output_field=TEXT)


def _part(kind: str, rows: QuerySet, what: Any, more: Any, value: Any) -> QuerySet:
    former = Window(Lag(value), partition_by=F("id"), order_by=[F("history_date").asc(), F("history_id").asc()])
    said = {"x_kind": Value(kind), "x_what": what, "x_more": more, "x_value": value, "x_former": former}
    texts = {name: Coalesce(one, Value(""), output_field=TEXT) for name, one in said.items()
             if name != "x_former"}  # fmt: skip
    found = rows.order_by().annotate(
        **texts,
        x_former=Cast(former, TEXT),
        x_when=F("history_date"),
        x_type=F("history_type"),
        x_who=_named("history_user"),
    )
    return found.values("x_kind", "x_what", "x_more", "x_value", "x_former", "x_when", "x_type", "x_who")


def said(one: dict[str, Any]) -> dict[str, Any]:
    """Return a change as the page shows it."""
    former, value = (_value(one["x_kind"], one[name] or "") for name in ("x_former", "x_value"))
    made, gone = one["x_type"] == "+", one["x_type"] == "-"
    return {
        "when": one["x_when"], "who": one["x_who"] or _("le système"), "kind": dict(kinds())[one["x_kind"]],
        "what": _what(one), "former": "" if made else (value if gone else former),
        "value": _("effacé") if gone else value,
    }  # fmt: skip


def _what(one: dict[str, Any]) -> str:
    name = one["x_what"]
    if one["x_kind"] == "typed" and name in TYPED:
        return f"{in_language(TYPED[name]).label}, {one['x_more']}"
    if one["x_kind"] == "target" and name in indicators():
        return str(in_language(indicators()[name]).label)
    return " ".join(filter(None, (name, one["x_more"])))


def _value(kind: str, value: str) -> str:
    if kind == "member" and value in Role.values:
        return str(Role(value).label)
    return "" if kind == "centre" else value
