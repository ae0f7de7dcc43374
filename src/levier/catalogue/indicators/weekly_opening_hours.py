"""I06: amplitude horaire d'ouverture."""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Ratio, count, total

INDICATOR = Indicator(
    name="weekly_opening_hours",
    code="I06",
    label="Amplitude horaire d'ouverture (heures par semaine)",
    unit="heures/semaine",
    direction=UP,
    lever=3,
    why="Les heures d'ouverture disent quand un patient peut venir, et bornent ce que les salles peuvent accueillir.",
    how_to_read="Heures d'accueil d'une semaine ordinaire : moyenne, sur les jours de la période, du total hebdomadaire affiché ce jour-là.",
    caveats="Les fermetures n'en sont pas ôtées. Ouvrir le samedi peut faire baisser le taux d'occupation : les deux se lisent ensemble.",
    counter_indicator="room_occupancy_rate",
    version=1,
    review="2027-11-01",
    team="aucune",
    bases=(Basis("fichiers", Ratio(total("calendar", "weekly_s", "hours"), count("calendar"))),),
    examples=(
        Example(
            title="L'affiche de la porte : cinq jours de 8 h et le samedi matin",
            files={
                "horaires": "jour;de;a\n"
                + "".join(
                    f"{day};09:00;12:00\n{day};13:00;18:00\n"
                    for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
                )
                + "samedi;09:00;12:30\n"
            },
            period="2025-01",
            expected=(43.5 * 31, 31),
            as_of="2025-01-31",
        ),
        Example(
            title="Deux plages qui se recouvrent comptent une fois ; la fermeture de Noël n'ôte rien",
            files={
                "horaires": "jour;de;a\nlundi;09:00;12:00\nlundi;11:00;14:00\n",
                "fermetures": "du;au;motif\n06/01/2025;06/01/2025;travaux\n",
            },
            period="2025-01",
            expected=(5 * 31, 31),
            as_of="2025-01-31",
        ),
        Example(
            title="Deux sites, 40 et 20 heures : la moyenne est 30 ; les heures du téléphone n'y sont pas",
            files={
                "horaires": "jour;de;a;public;site\n"
                + "".join(f"{day};09:00;17:00;;Nord\n" for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi"))
                + "".join(f"{day};08:00;18:00;accueil;Sud\n" for day in ("lundi", "mardi"))
                + "samedi;08:00;20:00;telephone;Sud\n"
            },
            period="2025-01",
            expected=((40 + 20) * 31, 62),
            as_of="2025-01-31",
        ),
        Example(
            title="Une garde de nuit passe minuit ; les horaires changent le 16 : la moyenne des jours",
            files={
                "horaires": "jour;de;a;du;au\nvendredi;20:00;02:00;;15/01/2025\nvendredi;20:00;24:00;16/01/2025;\n"
                "samedi;00:00;01:00;16/01/2025;\n"
            },
            period="2025-01",
            expected=(6 * 15 + 5 * 16, 31),
            as_of="2025-01-31",
        ),
    ),
)
