"""The headings, the switcher of centres and the menu of the account: ``{% load levier_home %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from levier.web.home import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def headings(context: Context) -> list[navigation.Place]:
    """The headings of the page, for whoever looks: ``{% headings as places %}``."""
    request = context.get("request")
    return [] if request is None else navigation.places(request)


@register.inclusion_tag("home/parts/centre_menu.html", takes_context=True)
def centre_menu(context: Context) -> dict[str, Any]:
    """The centre of the page, and how to go to another one."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {}
    centre = navigation.centre_of(request)
    others = navigation.own_centres(user)
    several = navigation.sees_several(user)
    return {"centre": centre, "centres": others if len(others) > 1 else [], "several": several, "request": request}


@register.inclusion_tag("home/parts/account_menu.html", takes_context=True)
def account_menu(context: Context) -> dict[str, Any]:
    """What a person may do with their account."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {"user": None, "login": reverse("account_login")}
    centre = navigation.centre_of(request)
    may = navigation.may
    return {
        "user": user,
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "people": reverse("people", args=[centre.code]) if centre and may(user, "centre.people", centre) else "",
        "elsewhere": list(navigation.of_several(user)) if centre else [],
    }
