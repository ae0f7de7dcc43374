"""Typed rows, judged one by one and against one another."""

import pytest

from levier.catalogue.typed_rows import canonical, parts_problems, shown, typed_problems

ONE = 1_000_000_000


def row(measure="rdv_honores", period="2025-01", value=1204 * ONE, **keys):
    return {"measure": measure, "period": period, "value": value, **keys}


def only(found):
    (problem,) = found
    return problem


@pytest.mark.parametrize(
    "good",
    [
        row(),
        row(value=0),
        row(service="dentaire", specialty="orthodontie", site="nord"),
        row(period="2025T3"),
        row(period="2025"),
        row("examens_prescrits", "2025-03-03/2025-03-14", 12 * ONE),
        row("etp", "2025-06", ONE // 2, job="medecin"),
        row("factures_transmises", payer_type="AMC"),
        row("achats", "2025", -12 * ONE, family="medical"),
        row("recettes", "2025", ONE, service="imagerie"),
    ],
)
def test_good_rows(good):
    assert typed_problems(good) == []


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        (
            row("rdv_honore"),
            "mesure_inconnue",
            "g.csv, ligne 7, colonne « mesure » : « rdv_honore » lu ; attendu : un nom de la liste « levier schema "
            "grille ». → La mesure « rdv_honore » n'existe pas. Vouliez-vous dire « rdv_honores » ou "
            "« heures_rdv_honores » ?",
        ),
        (
            row(value=-ONE),
            "valeur_negative",
            "g.csv, ligne 7, colonne « valeur » : « -1 » lu ; attendu : 0 ou plus. → Vérifiez « Rendez-vous honorés » "
            "dans le document.",
        ),
        (
            row(value=ONE // 4),
            "valeur_non_entiere",
            "g.csv, ligne 7, colonne « valeur » : « 0,25 » lu ; attendu : un nombre entier (lignes). → Tapez le nombre "
            "lui-même ; pour un pourcentage, donnez aussi son total (feuille « Grille Taux »).",
        ),
        (
            row(period="2025-W07"),
            "periode_non_admise",
            "g.csv, ligne 7, colonne « periode » : « 2025-W07 » lu ; attendu : un mois (2025-01), un trimestre "
            "(2025T1), une année (2025) ou un échantillon de dates. → Écrivez une période de ces quatre sortes, par "
            "exemple 2025-03-03/2025-03-14 pour un comptage.",
        ),
        (
            row(payer_type="AMO"),
            "cle_non_admise",
            "g.csv, ligne 7, colonne « payeur_type » : « AMO » lu ; attendu : une case vide : « rdv_honores » ne se "
            "donne pas par payeur_type. → Effacez la case.",
        ),
        (
            row("etp", job="medecins"),
            "cle_inconnue",
            "g.csv, ligne 7, colonne « metier » : « medecins » lu ; attendu : medecin, dentiste, infirmier, ipa, "
            "sage_femme, orthoptiste, kine, psychologue, dieteticien, manipulateur, assistant_dentaire, "
            "assistant_medical, secretaire_medicale, accueil, tiers_payant, coordinateur, mediateur, direction, "
            "technique, autre. → Vouliez-vous dire « medecin » ?",
        ),
        (
            row("recettes", "2025"),
            "cle_manquante",
            "g.csv, ligne 7, colonne « service » : attendu : dentaire, imagerie. → « recettes » se donne par service : "
            "remplissez la case.",
        ),
    ],
)
def test_wrong_rows_say_where_what_and_how(wrong, code, sentence):
    problem = only(typed_problems(wrong, "g.csv", 7))
    assert problem.code == code
    assert problem.sentence() == sentence


@pytest.mark.parametrize("period", ["2025-01-05", "2024-07..2025-06", "janvier", "", None])
def test_other_periods_are_refused(period):
    assert only(typed_problems(row(period=period))).code == "periode_non_admise"


def test_a_missing_value_is_no_zero():
    assert only(typed_problems(row(value=None), "g.csv", 7)).sentence() == (
        "g.csv, ligne 7, colonne « valeur » : attendu : un nombre ; zéro se tape 0. → Tapez le nombre du document."
    )


def test_several_faults_are_all_said():
    found = typed_problems(row(value=-ONE // 2, job="medecin"))
    assert [one.code for one in found] == ["valeur_negative", "valeur_non_entiere", "cle_non_admise"]


def test_case_and_accents_are_forgiven():
    spelt = canonical(row("ETP", job="Médecin", service="Médical"))
    assert (spelt["measure"], spelt["job"], spelt["service"]) == ("etp", "medecin", "medical")


def test_the_only_possible_service_is_filled_in():
    assert canonical(row("actes_soins"))["service"] == "dentaire"


def test_a_part_above_its_whole_is_said_and_kept():
    rows = [row("appels_recus", value=10 * ONE), row("appels_decroches", value=11 * ONE)]
    problem = only(parts_problems(rows, "g.csv"))
    assert problem.severity == "avertissement"
    assert problem.sentence() == (
        "g.csv, colonne « valeur » : « appels_decroches 2025-01 : 11 » lu ; attendu : au plus 10 (appels_recus). → "
        "Vérifiez les deux nombres dans le document."
    )


def test_parts_of_other_months_or_services_are_not_compared():
    rows = [
        row("appels_recus", value=10 * ONE),
        row("appels_decroches", "2025-02", value=11 * ONE),
        row("rdv_annules_patient", value=ONE, service="medical"),
        row("rdv_annules_tard", value=2 * ONE, service="dentaire"),
    ]
    assert parts_problems(rows) == []


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (ONE, "1"), (100 * ONE, "100"), (-ONE // 2, "-0,5")])
def test_values_are_shown_as_people_write_them(value, text):
    assert shown(value) == text
