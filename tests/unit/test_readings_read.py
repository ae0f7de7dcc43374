"""Readings of centres given as files: sentences as a director reads them, tariffs, holes, typed years, small teams."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from levier.centre import read_centre
from levier.holding import Options, hold_texts
from levier.problems import WrongCommand
from levier.readings import Activation, Reading, Target, alerts, read, series

SQLITE = Options(engine="sqlite")


def weekdays(first: date = date(2024, 1, 1), last: date = date(2025, 12, 31)) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def summer_2025(day: date) -> bool:
    return day >= date(2025, 7, 1)


WORKING_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
HOURS = "jour;de;a\n" + "".join(f"{day};09:00;17:00\n" for day in WORKING_DAYS)


def appointments(before: int, after: int, first: date = date(2024, 1, 1), due: int = 10) -> str:
    """Each weekday, ``due`` appointments of which so many are missed, before and from 1 July 2025 on."""
    lines = ["debut;statut;praticien"]
    for day in weekdays(first):
        missed = after if summer_2025(day) else before
        for rank in range(due):
            status = "non_venu" if rank < missed else "honore"
            lines.append(f"{day:%d/%m/%Y} {9 + rank // 4:02d}:{15 * (rank % 4):02d};{status};D{rank % 4}")
    return "\n".join(lines) + "\n"


def acts(amount: str, later: str, *, more: str = "") -> str:
    """Each weekday four acts of one code, at one amount, then at another from 1 July 2025 on."""
    lines = ["date;code;montant;praticien;service;patient"]
    for day in weekdays():
        price = later if summer_2025(day) else amount
        lines += [f"{day:%d/%m/%Y};G;{price};D{rank};medical;P{day.day}{rank}" for rank in range(4)]
    return "\n".join(lines) + "\n" + more


def readings(files: dict[str, str], centre: str = "", **asked: object) -> list[Reading]:
    holding = hold_texts(files, read_centre(centre, "A"), SQLITE)
    found = read(holding, **asked)  # type: ignore[arg-type]
    holding.engine.close()
    return found


def only(files: dict[str, str], name: str, **asked: object) -> Reading:
    (found,) = readings(files, names=[name], **asked)
    return found


def test_the_sentence_of_a_real_worsening() -> None:
    found = only({"rendez_vous": appointments(1, 3)}, "no_show_rate")
    assert found.words == "dégradation avérée"
    assert found.sentence == (
        "Rendez-vous non honorés (non-venue) : dégradation avérée. 30,0 % (juillet à décembre 2025), "
        "contre 10,0 % en 2024 (+20,0 points)."
    )


def test_the_first_line_never_speaks_of_methods_which_have_their_own_line() -> None:
    found = only({"rendez_vous": appointments(1, 3)}, "no_show_rate")
    for word in ("XmR", "p′", "Wilson", "sur-dispersion", "Laney", "bootstrap", "Newcombe"):
        assert word not in found.sentence
    assert "carte p′ (Laney) sur base gelée (2024, 12 mois)" in found.how
    assert "décidé à 99,9 % ; au plus 1 % de fausses alertes annoncées" in found.how


def test_json_holds_the_numbers_the_method_and_the_levels() -> None:
    shown = only({"rendez_vous": appointments(1, 3)}, "no_show_rate").as_json()
    assert (shown["reading"], shown["outcome"], shown["sense"]) == ("dégradation avérée", "real", "worse")
    # 262 weekdays in 2024, 132 from July to December 2025, ten appointments each.
    assert (shown["baseline"]["numerator"], shown["baseline"]["denominator"]) == (262, 2620)
    assert (shown["recent"]["numerator"], shown["recent"]["denominator"]) == (396, 1320)
    assert shown["recent"]["from"] == "2025-07-01"
    assert shown["method"]["announced_error"] == {"real": 0.01, "likely": 0.05}
    assert shown["quality"]["outcomes_known"] == 1


def test_nothing_new_is_usual() -> None:
    assert only({"rendez_vous": appointments(1, 1)}, "no_show_rate").words == "variation habituelle"


def test_a_series_of_zeros_is_usual_and_asks_whether_it_was_filled_in() -> None:
    found = only({"rendez_vous": appointments(0, 0)}, "no_show_rate")
    assert found.words == "variation habituelle"
    assert "toujours zéro : vérifiez que la donnée est bien saisie" in found.notes


def test_three_months_are_too_early_and_the_day_of_the_answer_is_given() -> None:
    found = only({"rendez_vous": appointments(1, 1, first=date(2025, 10, 1))}, "no_show_rate")
    assert found.sentence == (
        "Rendez-vous non honorés (non-venue) : trop tôt pour conclure. 3 mois connus, il en faut 15 (12 de base et "
        "3 nouveaux). Réponse à partir du 31/12/2026."
    )
    assert found.as_json()["known_on"] == "2026-12-31"


def test_a_tariff_that_doubles_is_not_activity_and_is_shown_by_itself() -> None:
    """Four acts a weekday, 25 € then 50 €: 132 weekdays from July to December, 2 × 132 × 4 × 25 € a year."""
    found = only({"actes": acts("25,00", "50,00")}, "activity_revenue")
    assert found.words == "variation habituelle"
    assert found.facts["tariff_effect_per_year"] == pytest.approx(26_400)
    assert "À tarifs constants : les tarifs ajoutent +26 400 € par an." in found.sentence.replace("\u202f", " ")


def test_euros_of_a_real_fall_stand_beside() -> None:
    """A code of its own: half of the acts are gone from July 2025 on: 132 × 2 × 25 € less in six months."""
    lines = acts("25,00", "25,00").splitlines(keepends=True)
    late = [line[6:10] == "2025" and line[3:5] >= "07" for line in lines]
    fewer = [one for one, new in zip(lines, late, strict=True) if not (new and (";D0;" in one or ";D1;" in one))]
    found = only({"actes": "".join(fewer)}, "activity_revenue")
    assert found.words == "dégradation avérée"
    # Opening hours are not given: every day counts. The same months of 2024 have 133 weekdays for 184 days too.
    assert found.money == pytest.approx(2 * (132 * 50 - 132 * 100), rel=0.02)


def test_negative_revenue_is_read_and_said() -> None:
    cancelled = "".join(f"15/03/2025;G;-25,00;D{rank % 4};medical;P1\n" for rank in range(200))
    found = only({"actes": acts("25,00", "25,00", more=cancelled)}, "activity_revenue")
    assert any(note.startswith("des mois sont négatifs") for note in found.notes)
    assert found.words == "variation habituelle"


def test_a_hole_in_the_middle_is_left_empty_and_said() -> None:
    lines = appointments(1, 3).splitlines(keepends=True)
    kept = [line for line in lines if line[3:10] not in ("05/2024", "10/2025")]
    found = only({"rendez_vous": "".join(kept), "horaires": HOURS}, "no_show_rate")
    assert found.words == "dégradation avérée"
    assert found.notes == ("mois absents, laissés vides : 2024-05, 2025-10",)
    assert found.recent is not None
    assert found.recent.points == 5


def test_an_activation_in_the_future_is_said_and_changes_nothing() -> None:
    act = Activation("no_show_rate", date(2026, 3, 1), "rappel par SMS")
    found = only({"rendez_vous": appointments(1, 3)}, "no_show_rate", activations=[act])
    assert found.words == "dégradation avérée"
    assert found.notes == ("action « rappel par SMS » du 01/03/2026 : à venir, la lecture n'en tient pas compte",)


def test_an_activation_places_the_baseline_before_it() -> None:
    act = Activation("no_show_rate", date(2025, 7, 1), "rappel par SMS")
    found = only({"rendez_vous": appointments(3, 1)}, "no_show_rate", activations=[act])
    assert found.words == "amélioration avérée"
    assert found.baseline is not None
    assert found.baseline.as_json()["from"] == "2024-07-01"
    assert found.facts["baseline_frozen_by"] == "action « rappel par SMS » du 01/07/2025"


def test_the_quarter_that_made_an_action_be_chosen_is_left_out_of_the_baseline() -> None:
    chosen = (date(2025, 4, 1), date(2025, 6, 30))
    act = Activation("no_show_rate", date(2025, 7, 1), chosen_on=chosen)
    found = only({"rendez_vous": appointments(3, 1)}, "no_show_rate", activations=[act])
    assert found.baseline is not None
    assert (found.baseline.as_json()["from"], found.baseline.points) == ("2024-04-01", 12)


def test_an_action_with_too_few_months_before_keeps_the_frozen_year() -> None:
    act = Activation("no_show_rate", date(2024, 6, 1))
    found = only({"rendez_vous": appointments(3, 1)}, "no_show_rate", activations=[act])
    assert found.words == "amélioration avérée"
    assert found.notes[0].startswith("action du 01/06/2024 : 5 mois connus avant le 01/06/2024, il en faut 12")


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (0.30, "Cible 30,0 % déjà dépassée dans la base : fixez-en une autre."),
        (0.15, "Cible 15,0 % atteinte."),
        (0.05, "Cible 5,0 % : encore −5,0 points."),
    ],
)
def test_targets_worse_than_before_reached_or_not(goal: float, said: str) -> None:
    files = {"rendez_vous": appointments(2, 1)}
    found = only(files, "no_show_rate", targets=[Target("no_show_rate", goal)])
    assert found.sentence.endswith(said)


def test_the_counter_indicator_that_changed_is_in_the_same_sentence() -> None:
    """Half the opening hours from July 2025 on: the answer rate rises, and its counter-indicator says why."""
    calls = ["debut;sens;decroche"]
    hours = ["jour;de;a;du;au;public"]
    for name in ("lundi", "mardi", "mercredi", "jeudi", "vendredi"):
        hours += [f"{name};08:00;18:00;01/01/2024;30/06/2025;accueil", f"{name};08:00;13:00;01/07/2025;;accueil"]
    for day in weekdays():
        answered = 9 if summer_2025(day) else 6
        calls += [f"{day:%d/%m/%Y} 09:{rank:02d};entrant;{'oui' if rank < answered else 'non'}" for rank in range(10)]
    files = {"appels": "\n".join(calls) + "\n", "horaires": "\n".join(hours) + "\n"}
    found = only(files, "call_answer_rate")
    assert found.words == "amélioration avérée"
    assert found.sentence.endswith(
        " En même temps, amplitude horaire d'ouverture (heures par semaine) : dégradation avérée, 25 heures/semaine "
        "contre 50 heures/semaine."
    )


def test_typed_years_are_a_comparison_with_its_interval_never_a_conclusion() -> None:
    """300 of 3,000, then 450 of 3,000: 5 points, Newcombe's limits 3.3 and 6.7 by the Wilson limits of each."""
    grid = "periode;mesure;valeur\n2024;rdv_honores;2700\n2024;rdv_absents;300\n2025;rdv_honores;2550\n2025;rdv_absents;450\n"
    found = only({"grille": grid}, "no_show_rate", as_of=date(2026, 1, 15))
    assert found.words == "comparaison, pas conclusion"
    assert found.sentence == (
        "Rendez-vous non honorés (non-venue) : comparaison, pas conclusion. 15,0 % en 2025, contre 10,0 % en 2024 "
        "(+5,0 points, entre +3,3 points et +6,7 points)."
    )
    assert found.p_value is None


def test_eight_typed_quarters_get_a_run_comparison() -> None:
    values = [10, 12, 11, 9, 13, 10, 12, 11]
    rows = [
        f"{2024 + rank // 4}T{rank % 4 + 1};rdv_absents;{value}\n{2024 + rank // 4}T{rank % 4 + 1};rdv_honores;100\n"
        for rank, value in enumerate(values)
    ]
    found = only({"grille": "periode;mesure;valeur\n" + "".join(rows)}, "no_show_rate", as_of=date(2026, 1, 15))
    assert found.words == "comparaison, pas conclusion"
    assert "Sur 8 trimestres" in found.sentence
    assert "cela reste habituel" in found.sentence


def test_what_was_not_supplied_is_said_with_what_would_give_it() -> None:
    found = only({"rendez_vous": appointments(1, 1)}, "activity_revenue")
    assert found.words == "donnée non fournie"
    assert found.sentence == "Recettes d'activité (facturé) : donnée non fournie (fichiers manquants : actes)."


def test_a_service_that_the_centre_has_not_is_without_object() -> None:
    found = readings({"rendez_vous": appointments(1, 1)}, 'services = ["medical"]', names=["imaging_revenue_per_hour"])
    assert found[0].words == "sans objet"


def test_a_small_team_is_for_the_director_alone_beside_other_indicators_too() -> None:
    lines = appointments(1, 3).replace(";D1\n", ";D0\n").replace(";D2\n", ";D0\n").replace(";D3\n", ";D0\n")
    fewer = {"rendez_vous": lines, "actes": acts("25,00", "50,00").replace(";D1;", ";D0;").replace(";D2;", ";D0;")}
    fewer["actes"] = fewer["actes"].replace(";D3;", ";D0;")
    whole = {one.indicator: one for one in readings(fewer)}
    shared = {one.indicator for one in readings(fewer, shareable=True)}
    assert whole["ccam_act_share"].small_team
    assert "ccam_act_share" not in shared
    assert "no_show_rate" in shared


def test_worst_comes_first_then_the_largest_amounts() -> None:
    found = readings({"rendez_vous": appointments(1, 3), "actes": acts("25,00", "25,00")})
    assert found[0].words == "dégradation avérée"
    ranks = [one.rank for one in found]
    assert ranks == sorted(ranks)


def test_alerts_count_every_reading_looked_at() -> None:
    found = readings({"rendez_vous": appointments(1, 3), "actes": acts("25,00", "25,00")})
    told = alerts(found)
    assert told.tested == sum(one.p_value is not None for one in found)
    assert "no_show_rate" in {one.indicator for one in told.readings}
    assert all(one.outcome in ("real", "likely") for one in told.readings)


def test_series_keep_holes_and_count_opening_days() -> None:
    holding = hold_texts({"actes": acts("25,00", "25,00"), "horaires": HOURS}, options=SQLITE)
    found = series(holding, "activity_revenue")
    weeks = series(holding, "activity_revenue", "week")
    holding.engine.close()
    january = found.points[0]
    # 23 weekdays in January 2024, four acts of 25 €.
    assert (january.numerator, january.denominator, january.value) == (2300, 23, 100)
    assert len(found.points) == 24
    assert (weeks.points[0].numerator, weeks.points[0].denominator) == (500, 5)


def test_an_unknown_grain_indicator_or_start_is_refused() -> None:
    files = {"rendez_vous": appointments(1, 1, first=date(2025, 10, 1))}
    with pytest.raises(WrongCommand, match="--every « mois » ; attendu : week ou month"):
        readings(files, every="mois")
    with pytest.raises(WrongCommand, match="no_show_rate"):
        readings(files, names=["no_show_rat"])
    with pytest.raises(WrongCommand, match=r"--since 01/01/2030 vient après le dernier jour connu \(31/12/2025\)"):
        readings(files, since=date(2030, 1, 1))


def test_a_centre_without_any_dated_line_has_nothing_to_read() -> None:
    found = only({"horaires": "jour;de;a\nlundi;09:00;17:00\n"}, "no_show_rate")
    assert found.sentence == "Rendez-vous non honorés (non-venue) : trop tôt pour conclure. Aucune ligne datée."
