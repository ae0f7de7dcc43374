"""Log-in and sign-up, with our words: no placeholder says what the label says already."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Adresse électronique"),
    "email": _("Adresse électronique"),
    "password": _("Mot de passe"),
    "oldpassword": _("Mot de passe actuel"),
    "password1": _("Nouveau mot de passe"),
    "password2": _("Le même, une seconde fois"),
}


def say(form: Any) -> None:
    """Give the fields of a form our labels, and nothing inside them."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = LABELS.get(name, field.label)


class LoginForm(forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)


class SignupForm(forms.SignupForm):
    """The account of somebody invited: the address is that of the invitation and stays it."""

    field_order = ("email", "name", "password1", "password2")

    def __init__(self, *args: Any, **more: Any) -> None:
        from allauth.core import context

        from levier.web.accounts.adapter import INVITED

        super().__init__(*args, **more)
        say(self)
        self.fields["password1"].label = LABELS["password"]
        self.fields["email"].initial = context.request.session.get(INVITED, "")
        self.fields["email"].widget.attrs["readonly"] = True


class ResetPasswordForm(forms.ResetPasswordForm):
    """The address that forgot."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)


class ReauthenticateForm(forms.ReauthenticateForm):
    """Who is there, asked again."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)


class ChangePasswordForm(forms.ChangePasswordForm):
    """Another password, by who knows the former one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)


class SetPasswordForm(forms.SetPasswordForm):
    """A first password, for who came by sign-on."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):
    """Another password, by who holds the link."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        say(self)
