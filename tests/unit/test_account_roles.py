"""Roles of accounts: by chart, by year, by the centre's own choices; every prefix is an account of its chart."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from levier.catalogue.parameters import theme
from levier.centre import CHARTS, ROLES, read_centre
from levier.derive.accounts import role_of, roles_of
from levier.holding import hold_texts
from levier.periods import to_day
from levier.problems import WrongCommand

CHART = Path(__file__).parents[1] / "fixtures" / "fec" / "pcg_2026_arrhes.json"
NUMBERS = {str(one["number"]) for one in json.loads(CHART.read_text("utf-8"))["flat"]}


@pytest.mark.parametrize("name", sorted({"pcg", "associations", "mutualite"}))
def test_every_prefix_is_an_account_of_the_chart_of_2026(name: str) -> None:
    about = theme("comptes")[name]
    versions = [about, *about["since"]]
    given = {prefix for one in versions for role in ROLES for prefix in one.get(role, ())}
    assert given <= NUMBERS
    assert {"60", "603", "609", "70", "709", "741", "742", "747", "621", "649"} <= NUMBERS
    # What the chart of 2025 dropped.
    assert not {"79", "791", "777"} & NUMBERS


def test_every_chart_that_a_centre_may_name_has_its_roles() -> None:
    assert set(CHARTS.values()) == set(theme("comptes"))
    for about in theme("comptes").values():
        assert set(ROLES) <= set(about)


@pytest.mark.parametrize(
    ("account", "before", "after"),
    [
        ("606610", "purchases", "purchases"),
        ("603100", "purchases", "purchases"),
        ("609700", "purchases", "purchases"),
        ("706100", "activity", "activity"),
        ("709600", "activity", "activity"),
        ("741000", "subsidy", "subsidy"),
        ("742000", "subsidy", "balancing"),
        ("747000", "subsidy", "subsidy"),
        ("621400", "staff", "staff"),
        ("641100", "staff", "staff"),
        ("649000", "staff", "staff"),
        ("633300", "staff", "staff"),
        ("611000", "other", "other"),
        ("791000", "other", "other"),
        ("757000", "other", "other"),
    ],
)
@pytest.mark.parametrize("chart", ["PCG", "associations", "mutualite"])
def test_the_chart_of_2025_changes_the_balancing_subsidy_only(
    chart: str, account: str, before: str, after: str
) -> None:
    centre = read_centre(f'regime_comptable = "{chart}"')
    assert role_of(account, centre.roles_in(2024)) == before
    assert role_of(account, centre.roles_in(2025)) == after
    first, second = roles_of(account, centre)
    assert (first[1], second[0]) == (to_day(date(2024, 12, 31)), to_day(date(2025, 1, 1)))


@pytest.mark.parametrize(
    ("account", "role"),
    [("7066", "activity"), ("60632", "purchases"), ("7474", "subsidy"), ("757", "subsidy"), ("64111", "staff")],
)
def test_municipal_accounts(account: str, role: str) -> None:
    centre = read_centre('regime_comptable = "M57"')
    assert [one[2] for one in roles_of(account, centre)] == [role]


def test_a_centre_moves_an_account_in_every_version_of_its_chart() -> None:
    centre = read_centre('[comptes]\nforfaits = ["7061"]\nsubvention_equilibre = "7488"\npersonnel = ["6228"]\n')
    for year in (2024, 2025, 2026):
        roles = centre.roles_in(year)
        assert [role_of(one, roles) for one in ("70611", "7062", "74881", "62281", "6226")] == [
            *("lump_sum", "activity", "balancing", "staff", "other")
        ]


def test_a_wrong_key_of_accounts_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrongCommand, match=r"« forfait »\. Vouliez-vous dire « forfaits »"):
        read_centre('[comptes]\nforfait = ["747"]\n')


def test_the_balancing_subsidy_of_2025_is_no_subsidy_where_it_was_one_in_2024() -> None:
    lines = "".join(
        f"BQ\tBanque\t{rank}\t{day}\t{account}\tx\t\t\tP\t{day}\tx\t{debit}\t{credit}\t\t\t{day}\t\t\n"
        for rank, (day, account, debit, credit) in enumerate(
            [
                ("20240105", "742000", "0,00", "700,00"),
                ("20240105", "512000", "700,00", "0,00"),
                ("20250105", "742000", "0,00", "900,00"),
                ("20250105", "512000", "900,00", "0,00"),
            ]
        )
    )
    header = (
        "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t"
        "PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\n"
    )
    holding = hold_texts({"ecritures": header + lines})
    found = holding.engine.fetch("SELECT role, SUM(net_debit) FROM accounts GROUP BY role ORDER BY role")
    holding.engine.close()
    assert [(role, int(net)) for role, net in found] == [
        ("balancing", -90_000),
        ("other", 160_000),
        ("subsidy", -70_000),
    ]
