"""The landing of a centre open on Mondays, worked by hand.

2024: one act of 100 € each Monday (53 Mondays: 5,300 €). 2025: two such acts each Monday: twice the level. At the end
of June 26 Mondays are gone (5,200 €); 26 are left, from 7 July to 29 December: 26 × 200 = 5,200 €.
"""

from datetime import date, timedelta

import pytest

from levier.holding import hold_texts
from levier.outlook.bridge import bridge
from levier.outlook.departure import parse_departure
from levier.outlook.draws import Weeks, range_of_rest
from levier.outlook.landing import landing, shared, year_asked
from levier.outlook.landing_table import landing_text
from levier.outlook.landing_words import summary as said
from levier.outlook.words import THIN
from levier.periods import parse_period, to_day
from levier.problems import WrongCommand

YEAR = parse_period("2025")
JUNE = to_day(date(2025, 6, 30))


def summary(found):
    return said(found).replace(THIN, " ")


def _mondays(first, last):
    return [
        first + timedelta(days) for days in range((last - first).days + 1) if (first + timedelta(days)).weekday() == 0
    ]


ALL_2024, ALL_2025 = (_mondays(date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025))


def _acts(days, each, price="100"):
    rows = (f"{day:%d/%m/%Y};medical;médecine générale;D{rank % 3};G;{price}" for day in days for rank in range(each))
    return "\n".join(rows) + "\n"


def _files(acts, **more):
    return {
        "actes": "date;service;specialite;praticien;code;montant\n" + acts,
        "horaires": "jour;de;a\nlundi;09:00;17:00\n",
    } | more


PLAIN = _files(_acts(ALL_2024, 1) + _acts(ALL_2025, 2))


def _landing(files=PLAIN, as_of=JUNE, departures=()):
    holding = hold_texts(files)
    found = landing(holding, YEAR, as_of, [parse_departure(one) for one in departures], draws=200)
    holding.engine.close()
    return found


def test_the_rest_of_the_year_follows_last_year_at_this_years_level():
    found = _landing()
    assert (found.billed, found.rest, found.value) == (5200, pytest.approx(5200), pytest.approx(10_400))
    assert (found.before, found.days_left) == (5300, 26)
    assert found.services[0].ratio == pytest.approx(2)
    assert found.low < found.value < found.high
    assert summary(found).startswith("2025 devrait finir à 10 400 € facturés, entre")
    # 10 400 ÷ 5 300 − 1 = 0.9623; no tariff moved: the same at constant tariffs.
    assert "(8 chances sur 10), contre 5 300 € en 2024, soit +96,2 % ; à tarifs constants : +96,2 %" in summary(found)


def test_a_tariff_of_this_year_is_not_taken_for_activity():
    """Same acts, 120 € instead of 100 €: the level is 1; 52 Mondays at 100 € against 53: one Monday, −100 €."""
    found = _landing(_files(_acts(ALL_2024, 1) + _acts(ALL_2025, 1, "120")))
    assert found.services[0].ratio == pytest.approx(1)
    assert found.value == pytest.approx(52 * 120)
    assert found.constant == pytest.approx(52 * 100)
    # 6 240 ÷ 5 300 − 1 = 17.7 %; −100 ÷ 5 300 = −1.9 %.
    assert "soit +17,7 % ; à tarifs constants : −1,9 %" in summary(found)


@pytest.mark.parametrize("as_of", [date(2025, 12, 31), date(2026, 2, 1)])
def test_a_year_that_is_over_says_what_its_bridge_says(as_of):
    """Two codes: G from 100 to 120 €, its number doubled; HB at 50 €, one in ten weeks only this year (a new code)."""
    acts = _acts(ALL_2024, 1) + _acts(ALL_2025, 2, "120")
    acts += "".join(f"{day:%d/%m/%Y};medical;médecine générale;D1;HB;50\n" for day in ALL_2025[::10])
    holding = hold_texts(_files(acts))
    known = to_day(as_of)
    found, (why,) = landing(holding, YEAR, known), bridge(holding, YEAR, known)
    holding.engine.close()
    # 104 acts at 100 € and 6 at 50 €, against 53 at 100 €: 10 700 − 5 300; billed 104 × 120 + 300.
    assert found.value == 12_780 == why.after
    assert found.constant_change == pytest.approx(5400) == float(why.constant_change)


def test_the_months_add_up_to_the_year():
    """June is known, July is not: 26 Mondays gone, 4 Mondays in July at 200 €, 5 in July 2024 at 100 €."""
    months = _landing().months
    assert sum(one.billed for one in months) == 5200
    assert sum(one.expected for one in months) == pytest.approx(5200)
    assert sum(one.before for one in months) == 5300
    june, july = months[5], months[6]
    assert (june.billed, june.expected, june.before, june.low) == (1000, 0, 400, None)
    assert (july.billed, july.expected, july.before) == (0, pytest.approx(800), 500)
    assert july.low <= 5200 + 800 <= july.high
    assert (months[11].low, months[11].high) == (_landing().low, _landing().high)


def test_a_declared_closure_takes_its_days_off():
    """Closed in August 2025: four Mondays (4, 11, 18, 25) less."""
    found = _landing(PLAIN | {"fermetures": "du;au;motif\n01/08/2025;31/08/2025;travaux\n"})
    assert found.days_left == 22
    assert found.value == pytest.approx(10_400 - 4 * 200)


def test_a_declared_absence_takes_its_hours_off():
    """Two rooms all Mondays; one is away from July on: half of the hours, half of the rest."""
    week = "cabinet;jour;de;a;service\nC1;lundi;09:00;17:00;medical\nC2;lundi;09:00;17:00;medical\n"
    found = _landing(
        PLAIN
        | {"cabinets": "id;type\nC1;cabinet\nC2;cabinet\n", "semaine_type": week}
        | {"absences": "du;au;cabinet;motif\n01/07/2025;31/12/2025;C2;congé\n"}
    )
    assert found.rest == pytest.approx(2600)
    assert any(
        one.startswith("absences déclarées au-delà de l'habitude, déjà retirées : médical") for one in found.assumptions
    )


def test_a_departure_counts_heads_of_the_specialty():
    """Two practitioners bill in 2025 (D0, D1): one leaves in October; 13 Mondays are left: 13 × 200 ÷ 2 = 1,300 €."""
    found = _landing(departures=["specialty=medecine generale@2025-10-01"])
    ((leaving, lost, small),) = found.departures
    assert (leaving.of, small) == (2, True)
    assert lost == pytest.approx(1300)
    assert found.value == pytest.approx(10_400 - 1300)


def test_a_named_departure_gives_the_same_as_its_specialty():
    found = _landing(departures=["D1@2025-10-01"])
    assert found.departures[0][1] == pytest.approx(1300)
    assert "sans D1, à partir du 1er octobre 2025 : −1 300 €" in found.assumptions[-1].replace(THIN, " ")


def test_what_is_shared_names_no_small_team():
    found = shared(_landing(departures=["D1@2025-10-01"]))
    assert found.value == pytest.approx(10_400)
    assert not found.services
    assert not found.departures
    assert "D1" not in landing_text(found)


def test_an_unknown_departure_is_refused():
    with pytest.raises(WrongCommand, match="aucune ligne de ce praticien"):
        _landing(departures=["D9@2025-10-01"])
    with pytest.raises(WrongCommand, match="Spécialités lues : médecine générale"):
        _landing(departures=["specialty=cardiologie@2025-10-01"])
    with pytest.raises(WrongCommand, match="attendu : PRATICIEN@2025-09-01"):
        parse_departure("D1@2025-02-31")


def test_under_three_months_it_is_too_early():
    found = _landing(as_of=to_day(date(2025, 2, 28)))
    assert found.value is None
    assert summary(found) == (
        "Trop tôt pour un atterrissage 2025 : 2 mois d'actes complet(s), il en faut 3. → Revenez quand mars sera exporté, ou "
        "complétez les actes."
    )


def test_without_last_year_it_is_refused():
    found = _landing(_files(_acts(ALL_2025, 2)))
    assert summary(found).startswith(
        "Pas d'atterrissage 2025 sans le profil de l'année d'avant : actes de 2024 absents"
    )


def test_a_hole_that_begins_the_year_before_is_seen_whole():
    # Mondays 18 and 25 December, 1, 8 and 15 January: five opening days without an act; three of them in 2024.
    autumn = _mondays(date(2023, 11, 1), date(2023, 12, 17))
    found = _landing(_files(_acts([*autumn, *ALL_2024[3:]], 1) + _acts(ALL_2025, 2)))
    assert summary(found) == (
        "Pas d'atterrissage 2025 sans le profil de l'année d'avant : actes de 2024 absents ou incomplets pour 2024-01. → "
        "Fournissez-les."
    )


def test_a_year_that_is_over_has_no_range():
    found = _landing(as_of=to_day(date(2026, 1, 31)))
    assert (found.value, found.low, found.high) == (10_400, 10_400, 10_400)
    assert summary(found).startswith("L'année 2025 est finie : 10 400 € facturés")


def test_a_service_without_last_year_keeps_its_pace():
    dental = "".join(f"{day:%d/%m/%Y};dentaire;dentaire;D8;HB;50\n" for day in ALL_2025)
    found = _landing(_files(_acts(ALL_2024, 1) + _acts(ALL_2025, 2) + dental))
    assert found.value == pytest.approx(10_400 + 52 * 50)
    assert any("rien l'an dernier" in one for one in found.assumptions)


def test_the_same_seed_gives_the_same_range():
    weeks = [Weeks((90.0, 110.0, 100.0, 120.0, 80.0, 100.0), (100.0,) * 6, 2000.0, 20.0)]
    low, high = range_of_rest(weeks)
    assert (low, high) == range_of_rest(weeks)
    assert low < 2000 < high
    assert range_of_rest(weeks, seed=2) != (low, high)


def test_a_year_is_asked_for_as_a_year():
    assert year_asked(None, JUNE) == YEAR
    with pytest.raises(WrongCommand, match="attendu : une année"):
        year_asked("2025-03", JUNE)
