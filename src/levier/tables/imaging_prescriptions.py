"""Imaging prescriptions: where the examinations are done."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("date", "date", Kind.DATE, "Date de la prescription.", "03/01/2025", required=True),
    Column("prescriber", "prescripteur", Kind.PERSON, "Prescripteur : remplacé à la lecture par une empreinte.", "P07"),
    Column("family", "famille", Kind.TEXT, "Famille d'examens.", "échographie"),
    Column(
        "done_internally",
        "interne",
        Kind.FLAG,
        "Examen fait au centre.",
        "oui",
        required=True,
        empty_kept=True,
        empty_means="inconnu : laissé de côté et compté",
    ),
    Column("feasible", "realisable", Kind.FLAG, "Examen que le centre sait faire.", "oui", empty_means="oui"),
    name="imaging_prescriptions",
    file="prescriptions_imagerie",
    label="Prescriptions d'imagerie",
    description="Une ligne par examen prescrit.",
    day="date",
)
