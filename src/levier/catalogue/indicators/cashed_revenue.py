"""Recettes encaissées: typed only, from the accountant; shown beside what is billed, never mixed with it."""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Total, typed

INDICATOR = Indicator(
    name="cashed_revenue",
    label="Recettes encaissées",
    unit="€",
    direction=UP,
    why="Le chiffre du comptable est l'encaissé ; celui du logiciel est le facturé. Les rapprocher évite de croire l'un des deux faux.",
    how_to_read="Sommes que le comptable a encaissées dans la période, quelle que soit la date des soins.",
    caveats="L'encaissé d'une période paie en partie les soins d'une autre : ne le divisez pas par les actes de la même période.",
    counter_indicator="activity_revenue",
    version=1,
    review="2027-11-01",
    bases=(Basis("grille", Total(typed("montant_encaisse"))),),
    examples=(
        Example(
            title="Trois mois saisis font le trimestre",
            files={
                "grille": "periode;mesure;valeur\n2025-01;montant_encaisse;90000\n2025-02;montant_encaisse;85000\n"
                "2025-03;montant_encaisse;101500,50\n"
            },
            period="2025T1",
            expected=(276500.5, None),
            as_of="2025-03-31",
        ),
        Example(
            title="Il manque un mois : le trimestre n'est pas connu",
            files={
                "grille": "periode;mesure;valeur\n2025-01;montant_encaisse;90000\n2025-03;montant_encaisse;101500,50\n"
            },
            period="2025T1",
            status="not_available",
            as_of="2025-03-31",
        ),
    ),
)
