"""What a small team makes is never in what is shared, nor in what can be taken away from it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

from levier.centre import read_centre
from levier.gains import margins, read_plan
from levier.gains.of_centre import Margins
from levier.gains.show import as_json, table
from levier.holding import Options, hold_texts

CENTRE = 'identifiant = "X"\ngestionnaire = "association"\n'
CERTAIN = "[no_show]\npart_reprise = 100\ncout_rappel = 0\n"
HEAD = "debut;statut;service;specialite;praticien\n"


def visits(service: str, specialty: str, practitioners: list[str], came: int, missed: int) -> str:
    outcomes = ["honore"] * came + ["non_venu"] * missed
    return "".join(
        f"{rank % 28 + 1:02d}/{rank % 12 + 1:02d}/2025 {8 + rank % 10:02d}:{rank % 60:02d};{outcome};{service};"
        f"{specialty};{practitioners[rank % len(practitioners)]}\n"
        for rank, outcome in enumerate(outcomes)
    )


def acts(service: str, specialty: str, practitioners: list[str], codes: dict[str, tuple[int, int]]) -> str:
    lines = [
        f"{rank % 28 + 1:02d}/{rank % 12 + 1:02d}/2025;{service};{specialty};{practitioners[rank % len(practitioners)]};"
        f"{'CCAM' if len(code) == 7 else 'NGAP'};{code};{euros}\n"
        for code, (count, euros) in codes.items()
        for rank in range(count)
    ]
    return "".join(lines)


def centre(practitioners: int, *, shareable: bool) -> Margins:
    """Return a medical service of four, a dental one of some, cardiology of some, general practice of four."""
    few, four = [f"D{rank}" for rank in range(practitioners)], ["A", "B", "C", "D"]
    heart = [f"K{rank}" for rank in range(practitioners)]
    texts = {
        "rendez_vous": HEAD
        + visits("medical", "médecine générale", four, 78, 22)
        + visits("dentaire", "chirurgie dentaire", few, 86, 14),
        "actes": "date;service;specialite;praticien;nomenclature;code;montant\n"
        + acts("medical", "médecine générale", four, {"G": (76, 30), "DEQP003": (1, 60)})
        + acts("medical", "cardiologie", heart, {"DEQP003": (10, 48), "CS": (90, 30)})
        + acts("dentaire", "chirurgie dentaire", few, {"HBMD053": (86, 100)}),
    }
    holding = hold_texts(texts, read_centre(CENTRE), Options(engine="sqlite"))
    plan = read_plan(CERTAIN)
    return margins(holding, year="2025", as_of=date(2026, 6, 30), plan=plan, draws=20, shareable=shareable)


def test_the_director_sees_everything_with_a_mark() -> None:
    found = centre(2, shareable=False)
    # Medical: 2,340 € of general practice and 3,180 € of cardiology × 12 ÷ 78; dental: 8,600 € × 4 ÷ 86 = 400 €.
    assert found.of("no_show").net == 5_520 * Fraction(12, 78) + 400
    assert found.of("dental").small_team
    assert "équipe réduite : direction seule" in table([(found, None)])


def test_what_is_shared_leaves_the_small_team_out() -> None:
    found = centre(2, shareable=True)
    # The whole centre as one: 36 of 200 not honoured, 14,120 € × (18 % − 10 %) ÷ 82 %. Medical alone would give the
    # dental service away.
    assert found.of("no_show").net == 14_120 * Fraction(8, 82)
    assert found.of("dental").state == "equipe_reduite"
    assert found.total == found.of("no_show").net
    text, printed = table([(found, None)]), json.loads(as_json([(found, None)]))[0]
    assert "dentaire : " not in text
    assert "medical : " not in text
    assert "laissé de côté, équipe réduite" in text
    assert "le centre compte d'un bloc" in text
    dental = next(one for one in printed["levers"] if one["lever"] == "dental")
    assert (dental["net"], dental["gross"], dental["share"]) == (None, None, None)
    assert all(line["inputs"] is None for line in dental["lines"])
    assert "staff_ratios" not in {one["lever"] for one in printed["levers"]}


def test_a_team_of_three_is_shared() -> None:
    found = centre(3, shareable=True)
    assert found.of("dental").net is not None
    assert not found.of("dental").small_team


def test_coding_has_no_euro_under_three_practitioners_even_for_the_director() -> None:
    coding = centre(2, shareable=False).of("medical_coding")
    assert (coding.state, coding.net) == ("equipe_reduite", None)


def test_coding_counts_teams_of_three_general_practice_apart() -> None:
    # Cardiology: 100 acts, 5 points more, 48 − 30 = 18 € each: 90 €. General practice never.
    found = centre(3, shareable=False)
    coding = found.of("medical_coding")
    assert coding.net == 90
    assert "1 spécialité(s) sans montant : médecine générale : aucun montant sur le codage" in coding.notes
    text, printed = table([(found, None)]), json.loads(as_json([(found, None)]))[0]
    assert "cardiologie" not in text
    assert "cardiologie" not in json.dumps(printed, ensure_ascii=False)
    assert next(one for one in printed["levers"] if one["number"] == 2)["lines"][0]["inputs"] is None
