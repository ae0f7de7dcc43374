"""What the pages of log-in and of one's own account share: ``{% load levier_accounts %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.web.accounts import demonstration
from levier.web.accounts.invitations import mail_leaves
from levier.web.accounts.middleware import lacking
from levier.web.ui.parts import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def account_tabs(context: Context) -> list[Link]:
    """Return the pages of one's own account, the current one marked."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    pages = [
        ("account", _("Profil"), ("account",)),
        ("account_change_password", _("Mot de passe"), ("account_change_password", "account_set_password")),
        ("account_email", _("Adresse"), ("account_email",)),
        ("mfa_index", _("Second facteur"), ()),
        ("usersessions_list", _("Connexions ouvertes"), ("usersessions_list",)),
        ("tokens", _("Jetons d'accès"), ()),
        ("account_data", _("Mes données"), ("account_data", "account_close")),
    ]
    return [
        Link(label, reverse(name), current=here in also or (name == "mfa_index" and here.startswith("mfa_")))
        for name, label, also in pages
    ]


@register.simple_tag
def demonstration_accounts() -> list[dict[str, Any]]:
    """Return one account for each role when everything is fictitious, else nothing."""
    return demonstration.accounts() if settings.FICTITIOUS else []


@register.simple_tag
def demonstration_password() -> str:
    """Return the password of every account of the demonstration."""
    return demonstration.password()


@register.simple_tag
def mail_server() -> bool:
    """Tell whether e-mails leave."""
    return mail_leaves()


@register.simple_tag(takes_context=True)
def sign_on_providers(context: Context) -> list[dict[str, str]]:
    """Return the sign-on of the installation (ProConnect, Pro Santé Connect…), nothing when there is none."""
    from allauth.socialaccount.adapter import get_adapter

    request = context["request"]
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    after = {"next": request.GET["next"]} if request.GET.get("next") else {}
    return [
        {"name": one.app.name or one.name, "url": one.get_login_url(request, **after)}
        for one in get_adapter().list_providers(request)
    ]


@register.simple_tag(takes_context=True)
def needs_second_factor(context: Context) -> bool:
    """Tell whether a role of the person waits for a second factor."""
    return lacking(context["request"].user)
