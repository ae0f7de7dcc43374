"""The table of families: complete, sourced, and clear about what is wrong in a centre's own."""

from __future__ import annotations

import pytest

from levier.catalogue.parameters import theme
from levier.demo.nomenclature import REJECTION_FAMILIES
from levier.problems import WrongCommand
from levier.worklists import read_families


@pytest.mark.parametrize("place", ["families", "stages"])
def test_every_remedy_says_where_it_comes_from(place: str) -> None:
    for one in theme("rejets" if place == "families" else "creances")[place].values():
        assert one["label"]
        assert one["remedy"].endswith(".")
        assert one["provenance"] in ("report", "law", "contract", "hypothesis")
        assert one["source"]
        assert one["checked"] == "2026-11-22"


def test_the_families_of_the_demonstration_are_all_known() -> None:
    known = {read_families().of(family).key for _code, family, _weight in REJECTION_FAMILIES}
    assert known == {"droits", "parcours", "contrat", "identite", "cotation", "piece", "doublon", "technique"}


def test_no_remedy_proposes_a_code() -> None:
    assert "ne changez pas un code sans lui" in read_families().named("cotation").remedy


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[families.droits]\nlable = 1",
            "Table des rejets, families.droits.lable : attendu label, names, words, codes, codes_amo, codes_amc, remedy, "
            "provenance, source, checked. Vouliez-vous dire « label » ?",
        ),
        ("[families.droits]\ncodes = 'R1'", "Table des rejets, families.droits.codes : attendu une liste de textes."),
        ("[families.droits]\nlabel = 3", "Table des rejets, families.droits.label : attendu un texte."),
        ("[families]\ndroits = 3", "Table des rejets, families.droits : attendu une section [families.droits]."),
        (
            "[families.neuve]\nlabel = 'x'",
            "Table des rejets, families.neuve.remedy : attendu « label » et « remedy », pour une famille nouvelle.",
        ),
        ("famille = 3", "Table des rejets, famille : attendu une section [families.nom]."),
    ],
)
def test_what_is_wrong_in_a_centres_table_is_said(text: str, sentence: str) -> None:
    with pytest.raises(WrongCommand) as error:
        read_families(text)
    assert str(error.value) == sentence


def test_a_text_that_is_not_toml_is_refused() -> None:
    with pytest.raises(WrongCommand, match=r"^Table des rejets illisible : .*Attendu : \[families\.nom\], puis remedy"):
        read_families("[families")
