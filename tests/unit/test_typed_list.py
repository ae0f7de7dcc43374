"""The closed list of what a person can type."""

from pathlib import Path

import pytest

from levier.catalogue.typed import BLOCKS, FOLDER, TYPED, load, typed
from levier.problems import LevierError, WrongCommand

# The table of « The typed grid » in the design, word for word.
ASKED = """
rdv_honores rdv_absents rdv_absents_excuses rdv_annules_patient rdv_annules_tard rdv_annules_centre rdv_non_pointes
passages_sans_rdv creneaux_ouverts delai_3e_rdv_jours
appels_recus appels_decroches appels_hors_horaires appels_robot
lignes_ccam montant_ccam lignes_ngap montant_ngap avis_ponctuels consultations_specialistes montant_facture part_patient
patients_vus patients_c2s_ame actes_soins montant_soins actes_protheses montant_protheses
factures_transmises rejets_premiers montant_rejete sans_reponse_90j montant_perdu fse_securisees fse_degradees papier
reste_du_patients_90j titres_emis titres_encaisses restes_a_recouvrer admis_non_valeur non_titres_sous_seuil
heures_cabinet_disponibles heures_cabinet_occupees heures_fauteuil_disponibles heures_fauteuil_occupees
heures_imagerie_disponibles heures_imagerie_occupees heures_fauteuil_tenues heures_imagerie_tenues
etp cout etp_tiers_payant
achats recettes personnel_soignant personnel_assistance consommables prothesiste maintenance_location amortissements
quote_part_structure charges_collectivite produits_activite montant_encaisse subvention_equilibre
forfaits_unites forfaits_dus forfaits_encaisses
actions_prevention heures_missions financement_missions
dossiers versement_laboratoire
examens_prescrits examens_faits_ici droits_verifies passages_observes rdv_protheses protheses_posees minutes_soins
minutes_protheses
"""

GOOD = """label = "Essai"
unit = "lignes"
kind_in_time = "flow"
block = "agenda"
order = 10
help = "Rien."
keys = ["service"]
rows = ["service"]
rhythm = ["month"]
whole = true
"""


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "agenda.toml").write_text((FOLDER / "blocks" / "agenda.toml").read_text(encoding="utf-8"))
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_measure_of_the_design_is_there():
    assert set(ASKED.split()) <= set(TYPED)


def test_blocks_follow_the_order_of_the_desk():
    assert list(BLOCKS) == [
        "agenda", "telephone", "actes", "tiers_payant", "impayes", "planning", "personnel", "comptes", "missions",
        "prelevements", "comptage",
    ]  # fmt: skip


def test_measures_come_block_by_block_and_no_two_share_a_place():
    places = [(BLOCKS[one.block].order, one.order) for one in TYPED.values()]
    assert places == sorted(set(places))


def test_every_help_fits_the_message_of_a_cell():
    assert [one.name for one in TYPED.values() if not 0 < len(one.help) <= 255] == []


def test_a_part_and_its_whole_are_given_alike():
    parts = [one for one in TYPED.values() if one.at_most]
    assert [one.name for one in parts if TYPED[one.at_most].unit != one.unit] == []
    assert [one.name for one in parts if not set(one.keys) <= set(TYPED[one.at_most].keys)] == []


def test_a_label_names_one_measure_of_its_document():
    labels = [(one.block, one.label) for one in TYPED.values()]
    assert sorted(labels) == sorted(set(labels))


def test_patients_of_three_months_are_never_added_up():
    assert typed("patients_vus").kind_in_time == "distinct"


def test_jobs_are_those_of_the_staffing_file():
    assert typed("etp").choices("metier")[:2] == ("medecin", "dentiste")


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(WrongCommand) as refused:
        typed("appels_recu")
    assert str(refused.value).startswith(
        "La mesure « appels_recu » n'existe pas. Vouliez-vous dire « appels_recus » ou"
    )


def test_a_name_like_no_other_is_sent_to_the_list():
    with pytest.raises(WrongCommand) as refused:
        typed("zzzzzz")
    assert str(refused.value) == "La mesure « zzzzzz » n'existe pas. « levier schema grille » donne la liste."


def test_one_more_file_is_one_more_measure(tmp_path):
    measures, blocks = load(folder(tmp_path, essai=GOOD))
    assert list(measures) == ["essai"]
    assert list(blocks) == ["agenda"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GOOD + 'unt = "x"\n', "- essai : clé « unt » inconnue. Vouliez-vous dire « unit » ?"),
        (GOOD.replace('label = "Essai"\n', ""), "- essai : il manque « label »."),
        (
            GOOD.replace('["month"]', '["week"]'),
            "- essai : rhythm = « week » ; attendu : month, quarter, year, sample.",
        ),
        (GOOD + 'at_most = "rien"\n', "- essai : at_most = « rien » ; attendu : essai."),
        (GOOD + 'required = ["metier"]\n', "- essai : required = « metier » ; attendu : service."),
        (GOOD.replace('"flow"', '"state"'), "- essai : un état demande over_months = « mean » ou « last »."),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, text, sentence):
    with pytest.raises(LevierError) as refused:
        load(folder(tmp_path, essai=text))
    assert str(refused.value) == f"Mesures à saisir :\n{sentence}"


def test_every_mistake_is_said_at_once(tmp_path):
    with pytest.raises(LevierError) as refused:
        load(folder(tmp_path, un=GOOD.replace('"lignes"', '"litres"'), deux=GOOD + "trois = 3\n"))
    assert len(str(refused.value).splitlines()) == 3
