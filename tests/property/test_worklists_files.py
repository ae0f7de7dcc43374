"""Whatever the file of the day holds: what comes back is its own lines, and none of the others is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.periods import parse_period
from levier.problems import NothingUsable
from levier.worklists import annotate

AS_OF = parse_period("2025-06-30").first
NAMES = st.sampled_from(("Martin", "=1+1", "-2", "+33", "@x", 'O"', "a;b", "deux\nlignes", "", "É", "'=1", "TOTAL"))
INVOICES = st.sampled_from(("F1", "F2", "F3", "0012", ""))
DAYS = st.sampled_from(("01/01/2025", "01/04/2025", "02/04/2025", "30/06/2025", "01/07/2025", "32/01/2025", ""))
AMOUNTS = st.sampled_from(("0", "8,00", "14,99", "21,50", "1 020,00", "-5,00", "?", ""))
HEADERS = {
    "debts": ("Nom", "facture", "echeance", "montant_du", "montant_paye", "perte_le"),
    "rejections": (
        *("Nom", "facture", "payeur_type", "transmis_le", "tentative", "statut", "montant_demande", "montant_paye"),
        "famille_rejet",
    ),
    "unmarked": ("Nom", "id", "debut", "statut", "sans_rdv", "patient"),
}
FILES = {
    "debts": ("creances_patients.csv", (NAMES, INVOICES, DAYS, AMOUNTS, AMOUNTS, DAYS)),
    "rejections": (
        "retours_organismes.csv",
        (
            *(NAMES, INVOICES, st.sampled_from(("AMO", "AMC")), DAYS, st.sampled_from(("", "1", "2"))),
            *(st.sampled_from(("paye", "rejete", "rejete", "en_attente", "paye_partiel", "zz")), AMOUNTS, AMOUNTS),
            st.sampled_from(("", "Droits", "autre chose")),
        ),
    ),
    "unmarked": (
        "rendez_vous.csv",
        (
            *(NAMES, INVOICES, DAYS.map(lambda day: f"{day} 09:00" if day else "")),
            *(st.sampled_from(("", "non_pointe", "honore", "zz")), st.sampled_from(("", "oui")), st.sampled_from("AB")),
        ),
    ),
}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[tuple[str, ...]]]:
    kind = draw(st.sampled_from(sorted(HEADERS)))
    return kind, draw(st.lists(st.tuples(*FILES[kind][1]), min_size=1, max_size=12))


def written(kind: str, rows: list[tuple[str, ...]]) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([HEADERS[kind], *rows])
    return io.BytesIO(text.getvalue().encode())


@settings(max_examples=120, deadline=None)
@given(files())
def test_lines_come_back_and_none_is_lost(file: tuple[str, list[tuple[str, ...]]]) -> None:
    kind, rows = file
    try:
        found = annotate(written(kind, rows), FILES[kind][0], kind, AS_OF)
    except NothingUsable:
        return
    given_, back = Counter(rows), Counter(one.cells for one in found.lines)
    assert found.header == HEADERS[kind]
    assert back <= given_
    assert len({(one.rank, one.number) for one in found.lines}) == len(found.lines)
    assert found.read == len(rows) + 1
    assert found.read == len(found.lines) + found.nothing + found.set_aside + found.not_data
    assert found.nothing >= 0
    amounts = [one.row.amount or 0 for one in found.lines]
    assert sum(amounts) == (found.total_amount or 0)
    keys = [(-(one.row.amount or 0), -one.row.age) for one in found.lines]
    assert keys == sorted(keys)
    assert [found.added(place)[0] for place in range(len(found.lines))] == [*range(1, len(found.lines) + 1)]


@settings(max_examples=60, deadline=None)
@given(files())
def test_the_csv_gives_back_the_cells_and_no_formula(file: tuple[str, list[tuple[str, ...]]]) -> None:
    kind, rows = file
    try:
        found = annotate(written(kind, rows), FILES[kind][0], kind, AS_OF)
    except NothingUsable:
        return
    lines = list(csv.reader(io.StringIO(found.csv().removeprefix("\ufeff"), newline=""), delimiter=";"))[1:]
    assert len(lines) == len(found.lines)
    for cells, one in zip(lines, found.lines, strict=True):
        for cell, text in zip(cells, one.cells, strict=False):
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
            assert cell in (text, f"'{text}")
