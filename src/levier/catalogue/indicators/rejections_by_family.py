"""Rejets par famille: how many first attempts were rejected, cut with ``--by rejection_family``."""

from levier.catalogue.claims import REJECTED, RESENT
from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Total, typed

POPULATION = Population("payer_flows", (RESENT, Exclusion("non rejeté", ~REJECTED)))

INDICATOR = Indicator(
    name="rejections_by_family",
    label="Rejets au premier envoi, par famille",
    unit="rejets",
    direction=DOWN,
    lever=6,
    why="Droits fermés, parcours de soins, contrat de complémentaire : chaque famille se corrige à un endroit différent.",
    how_to_read="Nombre de premiers envois rejetés ; coupé par famille de rejet, il dit quelle cause traiter d'abord.",
    caveats="Les familles sont celles de votre logiciel, ou de la table de correspondance que vous lui donnez. Le nombre suit l'activité.",
    counter_indicator="rejection_rework_days",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    team="tiers_payant",
    bases=(Basis("fichiers", Total(POPULATION.counted())), Basis("grille", Total(typed("rejets_premiers")))),
    examples=(
        Example(
            title="Deux rejets au premier envoi ; celui du renvoi ne compte pas",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;famille_rejet
F1;AMO;06/01/2025;1;rejete;droits
F1;AMO;20/01/2025;2;rejete;droits
F2;AMC;06/01/2025;1;rejete;contrat
F3;AMC;06/01/2025;1;paye;
"""
            },
            period="2025-01",
            expected=(2, None),
            as_of="2025-04-30",
        ),
        Example(
            title="La famille « droits », écrite de deux façons, est la même",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut;famille_rejet
F1;AMO;06/01/2025;rejete;Droits
F2;AMO;06/01/2025;rejete;droits
F3;AMC;06/01/2025;rejete;contrat
F4;AMO;07/01/2025;rejete;droits
"""
            },
            period="2025-01",
            slice={"rejection_family": "droits"},
            expected=(3, None),
            as_of="2025-04-30",
        ),
    ),
)
