"""Small teams: under three people a figure is somebody's; a team that cannot be counted is treated as small."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from levier.centre import read_centre
from levier.cli import main
from levier.disclosure import shareable
from levier.figures.figure import Figure
from levier.holding import hold_texts
from levier.measuring import Asked, measure, measure_period
from levier.periods import parse_period

SMALL, UNKNOWN = "équipe réduite", "équipe réduite, ou dont la taille n'est pas connue"


def agenda(**doctors: str) -> str:
    """Return one honoured appointment for each doctor (letters) of each specialty."""
    lines = [(name, doctor) for name, letters in doctors.items() for doctor in letters]
    rows = (
        f"{rank % 28 + 1:02d}/01/2025 09:00;honore;medical;{name};{doctor}\n"
        for rank, (name, doctor) in enumerate(lines)
    )
    return "debut;statut;service;specialite;praticien\n" + "".join(rows)


def figures(files: dict[str, str], name: str, *by: str, centre: str = "", shared: bool = False) -> dict[object, Figure]:
    asked = Asked(first="2025-01", last="2025-01", as_of=date(2025, 1, 31), by=by, names=(name,), shareable=shared)
    found = measure(hold_texts(files, read_centre(centre)), asked)
    return {tuple(value for _dim, value in one.slice): one for one in found}


def test_a_specialty_of_two_is_for_the_director_alone() -> None:
    files = {"rendez_vous": agenda(generaliste="ABC", dermato="DE", psy="F")}
    found = figures(files, "no_show_rate", "specialty")
    assert {key: one.small_team for key, one in found.items()} == {
        (): False,
        ("generaliste",): False,
        ("dermato",): True,
        ("psy",): True,
    }
    assert SMALL in found["dermato",].notes
    assert set(figures(files, "no_show_rate", "specialty", shared=True)) == {(), ("generaliste",)}


def test_the_whole_centre_is_nobody_even_with_one_doctor() -> None:
    files = {"rendez_vous": agenda(generaliste="A")}
    assert not figures(files, "no_show_rate")[()].small_team
    # But every slice of it is his.
    found = figures(files, "no_show_rate", "weekday")
    assert [one.small_team for key, one in found.items() if key] == [True]


def test_the_threshold_can_only_be_raised() -> None:
    files = {"rendez_vous": agenda(generaliste="ABC")}
    assert not figures(files, "no_show_rate", "specialty")["generaliste",].small_team
    four = figures(files, "no_show_rate", "specialty", centre="[conventions]\nequipe_reduite = 4\n")
    assert four["generaliste",].small_team


def test_the_people_of_the_period_count_not_those_of_the_year() -> None:
    text = agenda(generaliste="ABC") + "03/02/2025 09:00;honore;medical;generaliste;A\n"
    asked = Asked(as_of=date(2025, 2, 28), by=("specialty",), names=("no_show_rate",))
    found = measure_period(hold_texts({"rendez_vous": text}), asked, parse_period("2025-02"))
    assert [one.small_team for one in found if one.slice] == [True]


def test_lines_without_practitioner_are_treated_as_a_small_team() -> None:
    files = {"rendez_vous": "debut;statut;service\n06/01/2025 09:00;honore;medical\n"}
    found = figures(files, "no_show_rate", "service")
    assert (found["medical",].small_team, found["medical",].notes[-1]) == (True, UNKNOWN)


def test_an_indicator_of_one_service() -> None:
    acts = "date;code;montant;service;praticien\n" + "".join(
        f"{day:02d}/01/2025;HBMD042;60,00;dentaire;{who}\n06/01/2025;HBLD634;500,00;dentaire;{who}\n"
        for day, who in enumerate("AB", 6)
    )
    assert figures({"actes": acts}, "care_prosthesis_ratio")[()].small_team
    three = acts + "08/01/2025;HBMD042;60,00;dentaire;C\n"
    assert not figures({"actes": three}, "care_prosthesis_ratio")[()].small_team


CALLS = "debut;decroche\n06/01/2025 09:00;oui\n"


def staff(*people: str) -> str:
    return "mois;personne;metier;etp\n" + "".join(f"2025-01;{who};accueil;1\n" for who in people)


@pytest.mark.parametrize(
    ("files", "note"),
    [
        # No file of the staff: nobody knows.
        ({}, UNKNOWN),
        ({"personnel": staff("A", "B")}, SMALL),
        ({"personnel": staff("A", "B", "C")}, None),
        # The staff is known, and nobody answers the telephone: less than three.
        ({"personnel": "mois;personne;metier;etp\n2025-01;A;medecin;1\n"}, SMALL),
        # Typed: heads, or full-time equivalents, that are at least so many people.
        ({"grille": "periode;mesure;valeur;metier\n2024-12;effectif;3;accueil\n"}, None),
        ({"grille": "periode;mesure;valeur;metier\n2024-12;effectif;2;accueil\n"}, SMALL),
        ({"grille": "periode;mesure;valeur;metier\n2024-12;etp;2,1;accueil\n"}, None),
        ({"grille": "periode;mesure;valeur;metier\n2024-12;etp;9;medecin\n"}, UNKNOWN),
        # What will be typed of June says nothing of January.
        ({"grille": "periode;mesure;valeur;metier\n2025-06;effectif;3;accueil\n"}, UNKNOWN),
    ],
)
def test_agents_of_the_telephone(files: dict[str, str], note: str | None) -> None:
    found = figures({"appels": CALLS} | files, "call_answer_rate")[()]
    assert found.small_team == (note is not None)
    assert [one for one in found.notes if one.startswith(SMALL)] == ([note] if note else [])


def test_a_room_is_often_somebodys() -> None:
    files = {
        "cabinets": "id;type;service\nC1;cabinet;medical\n",
        "horaires": "jour;de;a\nlundi;09:00;17:00\n",
        "vacations": "service;cabinet;debut;fin;praticien\n"
        + "".join(
            f"medical;C1;06/01/2025 {hour:02d}:00;06/01/2025 {hour + 1:02d}:00;{who}\n"
            for hour, who in enumerate("ABC", 9)
        ),
    }
    assert not figures(files, "room_occupancy_rate")[()].small_team
    assert figures(files, "room_occupancy_rate", "room")["C1",].small_team
    assert not figures(files, "room_occupancy_rate", "service")["medical",].small_team


def test_the_command_leaves_them_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "C01"
    folder.mkdir()
    (folder / "rendez_vous.csv").write_text(
        agenda(generaliste="ABCD", dermato="EF", cardiologie="GHI"), encoding="utf-8"
    )
    (folder / "appels.csv").write_text(CALLS, encoding="utf-8")
    words = ["measure", str(folder), "--as-of", "2025-01-31", "--by", "specialty", "--format", "json", "--quiet"]
    for more, specialties in (
        ([], {"generaliste", "dermato", "cardiologie", None}),
        # Cardiology goes too: dermatology would be the whole centre minus the other two.
        (["--shareable"], {"generaliste", None}),
    ):
        main([*words, *more])
        found = json.loads(capsys.readouterr().out)
        assert {(one["slice"] or {}).get("specialty") for one in found} == specialties
        valued = {one["indicator"] for one in found if one["value"] is not None}
        assert ("call_answer_rate" in valued) == (not more)


def test_a_figure_without_data_says_nothing_of_a_team() -> None:
    found = figures({"rendez_vous": agenda(generaliste="A")}, "call_answer_rate")[()]
    assert (found.status, found.small_team, shareable(found)) == ("not_available", False, True)
