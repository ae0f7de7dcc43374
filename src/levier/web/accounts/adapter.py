"""How people come in: by invitation, never by themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# In the session of whoever opened the link of an invitation: its address, its number.
INVITED, INVITATION = "levier_invited_email", "levier_invitation"
SIGN_UPS = ("account_signup", "socialaccount_signup")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to the person whom an invitation names, in the session that opened it."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Adresse ou mot de passe incorrect. → Vérifiez-les, ou demandez un nouveau mot de passe."
        ),
        "too_many_login_attempts": _(
            "Trop d'essais pour cette adresse. → Attendez cinq minutes, ou demandez un nouveau mot de passe."
        ),
        "incorrect_code": _(
            "Code incorrect. → Prenez celui que l'application affiche maintenant ; il change toutes les 30 secondes."
        ),
        "incorrect_password": _("Mot de passe incorrect."),
        "invited_only": _("L'invitation est pour une autre adresse. → Gardez celle qui est affichée."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this visitor holds an invitation that can still be used."""
        return usable(request) is not None

    def clean_email(self, email: str) -> str:
        """Return the address; at sign-up only that of the invitation will do."""
        from allauth.core import context

        email, request = super().clean_email(email).lower(), context.request
        if request.resolver_match.url_name in SIGN_UPS and email != request.session.get(INVITED):
            raise self.validation_error("invited_only")
        return email

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Tell that the address of an invitation needs no other proof: its link was sent there."""
        return email.lower() == request.session.get(INVITED) or super().is_email_verified(request, email)


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Sign-on opens an account that exists, or that an invitation names; it makes none by itself."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether this visitor holds an invitation for this address."""
        found = usable(request)
        return found is not None and (sociallogin.user.email or "").lower() == found.email


def usable(request: HttpRequest) -> Any:
    """Return the invitation of this session while it can be used, else ``None``."""
    from levier.web.accounts.models import Invitation

    found = Invitation.objects.filter(pk=request.session.get(INVITATION)).first()
    return found if found and found.usable and found.email == request.session.get(INVITED) else None
