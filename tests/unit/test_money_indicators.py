"""Edges of the indicators on payment, purchases, staff and revenue; every expected value is worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levier.catalogue.indicators import indicators
from levier.catalogue.staff import CARE_AND_SUPPORT, NOT_CARE
from levier.centre import read_centre
from levier.figures.figure import Figure
from levier.figures.terms import months_begun
from levier.holding import hold_texts
from levier.measuring import Asked, measure
from levier.periods import parse_period, to_day
from levier.tables.staffing import JOBS

ACTS = "date;code;montant\n"
STAFF = "mois;metier;etp;cout;cout_complet\n"
SENT = "facture;payeur_type;transmis_le;statut\n"
GRID = "periode;mesure;valeur;payeur_type;famille;metier\n"


def figures(
    name: str, period: str, as_of: str, files: dict[str, str], *by: str, centre: str = ""
) -> dict[object, Figure]:
    grain = parse_period(period).grain
    asked = Asked(every=grain, first=period, last=period, as_of=date.fromisoformat(as_of), by=by, names=(name,))
    return {
        dict(one.slice).get(by[0]) if by else None: one
        for one in measure(hold_texts(files, read_centre(centre)), asked)
    }


def figure(name: str, period: str, as_of: str, files: dict[str, str], centre: str = "") -> Figure:
    return figures(name, period, as_of, files, centre=centre)[None]


def sends(paid: int, pending: int) -> dict[str, str]:
    """Return claims sent on every day of January that make these many."""
    statuses = ["paye"] * paid + ["en_attente"] * pending
    lines = (f"F{rank};AMO;{rank % 31 + 1:02}/01/2025;{status}\n" for rank, status in enumerate(statuses))
    return {"retours_organismes": SENT + "".join(lines)}


@pytest.mark.parametrize(
    ("pending", "as_of", "status"),
    [
        (5, "2025-02-28", "ok"),  # 5 of 100 wait: not above 5 %
        (6, "2025-02-28", "partial"),  # 6 of 100
        (6, "2025-05-01", "ok"),  # all are 90 days old: unanswered, no longer pending
    ],
)
def test_claims_that_still_wait_make_rejections_partial(pending: int, as_of: str, status: str) -> None:
    found = figure("payer_rejection_rate", "2025-01", as_of, sends(100 - pending, pending))
    assert (found.numerator, found.denominator, found.status) == (0, 100, status)
    assert found.bounds is None
    assert any("6,0 % des factures attendent encore une réponse" in note for note in found.notes) == (
        status == "partial"
    )


def test_rejections_apart_add_up_to_those_together() -> None:
    files = {
        "retours_organismes": SENT + "F1;AMO;06/01/2025;rejete\nF2;AMC;06/01/2025;rejete\nF3;AMC;06/01/2025;paye\n"
    }
    apart = figures("payer_rejection_rate", "2025-01", "2025-06-30", files, "payer_type")
    counts = {payer: (one.numerator, one.denominator) for payer, one in apart.items()}
    assert {payer: counts[payer] for payer in ("AMO", "AMC")} == {"AMO": (1, 1), "AMC": (1, 2)}
    together = figure("payer_rejection_rate", "2025-01", "2025-06-30", files)
    assert (together.numerator, together.denominator) == (2, 3)
    assert together.low is not None


def test_a_month_whose_debts_are_all_young_has_no_value() -> None:
    files = {
        "creances_patients": "facture;echeance;montant_du\nF1;06/01/2025;9,00\n",
        "actes": ACTS + "06/01/2025;G;30,00\n",
    }
    found = figure("patient_bad_debt_rate", "2025-01", "2025-03-31", files)
    assert (found.status, found.value) == ("partial", None)
    assert "lignes postérieures au 31/12/2024 trop récentes : laissées de côté" in found.notes


def test_debts_that_are_all_old_do_not_make_it_partial() -> None:
    days = "".join(f"F{day};{day:02}/01/2025;1,00\n" for day in range(1, 32))
    acts = "".join(f"{day:02}/01/2025;G;10,00\n" for day in range(1, 32))
    files = {"creances_patients": "facture;echeance;montant_du\n" + days, "actes": ACTS + acts}
    found = figure("patient_bad_debt_rate", "2025-01", "2025-05-01", files)
    assert (found.status, found.numerator, found.denominator) == ("ok", 31, 310)


def test_unanswered_claims_of_a_young_month_say_why() -> None:
    found = figure("unanswered_claims_rate", "2025-01", "2025-02-28", sends(1, 1))
    assert (found.status, found.value) == ("not_computable", None)
    assert found.notes[0] == "lignes postérieures au 30/11/2024 trop récentes : laissées de côté"


STAFF_OF_QUARTER = STAFF + "".join(f"2025-{month:02};tiers_payant;1;3000,00;oui\n" for month in (1, 2, 3))
INVOICES = "id;date;tiers_payant_amo;montant\nF1;06/01/2025;oui;30,00\nF2;31/03/2025;oui;30,00\n"
COSTS = "[couts_tiers_payant]\nlogiciel = 1200.50\nrecouvrement = 599.50\n"


@pytest.mark.parametrize(
    ("period", "as_of", "cost", "invoices"),
    [
        ("2025T1", "2025-03-31", 9000 + 450, 2),  # 1 800 € a year: 450 € a quarter
        ("2025-01", "2025-03-31", 3000 + 150, 1),
        ("2025", "2025-03-31", 9000 + 450, 2),  # three months begun of twelve
    ],
)
def test_yearly_costs_are_shared_by_months(period: str, as_of: str, cost: int, invoices: int) -> None:
    files = {"personnel": STAFF_OF_QUARTER, "factures": INVOICES}
    found = figure("cost_per_invoice", period, as_of, files, COSTS)
    assert (found.numerator, found.denominator) == (cost, invoices)
    assert found.value == Fraction(cost, invoices)


def test_a_week_has_no_cost_of_staff() -> None:
    found = figure("cost_per_invoice", "2025-W02", "2025-03-31", {"personnel": STAFF_OF_QUARTER, "factures": INVOICES})
    assert found.status == "not_available"
    assert "aucun agent du métier « tiers_payant » dans un mois entier de la période" in found.notes


def test_no_clerk_is_not_a_cost_of_zero() -> None:
    files = {"personnel": STAFF + "2025-01;accueil;2;5000,00;oui\n", "factures": INVOICES}
    assert figure("cost_per_invoice", "2025-01", "2025-03-31", files, COSTS).status == "not_available"


def test_an_unknown_cost_is_not_zero() -> None:
    files = {
        "personnel": STAFF + "2025-01;tiers_payant;1;3000,00;oui\n2025-01;tiers_payant;0,5;;oui\n",
        "factures": INVOICES,
    }
    found = figure("cost_per_invoice", "2025-01", "2025-03-31", files)
    assert (found.status, found.value) == ("not_computable", None)
    assert "coûts incomplets" in found.notes


LUMP_ACCOUNTS = '[comptes]\nforfaits = ["747"]\n'
ENTRIES = """JournalCode	JournalLib	EcritureNum	EcritureDate	CompteNum	CompteLib	CompAuxNum	CompAuxLib	PieceRef	PieceDate	EcritureLib	Debit	Credit	EcritureLet	DateLet	ValidDate	Montantdevise	Idevise
"""


def test_lump_sums_are_never_counted_twice() -> None:
    """The file of lump sums speaks of 2024: its accounts count neither there nor in a year that it does not state."""
    files = {
        "actes": ACTS + "02/01/2023;G;1000,00\n02/01/2024;G;1000,00\n",
        "forfaits": "au_titre_de;dispositif;montant_recu\n2024;accord_national;300,00\n",
        "soldes": "exercice;compte;debit;credit\n2023;747;0,00;250,00\n2024;747;0,00;300,00\n2024;741;0,00;20,00\n2023;741;0,00;10,00\n",
    }
    with_file = figure("total_revenue", "2024", "2025-01-31", files, LUMP_ACCOUNTS)
    assert (with_file.numerator, with_file.basis) == (1320, "actes, forfaits et comptes")
    before = figure("total_revenue", "2023", "2025-01-31", files, LUMP_ACCOUNTS)
    assert (before.numerator, before.basis) == (1010, "actes et subventions")
    assert "sans les rémunérations forfaitaires" in before.notes


def test_a_balancing_subsidy_is_no_revenue() -> None:
    files = {
        "actes": ACTS + "02/01/2024;G;1000,00\n",
        "soldes": "exercice;compte;debit;credit\n2024;741;0,00;20,00\n2024;745;0,00;900,00\n",
    }
    with_it = figure("total_revenue", "2024", "2025-01-31", files)
    without = figure("total_revenue", "2024", "2025-01-31", files, '[comptes]\nsubvention_equilibre = ["745"]\n')
    assert (with_it.numerator, without.numerator) == (1920, 1020)


def test_typed_lump_sums_complete_files() -> None:
    files = {
        "actes": ACTS + "02/01/2024;G;1000,00\n",
        "grille": GRID + "2024;forfaits_encaisses;300;;accord_national;\n",
    }
    found = figure("total_revenue", "2024", "2025-01-31", files)
    assert (found.numerator, found.basis) == (1300, "actes")
    assert "sans les subventions d'exploitation" in found.notes
    assert "sans les rémunérations forfaitaires" not in found.notes


def test_purchases_keep_one_basis_for_all_periods() -> None:
    """Files speak of 2024 only: what was typed for 2023 is of another basis."""
    files = {
        "achats": "date;famille;montant\n02/01/2024;medical;100,00\n",
        "actes": ACTS + "02/01/2024;G;1000,00\n",
        "grille": GRID + "2023;achats;90;;medical;\n2023;produits_activite;1000;;;\n",
    }
    assert figure("purchases_to_revenue", "2024", "2025-01-31", files).basis == "achats et actes"
    assert figure("purchases_to_revenue", "2023", "2025-01-31", files).status == "not_available"
    alone = {"grille": files["grille"]}
    assert figure("purchases_to_revenue", "2023", "2025-01-31", alone).value == Fraction(9, 100)


def test_purchases_by_service() -> None:
    files = {
        "achats": "date;service;famille;montant\n02/01/2024;dentaire;prothese;100,00\n02/01/2024;;bureau;50,00\n",
        "actes": "date;service;code;montant\n02/01/2024;dentaire;HBLD038;400,00\n02/01/2024;medical;G;600,00\n",
    }
    found = figures("purchases_to_revenue", "2024", "2025-01-31", files, "service")
    assert found["dentaire"].value == Fraction(1, 4)
    assert figure("purchases_to_revenue", "2024", "2025-01-31", files).value == Fraction(15, 100)


def test_closing_entries_are_no_purchase() -> None:
    fec = ENTRIES + "".join(
        "\t".join(
            (journal, journal, entry, day, account, "x", "", "", "P", day, "x", debit, credit, "", "", day, "", "")
        )
        + "\n"
        for journal, entry, day, account, debit, credit in (
            ("AC", "1", "20240115", "606100", "500,00", "0,00"),
            ("AC", "1", "20240115", "401000", "0,00", "500,00"),
            ("VE", "2", "20240131", "706000", "0,00", "2000,00"),
            ("VE", "2", "20240131", "411000", "2000,00", "0,00"),
            ("AN", "3", "20241231", "606100", "0,00", "500,00"),
            ("AN", "3", "20241231", "706000", "2000,00", "0,00"),
            ("AN", "3", "20241231", "120000", "0,00", "1500,00"),
        )
    )
    found = figure("purchases_to_revenue", "2024", "2025-01-31", {"ecritures": fec})
    assert (found.numerator, found.denominator, found.basis) == (500, 2000, "comptes")


def test_a_margin_needs_every_month_of_staff() -> None:
    files = {
        "actes": ACTS + "02/01/2025;G;9000,00\n31/03/2025;G;9000,00\n",
        "achats": "date;famille;montant\n02/01/2025;medical;500,00\n31/03/2025;medical;500,00\n",
        "personnel": STAFF + "2025-01;medecin;1;5000,00;oui\n2025-03;medecin;1;5000,00;oui\n",
    }
    quarter = figure("gross_margin", "2025T1", "2025-03-31", files)
    assert (quarter.status, quarter.value) == ("not_computable", None)
    assert "coûts incomplets" in quarter.notes
    assert figure("gross_margin", "2025-01", "2025-03-31", files).value == 9000 - 500 - 5000


def test_the_cost_of_reception_may_be_unknown() -> None:
    files = {
        "actes": ACTS + "02/01/2025;G;9000,00\n",
        "achats": "date;famille;montant\n02/01/2025;medical;500,00\n",
        "personnel": STAFF + "2025-01;medecin;1;5000,00;oui\n2025-01;accueil;1;;non\n",
    }
    assert figure("gross_margin", "2025-01", "2025-03-31", files).value == 3500


def test_town_charges_without_a_year_say_so() -> None:
    files = {
        "actes": ACTS + "02/01/2025;G;9000,00\n",
        "achats": "date;famille;montant\n02/01/2025;medical;500,00\n",
        "personnel": STAFF + "2025-01;medecin;1;5000,00;oui\n",
        "charges_collectivite": "annee;nature;montant\n2025;loyer;12000,00\n",
    }
    found = figure("gross_margin_with_town_charges", "2025-01", "2025-03-31", files)
    assert found.status == "not_available"
    assert found.notes == (
        "aucune charge portée par la collectivité pour cette période : elles s'écrivent par année entière",
    )


def test_members_of_a_year_are_those_of_its_last_stated_month() -> None:
    lines = (
        "2013-03;option_coordination_medical;100;1,00\n2013-09;option_coordination_medical;0;1,00\n2013-12;fmt;;9,00\n"
    )
    files = {"forfaits": "au_titre_de;dispositif;unites;montant_recu\n" + lines}
    assert figure("coordination_option_members", "2013", "2014-01-31", files).value == 0
    assert figure("coordination_option_members", "2013T1", "2014-01-31", files).value == 100
    assert figure("coordination_option_members", "2013T4", "2014-01-31", files).status == "not_available"


def test_measures_typed_for_different_payers_are_not_divided() -> None:
    lines = "2025-01;factures_transmises;800;AMO;;\n2025-01;factures_transmises;400;AMC;;\n2025-01;rejets_premiers;40;AMO;;\n"
    found = figure("payer_rejection_rate", "2025-01", "2025-06-30", {"grille": GRID + lines})
    assert (found.status, found.value) == ("not_computable", None)
    assert found.notes[0] == (
        "saisi pour des parties différentes (factures_transmises : AMC, AMO ; rejets_premiers : AMO) ; 0 se saisit"
    )


def test_a_typed_whole_agrees_with_typed_parts() -> None:
    lines = "2025-01;factures_transmises;1200;;;\n2025-01;rejets_premiers;40;AMO;;\n2025-01;rejets_premiers;80;AMC;;\n"
    found = figure("payer_rejection_rate", "2025-01", "2025-06-30", {"grille": GRID + lines})
    assert found.value == Fraction(120, 1200)


def test_a_job_that_was_not_typed_is_named_and_one_of_each_is_needed() -> None:
    physicians = "2024-12;etp;4;;;medecin\n"
    one = figure("admin_to_medical_fte", "2024-12", "2025-01-31", {"grille": GRID + physicians})
    assert (one.status, one.notes) == ("not_available", ("fichiers manquants : personnel",))
    two = figure(
        "admin_to_medical_fte", "2024-12", "2025-01-31", {"grille": GRID + physicians + "2024-12;etp;2;;;accueil\n"}
    )
    assert two.value == Fraction(1, 2)
    assert two.notes == ("ETP non saisis, donc non comptés : tiers_payant, direction, secretaire_medicale",)


def test_every_job_is_in_one_group() -> None:
    assert sorted((*CARE_AND_SUPPORT, *NOT_CARE)) == sorted(JOBS)


@pytest.mark.parametrize(
    ("period", "as_of", "months"),
    [
        ("2025", "2025-03-31", 3),
        ("2025T2", "2025-12-31", 3),
        ("2025-W02", "2025-12-31", 0),
        ("2025-02", "2025-01-31", 0),
    ],
)
def test_months_begun(period: str, as_of: str, months: int) -> None:
    assert len(months_begun(parse_period(period), to_day(date.fromisoformat(as_of)))) == months


def test_counter_indicators_exist() -> None:
    known = indicators()
    assert [one.name for one in known.values() if one.counter_indicator and one.counter_indicator not in known] == []


claims = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None)
@given(claims)
def test_what_is_lost_and_what_is_paid_make_what_was_claimed(found: list[tuple[int, int]]) -> None:
    lines = "".join(
        f"F{rank};AMO;06/01/2024;paye;{claimed / 100:.2f};{paid / 100:.2f}\n"
        for rank, (claimed, paid) in enumerate(found)
    )
    head = "facture;payeur_type;transmis_le;statut;montant_demande;montant_paye\n"
    loss = figure("final_loss_rate", "2024-01", "2025-06-30", {"retours_organismes": head + lines})
    assert loss.denominator == Fraction(sum(claimed for claimed, _paid in found), 100)
    assert loss.numerator == Fraction(sum(claimed - paid for claimed, paid in found), 100)
