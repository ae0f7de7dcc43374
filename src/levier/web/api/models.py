"""Tokens: what a program shows in the place of a person; only their digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_DAYS = 366
PREFIX = "levier_"


class Scope(models.TextChoices):
    """What a token may do, within what its person may do."""

    READ = "read", _("lire les centres et leurs chiffres")
    TYPE = "type", _("lire et écrire la grille saisie")
    IMPORT = "import", _("déposer des fichiers et suivre leur import")


class TokenQuerySet(models.QuerySet):
    """Tokens of programs."""

    def usable(self, text: str) -> ApiToken | None:
        """Return the token that a program shows, ``None`` when it is unknown, revoked, out of date or orphan."""
        now = timezone.now()
        found = self.filter(digest=digest(text), revoked=None, expires__gt=now, user__is_active=True)
        return found.select_related("user", "centre").first()


class ApiToken(models.Model):
    """A token of a person, for everything that is theirs or for one centre."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("usage"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=16)
    scopes = models.JSONField(default=list)
    centre = models.ForeignKey("centres.Centre", on_delete=models.CASCADE, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    last_used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)
    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def scope_words(self) -> list[str]:
        """Return what the token may do, in words."""
        return [str(Scope(one).label) for one in self.scopes]

    @property
    def over(self) -> bool:
        """Tell whether the token no longer opens anything."""
        return self.revoked is not None or self.expires <= timezone.now()


def digest(text: str) -> str:
    """Return what is kept of a token: it has 256 bits of chance, a plain hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_token(user: Any, name: str, scopes: list[str], days: int = 90, centre: Any = None) -> tuple[ApiToken, str]:
    """Make a token; its text is returned once and kept nowhere.

    Args:
        user: whose rights it has.
        name: what it is for.
        scopes: among :class:`Scope`.
        days: how long it works, a year at most.
        centre: the only centre that it opens, every one of the person's by default.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=min(days, LONGEST_DAYS))
    kept = ApiToken.objects.create(
        user=user, name=name, digest=digest(text), beginning=text[:12], scopes=scopes, expires=expires, centre=centre
    )
    return kept, text
