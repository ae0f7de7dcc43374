"""Part des droits vérifiés en ligne, over all invoices (an empty cell is *non*: contract §3 rule 1).

The typed basis counts passages at the desk during two weeks, not invoices: the basis says so.
"""

from levier.catalogue.acts import ZERO
from levier.catalogue.definition import UP, Basis, Example, Indicator, Population
from levier.measures.language import Ratio, col, typed

POPULATION = Population("invoices", (ZERO,))

INDICATOR = Indicator(
    name="rights_checked_share",
    label="Droits vérifiés en ligne",
    unit="%",
    direction=UP,
    lever=6,
    why="La plupart des rejets viennent de droits fermés ou changés : on ne le sait qu'en les contrôlant à l'accueil.",
    how_to_read="Factures pour lesquelles les droits ont été contrôlés en ligne (ADRi), rapportées à toutes les factures.",
    caveats="Une case vide compte comme « non ». Par comptage à l'accueil, ce sont des passages et non des factures.",
    counter_indicator="payer_rejection_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    team="accueil",
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(col("rights_checked") == 1), POPULATION.counted())),
        Basis(
            "grille",
            Ratio(typed("droits_verifies"), typed("passages_observes")),
            note="passages comptés à l'accueil, et non factures",
        ),
    ),
    examples=(
        Example(
            title="Deux contrôles sur trois factures : une case vide veut dire non",
            files={
                "factures": "id;date;droits_verifies;montant\nF1;06/01/2025;oui;30,00\nF2;06/01/2025;oui;30,00\nF3;06/01/2025;;30,00\n"
            },
            period="2025-01",
            expected=(2, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Une facture annulée n'a pas été contrôlée une fois de plus",
            files={
                "factures": "id;date;droits_verifies;montant\nF1;06/01/2025;oui;30,00\nF2;06/01/2025;oui;30,00\n"
                "F3;07/01/2025;oui;-30,00\nF4;07/01/2025;non;30,00\n"
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="Deux semaines de comptage à l'accueil",
            files={
                "grille": "periode;mesure;valeur;nature\n2025-03-03/2025-03-14;passages_observes;400;echantillon\n"
                "2025-03-03/2025-03-14;droits_verifies;300;echantillon\n"
            },
            period="2025-03",
            expected=(300, 400),
            status="partial",
            as_of="2025-03-31",
        ),
    ),
)
