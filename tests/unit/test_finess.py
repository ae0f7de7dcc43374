"""FINESS: the identity of a centre out of the national file, and a centre.toml completed without touching it."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levier.cli import main
from levier.finess import completed, establishments, find, has_key, insee, search
from levier.problems import NothingUsable, Refused

# The first line and the hospital are those of the stock of 12 May 2026 (Licence Ouverte); the centres are invented,
# with numbers whose key is right.
HEAD = "finess;etalab;111;2026-05-12"
HOSPITAL = (
    "structureet;010000024;010780054;CH DE FLEYRIAT;CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT;;;900;RTE;DE PARIS;"
    ";;451;01;AIN;01440 VIRIAT;0474454647;0474454114;355;Centre Hospitalier (C.H.);1102;Centres Hospitaliers;"
    "26010004500012;8610Z;03;ARS établissements Publics de santé dotation globale;1;Etablissement public de santé;"
    "1979-02-13;1979-02-13;2020-02-04;"
)
CENTRE = (
    'structureet;990000019;990000027;"CMS ""LES TILLEULS""";"CENTRE MUNICIPAL DE SANTÉ ""LES TILLEULS""";;;3;R;DES ÉCOLES;;;'
    "007;99;ESSAI;99007 ESSAI-SUR-SEINE;0100000000;;124;Centre de Santé;2206;Centres de Santé;21990007300011;8621Z;"
    "36;Tarifs conventionnels assurance maladie;;;1952-03-01;1951-12-15;2024-11-02;"
)
ANNEX = (
    CENTRE.replace("990000019", "990000035").replace("LES TILLEULS", "LES TILLEULS ANNEXE").replace(";124;", ";125;")
)
PLACE = "geolocalisation;010000024;870215.9;6571590.0;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-05-11"
STOCK = "\n".join([HEAD, HOSPITAL, CENTRE, ANNEX, PLACE, ""])


def stream(text: str = STOCK, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_stock_in_its_encodings(encoding: str, newline: str) -> None:
    found = list(establishments(stream(STOCK.replace("\n", newline), encoding), "f.csv"))
    assert [one.number for one in found] == ["010000024", "990000019", "990000035"]
    centre = found[1]
    assert (centre.name, centre.short_name) == ('CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS"', 'CMS "LES TILLEULS"')
    assert (centre.entity, centre.category, centre.category_label) == ("990000027", "124", "Centre de Santé")
    assert (centre.commune, centre.postal, centre.department) == ("99007", "99007 ESSAI-SUR-SEINE", "99")
    assert (centre.siret, centre.opened, centre.authorised, centre.updated) == (
        *("21990007300011", "1952-03-01"),
        *("1951-12-15", "2024-11-02"),
    )
    assert (centre.is_centre, found[0].is_centre) == (True, False)


def test_a_stock_with_a_header_of_its_own_is_read_by_its_names() -> None:
    header = "finess;nofinesset;nofinessej;rs;rslongue"
    text = f"{header};complrs;compldistrib;numvoie;typvoie;voie;compvoie;lieuditbp;commune;departement;libdepartement;"
    text += "ligneacheminement;telephone;telecopie;categetab;libcategetab;categagretab;libcategagretab;siret;codeape;"
    text += "codemft;libmft;codesph;libsph;dateouv;dateautor;datemaj;\n" + HOSPITAL
    assert find(stream(text), "f.csv", "010000024").siret == "26010004500012"


def test_the_extract_of_another_table_is_not_the_stock() -> None:
    text = f"{HEAD}\n" + "equipementsocial;010000024;901;Hébergement\n" * 10
    with pytest.raises(NothingUsable) as refused:
        find(stream(text), "cs1100505.csv", "010000024")
    assert str(refused.value) == (
        "cs1100505.csv, ligne 6 : « equipementsocial | 010000024 | 901 | Hé… » lu ; attendu : le fichier FINESS des "
        "établissements : une ligne « finess;etalab;… », puis des lignes « structureet;… ». → Prenez "
        "« etalab-cs1100502-stock-….csv » sur data.gouv.fr, et donnez-le sans l'ouvrir dans un tableur."
    )


@pytest.mark.parametrize("text", ["", "debut;statut\n03/01/2025;honore\n", '{"pmej": []}', HEAD])
def test_what_is_no_stock_is_refused(text: str) -> None:
    with pytest.raises(NothingUsable, match="le fichier FINESS des établissements"):
        find(stream(text), "f.csv", "010000024")


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("26010004500012", "2,601E+13", "2,601E+13"),
        ("26010004500012", "2.60100045E13", "2.60100045E13"),
        ("010000024", "10000024", "10000024"),
        (";01;AIN", ";1;AIN", "1"),
        ("1979-02-13;1979-02-13", "13/02/1979;13/02/1979", "13/02/1979"),
    ],
)
def test_a_stock_that_a_spreadsheet_rewrote_is_refused_with_the_reason(old: str, new: str, read: str) -> None:
    with pytest.raises(NothingUsable) as refused:
        find(stream(STOCK.replace(old, new, 1)), "f.csv", "990000019")
    assert str(refused.value) == (
        f"f.csv, ligne 2 : « {read} » lu ; attendu : des numéros entiers (SIRET, FINESS, département) ; un tableur les a "
        "réécrits et des chiffres sont perdus. → Téléchargez à nouveau le fichier et donnez-le sans l'ouvrir ni "
        "l'enregistrer dans un tableur."
    )


@pytest.mark.parametrize(
    "number",
    # Real numbers of the stock, mainland and overseas: the last digit is a key of Luhn.
    ["010000024", "010780054", "970102018", "970300026", "970400024", "980501506", "980600027", "590799730"],
)
def test_the_key_of_real_numbers(number: str) -> None:
    assert has_key(number)
    assert not has_key(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_the_key_of_corsica_is_not_judged() -> None:
    assert has_key("2A0000014")
    assert not has_key("2C0000014")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            "990000091",
            "f.csv : aucun établissement n'a le numéro « 990000091 ». Sa clé est fausse : un chiffre a été mal recopié. "
            'Le plus proche : 990000019 (CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS").',
        ),
        (
            "990000027",
            "f.csv : aucun établissement n'a le numéro « 990000027 ». C'est le numéro d'un gestionnaire ; ses "
            'établissements : 990000019 (CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS"), 990000035 (CENTRE MUNICIPAL DE SANTÉ '
            '"LES TILLEULS ANNEXE").',
        ),
        (
            "9900001",
            "f.csv : aucun établissement n'a le numéro « 9900001 ». Un numéro FINESS a neuf chiffres (2A ou 2B au "
            "début en Corse).",
        ),
    ],
)
def test_an_unknown_number_says_what_is_near(number: str, said: str) -> None:
    with pytest.raises(NothingUsable) as refused:
        find(stream(), "f.csv", number)
    assert str(refused.value).startswith(said)


def test_a_search_gives_centres_first_and_knows_no_accent() -> None:
    assert [one.number for one in search(stream(), "f.csv", "sante tilleuls")] == ["990000019", "990000035"]
    assert [one.number for one in search(stream(), "f.csv", "VIRIAT fleyriat")] == ["010000024"]
    assert search(stream(), "f.csv", "nulle part") == []


def test_communes_overseas() -> None:
    assert [insee(one, "123") for one in ("9A", "9F", "9J", "75", "2B", "")] == [
        *("97123", "97123", "98123", "75123", "2B123", "123"),
    ]


TOML = """# Notre centre, ne rien effacer
identifiant = "A01"   # court
nom = 'CMS'

services = [
    "medical",
    "dentaire",
]
  [conventions]
appel_court_s = 5
"""


def test_centre_toml_is_completed_and_its_text_kept() -> None:
    done = completed(TOML, find(stream(), "f.csv", "990000019"))
    assert (done.added, done.kept) == (("finess", "type", "departement"), ("nom",))
    added = 'finess = "990000019"\ntype = "Centre de Santé"\ndepartement = "99"\n'
    assert done.text == TOML.replace("]\n  [conv", f"]\n{added}\n  [conv")
    known = tomllib.loads(done.text)
    assert (known["nom"], known["finess"], known["conventions"]) == ("CMS", "990000019", {"appel_court_s": 5})
    assert completed(done.text, find(stream(), "f.csv", "990000019")).text == done.text


def test_a_centre_toml_of_another_establishment_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        completed('finess = "990000035"\n', find(stream(), "f.csv", "990000019"))
    assert str(refused.value) == (
        "centre.toml est celui du FINESS 990000035, pas de 990000019. → Changez-y « finess », ou de dossier."
    )
    with pytest.raises(Refused, match="illisible"):
        completed("finess = \n", find(stream(), "f.csv", "990000019"))


KEYS = st.sampled_from(["identifiant", "nom", "qpv", "fuseau", "gestionnaire"])
VALUES = st.sampled_from(['"a [b]"', "'''\n[x]\n'''", "[\n  1,\n  [2],\n]", "true", '"""\n[conventions]\n"""'])
SECTIONS = st.lists(
    st.sampled_from(["[conventions]\na = 1\n", "# rien\n", "[comptes.sections]\nx = 'medical'\n"]), unique=True
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(KEYS, VALUES), SECTIONS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_completing_keeps_every_line_and_every_key(
    keys: dict[str, str], sections: list[str], newline: str, final: bool
) -> None:
    text = "".join(f"{key} = {value} # dit\n" for key, value in keys.items()) + "".join(sections)
    text = (text if final else text.rstrip("\n")).replace("\n", newline)
    done = completed(text, find(stream(), "f.csv", "990000019"))
    before, after = tomllib.loads(text), tomllib.loads(done.text)
    assert {key: after[key] for key in before} == before
    assert set(after) == {*before, "finess", "nom", "type", "departement"}
    lines = [line for line in done.text.splitlines() if line.strip()]
    assert [line for line in text.splitlines() if line.strip() and line not in lines] == []


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    path = Path("etalab-cs1100502-stock-20260512.csv")
    path.write_text(STOCK, encoding="utf-8")
    return path


def test_the_command(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["finess", stock.name, "990000019"]) == 0
    assert capsys.readouterr().out == (
        'Établissement                     990000019  CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS"\n'
        "Gestionnaire (FINESS juridique)   990000027\n"
        "Catégorie                         124  Centre de Santé\n"
        "Commune                           99007 ESSAI-SUR-SEINE (99007)\n"
        "Département                       99  ESSAI\n"
        "SIRET                             21990007300011\n"
        "Ouverture                         01/03/1952\n"
        "Autorisation                      15/12/1951\n"
        "Mise à jour                       02/11/2024\n"
        "\n"
        "Pour centre.toml :\n"
        '  finess = "990000019"\n'
        '  nom = "CENTRE MUNICIPAL DE SANTÉ \\"LES TILLEULS\\""\n'
        '  type = "Centre de Santé"\n'
        '  departement = "99"\n'
    )
    Path("A01").mkdir()
    assert main(["finess", stock.name, "990000019", "--write", "A01", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["siret"] == "21990007300011"
    assert said.err == "A01/centre.toml : ajouté : finess, nom, type, departement\n"
    assert (
        tomllib.loads(Path("A01/centre.toml").read_text("utf-8"))["nom"] == 'CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS"'
    )
    assert main(["config", "A01"]) == 0


def test_the_command_searches(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["finess", stock.name, "--search", "tilleuls"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        '990000019  CENTRE MUNICIPAL DE SANTÉ "LES TILLEULS", 99007 ESSAI-SUR-SEINE (Centre de Santé)'
    )
    assert main(["finess", stock.name, "--search", "nulle part"]) == 2
    assert main(["finess", stock.name]) == 64
    assert main(["finess", "absent.csv", "1"]) == 2


def test_a_stock_among_the_exports_is_told_its_command(stock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", stock.name]) == 2
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"[bloquant] {stock.name} : « un fichier FINESS (établissements) » lu ; attendu : un export du centre ; celui-ci "
        "décrit les établissements de toute la France. → levier finess FICHIER NUMÉRO y lit l'identité du centre et "
        "complète centre.toml."
    )


def test_a_stock_of_many_lines_is_streamed() -> None:
    import tracemalloc

    lines = "\n".join([HEAD, *[HOSPITAL] * 20_000, CENTRE])
    data = stream(lines)
    tracemalloc.start()
    assert find(data, "f.csv", "990000019").department == "99"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # The file has 8 MB; blocks of one are read, their lines with them.
    assert peak < 24e6
