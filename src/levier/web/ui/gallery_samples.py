"""What the gallery shows: invented values, every state of every component."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.templatetags.static import static

from levier.web.ui.parts import Action, Addresses, Cell, ChartView, Column, Link

OUTCOMES = (
    ("real", "better"), ("likely", "better"), ("usual", ""), ("likely", "worse"), ("real", "worse"),
    ("real", "changed"), ("likely", "changed"), ("early", ""), ("compared", ""),
    ("unknown", "not_available"), ("unknown", "not_applicable"),
)  # fmt: skip


class SampleForm(forms.Form):
    """A control of each kind."""

    nom = forms.CharField(label="Nom du centre", help_text="Tel qu'il figure sur la façade.")
    courriel = forms.EmailField(label="Courriel", required=False)
    service = forms.ChoiceField(label="Service", choices=[("med", "Médical"), ("den", "Dentaire")])
    rythme = forms.ChoiceField(
        label="Rythme", widget=forms.RadioSelect, choices=[("m", "Chaque mois"), ("t", "Chaque trimestre")]
    )
    accord = forms.BooleanField(label="Le délégué à la protection des données a donné son avis")
    note = forms.CharField(label="Commentaire", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return everything that the gallery's template names."""
    messages.success(request, "Import terminé : 1 204 lignes retenues, 12 mises de côté.")
    messages.error(
        request, "Fichier « agenda.csv », ligne 14, colonne « debut » : « 32/01/2025 » lu, une date attendue."
    )
    return {
        "fictitious": True,
        "outcomes": OUTCOMES,
        "statuses": ("partial", "not_applicable", "not_available", "not_computable"),
        "actions": (
            Action("Exporter", "#", "secondary", "download"),
            Action("Saisir juillet", "#", "primary", "entry"),
        ),
        "path": (Link("Tableau de bord", "#"), Link("Rendez-vous non honorés")),
        "tabs": (Link("Synthèse", "#", current=True), Link("Par spécialité", "#"), Link("Lignes", "#")),
        "steps": (Link("Fichiers", "#", done=True), Link("Colonnes", "#", current=True), Link("Bilan"), Link("Fin")),
        "columns": COLUMNS,
        "rows": ROWS,
        "total": ("Ensemble", "1 204", "98", "8,1 %", ""),
        "empty_actions": (
            Action("Saisir un mois", "#", "primary", "entry"),
            Action("Importer un fichier", "#", "secondary", "upload"),
        ),
        "figures": FIGURES,
        "form": SampleForm(),
        "wrong": SampleForm({"courriel": "pas-une-adresse", "service": "med"}),
        "page": Paginator(range(230), 20).page(4),
        "view": _chart(),
    }


FIGURES: tuple[dict[str, Any], ...] = (
    {
        "label": "Rendez-vous non honorés (non-venue)", "value": 0.069, "unit": "%", "low": 0.061, "high": 0.078,
        "previous": 0.084, "change": "−1,5 point", "reading": {"outcome": "real", "sense": "better"}, "url": "#",
        "spark": (8.9, 8.4, 8.8, 8.1, 8.4, 7.9, 8.2, 7.4, 7.1, 7.2, 6.6, 6.9),
    },
    {
        "label": "Appels décrochés", "value": 0.712, "unit": "%", "low": 0.699, "high": 0.725, "previous": 0.745,
        "change": "−3,3 points", "reading": {"outcome": "likely", "sense": "worse"}, "status": "partial", "url": "#",
        "spark": (75, 74, 76, 73, 74, None, 72, 73, 70, 71, 72, 71),
    },
    {
        "label": "Amplitude d'ouverture hebdomadaire", "value": 57.5, "unit": "heures", "previous": 57.5,
        "reading": {"outcome": "usual", "sense": ""}, "url": "#",
    },
    {
        "label": "Produits d'activité facturés", "value": 184302.4, "unit": "€", "previous": 176120,
        "change": "+4,6 %", "reading": {"outcome": "early", "sense": ""}, "url": "#",
        "spark": (160, 171, 168, 175, 182, 150, 120, 178, 181, 186, 179, 184),
    },
    {"label": "Taux d'occupation des fauteuils", "status": "not_applicable", "url": "#"},
    {"label": "Rejets des organismes", "status": "not_available", "reason": "tableau des retours attendu", "url": "#"},
    {"label": "Couverture des coûts, imagerie", "status": "not_computable", "reason": "charges incomplètes"},
)  # fmt: skip

COLUMNS = (
    Column("Spécialité", heads=True),
    Column("Rendez-vous", number=True, url="#", sorted="descending"),
    Column("Non venus", number=True),
    Column("Taux", number=True),
    Column("Lecture"),
)
ROWS = (
    (
        "Médecine générale",
        "812",
        "51",
        Cell("6,3 %", kind="good"),
        Cell("", reading={"outcome": "real", "sense": "better"}),
    ),
    ("Gynécologie", "214", "24", Cell("11,2 %", kind="bad"), Cell("", reading={"outcome": "likely", "sense": "worse"})),
    ("Cardiologie", "178", "23", "12,9 %", Cell("", reading={"outcome": "usual", "sense": ""})),
    ("Psychiatrie", Cell("—", kind="none"), Cell("—", kind="none"), Cell("équipe réduite", kind="none"), ""),
)


_DRAWN = ("light", "dark", "narrow_light", "narrow_dark")


def _chart() -> ChartView:
    stills = {name: static(f"levier/samples/still-{name.replace('_', '-')}.svg") for name in _DRAWN}
    specs = {name: static(f"levier/samples/spec-{name.replace('_', '-')}.json") for name in _DRAWN}
    return ChartView(
        title="Rendez-vous non honorés, par mois",
        sentence="En juillet 2025, 6,9 % : la baisse dépasse les variations habituelles depuis mars.",
        stills=Addresses(**stills),
        specs=Addresses(**specs),
        columns=(Column("Mois", heads=True), Column("Taux", number=True)),
        rows=(("mai 2025", "7,2 %"), ("juin 2025", "6,6 %"), ("juillet 2025", "6,9 %")),
        downloads=(Link("PNG", stills["light"]), Link("Données (CSV)", "#")),
    )
