"""Lump sums: payments that are not for an act."""

from levier.tables.columns import Column, Kind, table

SCHEMES = (
    "option_coordination_medical",
    "option_coordination_dentaire",
    "option_coordination_infirmier",
    "accord_national",
    "fmt",
    "teulade",
    "autre",
)

TABLE = table(
    Column(
        "for_period",
        "au_titre_de",
        Kind.PERIOD,
        "Année ou mois au titre duquel la somme est due.",
        "2025",
        required=True,
    ),
    Column("scheme", "dispositif", Kind.CHOICE, "Dispositif.", "accord_national", required=True, choices=SCHEMES),
    Column("units", "unites", Kind.DECIMAL, "Unités (patients adhérents, indicateurs validés).", "412"),
    Column("amount_due", "montant_du", Kind.AMOUNT, "Montant dû.", "18500,00"),
    Column("amount_received", "montant_recu", Kind.AMOUNT, "Montant reçu.", "18500,00"),
    Column("received_on", "encaisse_le", Kind.DATE, "Date d'encaissement.", "30/06/2025"),
    name="lump_sums",
    file="forfaits",
    label="Rémunérations forfaitaires",
    description="Une ligne par versement.",
    key=("for_period", "scheme", "received_on"),
)
