"""What one may ask of the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from levier.web.audit.words import FAMILIES
from levier.web.centres.models import Centre


class JournalForm(forms.Form):
    """Filters of the journal, in its address."""

    famille = forms.ChoiceField(label=_("Quoi"), required=False)
    personne = forms.CharField(label=_("Qui"), required=False, max_length=100)
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), required=False, to_field_name="code", empty_label=_("Tous")
    )
    du = forms.DateField(
        label=_("Du"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    au = forms.DateField(
        label=_("Au"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["famille"].choices = [("", _("Tout")), *FAMILIES.items()]
        self.fields["centre"].queryset = Centre.objects.order_by("code")
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name in ("famille", "centre") else "form-control"

    def asked(self) -> dict[str, Any]:
        """Return what is asked, what cannot be read left out."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else getattr(self, "cleaned_data", {})
        centre = said.get("centre")
        return {
            "family": said.get("famille") or "", "person": (said.get("personne") or "").strip(),
            "centre": centre.code if centre else "", "first": said.get("du"), "last": said.get("au"),
        }  # fmt: skip
