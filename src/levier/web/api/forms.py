"""Making a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from levier.web.api.models import LONGEST_DAYS, Scope
from levier.web.centres.models import Centre


class TokenForm(forms.Form):
    """What the token is for, what it may do, for how long."""

    name = forms.CharField(
        label=_("À quoi sert ce jeton ?"), max_length=80, help_text=_("Par exemple : classeur du DAF")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu'il permet"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    centre = forms.ModelChoiceField(
        label=_("Centre"), queryset=Centre.objects.none(), required=False, empty_label=_("tous mes centres")
    )
    days = forms.IntegerField(
        label=_("Durée, en jours"), min_value=1, max_value=LONGEST_DAYS, initial=90, help_text=_("Un an au plus")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = Centre.objects.visible_to(user)
