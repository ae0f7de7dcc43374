"""What is written in the grid is read back, to the last value."""

import io
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levier.catalogue.typed import KEYS, TYPED
from levier.catalogue.typed_rows import canonical
from levier.grid import is_grid
from levier.grid.read import read_grid
from levier.grid.write import write_grid

ONE = 1_000_000_000
YEAR = 2025
COLUMNS = (
    "period", "measure", "value", "service", "specialty", "payer_type", "job", "family", "nature", "definition",
    "source", "preferred", "comment", "site", "finess",
)  # fmt: skip


def row(**about):
    return dict.fromkeys(COLUMNS) | about


def read_back(rows, services=(), year=YEAR):
    stream = io.BytesIO()
    write_grid(stream, rows, year, services)
    return read_grid(stream, "grille.xlsx")


def ordered(rows):
    return sorted(rows, key=lambda one: [str(one[name]) for name in COLUMNS])


def test_an_empty_grid_gives_nothing_and_says_nothing():
    found = read_back([], ["medical", "dentaire", "imagerie", "prelevements"])
    assert found.rows == []
    assert list(found.problems) == []
    assert all(part.account.read == part.account.not_data for part in found.parts)


def test_values_of_each_document_come_back():
    rows = [
        row(measure="rdv_honores", period="2025-01", value=1204 * ONE, service="medical", nature="exact"),
        row(measure="rdv_honores", period="2025", value=0, service="dentaire", definition="editeur"),
        row(measure="appels_recus", period="2025-03-03/2025-03-14", value=812 * ONE, nature="echantillon"),
        row(measure="montant_facture", period="2025T3", value=45_000_500_000_000, service="kine", source="logiciel"),
        row(measure="rejets_premiers", period="2025-02", value=7 * ONE, payer_type="AMC", preferred=1),
        row(measure="etp", period="2025-06", value=800_000_000, job="medecin", comment="dont un remplaçant"),
        row(measure="achats", period="2025", value=-12_340_000_000, family="prothese"),
        row(
            measure="rdv_absents",
            period="2025-01",
            value=3 * ONE,
            service="medical",
            specialty="dermatologie",
            site="nord",
        ),
    ]
    found = read_back(rows, ["medical", "dentaire", "imagerie"])
    assert list(found.problems) == []
    assert ordered(found.rows) == ordered(rows)


def test_the_year_before_is_a_reminder_and_is_not_read():
    rows = [
        row(measure="appels_recus", period="2024-01", value=700 * ONE),
        row(measure="appels_recus", period="2025-01", value=812 * ONE),
    ]
    assert read_back(rows).rows == rows[1:]


def test_the_account_closes_on_every_sheet():
    rows = [
        row(measure="appels_recus", period="2025-01", value=812 * ONE),
        row(measure="appels_recus", period="2025-02", value=790 * ONE),
        row(measure="appels_decroches", period="2025-02", value=600 * ONE),
    ]
    accounts = [part.account for part in read_back(rows).parts]
    assert all(one.read == one.kept + one.set_aside + one.not_data for one in accounts)
    phone = next(one for one in accounts if one.sheet == "Grille Téléphone")
    # Nine rows without a value: three of instructions, two of dates, the titles, the section, two measures left blank.
    assert (phone.kept, phone.set_aside, phone.not_data) == (3, 0, 9)
    assert (phone.table, phone.reader) == ("typed_measures", "grille")


def test_chunks_number_their_part_and_keep_the_line_of_the_sheet():
    found = read_back([row(measure="appels_recus", period="2025-01", value=ONE)])
    part = found.parts[2]
    assert part.account.sheet == "Grille Téléphone"
    assert part.chunk.file == 2
    assert part.chunk.lines == [8]


def test_the_workbook_says_that_it_is_a_grid():
    assert is_grid(part.account.sheet for part in read_back([]).parts)


def values(measure):
    if measure.whole:
        return st.integers(0, 10**9).map(lambda count: count * ONE)
    # Fifteen digits are what a spreadsheet holds.
    return st.integers(-(10**11) if measure.signed else 0, 10**11).map(lambda cents: cents * ONE // 100)


def samples():
    days = st.dates(date(YEAR, 1, 2), date(YEAR, 11, 28))
    return st.tuples(days, st.integers(0, 12)).map(
        lambda pair: f"{pair[0].isoformat()}/{(pair[0] + timedelta(pair[1])).isoformat()}"
    )


periods = st.one_of(
    st.integers(1, 12).map(lambda month: f"{YEAR}-{month:02d}"),
    st.integers(1, 4).map(lambda quarter: f"{YEAR}T{quarter}"),
    st.just(str(YEAR)),
    samples(),
)
words = (
    st.text("abcdéèçœÀ '-.0123456789", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)


@st.composite
def typed_rows(draw):
    measure = TYPED[draw(st.sampled_from(list(TYPED)))]
    found = row(measure=measure.name, period=draw(periods), value=draw(values(measure)))
    for key in measure.keys:
        allowed = st.sampled_from(measure.choices(key)) if measure.choices(key) else words
        if key in measure.required or draw(st.booleans()):
            found[KEYS[key]] = draw(allowed)
    found["nature"] = draw(st.sampled_from([None, "exact", "estime", "echantillon"]))
    found["definition"] = draw(st.sampled_from([None, "levier", "editeur", "operateur", "comptable"]))
    found["preferred"] = draw(st.sampled_from([None, 0, 1]))
    found["source"], found["comment"] = draw(st.none() | words), draw(st.none() | words)
    return canonical(found)


def identity(one):
    return tuple(one[name] for name in ("measure", "period", *KEYS.values()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(typed_rows(), max_size=12, unique_by=identity),
    st.lists(st.sampled_from(["medical", "dentaire", "imagerie", "kine"]), unique=True),
)
def test_any_grid_comes_back_as_it_was_written(rows, services):
    found = read_back(rows, services)
    assert [one for one in found.problems if one.severity == "bloquant"] == []
    assert ordered(found.rows) == ordered(rows)


def test_large_amounts_keep_their_cents():
    # As a binary fraction, 11 712 811.94 shows noise from the ninth decimal on.
    amount = row(measure="montant_facture", period="2025", value=11_712_811_940_000_000)
    assert read_back([amount]).rows == [amount]
