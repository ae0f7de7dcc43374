"""Margins of small centres, worked by hand from what they typed or exported."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from levier.centre import Centre, read_centre
from levier.gains import margins, read_plan
from levier.gains.hypotheses import Plan
from levier.gains.of_centre import Margins
from levier.gains.peers import Peer
from levier.holding import Holding, Options
from levier.holding import hold_texts as held_by
from levier.problems import NothingUsable, Refused, WrongCommand

ASSOCIATION = 'identifiant = "X"\ngestionnaire = "association"\n'
TOWN = 'identifiant = "X"\ngestionnaire = "commune"\n'
CERTAIN = "[no_show]\npart_reprise = 100\ncout_rappel = 0\n"


def hold_texts(texts: dict[str, str], centre: Centre | None = None) -> Holding:
    return held_by(texts, centre, Options(engine="sqlite"))


def typed(*lines: str) -> dict[str, str]:
    return {"grille": "periode;mesure;valeur;service;metier\n" + "".join(f"2025;{line}\n" for line in lines)}


def made(*lines: str, centre: str = ASSOCIATION, plan: str = "", **more: object) -> Margins:
    holding = hold_texts(typed(*lines), read_centre(centre))
    stated: Plan = read_plan(plan) if plan else Plan()
    return margins(holding, year="2025", as_of=date(2026, 6, 30), plan=stated, draws=200, **more)  # type: ignore[arg-type]


MEDICAL = ("rdv_honores;7800;medical;", "rdv_absents;2200;medical;", "montant_facture;234000;medical;")
DENTAL = ("rdv_honores;860;dentaire;", "rdv_absents;140;dentaire;", "montant_facture;86000;dentaire;")
ROOMS = ("heures_cabinet_occupees;15510;;", "heures_cabinet_disponibles;25850;;")


def test_the_method_of_2012() -> None:
    # 7,800 visits of 10,000 at 30 €: at 10 % of no-show 9,000 would come, 1,200 more, 36,000 €.
    found = made(*MEDICAL, plan=CERTAIN).of("no_show")
    assert (found.state, found.gross, found.net) == ("calculee", 36_000, 36_000)
    assert found.years == (10_800, 25_200, 36_000)
    assert "objectif 10,0 % (rapport : Première phase" in " ".join(found.notes)


def test_the_default_hypotheses_are_prudent() -> None:
    # 36,000 € × 56 % = 20,160 €; 10,000 reminders at 0.08 € = 800 €.
    found = made(*MEDICAL).of("no_show")
    assert (found.gross, found.net) == (20_160, 19_360)
    assert found.low is not None
    assert found.high is not None
    # The share recovered alone moves from 40 to 72 %: 80 % of the draws lie about between 14,400 and 25,920 €.
    assert 12_000 < found.low < 16_000
    assert 22_500 < found.high < 27_000
    assert found.low < found.net < found.high


def test_each_service_has_its_own_rate() -> None:
    # Dental: 86,000 € × (14 % − 10 %) ÷ 86 % = 4,000 €. One service better than the target gives nothing back.
    nursing = ("rdv_honores;990;infirmier;", "rdv_absents;10;infirmier;", "montant_facture;10000;infirmier;")
    found = made(*MEDICAL, *DENTAL, *nursing, plan=CERTAIN).of("no_show")
    assert found.net == 40_000
    assert [int(net) for net in found.lines[0].nets] == [4_000, 36_000]


def test_the_same_dental_appointments_count_once() -> None:
    # Lever 1 wins 36,000 + 4,000; lever 5 the same 4,000, less 19 % of purchases = 3,240.
    # Together 40,000: half of the 3,240 to each, lever 1 keeps 38,380 and lever 5 1,620.
    found = made(*MEDICAL, *DENTAL, plan=CERTAIN)
    assert found.of("dental").net == 3_240
    assert found.added_up == 43_240
    assert found.total == 40_000
    assert (found.of("no_show").share, found.of("dental").share) == (38_380, 1_620)
    assert [int(one.euros) for one in found.overlaps] == [3_240]


def test_rooms_are_worth_their_hours_less_their_cost() -> None:
    # 5 points of 25,850 h = 1,292.5 h; 1,473,450 € ÷ 15,510 h = 95 €/h; 62 €/h of staff.
    plan = "[room_occupancy]\ncout_heure_ajoutee = 62\n"
    found = made("montant_facture;1473450;medical;", *ROOMS, plan=plan).of("room_occupancy")
    assert (found.gross, found.net) == (Fraction("122787.50"), Fraction("42652.50"))


def test_without_a_cost_only_the_gross_amount_is_given() -> None:
    found = made("montant_facture;1473450;medical;", *ROOMS)
    rooms = found.of("room_occupancy")
    assert (rooms.state, rooms.gross, rooms.net) == ("cout_inconnu", Fraction("122787.50"), None)
    assert rooms.notes[-1] == (
        "coût de l'heure ajoutée inconnu : marge nette non calculée, hors des totaux. "
        "→ Donnez room_occupancy.cout_heure_ajoutee."
    )
    assert found.total == 0
    assert found.notes == ("coûts manquants, hors des totaux : Occupation des cabinets",)


def test_an_hour_that_costs_more_than_it_brings_is_said() -> None:
    plan = "[room_occupancy]\ncout_heure_ajoutee = 100\n"
    found = made("montant_facture;1473450;medical;", *ROOMS, plan=plan).of("room_occupancy")
    # 1,292.5 h × 100 € = 129,250 €.
    assert found.state == "coute_plus"
    assert found.notes[-1] == (
        "122\u202f788 € de recettes pour 129\u202f250 € de coûts : coûterait plus qu'il ne rapporte, compté 0"
    )


def test_recovered_slots_and_added_hours_share_patients() -> None:
    # Lever 1: 36,000 €. Lever 3: 5 % of 1,000 h × (234 − 134) = 5,000 €. Half of the lesser counts once: 2,500 €.
    rooms = ("heures_cabinet_occupees;1000;;", "heures_cabinet_disponibles;2000;;")
    plan = CERTAIN + "[room_occupancy]\ncout_heure_ajoutee = 184\n"
    found = made(*MEDICAL, *rooms, plan=plan)
    assert found.of("room_occupancy").net == 5_000
    assert (found.added_up, found.total) == (41_000, 38_500)


def test_hypotheses_and_targets_may_be_given_one_by_one() -> None:
    # 234,000 € × (22 % − 4 %) ÷ 78 % × 50 % = 27,000 €, less 10,000 reminders at 10 cents.
    given = {"no_show.part_reprise": 50, "no_show.cout_rappel": "0,10"}
    assert made(*MEDICAL, hypotheses=given, targets={"no_show_rate": 4}).of("no_show").net == 26_000


def test_a_target_reached_is_zero_and_said() -> None:
    found = made("rdv_honores;950;medical;", "rdv_absents;50;medical;", "montant_facture;30000;medical;").of("no_show")
    assert (found.state, found.net) == ("cible_atteinte", None)
    assert found.notes == ("cible atteinte : 5,0 % aujourd'hui, cible 10,0 %",)


def test_a_target_worse_than_today_is_said() -> None:
    found = made(*MEDICAL, plan="[objectifs]\nno_show_rate = 30\n").of("no_show")
    assert found.state == "objectif_moins_bon"
    assert found.notes == (
        "objectif de 30,0 %, moins bon que les 22,0 % d'aujourd'hui : aucune marge. → Choisissez-en un meilleur.",
    )


def test_a_ramp_that_ends_early_states_what_it_leaves() -> None:
    found = made(*MEDICAL, plan="rampe = [30, 60, 80]\n" + CERTAIN)
    assert found.years == (10_800, 21_600, 28_800)
    assert found.notes == (
        "la rampe finit à 80,0 % : au bout de trois ans, 7\u202f200 € par an de la marge ne sont pas atteints",
    )


def test_everybody_absent_is_no_margin() -> None:
    found = made("rdv_honores;0;medical;", "rdv_absents;40;medical;", "montant_facture;1000;medical;").of("no_show")
    assert (found.state, found.notes) == ("calcul_impossible", ("aucun rendez-vous honoré : rien à extrapoler",))


def test_all_zeros_is_no_margin() -> None:
    found = made("rdv_honores;0;medical;", "rdv_absents;0;medical;", "montant_facture;0;medical;")
    assert found.of("no_show").state == "calcul_impossible"
    assert found.total == 0
    assert found.low is None


def test_negative_revenue_is_refused_with_its_amount() -> None:
    acts = "date;service;montant;code\n06/01/2025;medical;-500;G\n"
    visits = "debut;statut;service\n" + "".join(
        f"{day:02d}/01/2025 09:00;{'honore' if day % 2 else 'non_venu'};medical\n" for day in range(6, 16)
    )
    holding = hold_texts({"actes": acts, "rendez_vous": visits}, Centre())
    found = margins(holding, year="2025", as_of=date(2026, 6, 30), draws=10).of("no_show")
    assert found.state == "calcul_impossible"
    assert found.notes[0].endswith(
        "-500 € sur la période ; un montant négatif ne donne pas de marge. → Vérifiez les annulations."
    )


def test_nothing_supplied_says_what_to_give() -> None:
    found = made("rdv_honores;10;medical;")
    assert found.of("no_show").state == "donnee_non_fournie"
    assert found.of("no_show").notes[0].endswith("donnée non fournie (fichiers manquants : rendez_vous)")
    assert found.of("purchases").state == "donnee_non_fournie"


def test_a_service_that_the_centre_lacks_is_out_of_scope() -> None:
    found = made(*MEDICAL, centre=ASSOCIATION + 'services = ["medical"]\n')
    assert found.of("dental").state == "sans_objet"
    assert found.of("imaging").state == "sans_objet"


def test_a_service_account_gives_the_imaging_margin() -> None:
    lines = [
        "recettes;435000;imagerie;",
        "personnel_soignant;300000;imagerie;",
        "personnel_assistance;100000;imagerie;",
    ]
    lines += ["consommables;40000;imagerie;", "maintenance_location;50000;imagerie;", "amortissements;10000;imagerie;"]
    # 500,000 € of charges, 435,000 of revenue: 87 %, 65,000 € to reach 100 %.
    assert made(*lines).of("imaging").net == 65_000


def test_support_staff_is_off_for_a_town_and_a_choice_elsewhere() -> None:
    staff = ("etp;16;;accueil", "etp;10;;medecin", "cout;672000;;accueil")
    plan = "[objectifs]\nadmin_to_medical_fte = 1.4\n[staff_ratios]\ncout_etp = 42000\n"
    off = made(*staff, centre=TOWN, plan="[objectifs]\nadmin_to_medical_fte = 1.4\n").of("staff_ratios")
    assert (off.state, off.net) == ("eteint", None)
    # (1.6 − 1.4) × 10 ETP × 42,000 € = 84,000 €, in no total.
    found = made(*staff, plan=plan)
    assert found.of("staff_ratios").net == 84_000
    assert found.total == 0
    assert not found.of("staff_ratios").counted


def test_support_staff_is_in_no_synthesis() -> None:
    found = made("etp;16;;accueil", "etp;10;;medecin", shareable=True)
    assert [one.lever.number for one in found.levers] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]


def test_sampling_gives_the_cost_of_the_service_and_no_amount() -> None:
    plan = "[lab_sampling]\nminutes_par_dossier = 8\ncout_horaire_infirmier = 36\nconsommables_par_dossier = 1.2\n"
    found = made("dossiers;1000;;", "versement_laboratoire;4800;;", plan=plan).of("lab_sampling")
    assert (found.state, found.gross) == ("sans_montant", None)
    assert found.notes[1:] == ("versement : 4,80 € par dossier", "coût du service : 6 € par dossier")


def test_lump_sums_ask_for_what_nobody_can_guess() -> None:
    grid = "periode;mesure;valeur;famille\n2025;forfaits_unites;1200;option_coordination_medical\n"
    holding = hold_texts({"grille": grid}, read_centre(ASSOCIATION))
    plan = read_plan("[coordination_option]\nmontant_unitaire = 5\n[objectifs]\ncoordination_option_members = 1500\n")
    asked = margins(holding, year="2025", as_of=date(2026, 6, 30), draws=10).of("coordination_option")
    assert asked.state == "hypothese_a_donner"
    given = margins(holding, year="2025", as_of=date(2026, 6, 30), draws=10, plan=plan).of("coordination_option")
    assert given.net == 1_500


def test_purchases_have_one_method_at_a_time() -> None:
    bought = "date;service;famille;montant\n10/03/2025;;medical;20000\n11/03/2025;;bureau;20000\n"
    acts = "date;service;montant;code\n10/03/2025;medical;200000;G\n"
    holding = hold_texts({"achats": bought, "actes": acts}, read_centre(ASSOCIATION))
    # 13 % of 20,000 € of medical supplies; or (20 % − 18 %) × 200,000 €.
    grouped = margins(holding, year="2025", as_of=date(2026, 6, 30), draws=10).of("purchases")
    assert grouped.net == 2_600
    plan = read_plan("[objectifs]\npurchases_to_revenue = 18\n")
    ratio = margins(holding, year="2025", as_of=date(2026, 6, 30), draws=10, plan=plan).of("purchases")
    assert ratio.net == 4_000


def test_commitments_beyond_the_margin_are_said() -> None:
    found = made(*MEDICAL, plan=CERTAIN + "[engagements]\nno_show = 50000\n")
    assert found.committed == 50_000
    assert found.notes == (
        "les engagements du plan (50\u202f000 €) dépassent la marge sans double compte (36\u202f000 €)",
    )


def peers_of(*values: str, conventions: dict[str, int | str] | None = None) -> list[Peer]:
    own = made(*MEDICAL)
    mine = next(iter(own.of("no_show").lines[0].cases)).figures["rate"].conventions
    return [
        Peer(f"P{rank}", "no_show_rate", "2025", Fraction(value), conventions or dict(mine))
        for rank, value in enumerate(values)
    ]


def test_a_percentile_of_five_comparable_centres_is_a_target() -> None:
    # 8, 10, 12, 14, 16 %: the first quartile is 10 %, the target of the worked example.
    found = made(
        *MEDICAL,
        plan=CERTAIN + '[objectifs]\nno_show_rate = "p25"\n',
        peers=peers_of("0.08", "0.1", "0.12", "0.14", "0.16"),
    )
    assert found.of("no_show").net == 36_000
    assert "centres comparables : percentile 25" in " ".join(found.of("no_show").notes)


@pytest.mark.parametrize("conventions", [None, {"absence_excusee": "non_venue"}])
def test_fewer_than_five_comparable_centres_are_refused(conventions: dict[str, int | str] | None) -> None:
    values = ["0.08", "0.1", "0.12", "0.14"] + (["0.16"] if conventions else [])
    with pytest.raises(Refused, match="centre\\(s\\) comparable\\(s\\) à conventions égales ; attendu : 5 au moins"):
        made(*MEDICAL, plan='[objectifs]\nno_show_rate = "p25"\n', peers=peers_of(*values, conventions=conventions))


def test_a_year_must_be_one() -> None:
    with pytest.raises(WrongCommand, match="--year « 2025-03 » : attendu une année"):
        margins(hold_texts(typed(*MEDICAL)), year="2025-03")


def test_a_centre_without_a_date_is_refused() -> None:
    holding = hold_texts({"horaires": "jour;de;a\nlundi;09:00;17:00\n"})
    with pytest.raises(NothingUsable, match="aucune ligne datée au 30/06/2026"):
        margins(holding, as_of=date(2026, 6, 30))


def test_the_last_twelve_months_that_are_over() -> None:
    acts = "date;service;montant;code\n" + "".join(f"10/{month:02d}/2025;medical;100;G\n" for month in range(1, 13))
    holding = hold_texts({"actes": acts + "05/03/2026;medical;100;G\n"})
    # A line in March 2026, known on the 15th: March is not over.
    assert margins(holding, as_of=date(2026, 3, 15), draws=10).period.label == "2025-03..2026-02"
    assert margins(holding, as_of=date(2026, 2, 15), draws=10).period.label == "2025"


def test_the_same_seed_gives_the_same_range_whatever_the_other_levers() -> None:
    alone, both = made(*MEDICAL), made(*MEDICAL, *ROOMS)
    assert (alone.of("no_show").low, alone.of("no_show").high) == (both.of("no_show").low, both.of("no_show").high)


def test_with_and_without_the_charges_of_the_town() -> None:
    lines = (*MEDICAL, "produits_activite;234000;;", "achats;20000;;", "charges_collectivite;30000;;")
    found = made(*lines, "cout;150000;;medecin", "forfaits_encaisses;0;;", centre=TOWN, plan=CERTAIN)
    # 234,000 − 20,000 − 150,000 = 64,000 €; less 30,000 € of the town = 34,000 €.
    assert (found.today["gross_margin"], found.today["gross_margin_with_town_charges"]) == (64_000, 34_000)
