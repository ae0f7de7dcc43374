"""A description is changed in place: what somebody wrote stays."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.web.centres.toml_text import changed

WRITTEN = """# Nos réglages
nom = "Port" # court
services = [
  "medical",  # depuis 1952
  "dentaire",
]

[conventions]
# décidé en équipe
delai_annulation_h = 48

[comptes.sections]
DENT = "dentaire"
"""


def test_comments_order_and_unknown_keys_stay() -> None:
    made = changed(WRITTEN, {("conventions", "delai_annulation_h"): 24, ("", "finess"): "930012345"})
    assert "# Nos réglages" in made
    assert "# décidé en équipe\ndelai_annulation_h = 24" in made
    assert '  "medical",  # depuis 1952' in made
    assert made.index('finess = "930012345"') < made.index("[conventions]")
    assert tomllib.loads(made)["comptes"] == {"sections": {"DENT": "dentaire"}}


def test_a_value_on_several_lines_is_replaced_whole() -> None:
    made = changed(WRITTEN, {("", "services"): ["medical"]})
    assert 'services = ["medical"]\n\n[conventions]' in made
    assert "dentaire" not in made.split("[conventions]")[0]


def test_none_takes_a_key_out_and_an_empty_table_with_it() -> None:
    assert "nom" not in tomllib.loads(changed(WRITTEN, {("", "nom"): None}))
    assert changed("a = 1\n\n[b]\nc = 2\n", {("b", "c"): None}) == "a = 1\n\n"


def test_a_table_that_was_not_there_is_added() -> None:
    assert changed("a = 1", {("b", "c"): "x"}) == 'a = 1\n\n[b]\nc = "x"\n'


@pytest.mark.parametrize(
    "strange", ["conventions = { delai_annulation_h = 48 }\n", "conventions.delai_annulation_h = 48\n"]
)
def test_a_strange_text_keeps_its_content(strange: str) -> None:
    made = changed(strange + 'nom = "Port"\n', {("conventions", "jours_vides"): 4})
    assert tomllib.loads(made) == {"nom": "Port", "conventions": {"delai_annulation_h": 48, "jours_vides": 4}}


# What TOML escapes, what looks like TOML, what is outside the first plane.
TEXTS = st.text(st.sampled_from([*list("aé\"'\\\n\r\t#[]=, "), "\x00", "\x7f", "\u2028", "😀"]), max_size=8)
VALUES = TEXTS | st.integers(-999, 999) | st.booleans() | st.lists(TEXTS, max_size=2)
NAMES = st.sampled_from(["nom", "finess", "services", "a-b", "é"])
CHANGES = st.dictionaries(
    st.tuples(st.sampled_from(["", "conventions", "comptes"]), NAMES), VALUES | st.none(), max_size=3
)


@given(CHANGES, CHANGES)
def test_what_is_read_again_is_what_was_asked(first: dict, second: dict) -> None:
    wanted = tomllib.loads(WRITTEN)
    text = WRITTEN
    for changes in (first, second):
        text = changed(text, changes)
        for (table, key), value in changes.items():
            held = wanted.setdefault(table, {}) if table else wanted
            if value is None:
                held.pop(key, None)
                if table and not held:
                    del wanted[table]
            else:
                held[key] = value
        assert tomllib.loads(text) == wanted
