"""How people come in: by invitation, never by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

INVITED = "levier_invited_email"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to the person whom an invitation names, in the session that opened it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this visitor holds an invitation."""
        return INVITED in request.session


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Sign-on opens an account that exists, or that an invitation names; it makes none by itself."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether this visitor holds an invitation for this address."""
        return bool(sociallogin.user.email) and request.session.get(INVITED) == sociallogin.user.email.lower()
