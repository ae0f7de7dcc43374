"""The journal: append-only, for security, not for watching staff."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models


class Appended(models.QuerySet):
    """Lines that nobody changes; old ones go by the retention of the installation only."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("the journal is append-only")

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("the journal is append-only")


class AuditEvent(models.Model):
    """Somebody logged in, imported, exported, changed a right or read named data of another's centre."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=40)
    centre = models.ForeignKey("centres.Centre", on_delete=models.SET_NULL, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    objects = Appended.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line.

        Raises:
            TypeError: it is already there.
        """
        if self.pk is not None:
            raise TypeError("the journal is append-only")
        super().save(*args, **kwargs)
