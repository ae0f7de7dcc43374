"""Profiles: two shipped agendas on synthetic files with their exact layouts, and what a profile may say."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlwt

from levier.problems import NothingUsable
from levier.readers import Context, Reading, person_hash, propose_profile
from levier.readers.profiles import InvalidProfile, load, shipped

GOOD = Path(__file__).parents[1] / "fixtures" / "good"
SECRET = b"a secret of the tests"
CENTRE = Context(secret=SECRET)
BY_APPOINTMENT = [
    "année",
    "date prise rdv",
    "heure prise rdv",
    "origine",
    "date rdv",
    "heure rdv",
    "service",
    "motif",
    "contexte",
    "statut",
    "lieu",
    "professionnel.le(s)",
    "usager(s)",
    "commune du premier responsable",
    "au moins un usager mineur ?",
    "résultat des notifications",
    "Organisation",
    "date naissance",
    "code postal du premier responsable",
    "créé par",
    "email(s) professionnel.le(s)",
]
BY_ATTENDANCE = [
    "usager",
    "rdv_id",
    "année",
    "date prise rdv",
    "heure prise rdv",
    "origine",
    "date rdv",
    "heure rdv",
    "service",
    "motif",
    "contexte",
    "statut",
    "lieu",
    "professionnel.le(s)",
    "commune du responsable",
    "usager mineur ?",
    "résultat des notifications",
    "Organisation",
    "date naissance",
    "code postal du responsable",
    "créé par",
    "email(s) professionnel.le(s)",
]
STATUSES = [
    "Rendez-vous honoré",
    "Absence non excusée",
    "Annulé (excusé)",
    "Annulé (par le service)",
    "À renseigner",
    "Rendez-vous aujourd’hui",
    "Rendez-vous à venir",
]


def at(year: int, month: int, number: int, hours: int, minutes: int, seconds: int = 0) -> int:
    days = (date(year, month, number) - date(1970, 1, 1)).days
    return days * 86_400 + hours * 3_600 + minutes * 60 + seconds


def read(data: bytes, name: str, context: Context = CENTRE) -> Reading:
    reading = Reading(io.BytesIO(data), name, context)
    reading.rows = list(reading.chunks())
    return reading


def column(reading: Reading, name: str) -> list[object]:
    return [value for chunk in reading.rows for value in chunk.columns[name]]


def old_workbook(header: list[str], lines: list[dict[str, str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    for index, name in enumerate(header):
        sheet.write(0, index, name)
        for number, line in enumerate(lines, start=1):
            sheet.write(number, index, line.get(name, ""))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def lines_of(person: str) -> list[dict[str, str]]:
    common = {
        "date prise rdv": "01/12/2020",
        "heure prise rdv": "09h05",
        "date rdv": "07/12/2020",
        "heure rdv": "12h50",
        "motif": "Consultation",
        "lieu": "Maison bleue",
        "professionnel.le(s)": "Agent 1",
        "contexte": "texte libre",
    }
    return [common | {"statut": status, person: f"Personne {n}", "rdv_id": "88"} for n, status in enumerate(STATUSES)]


def test_doctolib_appointments() -> None:
    with (GOOD / "doctolib_synthetique.csv").open("rb") as stream:
        reading = Reading(stream, "export_rdv_2023-10-01-2023-12-31.csv", CENTRE)
        reading.rows = list(reading.chunks())
    (account,) = reading.accounts
    assert (account.table, account.profile, account.source) == ("appointments", "doctolib", "doctolib:export_rdv")
    assert (account.read, account.kept, account.set_aside, account.not_data) == (6, 5, 0, 1)
    assert account.ignored == ()
    assert column(reading, "start_at")[:2] == [at(2023, 10, 2, 20, 0), at(2023, 11, 3, 9, 15)]
    # 14:25:55 at +02:00 in October, 08:00 at +01:00 in November: both are the wall clock of Paris.
    assert column(reading, "booked_at")[:2] == [at(2023, 10, 2, 14, 25, 55), at(2023, 11, 2, 8, 0)]
    assert column(reading, "status") == ["honore", "non_venu", "absent_excuse", "non_pointe", None]
    for dropped in ("id", "patient", "practitioner", "specialty", "end_at"):
        assert set(column(reading, dropped)) == {None}


def test_a_word_out_of_the_value_map_keeps_the_line_and_is_named() -> None:
    with (GOOD / "doctolib_synthetique.csv").open("rb") as stream:
        reading = Reading(stream, "export_rdv.csv", CENTRE)
        list(reading.chunks())
    (problem,) = reading.problems
    assert problem.code == "valeur_non_associee"
    assert problem.severity == "avertissement"
    assert problem.sentence() == (
        "export_rdv.csv, ligne 6, colonne « Statut » : « Salle d'attente » lu ; attendu : une valeur associée à "
        '« statut » par le profil. → Ajoutez « "Salle d\'attente" = "…" » sous [values.statut] ; la ligne est '
        "gardée, cette case reste inconnue."
    )
    assert reading.accounts[0].controls == {"valeurs_a_associer": {"statut": ["Salle d'attente"]}}


def test_rdv_service_public_by_appointment() -> None:
    reading = read(old_workbook(BY_APPOINTMENT, lines_of("usager(s)")), "export-rdv.xls")
    (account,) = reading.accounts
    assert (account.profile, account.kept, account.ignored) == ("rdv_service_public", 7, ())
    assert list(reading.problems) == []
    assert column(reading, "start_at") == [at(2020, 12, 7, 12, 50)] * 7
    assert column(reading, "booked_at") == [at(2020, 12, 1, 9, 5)] * 7
    assert column(reading, "status") == ["honore", "non_venu", "annule", "annule", *["non_pointe"] * 3]
    assert column(reading, "cancelled_by") == [None, None, "patient", "centre", None, None, None]
    assert column(reading, "site") == ["Maison bleue"] * 7
    assert column(reading, "patient") == [None] * 7


def test_rdv_service_public_by_attendance() -> None:
    reading = read(old_workbook(BY_ATTENDANCE, lines_of("usager")), "export-participations.xls")
    (account,) = reading.accounts
    assert (account.profile, account.kept, account.ignored) == ("rdv_service_public", 7, ())
    assert column(reading, "patient")[0] == person_hash(SECRET, "patient", "Personne 0")
    identities = column(reading, "id")
    assert len(set(identities)) == 7
    assert identities[0] == f"88-{person_hash(SECRET, 'patient', 'Personne 0')[:12]}"
    assert column(reading, "cancelled_by") == [None, None, "patient", "centre", None, None, None]


OWN = """
label = "Un logiciel"
table = "actes"
key = ["Année", "Numéro"]
ignored = ["Observations"]
[columns]
date = "Date de l'acte"
code = "Cotation"
montant = "Total"
[constants]
service = "medical"
[values.couverture]
"CMU" = "C2S"
"*" = "aucune"
"""
OWN_FILE = (
    "Année;Numéro;Date de l'acte;Cotation;Total;Observations;Divers\n2025;7;03/01/2025;g;30,00;secret;x\n"
    "2025;8;31/02/2025;g;30,00;secret;x\n"
)


def test_constants_keys_and_ignored_columns_of_a_given_profile() -> None:
    reading = read(OWN_FILE.encode(), "sortie.csv", Context(secret=SECRET, profile=OWN))
    assert column(reading, "service") == ["medical"]
    assert column(reading, "id") == ["2025-7"]
    assert column(reading, "code") == ["G"]
    assert reading.accounts[0].ignored == ("Divers",)
    (blocking,) = reading.problems.blocking()
    assert blocking.column == "Date de l'acte (date)"


def test_a_profile_of_a_file_or_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "maison.toml").write_text(OWN, encoding="utf-8")
    by_path = Context(secret=SECRET, profile=str(tmp_path / "maison.toml"))
    by_name = Context(secret=SECRET, profile="maison", folders=(tmp_path,))
    detected = Context(secret=SECRET, folders=(tmp_path,))
    for context in (by_path, by_name, detected):
        assert read(OWN_FILE.encode(), "sortie.csv", context).accounts[0].profile == "maison"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'table = "acte"',
            "une table du contrat ; « acte » n'en est pas une. Vouliez-vous dire « actes » ou « factures » ?",
        ),
        (
            'table = "actes"\n[columns]\nmontants = "x"',
            "colonne de « actes » ; « montants » n'en est pas une. Vouliez-vous dire « montant » ?",
        ),
        (
            'table = "appels"\n[values.sens]\n"IN" = "entrante"',
            "pour « sens », l'une des valeurs : entrant, sortant, interne ; « entrante » n'en est pas une",
        ),
        (
            'table = "actes"\ncolonnes = 1',
            "clé du profil ; « colonnes » n'en est pas une. Vouliez-vous dire « columns » ?",
        ),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(InvalidProfile) as raised:
        load(text, "essai")
    assert str(raised.value) == sentence


def test_an_unknown_profile_is_refused_with_the_nearest_name() -> None:
    reading = read(OWN_FILE.encode(), "sortie.csv", Context(secret=SECRET, profile="doctolibe"))
    (problem,) = reading.problems
    assert problem.sentence() == (
        "sortie.csv : attendu : un profil connu ; « doctolibe » n'en est pas un. Vouliez-vous dire « doctolib » ?. → "
        "Corrigez le profil (levier profile FICHIER en donne un modèle)."
    )


def test_a_forced_profile_that_does_not_suit_says_what_is_missing() -> None:
    reading = read(b"debut;statut\n03/01/2025;honore\n", "export.csv", Context(secret=SECRET, profile=OWN))
    (problem,) = reading.problems
    assert problem.sentence() == (
        "export.csv : attendu : un fichier qui a les colonnes du profil « profil » ; il manque : Date de l'acte, "
        "Cotation, Total. → Choisissez un autre profil, ou faites le sien : levier profile FICHIER en donne un modèle."
    )
    assert reading.accounts[0].kept == 0


def test_a_standard_file_beside_a_profiled_export_stays_itself() -> None:
    reading = read(b"jour;de;a\nlundi;8h30;12h30\n", "horaires.csv", Context(secret=SECRET, profile=OWN))
    assert column(reading, "weekday") == ["lundi"]
    assert reading.accounts[0].profile is None
    (problem,) = reading.problems
    assert problem.sentence() == (
        "horaires.csv : « fichier standard horaires » lu ; attendu : les colonnes du profil demandé ; le fichier "
        "est lu comme fichier standard. → Rien à faire si ce fichier suit le modèle de Levier."
    )


def test_the_header_of_a_profile_may_be_on_two_lines() -> None:
    data = "Date de;Cotation;Total;;\nl'acte;;;;\n03/01/2025;G;30,00;;\n"
    reading = read(data.encode(), "sortie.csv", Context(secret=SECRET, profile=OWN.replace("key =", "#")))
    assert column(reading, "amount") == [3000]
    assert reading.accounts[0].not_data == 2


def test_shipped_profiles_are_valid() -> None:
    assert {"doctolib", "rdv_service_public"} <= set(shipped())


def test_a_proposed_profile_loads_and_reads_its_file() -> None:
    with (GOOD / "doctolib_synthetique.csv").open("rb") as stream:
        text = propose_profile(stream, "export.csv")
    (profile,) = load(text, "proposé")
    assert profile.table.name == "appointments"
    assert profile.columns["start_at"] == ("Date de début", "Début")
    assert profile.columns["status"] == ("Statut",)
    assert profile.values["status"] == {
        "vu": "honore",
        "absent_non_excuse": "non_venu",
        "absent_excuse": "absent_excuse",
        "a_venir": "non_pointe",
    }
    with (GOOD / "doctolib_synthetique.csv").open("rb") as stream:
        reading = Reading(stream, "export.csv", Context(secret=SECRET, profile=text))
        assert sum(map(len, reading.chunks())) == 5


def test_a_proposal_never_lists_the_values_of_persons() -> None:
    data = "Date;Médecin;Patient;Code acte;Montant facturé\n03/01/2025;DR UNTEL;MADAME UNETELLE;G;30,00\n"
    text = propose_profile(io.BytesIO(data.encode()), "sortie.csv")
    assert "UNTEL" not in text
    assert "UNETELLE" not in text
    (profile,) = load(text, "proposé")
    assert profile.columns["practitioner"] == ("Médecin",)
    assert profile.columns["amount"] == ("Montant facturé",)


def test_nothing_is_proposed_for_what_is_no_table() -> None:
    with pytest.raises(NothingUsable, match="une page web"):
        propose_profile(io.BytesIO(b"<html><body>Bonjour</body></html>"), "x.csv")
