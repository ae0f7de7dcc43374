"""The bridge on a centre worked out by hand: five factors, tariffs, new and deleted codes, and what cannot be separated.

2024: 2 opening days, 4 hours of sessions, 2 hours of honoured appointments, 4 acts G at 25 €: 100 €.
2025: 4 opening days, 8 hours of sessions, 4 hours of honoured appointments, 8 acts G at 30 €: 240 €.
At constant tariffs 8 × 25 = 200 €: days doubled, nothing else moved: +100 €; tariffs: 8 × 5 = +40 €.
"""

from datetime import date
from fractions import Fraction

import pytest

from levier.holding import hold_texts
from levier.outlook.bridge import bridge, shared
from levier.outlook.bridge_table import bridge_text
from levier.outlook.bridge_words import sentences, summary
from levier.periods import parse_period, to_day

END = to_day(date(2026, 1, 31))
HOURS = "jour;de;a;du;au\nlundi;09:00;17:00;;\n"
# Open only on the first Mondays of January: two in 2024, four in 2025.
CLOSED = "du;au;motif\n15/01/2024;31/12/2024;x\n27/01/2025;31/12/2025;x\n"
CLOSED_2025 = "du;au;motif\n15/01/2024;31/12/2024;x\n03/02/2025;31/12/2025;x\n"
DAYS_2024, DAYS_2025 = ("01/01/2024", "08/01/2024"), ("06/01/2025", "13/01/2025", "20/01/2025", "27/01/2025")


def _acts(days, price, each=2, code="G", who=("D1", "D2", "D3")):
    return "".join(f"{day};medical;{who[rank % len(who)]};{code};{price}\n" for day in days for rank in range(each))


def _files(acts, *, closed=CLOSED_2025, visits=True, sessions=True, hours=True):
    every = (*DAYS_2024, *DAYS_2025)
    files = {"actes": "date;service;praticien;code;montant\n" + acts}
    if hours:
        files |= {"horaires": HOURS, "fermetures": closed}
    if sessions:
        rows = "".join(f"D1;medical;C1;{day} 09:00;{day} 11:00\n" for day in every)
        files |= {"cabinets": "id;type\nC1;cabinet\n", "vacations": "praticien;service;cabinet;debut;fin\n" + rows}
    if visits:
        rows = "".join(
            f"{day} 09:{half};{day} {end};honore;medical\n"
            for day in every
            for half, end in (("00", "09:30"), ("30", "10:00"))
        )
        files["rendez_vous"] = "debut;fin;statut;service\n" + rows
    return files


def _bridge(files, period="2025", as_of=END, **more):
    holding = hold_texts(files)
    found = bridge(holding, parse_period(period), as_of, **more)
    holding.engine.close()
    return found


def _amounts(one):
    return {part.name: part.amount for part in one.parts if part.amount}


def test_days_doubled_and_tariffs_are_apart():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 30)))
    assert (one.before, one.after, one.change, one.constant_change) == (100, 240, 140, 100)
    assert _amounts(one) == {"opening_days": 100, "tariffs": 40}
    assert summary(one) == (
        "En 2025, le centre a facturé 240 €, contre 100 € en 2024, soit +140 € (+140,0 %) ; à tarifs constants : "
        "+100 € (+100,0 %)."
    )
    assert sentences(one)["opening_days"] == "Jours d'ouverture : +100 €, 4 jours contre 2 jours."


def test_acts_per_hour_and_days_share_what_they_did_together():
    """Days ×2 and acts per hour ×2: 100 € → 400 €. Alone each adds 100 €; the last 100 € are shared: 150 € each."""
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 25, each=4)))
    assert _amounts(one) == {"opening_days": 150, "acts_per_hour": 150}


def test_new_and_deleted_codes_are_apart():
    acts = (
        _acts(DAYS_2024, 25)
        + _acts(DAYS_2024, 10, each=1, code="VIEUX")
        + _acts(DAYS_2025, 25)
        + _acts(DAYS_2025, 12, each=1, code="NEUF")
    )
    (one,) = _bridge(_files(acts))
    assert _amounts(one) == {"opening_days": 100, "new_codes": 48, "deleted_codes": -20}
    assert sentences(one)["new_codes"] == "Codes nouveaux : +48 €, 1 code facturé pour la première fois."
    assert sentences(one)["deleted_codes"] == "Codes disparus : −20 €, 1 code qui n'est plus facturé."


def test_without_sessions_the_factor_is_coarser_and_it_is_said():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 30), sessions=False, visits=False))
    assert [part.name for part in one.parts if part.amount] == ["opening_days", "tariffs"]
    assert "acts_per_day" in {
        part.name
        for part in _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 25, each=4), sessions=False, visits=False))[
            0
        ].parts
    }
    assert (
        "les heures de vacation et leur remplissage ne sont pas séparés : rien dans vacations ou semaine_type pour ce service"
        in one.notes
    )


def test_with_acts_only_everything_but_prices_and_codes_is_one_part():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 30), hours=False, sessions=False, visits=False))
    assert _amounts(one) == {"acts_total": 100, "tariffs": 40}


def test_services_add_up_to_the_centre():
    dental = "".join(f"{day};dentaire;D9;HBJD001;50\n" for day in (*DAYS_2024, *DAYS_2025))
    whole, *services = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 30) + dental), by_service=True)
    assert {one.service for one in services} == {"medical", "dentaire"}
    for part in whole.parts:
        assert part.amount == sum((p.amount for one in services for p in one.parts if p.name == part.name), Fraction())
    assert whole.change == sum(one.change for one in services) == 240
    assert sentences(whole)["opening_days"] == "Jours d'ouverture : +200 €, 4 jours contre 2 jours."


def test_a_small_team_is_for_the_director_alone():
    dental = "".join(f"{day};dentaire;D9;HBJD001;50\n" for day in (*DAYS_2024, *DAYS_2025))
    files = _files(_acts(DAYS_2024, 25, each=3) + _acts(DAYS_2025, 30, each=3) + dental)
    found = _bridge(files, by_service=True)
    marked = {one.service: one.small_team for one in found if not one.whole}
    assert marked == {"medical": False, "dentaire": True}
    (given,) = shared(found)
    assert given.whole
    assert "dentaire" not in bridge_text(given)
    assert given.notes == ("détail par service non partagé : une équipe y est réduite",)


def test_a_year_under_way_is_compared_day_for_day():
    """Known at 13 January 2025: 6 and 13 January against 1 to 13 January 2024 (both days of 2024)."""
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 30)), as_of=to_day(date(2025, 1, 13)))
    assert one.spans.cut
    assert (one.spans.before.label, one.spans.now.label) == ("2024-01-01/2024-01-13", "2025-01-01/2025-01-13")
    assert (one.before, one.after) == (100, 120)
    assert summary(one).startswith(
        "Du 1er janvier 2025 au 13 janvier 2025, le centre a facturé 120 €, contre 100 € du 1er janvier 2024 au 13 janvier 2024"
    )


def test_no_year_before_is_said():
    (one,) = _bridge(_files(_acts(DAYS_2025, 30)))
    assert one.status == "not_available"
    assert (
        summary(one) == "Aucun acte en 2024 : pas de comparaison possible. → Fournissez les actes de ces deux périodes."
    )


def test_nothing_billed_before_has_no_percentage():
    cancelled = "01/01/2024;medical;D1;G;25\n01/01/2024;medical;D1;G;-25\n"
    (one,) = _bridge(_files(cancelled + _acts(DAYS_2025, 30)))
    assert (one.before, one.change) == (0, 240)
    assert "+240 € (rien n'était facturé : pas de pourcentage)" in summary(one)


def test_a_negative_total_asks_to_look_at_cancellations():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + "06/01/2025;medical;D1;G;-30\n"))
    assert one.after == -30
    assert one.change == sum(part.amount for part in one.parts) == -130
    assert summary(one) == (
        "En 2025, le centre a facturé −30 €, contre 100 € en 2024. Un total négatif veut dire plus d'annulations que d'actes : "
        "vérifiez les lignes négatives avant de lire les parts."
    )


def test_a_tariff_that_doubles_is_pointed_out_without_euros():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 50)))
    note = next(one for one in one.notes if "doublé" in one)
    assert note == (
        "montant moyen au moins doublé, ou réduit de moitié : G (× 2,00). → Vérifiez le tarif saisi : la part des tarifs "
        "en dépend"
    )


def test_a_centre_that_opens_a_service_has_it_among_new_codes():
    (one,) = _bridge(_files(_acts(DAYS_2024, 25) + _acts(DAYS_2025, 25) + "06/01/2025;dentaire;D9;HBJD001;80\n"))
    assert _amounts(one) == {"opening_days": 100, "new_codes": 80}


@pytest.mark.parametrize("period", ["2025", "2025T1", "2025-01"])
def test_json_amounts_add_up_to_the_cent(period):
    acts = _acts(DAYS_2024, "25,10") + _acts(DAYS_2025, "30,35", each=3)
    shown = _bridge(_files(acts), period)[0].as_json()
    assert round(sum(one["amount"] for one in shown["parts"]) * 100) == round(shown["change"] * 100)
    assert shown["slice"] is None
    assert shown["day_for_day"] is False
