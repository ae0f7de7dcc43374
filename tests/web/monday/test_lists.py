"""The lists as the worker stores them and as their pages show them."""

from __future__ import annotations

import io
import json
from typing import Any

import builders
import pytest
from django.urls import reverse
from monday_files import FLOWS, NUMBERS

from levier.web.figures.models import Result
from levier.web.monday.compute import lists_of

pytestmark = pytest.mark.django_db


def _data(centre: Any, kind: str) -> dict[str, Any]:
    return Result.objects.get(centre=centre, kind=kind).data["fr"]


def test_rejections_are_grouped_by_cause_and_payer_the_most_money_first(handed: Any) -> None:
    found = _data(handed, "list_rejections")
    # 21 + 50 = 71 € of the first payer, 30 € of the other; 6 January to 30 April: 25 + 28 + 31 + 30 = 114 days.
    assert [(one["labels"][1:], one["count"], one["amount"], one["oldest"]) for one in found["groups"]] == [
        (["AMO", "Caisse A"], 2, 7100, 114),
        (["AMC", "Mutuelle B"], 1, 3000, 110),
    ]
    assert (found["as_of"], found["count"], found["amount"]) == ("2025-04-30", 3, 10100)


def test_unmarked_appointments_know_the_last_whole_week(handed: Any) -> None:
    found = _data(handed, "list_unmarked")
    # The list of Wednesday 30 April looks at the week of 21 to 27 April: RV1; RV4 is of the week of 31 March.
    assert found["last_week"] == {"from": "2025-04-21", "to": "2025-04-27", "count": 1}
    assert (found["count"], found["private"]) == (2, False)


def test_debts_know_their_stage_and_the_next_deadline(handed: Any) -> None:
    found = _data(handed, "list_debts")["stages"]
    # 15 January is 105 days old: to hand over. 20 April + 90 days = 19 July.
    assert {name: (one["count"], one["amount"], one["next"]) for name, one in found.items()} == {
        "remise": (1, 2000, None),
        "relance": (1, 4000, "2025-07-19"),
    }


def test_no_number_of_an_invoice_or_of_an_appointment_is_stored(handed: Any) -> None:
    kept = json.dumps([(one.data, one.shared) for one in Result.objects.filter(centre=handed)])
    assert not [number for number in NUMBERS if number in kept]


def test_the_numbers_of_a_small_desk_stay_with_the_director_and_who_treats_the_list(
    handed: Any, client_of: Any
) -> None:
    # No file of the staff: the desk of claims cannot be counted, its figures are for the director alone.
    rejections = Result.objects.get(centre=handed, kind="list_rejections")
    assert rejections.data["fr"]["private"]
    assert rejections.shared["fr"] == {"as_of": "2025-04-30", "hidden": True, "any": True}
    url = reverse("worklist", args=["a01", "rejets"])
    for client in (client_of("director", handed), client_of("staff", handed, blocks=["tiers_payant"])):
        assert client.get(reverse("worklist_export", args=["a01", "rejets", "csv"])).status_code == 403
        assert "ils ne sont ni imprimés, ni exportés, ni envoyés" in client.get(url).text


def test_a_desk_of_three_clerks_is_not_small(centre: Any, stored: Any) -> None:
    centre.fictitious = True
    centre.save()
    staff = "mois;personne;metier;etp\n" + "".join(f"2025-04;P{n};tiers_payant;1\n" for n in range(3))
    found = {one.kind: one for one in lists_of(centre, stored(centre, retours_organismes=FLOWS, personnel=staff))}
    assert not found["list_rejections"].data["fr"]["private"]
    assert found["list_rejections"].shared == found["list_rejections"].data


def test_the_page_filters_sorts_and_totals(handed: Any, client_of: Any) -> None:
    client = client_of("director", handed)
    url = reverse("worklist", args=["a01", "rejets"])
    page = client.get(url)
    assert [row[0].note for row in page.context["view"].rows] == ["AMO Caisse A", "AMC Mutuelle B"]
    assert [str(cell) for cell in page.context["view"].total] == ["Ensemble", "3", "101 €", "114 jours"]
    chosen = client.get(url, {"payeur": "AMC Mutuelle B"}).context["view"]
    assert [row[0].note for row in chosen.rows] == ["AMC Mutuelle B"]
    assert "Contrôlez les droits en ligne" in page.text


@pytest.fixture
def large(handed: Any) -> Any:
    """Return the centre as if its desk of claims had three people or more."""
    found = Result.objects.get(centre=handed, kind="list_rejections")
    found.data["fr"]["private"] = False
    found.save()
    return handed


@pytest.mark.parametrize(
    ("role", "more", "statuses"),
    [
        ("director", {}, (200, 200, 200)),
        ("staff", {"blocks": ["tiers_payant"]}, (200, 403, 403)),
        ("staff", {"blocks": ["agenda"]}, (403, 200, 403)),
        ("staff", {"blocks": ["impayes"]}, (403, 403, 200)),
        ("staff", {}, (403, 403, 403)),
        ("body", {}, (403, 403, 403)),
        ("consultant", {}, (403, 403, 403)),
        ("agency", {}, (403, 403, 403)),
        ("elected", {}, (403, 403, 403)),
    ],
)
def test_who_treats_which_list(large: Any, client_of: Any, settings: Any, role: str, more: Any, statuses: Any) -> None:
    settings.FICTITIOUS = True  # the agency has no second factor here
    client = client_of(role, large, **more)
    slugs = ("rejets", "rendez-vous-non-pointes", "creances")
    found = tuple(client.get(reverse("worklist", args=["a01", slug])).status_code for slug in slugs)
    assert found == statuses
    exported = tuple(client.get(reverse("worklist_export", args=["a01", slug, "csv"])).status_code for slug in slugs)
    assert exported == statuses


def test_another_centre_is_not_found(handed: Any, client_of: Any) -> None:
    other = client_of("director", builders.make_centre("b02"))
    assert other.get(reverse("worklist", args=["a01", "rejets"])).status_code == 404


def test_groups_are_exported_as_french_csv_and_as_a_named_table(large: Any, client_of: Any) -> None:
    client = client_of("director", large)
    csv = client.get(reverse("worklist_export", args=["a01", "rejets", "csv"])).content.decode("utf-8-sig")
    assert csv.splitlines()[1].split(";")[1:5] == ["AMO Caisse A", "2", "71,00", "114"]
    content = client.get(reverse("worklist_export", args=["a01", "rejets", "xlsx"])).content
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][1:5] == ["AMO Caisse A", 2, 71, 114]
