"""Typed measures: the grid that a person fills by hand."""

from levier.tables.columns import Column, Kind, service, specialty, table

TABLE = table(
    Column(
        "period", "periode", Kind.PERIOD, "Mois, trimestre, année, ou échantillon de dates.", "2025-01", required=True
    ),
    Column(
        "measure",
        "mesure",
        Kind.TEXT,
        "Nom de la mesure, dans la liste de « levier schema grille ».",
        "rdv_honores",
        required=True,
    ),
    Column(
        "value", "valeur", Kind.DECIMAL, "Valeur ; 0 s'écrit, une case vide veut dire inconnu.", "1204", required=True
    ),
    service(),
    specialty(),
    Column("payer_type", "payeur_type", Kind.CHOICE, "AMO ou AMC.", "", choices=("AMO", "AMC")),
    Column("job", "metier", Kind.TEXT, "Métier.", ""),
    Column("family", "famille", Kind.TEXT, "Famille d'achats ou dispositif.", ""),
    Column(
        "nature",
        "nature",
        Kind.CHOICE,
        "Valeur exacte, estimée, ou d'un échantillon.",
        "exact",
        choices=("exact", "estime", "echantillon"),
        empty_means="exact",
    ),
    Column(
        "definition",
        "definition",
        Kind.CHOICE,
        "Définition suivie par la source.",
        "levier",
        choices=("levier", "editeur", "operateur", "comptable"),
        empty_means="levier",
    ),
    Column("source", "source", Kind.TEXT, "Document d'où vient la valeur.", "statistiques de l'agenda"),
    Column("preferred", "prefere", Kind.FLAG, "Préférer cette valeur à celle des fichiers.", "non", empty_means="non"),
    Column("comment", "commentaire", Kind.TEXT, "Commentaire.", ""),
    name="typed_measures",
    file="grille",
    label="Grille saisie",
    description="Une ligne par mesure et par période.",
    key=("period", "measure", "service", "specialty", "payer_type", "job", "family", "site"),
)
