"""Appointments: what the agenda knows of each booking."""

from levier.tables.columns import Column, Kind, patient, practitioner, service, specialty, table

STATUSES = (
    "honore",
    "non_venu",
    "arrive_trop_tard",
    "absent_excuse",
    "parti_sans_etre_vu",
    "reporte",
    "annule",
    "non_pointe",
)

TABLE = table(
    Column("id", "id", Kind.KEY, "Numéro du rendez-vous dans le logiciel.", "RV-20250103-0007"),
    service(),
    specialty(),
    practitioner(),
    Column("room", "cabinet", Kind.KEY, "Salle de consultation (cabinet) ou fauteuil.", "C2"),
    patient(),
    Column("booked_at", "pris_le", Kind.MOMENT, "Moment de la prise de rendez-vous.", "18/12/2024 09:12"),
    Column("start_at", "debut", Kind.MOMENT, "Début prévu du rendez-vous.", "03/01/2025 14:30", required=True),
    Column("end_at", "fin", Kind.MOMENT, "Fin prévue du rendez-vous.", "03/01/2025 14:45"),
    Column(
        "status",
        "statut",
        Kind.CHOICE,
        "Ce qu'est devenu le rendez-vous.",
        "honore",
        required=True,
        choices=STATUSES,
        empty_kept=True,
        empty_means="non_pointe",
    ),
    Column("cancelled_at", "annule_le", Kind.MOMENT, "Moment de l'annulation.", "02/01/2025 18:05"),
    Column("cancelled_by", "annule_par", Kind.CHOICE, "Qui a annulé.", "patient", choices=("patient", "centre")),
    Column("walk_in", "sans_rdv", Kind.FLAG, "Venu sans rendez-vous.", "non", empty_means="non"),
    Column("first_visit", "premier_rdv", Kind.FLAG, "Première venue du patient.", "non", empty_means="non"),
    Column(
        "channel",
        "canal",
        Kind.CHOICE,
        "Par où le rendez-vous a été pris.",
        "telephone",
        choices=("telephone", "web", "guichet"),
    ),
    Column(
        "reminder",
        "rappel",
        Kind.CHOICE,
        "Rappel envoyé avant le rendez-vous.",
        "sms",
        choices=("aucun", "sms", "appel", "courriel"),
    ),
    name="appointments",
    file="rendez_vous",
    label="Rendez-vous",
    description="Une ligne par rendez-vous, à venir ou passé, annulés compris.",
    day="start_at",
    key=("id",),
    orders=(("start_at", "end_at"), ("booked_at", "start_at")),
)
