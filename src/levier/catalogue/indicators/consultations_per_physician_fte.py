"""Consultations par ETP de médecin: centre only, three physicians at least, never by slice.

Physicians are counted as persons over the period where persons are given (month, quarter, year), else by their
full-time equivalents, which never exceed them.
"""

from levier.catalogue.acts import ZERO
from levier.catalogue.definition import NONE, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, distinct, largest, total, typed

PHYSICIAN = col("job") == "medecin"
FTE = total("staffing", "fte", "fte", PHYSICIAN, state="mean_of_months")
TYPED_FTE = typed("etp", job="medecin")
POPULATION = Population("acts", (ZERO, Exclusion("acte qui n'est pas une consultation", col("consultation") == 0)))

INDICATOR = Indicator(
    name="consultations_per_physician_fte",
    label="Consultations par équivalent temps plein de médecin",
    unit="consultations/ETP",
    direction=NONE,
    why="Un élu et l'ARS le demandent toujours ; mal calculé ailleurs, il fait du tort. Le voici avec ses limites.",
    how_to_read="Consultations du centre entier, annulations déduites, rapportées à la moyenne des ETP de médecins de la période.",
    caveats=(
        "Ne se compare pas à la médecine libérale : heures salariées, réunions, prévention, coordination et patients complexes n'y sont "
        "pas facturés à l'acte. Jamais par personne ni par spécialité, et jamais sous trois médecins. Un trimestre de congés le fait baisser."
    ),
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    centre_only=True,
    least_fte=(
        largest(
            distinct("staffing", "person", PHYSICIAN),
            FTE,
            typed("effectif", job="medecin"),
            TYPED_FTE,
        ),
        3,
    ),
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(), FTE)),
        Basis("grille", Ratio(typed("consultations_medecins", service="medical"), TYPED_FTE)),
    ),
    examples=(
        Example(
            title="Quatre médecins, 2,5 ETP en moyenne : trois consultations (une annulée), un ECG à part",
            files={
                "actes": "date;service;code;montant\n06/01/2025;medical;G;30,00\n07/02/2025;medical;CS;23,00\n08/02/2025;;G;30,00\n"
                "10/03/2025;medical;G;30,00\n10/03/2025;medical;G;-30,00\n10/03/2025;medical;DEQP003;14,26\n",
                "personnel": "mois;personne;metier;etp\n2025-01;M1;medecin;1\n2025-01;M2;medecin;0,5\n2025-01;M3;medecin;0,5\n"
                "2025-01;A1;accueil;1\n2025-02;M1;medecin;1\n2025-02;M2;medecin;0,5\n2025-02;M3;medecin;0,5\n2025-02;M4;medecin;1\n",
            },
            period="2025T1",
            expected=(3, 2.5),
            as_of="2025-03-31",
        ),
        Example(
            title="Deux médecins : non calculé, et aucun nombre n'est montré",
            files={
                "actes": "date;service;code;montant\n06/01/2025;medical;G;30,00\n",
                "personnel": "mois;personne;metier;etp\n2025-01;M1;medecin;1\n2025-01;M2;medecin;1\n",
            },
            period="2025-01",
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Effectifs donnés par métier, sans personne : trois ETP sont au moins trois médecins",
            files={
                "actes": "date;service;code;montant\n06/01/2025;medical;G;30,00\n06/01/2025;medical;G;30,00\n",
                "personnel": "mois;metier;etp\n2025-01;medecin;3\n",
            },
            period="2025-01",
            expected=(2, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Saisis dans la grille : la moyenne de juin et de décembre",
            files={
                "grille": "periode;mesure;valeur;service;metier\n2025;consultations_medecins;21000;medical;\n"
                "2025-06;etp;4;;medecin\n2025-12;etp;5;;medecin\n"
            },
            period="2025",
            expected=(21000, 4.5),
            as_of="2025-12-31",
        ),
    ),
)
