"""What the papers say: the settings of the installation, the real tables, and the limits of the law."""

from dataclasses import replace

import pytest

from levier.papers import inventory, paper
from levier.tables import TABLES, Column, Kind
from levier.tables.columns import table
from unit.papers.opened import EMPTY, FULL, REGION, caption, opened, rows, words

FILES = {one.file for one in TABLES.values()}


def said(name, installation=FULL):
    return words(opened(paper(name), installation))


def tabled(name, title, installation=FULL):
    """Return the rows of a table of a paper, by its name, header left out."""
    found = [one for one in opened(paper(name), installation).tables if caption(one) == title]
    return rows(found[0])[1:]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("registre", "Fichiers et colonnes"),
        ("aipd", "Données traitées"),
        ("durees-de-conservation", "Durées par fichier"),
    ],
)
def test_reference_tables_list_every_real_table(name, title):
    listed = [row[0] for row in tabled(name, title)]
    assert set(listed) == FILES
    assert len(listed) == len(FILES)


def test_the_register_lists_every_column_that_is_kept():
    kept = {
        row[0]: set(row[2].replace(" (empreinte)", "").split(", "))
        for row in tabled("registre", "Fichiers et colonnes")
    }
    for one in TABLES.values():
        assert kept[one.file] == {column.header for column in one.columns} - {"site", "finess"}


def test_columns_of_persons_are_marked():
    kept = {row[0]: row[2] for row in tabled("registre", "Fichiers et colonnes")}
    assert "patient (empreinte)" in kept["rendez_vous"]
    assert "personne (empreinte)" in kept["personnel"]
    assert "(empreinte)" not in kept["horaires"]


def test_whose_data_a_table_is():
    assert inventory.concerned(TABLES["calls"]) == ("appelant",)
    assert inventory.concerned(TABLES["staffing"]) == ("agent",)
    assert inventory.concerned(TABLES["invoices"]) == ("patient",)
    assert inventory.concerned(TABLES["opening_hours"]) == ()


def test_a_new_kind_of_person_must_be_spoken_of():
    unknown = table(Column("tutor", "tuteur", Kind.PERSON, "x", "x"), name="n", file="n", label="n", description="n")
    with pytest.raises(KeyError, match="tutor"):
        inventory.concerned(unknown)


def test_free_texts_are_named_in_the_assessment():
    text = said("aipd")
    for place in ("absences.motif", "evenements.libelle", "grille.commentaire"):
        assert place in text


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "registre",
            ("920000000", "Commune d'Exemple", "dpo@exemple.fr", "18 mois", "200 jours", "9.8.7", "1er mars 2026"),
        ),
        (
            "aipd",
            (
                "comité social territorial (CST)",
                "coffre de la direction",
                "moins de 4 personnes",
                "Hébergeur d'Exemple",
            ),
        ),
        ("affiche-patients", ("droits@exemple.fr", "18 mois", "mission d'intérêt public")),
        ("information-personnel", ("moins de 4 personnes", "200 jours", "Aucun suivi individuel")),
        ("note-cst-cse", ("L. 253-5", "gardées jusqu'à clôture", "hebdomadaire")),
        ("durees-de-conservation", ("levier purge MAGASIN --suggest --months 18",)),
        ("convention-centre-region", ("ARS d'Exemple", "remontée signée", "dpo@exemple.fr")),
        ("convention-consultant", ("Cabinet d'Exemple", "art. 28, § 3")),
        ("violation-de-donnees", ("72 heures", "art. 34", "Hébergeur d'Exemple")),
        (
            "dossier-technique",
            ("TCP 8123", "PostgreSQL", "ProConnect", "HDS est exigée", "levier.exemple.fr", "HMAC-SHA-256"),
        ),
        ("accessibilite", ("non conforme", "levier.exemple.fr", "1er mars 2026")),
    ],
)
def test_values_of_the_installation_are_there(name, values):
    text = said(name)
    assert [value for value in values if value not in text] == []


def test_each_duty_of_article_28_has_its_clause():
    duties = [row[0] for row in tabled("convention-consultant", "Obligations du sous-traitant")]
    assert [one[-3:] for one in duties] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)"]


def test_nine_criteria_of_the_assessment():
    assert len(tabled("aipd", "Neuf critères")) == 9


@pytest.mark.parametrize(
    ("body", "committee", "basis", "law"),
    [
        ("commune", "comité social territorial (CST)", "art. 6, § 1, e", "L. 253-5"),
        ("association", "comité social et économique (CSE)", "art. 6, § 1, f", "L. 2312-38"),
    ],
)
def test_the_managing_body_decides_the_committee_and_the_basis(body, committee, basis, law):
    installation = replace(FULL, managing_body=body)
    assert committee in said("note-cst-cse", installation)
    assert law in said("note-cst-cse", installation)
    assert basis in said("registre", installation)


def test_an_unknown_managing_body_leaves_both_open():
    assert "CST ou CSE" in said("note-cst-cse", EMPTY)
    assert "art. 6, § 1, e" in said("registre", EMPTY)
    assert "art. 6, § 1, f" in said("registre", EMPTY)


def test_lines_without_a_limit_are_pointed_out():
    forever = replace(FULL, line_retention_months=None)
    assert "jusqu'à la purge décidée par la direction" in said("registre", forever)
    assert "aucune durée n'est réglée pour les lignes" in said("aipd", forever)
    assert "aucune durée n'est réglée" not in said("aipd")


@pytest.mark.parametrize(("days", "pointed"), [(365, False), (366, True)])
def test_an_audit_kept_over_a_year_is_pointed_out(days, pointed):
    assert ("2021-122" in said("durees-de-conservation", replace(FULL, audit_days=days))) is pointed


def test_own_hosting_needs_no_certificate_and_a_provider_does():
    assert "avec un contrat conforme" in said("dossier-technique")
    own = said("dossier-technique", replace(FULL, hosting="interne"))
    assert "avec un contrat conforme" not in own
    assert "moyens propres" in own


def test_flows_that_do_not_exist_are_not_listed():
    local = replace(FULL, hosts=("127.0.0.1",), sign_on=None, digest=False, database="sqlite")
    flows = [row[0] for row in tabled("dossier-technique", "Flux réseau", local)]
    assert flows == ["Consultation", "Courriel", "Internet"]
    full = [row[0] for row in tabled("dossier-technique", "Flux réseau")]
    assert full == ["Consultation", "Interne", "Base", "Connexion", "Courriel", "Internet"]


def test_a_region_lists_the_files_that_it_refuses():
    refused = {row[0] for row in tabled("registre", "Fichiers refusés", REGION)}
    assert {"rendez_vous", "actes", "appels", "personnel", "creances_patients"} <= refused
    assert not {"grille", "horaires", "soldes"} & refused


def test_a_region_has_no_key_and_no_line():
    for name in ("registre", "aipd", "durees-de-conservation", "dossier-technique"):
        assert "clé propre au centre" not in said(name, REGION)
        assert "levier purge" not in said(name, REGION)
