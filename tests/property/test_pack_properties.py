"""Nothing of the source survives in a help package, whatever the file; its shape does."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.pack import pack_file
from levier.pack.disguise import Disguise, tokens
from levier.pack.words import safe_cells, safe_titles, words_of

NAMES = st.sampled_from(
    ["Durand", "Zoé Martin", "Jean-Noël O'Brien", "LE GUÉNNEC", "Dr Petit", "Çelik", "Vu", "Payé", "MARTIN AM"]
)
TEXTS = st.text(st.characters(codec="cp1252", exclude_characters='\r\n\x00\t;"|,'), max_size=20)
CELLS = st.one_of(
    NAMES,
    TEXTS,
    st.dates().map(lambda one: one.strftime("%d/%m/%Y")),
    st.datetimes().map(lambda one: one.isoformat()),
    st.integers(0, 10**15).map(str),
    st.floats(0, 10**6, allow_nan=False).map(lambda one: f"{one:.2f}".replace(".", ",")),
    st.sampled_from(["", "12h50", "2,98E+13", "0612345678", "285017512345678", "10:30 AM", "20250106", "a@b.fr"]),
)
TITLES = st.one_of(
    st.sampled_from(["Date", "Patient", "Statut", "N° facture", "Agenda Dr Petit", "Montant AMO"]), TEXTS
)


def leaked(source: list[str], made: list[str]) -> set[str]:
    """Return the tokens of a source that came out, but the words that anybody could have written."""
    allowed = set(safe_titles()) | {one for cell in safe_cells() for one in cell.split("_")}
    found = set(tokens(source)) & set(tokens(made))
    return {one for one in found if not set(words_of(one)) <= allowed}


@settings(max_examples=50, deadline=None)
@given(
    titles=st.lists(TITLES, min_size=2, max_size=5),
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=5), max_size=40),
    separator=st.sampled_from([";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-8-sig"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_no_token_of_a_table_survives(
    titles: list[str], rows: list[list[str]], separator: str, encoding: str, end: str
) -> None:
    text = end.join(separator.join(row) for row in [titles, *rows]) + end
    packed = pack_file(io.BytesIO(text.encode(encoding)), "Dr Petit 2025.csv")
    if packed.refusal is None:
        made = packed.content.decode(encoding)
        assert leaked([text], [made, packed.new_name, str(packed.facts["line_ends"])]) == set()
        assert len(made.splitlines()) <= len(text.splitlines())


@settings(max_examples=50, deadline=None)
@given(st.lists(CELLS, max_size=20))
def test_a_shape_is_kept_sign_for_sign(cells: list[str]) -> None:
    disguise = Disguise(tokens(cells))
    for cell in cells:
        made = disguise.shape(cell)
        assert len(made) == len(cell)
        for before, after in zip(cell, made, strict=True):
            assert before.isalnum() == after.isalnum()
            assert before.isalnum() or before == after


def test_two_packages_of_one_file_differ() -> None:
    source = b"Date;Patient\n03/01/2025;Durand-Petit-Martin-Bernard\n"
    assert len({pack_file(io.BytesIO(source), "a.csv").content for _ in range(5)}) == 5
