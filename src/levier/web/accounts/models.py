"""People, and what each may do where."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Role(models.TextChoices):
    """What somebody is for a centre, a managing body, a department or the whole installation."""

    DIRECTOR = "director", _("direction du centre")
    STAFF = "staff", _("équipe du centre")
    BODY = "body", _("gestionnaire")
    CONSULTANT = "consultant", _("consultant")
    DELEGATION = "delegation", _("délégation départementale")
    AGENCY = "agency", _("agence régionale")
    PARTNER = "partner", _("partenaire (synthèse seule)")
    ELECTED = "elected", _("élu (note de son centre)")
    EDITOR = "editor", _("comité éditorial")
    MEMBER = "member", _("membre d'un groupe")
    ADMINISTRATOR = "administrator", _("administration de l'installation")


# What a role is given for: one centre, one managing body, one department, or everything that is there.
OF_CENTRE = (Role.DIRECTOR, Role.STAFF, Role.CONSULTANT, Role.ELECTED)
OF_BODY = (Role.BODY,)
OF_DEPARTMENT = (Role.DELEGATION,)
INVITATION_DAYS = 7


class Users(BaseUserManager):
    """People by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make somebody who may log in.

        Raises:
            ValueError: no address.
        """
        if not email:
            raise ValueError("a user has an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make an administrator of the installation."""
        user = self.create_user(email, password, **more)
        Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user


class User(AbstractBaseUser):
    """Somebody. ``name`` is what colleagues see; nothing else is known of a person.

    There are no superusers, staff flags nor groups: what a person may do comes from roles, and from nowhere else.
    """

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom affiché"), max_length=100, blank=True)
    language = models.CharField(max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Users()

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name shown."""
        return str(self)

    def has_perm(self, right: str, thing: Any = None) -> bool:
        """Tell whether a role gives a right (:data:`levier.web.accounts.rights.RIGHTS`), on a centre or anywhere."""
        return bool(self.is_active and rules.has_perm(right, self, thing))

    def has_perms(self, wanted: Any, thing: Any = None) -> bool:
        """Tell whether roles give every right of a list."""
        return all(self.has_perm(right, thing) for right in wanted)

    def has_module_perms(self, _app: str) -> bool:
        """Tell that Django's permissions by application are not used."""
        return False

    @cached_property
    def roles(self) -> list[Membership]:
        """Return what the person is, everywhere, read once for a request."""
        return list(self.memberships.select_related("centre", "body"))


class Scoped(models.Model):
    """A role, and what it is for: one centre, one managing body, one department or the installation."""

    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    centre = models.ForeignKey("centres.Centre", on_delete=models.CASCADE, null=True, blank=True)
    body = models.ForeignKey("centres.Body", on_delete=models.CASCADE, null=True, blank=True)
    department = models.CharField(_("département"), max_length=3, blank=True)
    # Blocks of the grid that a member of the staff fills in (levier.catalogue.typed.BLOCKS).
    blocks = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        """Return what the role is for, as a person reads it."""
        if self.department:
            return str(_("département {code}")).format(code=self.department)
        return str(self.centre or self.body or _("toute l'installation"))


class Membership(Scoped):
    """A role of a person, for one centre, one managing body, one department or the installation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField(auto_now_add=True)
    # Of what the role is, as one text: SQLite cannot hold empty columns unique.
    scope = models.CharField(max_length=60, editable=False)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "role", "scope"], name="one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the role."""
        self.scope = f"{self.centre_id or ''}/{self.body_id or ''}/{self.department}"
        super().save(*args, **kwargs)

    def covers(self, centre: Any) -> bool:
        """Tell whether the role speaks of a centre."""
        if self.role in OF_CENTRE:
            return self.centre_id == centre.pk
        if self.role in OF_BODY:
            return self.body_id is not None and self.body_id == centre.body_id
        if self.role in OF_DEPARTMENT:
            return bool(self.department) and self.department == centre.department
        return self.role == Role.AGENCY


class Invitations(models.QuerySet):
    """Invitations as somebody may use them."""

    def waiting(self) -> Invitations:
        """Return those that were neither used nor withdrawn, the late ones included."""
        return self.filter(used_at=None, revoked_at=None)

    def named(self, token: str) -> Invitation | None:
        """Return the invitation of a link while it can be used, ``None`` in every other case alike."""
        found = self.select_related("centre", "body", "invited_by").filter(digest=digest_of(token)).first()
        return found if found and found.usable else None


def digest_of(token: str) -> str:
    """Return what is kept of the secret of a link: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_seven_days() -> Any:
    """Return when an invitation of now is over."""
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(Scoped):
    """A role offered to an address, by a link that works once."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(default=in_seven_days)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    objects = Invitations.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created"]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    @property
    def usable(self) -> bool:
        """Tell whether the link still works."""
        return self.used_at is None and self.revoked_at is None and self.expires > timezone.now()

    @property
    def late(self) -> bool:
        """Tell whether nobody answered in time."""
        return self.used_at is None and self.revoked_at is None and self.expires <= timezone.now()
