"""Releases of the CCAM in every layout that is published; what is no release is refused in one sentence."""

from __future__ import annotations

import io

import pytest

from levier.nomenclatures import Release, read_release
from levier.problems import NothingUsable
from releases import HEADER, ROWS, TITLE, as_csv, as_xls, as_xlsx, dbf, sheet, tables, zipped


def read(data: bytes, name: str = "ccam.csv", version: str = "", day: str = "") -> Release:
    return read_release([(name, io.BytesIO(data))], version, day)[0]


def prices(release: Release, code: str) -> list[tuple[str, str, dict[str, int]]]:
    return [(one.activity, one.phase, dict(one.prices)) for one in release.acts[code].phases]


FORMS = {
    "csv with a mark": as_csv(sheet()),
    "csv without a mark": as_csv(sheet(), encoding="utf-8"),
    "csv of Windows": as_csv(sheet(), encoding="cp1252"),
    "csv with commas": as_csv(sheet(), separator=","),
    "csv with tabs": as_csv(sheet(), separator="\t"),
    "xlsx of texts": as_xlsx(sheet(), numbers=False),
    "xlsx of numbers": as_xlsx(sheet()),
    "xlsx with a page before": as_xlsx(sheet(), before=True),
    "xls": as_xls(sheet()),
    "archive of one csv": zipped({"CCAM V67/ccam_v67.csv": as_csv(sheet())}),
    "no blank line": as_csv([line for line in sheet() if any(line)]),
    "more columns": as_csv([[*line, "x", ""] for line in sheet()]),
    "header on three lines": as_csv(
        [
            *sheet()[:2],
            ["Code", "", "Texte", "Activité", "Phase", "Tarif", "Tarif", "", "", "", "Regroupement"],
            ["", "", "", "", "", "secteur 1/", "hors secteur 1/", "", "", "", ""],
            ["", "", "", "", "", "OPTAM", "hors OPTAM", "", "", "", ""],
            *ROWS,
        ]
    ),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_the_sheet_of_ameli_whatever_its_form(data: bytes) -> None:
    release = read(data)
    assert (release.version, release.day) == ("67", "2021-04-08")
    assert sorted(release.acts) == ["AAFA001", "AHQP001", "HBBD098", "HBLD036", "QEMA008"]
    # Activity 4 stands on a line without a code: it belongs to the act above it.
    assert prices(release, "AAFA001") == [
        ("1", "0", {"secteur_1": 106233, "hors_secteur_1": 100319}),
        ("4", "0", {"secteur_1": 32880, "hors_secteur_1": 32880}),
    ]
    assert prices(release, "AHQP001") == [("1", "0", {"secteur_1": 6912, "hors_secteur_1": 6642})]
    # « Non pris en charge » and an empty tariff are two things.
    assert [one.covered for one in release.acts["HBBD098"].phases] == [False]
    assert prices(release, "HBBD098") == prices(release, "QEMA008") == [("1", "0", {})]
    assert [one.covered for one in release.acts["QEMA008"].phases] == [True]
    assert release.acts["AHQP001"].label == "Électromyographie, sans enregistrement vidéo"
    assert (release.acts["AHQP001"].group, release.acts["AHQP001"].modifiers) == ("ATM", "F P S U")
    assert release.acts["AHQP001"].chapter == "01.01"
    assert release.acts["HBLD036"].chapter == "07.02.03.01"


HOSPITAL = [
    [
        "Subdivision",
        "CODE CCAM SANS EXTENSION PMSI",
        "EXTENSION PMSI",
        "CODE AVEC EXTENSION",
        "LIBELLE",
        "Phase",
        "Activité",
    ],
    ["01.01.01", "AAFA001", "00", "AAFA001", "Exérèse (exemple fictif)", "0", "1"],
    ["01.01.01", "AAFA001", "00", "AAFA001", "Exérèse (exemple fictif)", "0", "4"],
    ["07.02.03", "HBMD460", "12", "HBMD460-12", "Restauration (exemple fictif)", "0", "1"],
]


def test_a_list_for_hospitals_has_a_number_of_its_own() -> None:
    name = "fichier_complementaire_ccam_descriptive_a_usage_pmsi_2025_v6.xlsx"
    release = read(as_xlsx(HOSPITAL, before=True), name, "81", "2025-01-01")
    assert (release.version, release.origin.layout) == ("81", "liste")
    assert {code: act.label for code, act in release.acts.items()} == {
        "AAFA001": "Exérèse (exemple fictif)",
        "HBMD460": "Restauration (exemple fictif)",
    }
    assert [one.activity for one in release.acts["AAFA001"].phases] == ["1", "4"]
    with pytest.raises(NothingUsable, match="attendu : un numéro de version"):
        read(as_xlsx(HOSPITAL), name, "", "2025-01-01")


def test_a_title_that_speaks_of_codes_over_something_else_is_no_header() -> None:
    with pytest.raises(NothingUsable, match="attendu : une version de la CCAM"):
        read(
            as_csv([["Acte facturé", "Libellé"], ["AAFA001", "Exérèse"], ["G", "Consultation"]]),
            "x.csv",
            "1",
            "2025-01-01",
        )


def test_every_line_of_a_sheet_is_counted_once() -> None:
    release = read(FORMS["csv with a mark"])
    assert release.counted == {
        "titres": 3,
        "chapitres": 3,
        "notes": 2,
        "actes": 5,
        "modificateurs": 3,
        "activites": 1,
    }


@pytest.mark.parametrize(
    ("written", "chapter"),
    [("1.01", "01.01"), ("01.01", "01.01"), ("1,01", "01.01"), ("01.01.02", "01.01.02"), ("1.1", "01.10")],
)
def test_a_chapter_that_a_spreadsheet_made_a_number(written: str, chapter: str) -> None:
    rows = [[written, "", "TITRE", *[""] * 8], ROWS[3]]
    assert read(as_csv(sheet(rows=rows))).acts["AHQP001"].chapter == chapter


@pytest.mark.parametrize(
    ("title", "name", "version", "day"),
    [
        ("CCAM version 78 en vigueur le 1er juillet 2025", "x.csv", "78", "2025-07-01"),
        ("Classification commune des actes médicaux V81.00 à compter du 01-01-2026", "x.csv", "81", "2026-01-01"),
        ("CCAM", "CCAM_V79.10_20251101.csv", "79.10", "2025-11-01"),
        ("CCAMV67 applicable au 08/04/21", "x.csv", "67", "2021-04-08"),
        ("Version : 78 - 01.07.2025", "x.csv", "78", "2025-07-01"),
        ("CCAM V 78 – Date d'effet : 13 juin 2025", "x.csv", "78", "2025-06-13"),
        ("Édition du 02/06/2025. Version n° 78 applicable au 13/06/2025", "x.csv", "78", "2025-06-13"),
    ],
)
def test_the_version_and_the_day_are_in_the_title_or_the_name(title: str, name: str, version: str, day: str) -> None:
    release = read(as_csv(sheet(title)), name)
    assert (release.version, release.day) == (version, day)


def test_what_the_file_does_not_say_is_asked_never_guessed() -> None:
    with pytest.raises(NothingUsable) as refused:
        read(as_csv(sheet("CCAM")), "ccam_v67.csv")
    assert str(refused.value) == (
        "ccam_v67.csv : attendu : une date d'application, dans le titre ou dans le nom du fichier. "
        "→ Ajoutez --date AAAA-MM-JJ (le premier jour où la version s'applique)."
    )
    with pytest.raises(NothingUsable, match="--version NUMÉRO"):
        read(as_csv(sheet("CCAM")), "ccam.csv")
    assert read(as_csv(sheet("CCAM")), "ccam.csv", "67", "2021-04-08").version == "67"


def test_two_days_of_which_none_is_announced_say_nothing() -> None:
    with pytest.raises(NothingUsable, match="--date"):
        read(as_csv(sheet("CCAM V67, 01/04/2021 ou 08/04/2021")))


def test_a_tariff_that_cannot_be_read_is_said() -> None:
    rows = [["AHQP001", "", "EMG", "1", "0", "voir note", "66,42", "", "", "", "ATM"]]
    release, problems = read_release([("v67.csv", io.BytesIO(as_csv(sheet(rows=rows))))])
    assert prices(release, "AHQP001") == [("1", "0", {"hors_secteur_1": 6642})]
    assert [one.sentence() for one in problems] == [
        "v67.csv, ligne 4 : « voir note » lu ; attendu : un tarif en euros, une case vide ou « Non pris en charge ». "
        "→ Comparez avec le site de l'assurance maladie ; l'acte reste connu, sans ce tarif."
    ]


def test_an_act_met_twice_is_one_act_and_a_contradiction_is_said() -> None:
    again = ["AHQP001", "", "EMG", "1", "0", "70,00", "66,42", "", "", "", "ATM"]
    release, problems = read_release([("v67.csv", io.BytesIO(as_csv(sheet(rows=[ROWS[3], ROWS[3], again]))))])
    assert prices(release, "AHQP001") == [("1", "0", {"secteur_1": 6912, "hors_secteur_1": 6642})]
    assert [(one.code, one.line, one.value) for one in problems] == [("tarif_contredit", 6, "AHQP001")]


def test_modifiers_in_the_cell_of_the_code() -> None:
    release = read(as_csv(sheet(rows=[["JANH798\n[A]", "", "Destruction", "1", "0", "1,00", "", "", "", "", ""]])))
    assert release.acts["JANH798"].modifiers == "A"


def test_a_flat_list_has_a_line_for_each_activity() -> None:
    text = "code;activite;phase;libelle;tarif_1;tarif_2\nAAFA001;1;0;Exérèse;100;90\nAAFA001;4;0;Exérèse;50,5;50,5\n"
    release = read(text.encode(), "ccam.csv", "70", "2022-01-01")
    assert prices(release, "AAFA001") == [
        ("1", "0", {"secteur_1": 10000, "hors_secteur_1": 9000}),
        ("4", "0", {"secteur_1": 5050, "hors_secteur_1": 5050}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"CAM_PRS_IDE_COD";"CAM_PRS_IDE_LIB";"CAM_PRS_RGT"\n"AHQP001";"Électromyographie";"ATM"\n',
        "CAM_PRS_IDE_COD;CAM_PRS_IDE_LIB\nAHQP001;Électromyographie\n",
        "ccam,label,chapterCode\nAHQP001,Électromyographie,01.01.01\n",
        "Code,Libellé\nAHQP001,Électromyographie\n",
    ],
)
def test_lists_of_codes_without_tariffs(text: str) -> None:
    release = read(text.encode(), "IR_CCAM_V63.csv", day="2020-04-01")
    assert (release.version, list(release.acts), release.origin.layout) == ("63", ["AHQP001"], "liste")
    assert release.acts["AHQP001"].label == "Électromyographie"
    assert release.acts["AHQP001"].phases == ()


ACTS = [
    {"COD_ACTE": "HBLD036", "DT_MODIF": "20050901", "NOM_COURT": "COURONNE", "DT_CREATIO": "20050901"},
    {
        "COD_ACTE": "HBLD036",
        "DT_MODIF": "20190401",
        "NOM_COURT": "COURONNE",
        "DT_CREATIO": "20050901",
        "DT_FIN": "20190331",
        "SUIVANT": "HBLD038",
    },
    {
        "COD_ACTE": "HBLD038",
        "DT_MODIF": "20190401",
        "NOM_COURT": "COURONNE",
        "NOM_LONG": "Pose d'une couronne dentaire dentoportée en alliage non précieux ".ljust(253) + "é",
        "NOM_LONG0": "tendue",
        "DT_CREATIO": "20190401",
        "PRECEDENT": "HBLD036",
    },
    {"COD_ACTE": "AAFA001", "DT_MODIF": "20050901", "NOM_COURT": "EXERESE", "DT_CREATIO": "20050901"},
]
ACTIVITIES = [
    {"COD_AA": "HBLD0361", "DT_MODIF": "20050901", "ACTE_COD": "HBLD036", "ACTIV_COD": "1", "REGROU_COD": "SPR"},
    {"COD_AA": "HBLD0381", "DT_MODIF": "20190401", "ACTE_COD": "HBLD038", "ACTIV_COD": "1", "REGROU_COD": "CM0"},
    {"COD_AA": "AAFA0011", "DT_MODIF": "20050901", "ACTE_COD": "AAFA001", "ACTIV_COD": "1", "REGROU_COD": "ADC"},
    {"COD_AA": "AAFA0014", "DT_MODIF": "20050901", "ACTE_COD": "AAFA001", "ACTIV_COD": "4", "REGROU_COD": "ADA"},
]
PHASES = [
    {"COD_AAP": "HBLD03610", "DT_MODIF": "20050901", "AA_COD": "HBLD0361", "PHASE_COD": "0", "PU_BASE": "107.50"},
    {"COD_AAP": "HBLD03810", "DT_MODIF": "20190401", "AA_COD": "HBLD0381", "PHASE_COD": "0", "PU_BASE": "0.00"},
    {"COD_AAP": "AAFA00110", "DT_MODIF": "20050901", "AA_COD": "AAFA0011", "PHASE_COD": "0", "PU_BASE": "0.00"},
    {"COD_AAP": "AAFA00140", "DT_MODIF": "20050901", "AA_COD": "AAFA0014", "PHASE_COD": "0", "PU_BASE": "328.80"},
]
PRICES = [
    {"AAP_COD": "AAFA00110", "APDT_MODIF": "20050901", "GRILLE_COD": "1", "PU_BASE": "1000.00"},
    {"AAP_COD": "AAFA00110", "APDT_MODIF": "20200101", "GRILLE_COD": "1", "PU_BASE": "1062.33"},
    {"AAP_COD": "AAFA00110", "APDT_MODIF": "20050901", "GRILLE_COD": "2", "PU_BASE": "990.00"},
    {"AAP_COD": "HBLD03810", "APDT_MODIF": "20190401", "GRILLE_COD": "1", "PU_BASE": "120.00"},
]


def dbf_release(day: str = "", encoding: str = "cp850") -> Release:
    made = tables(ACTS, ACTIVITIES, PHASES, PRICES, encoding)
    parts = [
        ("CCAM08400_DBF_PART1.zip", io.BytesIO(zipped({"R_ACTE.dbf": made.pop("R_ACTE.dbf")}))),
        ("CCAM8400_DBF_PART2.zip", io.BytesIO(zipped({f"tables/{name}": data for name, data in made.items()}))),
    ]
    return read_release(parts, day=day)[0]


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8"])
def test_tables_are_read_as_they_stand_on_their_last_day(encoding: str) -> None:
    release = dbf_release(encoding=encoding)
    assert (release.version, release.day, release.since) == ("84", "2020-01-01", "2005-09-01")
    crown = release.acts["HBLD038"]
    # Slices of the name are joined before anything is trimmed.
    assert crown.label.startswith("Pose d'une couronne dentaire dentoportée en alliage non précieux ")
    if encoding != "utf-8":
        assert crown.label.endswith(" étendue")
    assert (crown.created, crown.group, crown.before) == ("2019-04-01", "CM0", "HBLD036")
    assert (release.acts["HBLD036"].ended, release.acts["HBLD036"].after) == ("2019-03-31", "HBLD038")
    assert prices(release, "AAFA001") == [("1", "0", {"1": 106233, "2": 99000}), ("4", "0", {"base": 32880})]
    assert "HBLD036" not in release.in_force()


def test_tables_are_read_as_they_stood_on_another_day() -> None:
    release = dbf_release("2010-01-01")
    assert release.day == "2010-01-01"
    assert sorted(release.acts) == ["AAFA001", "HBLD036"]
    assert prices(release, "AAFA001")[0] == ("1", "0", {"1": 100000, "2": 99000})
    assert (release.acts["HBLD036"].ended, release.acts["HBLD036"].label) == ("", "COURONNE")


def test_a_deleted_record_is_not_read() -> None:
    made = tables(ACTS, ACTIVITIES, PHASES, PRICES)
    from releases import ACT_FIELDS

    made["R_ACTE.dbf"] = dbf(ACT_FIELDS, ACTS, deleted=[3])
    release = read(zipped(made), "CCAM08400_DBF.zip")
    assert "AAFA001" not in release.acts


def test_tables_may_come_without_an_archive() -> None:
    made = tables(ACTS, ACTIVITIES, PHASES, PRICES)
    release, _problems = read_release([(name, io.BytesIO(data)) for name, data in made.items()], version="84")
    assert len(release.acts) == 3


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (
            b"debut;statut\n03/01/2025;honore\n",
            "rendez_vous.csv",
            "rendez_vous.csv : « debut | statut » lu ; attendu : une version de la CCAM : un en-tête avec « Code » et "
            "« Texte » (ou « Libellé »), des codes comme HBLD038. → Donnez la feuille d'ameli.fr, les archives DBF, ou "
            "la liste de data.gouv.fr, sans les modifier.",
        ),
        (
            zipped({"R_ACTE.dbf": tables(ACTS, [], [], [])["R_ACTE.dbf"]}),
            "CCAM08400_DBF_PART1.zip",
            "CCAM08400_DBF_PART1.zip : attendu : les tables R_ACTE_IVITE, R_ACTE_IVITE_PHASE. → Donnez ensemble toutes "
            "les archives de la version (PART1, PART2, PART3).",
        ),
        (
            zipped({name: data[:-300] for name, data in tables(ACTS, ACTIVITIES, PHASES, PRICES).items()}),
            "CCAM08400_DBF.zip",
            "CCAM08400_DBF.zip : attendu : des tables DBF entières. → Téléchargez-les à nouveau.",
        ),
        (
            zipped({"a.txt": b"1", "b.txt": b"2"}),
            "ccam.zip",
            "ccam.zip : « ZIP » lu ; attendu : un export (CSV, XLSX ou Parquet). → Demandez au logiciel un export de "
            "tableau ; une archive doit d'abord être décompressée.",
        ),
        (
            b"",
            "ccam.csv",
            "ccam.csv : attendu : un fichier avec un en-tête et des lignes (celui-ci est vide). → Recommencez l'export "
            "; s'il n'y a vraiment rien à dire, ne donnez pas le fichier.",
        ),
    ],
    ids=["appointments", "a part is missing", "cut", "another archive", "empty"],
)
def test_what_is_no_release_is_refused_in_one_sentence(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(NothingUsable) as refused:
        read(data, name)
    assert str(refused.value) == sentence


def test_several_files_are_one_release_only_for_tables() -> None:
    one = as_csv(sheet())
    with pytest.raises(NothingUsable, match="une seule version à la fois"):
        read_release([("a.csv", io.BytesIO(one)), ("b.csv", io.BytesIO(one))])
    made = zipped(tables(ACTS, ACTIVITIES, PHASES, PRICES))
    with pytest.raises(NothingUsable, match="d'une seule version"):
        read_release([("a.zip", io.BytesIO(made)), ("b.csv", io.BytesIO(one))])


def test_the_header_may_be_anywhere_and_named_otherwise() -> None:
    header = ["Code acte", "", "Libellé de l'acte", "Code activité", "Code phase", "Tarif S1 / OPTAM", *HEADER[6:]]
    release = read(as_csv([["Note"], ["", "autre"], *sheet(header=header)]))
    assert prices(release, "AHQP001") == [("1", "0", {"secteur_1": 6912, "hors_secteur_1": 6642})]


def test_a_title_alone_is_no_release() -> None:
    with pytest.raises(NothingUsable, match="une version de la CCAM"):
        read(as_csv([[TITLE], HEADER]))
