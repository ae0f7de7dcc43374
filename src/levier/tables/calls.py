"""Calls: the telephone log, one line per call."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("start_at", "debut", Kind.MOMENT, "Début de l'appel.", "03/01/2025 09:02:15", required=True),
    Column("queue", "file", Kind.TEXT, "File ou ligne appelée.", "secretariat"),
    Column(
        "direction",
        "sens",
        Kind.CHOICE,
        "Sens de l'appel.",
        "entrant",
        choices=("entrant", "sortant", "interne"),
        empty_means="entrant",
    ),
    Column(
        "answered",
        "decroche",
        Kind.FLAG,
        "L'appel a été décroché.",
        "oui",
        required=True,
        empty_kept=True,
        empty_means="inconnu : laissé de côté et compté",
    ),
    Column(
        "answered_by",
        "decroche_par",
        Kind.CHOICE,
        "Qui a décroché.",
        "humain",
        choices=("humain", "robot", "messagerie"),
        empty_means="humain",
    ),
    Column("wait_s", "attente_s", Kind.WHOLE, "Attente en secondes.", "24"),
    Column("duration_s", "duree_s", Kind.WHOLE, "Durée de la conversation en secondes.", "180"),
    Column("caller", "appelant", Kind.PERSON, "Appelant : remplacé à la lecture par une empreinte.", "0612345678"),
    name="calls",
    file="appels",
    label="Appels",
    description="Une ligne par appel téléphonique.",
    day="start_at",
)
