"""What people fill in about people."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levier.catalogue.typed import BLOCKS
from levier.catalogue.words import in_language
from levier.web.accounts.models import OF_BODY, OF_CENTRE, OF_DEPARTMENT, Role, User
from levier.web.centres.models import Body, Centre

# What each role may do, in one sentence that stands beside its name.
MEANS = {
    Role.DIRECTOR: _("Voit tout, importe, règle, invite."),
    Role.STAFF: _("Saisit ses blocs de la grille, importe, traite ses listes ; ne voit pas les montants."),
    Role.CONSULTANT: _("Voit les chiffres et les marges, sans les lignes ni les équipes réduites."),
    Role.ELECTED: _("Lit la note d'une page de ce centre, rien d'autre."),
    Role.BODY: _("Voit les chiffres de tous les centres du gestionnaire."),
    Role.DELEGATION: _("Voit les chiffres des centres d'un département."),
    Role.AGENCY: _("Voit les chiffres de tous les centres."),
    Role.PARTNER: _("Lit la synthèse anonyme, rien d'autre."),
    Role.EDITOR: _("Rédige la boîte à outils."),
    Role.MEMBER: _("Participe aux groupes de travail."),
    Role.ADMINISTRATOR: _("Gère centres et comptes ; ne voit aucun chiffre."),
}


def block_choices() -> list[tuple[str, str]]:
    """Return the blocks of the grid, as the page names them."""
    return [(name, in_language(block).title) for name, block in BLOCKS.items()]


def role_choices(roles: Any) -> list[tuple[str, str]]:
    """Return roles with what each may do."""
    return [(role.value, f"{_capital(role.label)} – {MEANS[role]}") for role in map(Role, roles)]


def _capital(words: Any) -> str:
    said = str(words)
    return said[:1].upper() + said[1:]


class PlaceForm(forms.Form):
    """A role in a centre, and the blocks of the grid that go with it."""

    role = forms.ChoiceField(label=_("Rôle dans le centre"), widget=forms.RadioSelect)
    blocks = forms.MultipleChoiceField(
        label=_("Blocs de la grille à saisir"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Pour l'équipe du centre seulement ; la direction les saisit tous."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = role_choices(OF_CENTRE)
        self.fields["blocks"].choices = block_choices()


class InviteForm(PlaceForm):
    """Somebody to invite in a centre."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("L'adresse professionnelle de la personne : elle se connectera avec."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "role", "blocks")


class AdminInviteForm(forms.Form):
    """Somebody to invite anywhere in the installation."""

    email = forms.EmailField(label=_("Adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Rôle"), widget=forms.RadioSelect)
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), required=False, empty_label="—",
        help_text=_("Pour la direction, l'équipe, un consultant ou un élu."),
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Gestionnaire"), required=False, empty_label="—",
        help_text=_("Pour un gestionnaire : il voit tous ses centres."),
    )  # fmt: skip
    department = forms.CharField(
        label=_("Département"), max_length=3, required=False, help_text=_("Pour une délégation : 93, 2A, 974…")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = role_choices(Role)
        self.fields["centre"].queryset = Centre.objects.filter(closed=None)
        self.fields["body"].queryset = Body.objects.order_by("name")

    def clean_department(self) -> str:
        """Return the code of the department in capitals."""
        return department(self.cleaned_data["department"])

    def clean(self) -> dict[str, Any]:
        """Keep of centre, body and department the one that the role is for; ask for it."""
        said = super().clean() or {}
        wanted = scope_of(said.get("role", ""))
        for name in ("centre", "body", "department"):
            if name == wanted and not said.get(name) and name not in self.errors:
                self.add_error(name, gettext("Ce rôle demande ce champ."))
            elif name != wanted:
                said[name] = "" if name == "department" else None
        return said


def scope_of(role: str) -> str:
    """Return the name of the field that says what a role is for, an empty text for the installation.

    >>> scope_of("director"), scope_of("delegation"), scope_of("agency")
    ('centre', 'department', '')
    """
    kinds = {"centre": OF_CENTRE, "body": OF_BODY, "department": OF_DEPARTMENT}
    return next((name for name, roles in kinds.items() if role in roles), "")


def department(said: str) -> str:
    """Return the code of a department.

    Raises:
        forms.ValidationError: it has not the shape of one.

    >>> department(" 2a ")
    '2A'
    """
    code = said.strip().upper()
    if code and not re.fullmatch(r"\d{2}|2[AB]|9[78]\d", code):
        wrong = gettext("« {code} » lu ; attendu : un code comme 93, 2A ou 974.").format(code=code)
        raise forms.ValidationError(wrong)
    return code


class CentreForm(forms.ModelForm):
    """A centre, as the administration makes it."""

    class Meta:
        model = Centre
        fields = ("name", "code", "body", "department")
        labels: ClassVar[dict[str, Any]] = {"code": _("Code dans les adresses")}
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("Lettres, chiffres et tirets, sans espace : il apparaît dans les liens et ne change plus."),
            "department": _("93, 2A, 974… : la délégation du département voit le centre."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance.pk:
            # Folders and links carry it.
            del self.fields["code"]

    def clean_code(self) -> str:
        """Return the code in small letters.

        Raises:
            forms.ValidationError: it is an address of the administration.
        """
        code = str(self.cleaned_data["code"]).lower()
        if code == "nouveau":
            raise forms.ValidationError(gettext("Ce mot est pris par une page du site. → Choisissez-en un autre."))
        return code

    def clean_department(self) -> str:
        """Return the code of the department in capitals."""
        return department(self.cleaned_data["department"])


class BodyForm(forms.ModelForm):
    """A managing body."""

    class Meta:
        model = Body
        fields = ("name",)
        labels: ClassVar[dict[str, Any]] = {"name": _("Nom du gestionnaire")}


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields = ("name", "language")
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Nom affiché"),
            "language": _("Langue des pages et des courriels"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Ce que vos collègues voient à côté de ce que vous saisissez.")
        }


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides a password: the address of the invitation stays as it is."""

    name = forms.CharField(label=_("Votre nom, tel que vos collègues le verront"), max_length=100, required=False)

    def signup(self, _request: Any, user: User) -> None:
        """Keep the name."""
        user.name = self.cleaned_data.get("name", "")
        user.save(update_fields=["name"])
