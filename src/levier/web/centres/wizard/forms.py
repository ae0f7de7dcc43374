"""What each of the first steps asks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levier.catalogue.indicators import indicators
from levier.web.accounts.models import User
from levier.web.centres import services
from levier.web.centres.advice import SOURCES, USUAL
from levier.web.centres.forms import DEPARTMENT, IdentityForm
from levier.web.centres.models import Body, Centre
from levier.web.documents.models import InstallationSettings


class AccountForm(forms.Form):
    """The account of whoever installs."""

    email = forms.EmailField(
        label=_("Adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(
        label=_("Nom affiché"), required=False, max_length=100, help_text=_("Ce que vos collègues voient."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Mot de passe"), strip=False,
        help_text=_("Douze signes au moins. Une phrase entière convient très bien."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Le même, encore une fois"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check the password as the rest of the site does."""
        said = self.cleaned_data
        password = said.get("password")
        if password and said.get("again") and password != said["again"]:
            self.add_error("again", gettext("Les deux mots de passe diffèrent : tapez deux fois le même."))
        if password:
            try:
                validate_password(password, User(email=said.get("email", ""), name=said.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return said


class CentreForm(IdentityForm):
    """Who the centre is, the essential only."""

    field_order = ("name", "services", "managing_body", "body", "finess", "department")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, centre=None, **kwargs)
        del self.fields["chart"], self.fields["qpv"]
        self.fields["services"].required = True
        self.fields["services"].help_text = _(
            "Cochez ceux que vous avez : les indicateurs des autres diront « sans objet »."
        )

    def joinable(self, body: Body) -> bool:
        """Tell that any body will do: whoever installs runs the installation."""
        return True

    def said(self) -> dict[str, Any]:
        """Return what :func:`levier.web.centres.services.identify` takes."""
        return self.cleaned_data | {"chart": "", "qpv": None}


def code_for(name: str) -> str:
    """Return a code that no centre has, made from a name."""
    words = slugify(name)[:30].strip("-") or "centre"
    taken = set(Centre.objects.filter(code__startswith=words).values_list("code", flat=True))
    return next(one for one in (words, *(f"{words}-{n}" for n in range(2, 1000))) if one not in taken)


class DirectionForm(forms.Form):
    """Who directs the centre."""

    ME, OTHER = "me", "other"
    who = forms.ChoiceField(
        label=_("Qui dirige le centre ?"), widget=forms.RadioSelect, initial=ME,
        choices=[(ME, _("C'est moi")), (OTHER, _("Quelqu'un d'autre"))],
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Son adresse électronique"), required=False,
        help_text=_("Si c'est quelqu'un d'autre : une invitation lui est préparée, valable sept jours."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the address of somebody else."""
        if (
            self.cleaned_data.get("who") == self.OTHER
            and not self.cleaned_data.get("email")
            and "email" not in self.errors
        ):
            self.add_error("email", gettext("Donnez l'adresse de la personne à inviter."))
        return self.cleaned_data


class SourcesForm(forms.Form):
    """What lies on the desk."""

    sources = forms.MultipleChoiceField(
        label=_("Qu'avez-vous sous la main ?"), required=False, initial=list(USUAL),
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, words) for name, (words, _help, _names) in SOURCES.items()],
    )  # fmt: skip


class FollowedForm(forms.Form):
    """Five to eight indicators."""

    names = forms.MultipleChoiceField(label=_("Indicateurs suivis"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = [(one.name, one.label) for one in indicators().values()]

    def clean_names(self) -> list[str]:
        """Keep five to eight.

        Raises:
            ValidationError: fewer or more.
        """
        names: list[str] = self.cleaned_data["names"]
        if not services.LEAST <= len(names) <= services.MOST:
            said = gettext("{n} cochés ; attendu : de cinq à huit. Vous pourrez en changer dans les réglages.")
            raise forms.ValidationError(said.format(n=len(names)))
        return names


class RegionForm(forms.ModelForm):
    """What the installation of a region is called, and who answers for it."""

    class Meta:
        model = InstallationSettings
        fields = ("name", "controller", "dpo", "rights_contact")
        help_texts = {"name": _("Exemple : « Pilotage des centres de santé, région fictive ».")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "name"
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]


class CentresForm(forms.Form):
    """The centres of a region, one a line."""

    lines = forms.CharField(
        label=_("Un centre par ligne : son nom, un point-virgule, son département"), required=False,
        widget=forms.Textarea(attrs={"rows": 8}), help_text=_("Exemple : Centre de santé du Port ; 93"),
    )  # fmt: skip

    def clean_lines(self) -> list[tuple[str, str]]:
        """Return names and departments.

        Raises:
            ValidationError: a line has no department, or names a centre twice.
        """
        found = [
            _line(number, line)
            for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1)
            if line.strip()
        ]
        names = [name.casefold() for name, _department in found]
        twice = next((name for name, _department in found if names.count(name.casefold()) > 1), "")
        if twice:
            raise forms.ValidationError(gettext("« {name} » est là deux fois : gardez une ligne.").format(name=twice))
        return found


def _line(number: int, line: str) -> tuple[str, str]:
    name, _sign, department = (part.strip() for part in re.sub(r"\s+", " ", line).partition(";"))
    if not name or not DEPARTMENT.fullmatch(department.upper()):
        said = gettext("Ligne {n} : « {line} » lu ; attendu : un nom, un point-virgule, un numéro de département.")
        raise forms.ValidationError(said.format(n=number, line=line.strip()[:80]))
    return name[:200], department.upper()
