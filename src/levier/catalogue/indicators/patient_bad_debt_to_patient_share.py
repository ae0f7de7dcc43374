"""Impayés des patients, rapportés à la part des patients: the version that full third-party payment does not hide.

Acts whose patient share is not known are left out and counted.
"""

from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.catalogue.indicators.patient_bad_debt_rate import STOCK, UNPAID
from levier.measures.language import Ratio, col, rows, typed

POPULATION = Population("acts", (Exclusion("part du patient non renseignée", ~col("patient_share").known()),))

INDICATOR = Indicator(
    name="patient_bad_debt_to_patient_share",
    label="Impayés des patients, rapportés à la part des patients",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Le patient ne peut laisser impayé que ce qu'il doit lui-même : c'est à cela que l'impayé se mesure.",
    how_to_read=(
        "Sommes dues par les patients, échues dans la période depuis au moins 90 jours et toujours impayées, rapportées à la part "
        "des actes à la charge des patients."
    ),
    caveats="Les actes sans part du patient renseignée sont laissés de côté, et comptés. Un petit dénominateur rend le taux très variable.",
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    bases=(
        Basis(
            "fichiers",
            Ratio(UNPAID, POPULATION.summed("patient_share", "euros")),
            given=(
                (rows("acts", POPULATION.where), "la part du patient n'est renseignée sur aucun acte de la période"),
            ),
        ),
        Basis("grille", Ratio(typed("reste_du_patients_90j"), typed("part_patient")), note=STOCK),
    ),
    examples=(
        Example(
            title="9 € impayés sur 36 € à la charge des patients ; l'acte sans part renseignée est laissé de côté",
            files={
                "creances_patients": "facture;echeance;montant_du\nF1;06/01/2025;9,00\n",
                "actes": """date;code;montant;part_patient
06/01/2025;G;30,00;9,00
07/01/2025;G;30,00;27,00
08/01/2025;G;30,00;
""",
            },
            period="2025-01",
            expected=(9, 36),
            as_of="2025-04-30",
        ),
        Example(
            title="Un fichier d'actes sans la colonne ne donne aucun chiffre, et non un taux infini",
            files={
                "creances_patients": "facture;echeance;montant_du\nF1;06/01/2025;9,00\n",
                "actes": "date;code;montant\n06/01/2025;G;30,00\n",
            },
            period="2025-01",
            status="not_available",
            as_of="2025-04-30",
        ),
        Example(
            title="Les totaux du trimestre, saisis dans la grille",
            files={"grille": "periode;mesure;valeur\n2024T4;reste_du_patients_90j;3000\n2024T4;part_patient;60000\n"},
            period="2024T4",
            expected=(3000, 60000),
            as_of="2025-04-30",
        ),
    ),
)
