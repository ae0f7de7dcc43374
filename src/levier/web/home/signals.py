"""The language of an account is that of each browser that has chosen none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

ASKED = "levier_language"


@receiver(user_logged_in)
def remember_language(sender: object, request: HttpRequest | None, user: Any, **_more: Any) -> None:
    """Have the answer of the log-in carry the language of the account."""
    if request is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        setattr(request, ASKED, user.language)
