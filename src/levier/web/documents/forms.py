"""What only people know: asked in one short form, used by every paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from levier.web.documents.models import CentreNote, InstallationSettings


class PapersForm(forms.ModelForm):
    """Who decides, who protects, who hosts."""

    class Meta:
        model = InstallationSettings
        fields = (
            "controller", "controller_address", "representative", "dpo", "rights_contact", "hosting",
            "hosting_provider", "data_place", "key_place", "backup", "line_retention_months", "region_name",
            "consultant",
        )  # fmt: skip
        help_texts = {  # noqa: RUF012
            "controller": _("La personne morale qui décide : la commune, l'association…"),
            "representative": _("Une fonction suffit : le maire, la présidente."),
            "dpo": _("Comment le joindre : une adresse de service."),
            "rights_contact": _("Où un patient écrit pour exercer ses droits."),
            "data_place": _("En mots : « serveur de la ville, disque chiffré »."),
            "key_place": _("À part des données : « coffre de la direction »."),
            "backup": _("Rythme, lieu, durée : « chaque nuit, serveur de la ville, 30 jours »."),
            "line_retention_months": _("Vide : jusqu'à ce que quelqu'un efface."),
            "region_name": _("Celle à qui le centre remet ses totaux, s'il le fait."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]


class NoteForm(forms.ModelForm):
    """What the direction writes in its note."""

    class Meta:
        model = CentreNote
        fields = ("situation", "asks")
        widgets = {  # noqa: RUF012
            "situation": forms.Textarea(attrs={"rows": 5}),
            "asks": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {  # noqa: RUF012
            "situation": _("Vide : l'outil présente le centre et ses services. Aucun nom de patient ni d'agent."),
            "asks": _("Une demande par ligne : précise, datée, chiffrée si possible."),
        }
