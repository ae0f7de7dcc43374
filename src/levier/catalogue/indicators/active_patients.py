"""File active: distinct patients seen, exact, by month, quarter or year (a week or twelve months is not a declared grain).

Seen is billed: an act with a positive amount. A patient whose only act is cancelled by another line still counts: the
person came. Without any patient on acts, honoured appointments, walk-ins included, are the second basis.
"""

from levier.catalogue.appointments import STATUS
from levier.catalogue.definition import UP, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Total, col, distinct, rows, typed

PATIENT = col("patient")
POPULATION = Population(
    "acts",
    (
        Exclusion("montant nul", col("sign") == 0),
        Exclusion("annulation", col("sign") == -1),
        Exclusion("patient non renseigné", ~PATIENT.known()),
    ),
)

INDICATOR = Indicator(
    name="active_patients",
    label="File active (patients différents reçus)",
    unit="personnes",
    direction=UP,
    why="C'est la première question d'un élu ou de l'ARS : combien de personnes le centre soigne-t-il ?",
    how_to_read="Patients différents qui ont eu au moins un acte facturé dans la période, chacun compté une fois.",
    caveats=(
        "Les mois ne s'additionnent pas : un patient venu en janvier et en mars compte une fois dans le trimestre. Les services non plus : "
        "le même patient va chez le dentiste et chez le médecin."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    distinct=True,
    bases=(
        Basis(
            "fichiers",
            Total(distinct("acts", "patient", POPULATION.where)),
            given=((rows("acts", PATIENT.known()), "le patient n'est renseigné sur aucun acte de la période"),),
        ),
        Basis(
            "rendez-vous",
            Total(distinct("appointments", "patient", STATUS == "honore")),
            given=((rows("appointments", PATIENT.known()), "le patient n'est renseigné sur aucun rendez-vous"),),
            note="patients des rendez-vous honorés, à défaut des actes",
        ),
        Basis("grille", Total(typed("patients_vus"))),
    ),
    examples=(
        Example(
            title="Deux patients, dont un venu trois fois ; ligne à zéro et ligne sans patient à part",
            files={
                "actes": """date;code;montant;patient
06/01/2025;G;30,00;P1
07/01/2025;G;30,00;P1
20/01/2025;DEQP003;14,26;P1
07/01/2025;G;30,00;P2
08/01/2025;G;0,00;P3
08/01/2025;G;30,00;
"""
            },
            period="2025-01",
            expected=(2, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Au trimestre, le patient de janvier et de mars compte une fois ; sa ligne annulée n'en ajoute pas",
            files={
                "actes": "date;code;montant;patient\n06/01/2025;G;30,00;P1\n03/03/2025;G;30,00;P1\n03/03/2025;G;-30,00;P1\n"
                "10/02/2025;G;30,00;P2\n10/02/2025;G;-30,00;P3\n"
            },
            period="2025T1",
            expected=(2, None),
            as_of="2025-03-31",
        ),
        Example(
            title="Des actes sans patient : les rendez-vous honorés, passages compris",
            files={
                "actes": "date;code;montant\n06/01/2025;G;30,00\n",
                "rendez_vous": "debut;statut;patient;sans_rdv\n06/01/2025 09:00;honore;P1;non\n06/01/2025 10:00;honore;P2;oui\n"
                "06/01/2025 11:00;non_venu;P3;non\n07/01/2025 11:00;honore;P1;non\n",
            },
            period="2025-01",
            expected=(2, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Douze mois glissants ne sont pas un grain où l'on compte des personnes",
            files={"actes": "date;code;montant;patient\n06/01/2025;G;30,00;P1\n"},
            period="2024-02..2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Le nombre saisi pour l'année est celui de l'année, pas une somme de mois",
            files={
                "grille": "periode;mesure;valeur\n2025;patients_vus;6200\n"
                + "".join(f"2025-{month:02d};patients_vus;900\n" for month in range(1, 13))
            },
            period="2025",
            expected=(6200, None),
            as_of="2025-12-31",
        ),
    ),
)
