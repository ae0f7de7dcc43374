"""Each bad input has its designed sentence, and nothing is lost in silence."""

import io
from pathlib import Path

import pytest

from levier.readers import Context, Reading, open_error

BAD = Path(__file__).parents[1] / "fixtures" / "bad"
CENTRE = Context(secret=b"a secret of the tests", finess="920000000")

# file: (sentence, read, kept, set aside, not data)
SENTENCES = {
    "encodage_melange.csv": (
        "encodage_melange.csv, ligne 4, colonne « praticien » : « ••• » lu ; attendu : un texte dans l'encodage du "
        "reste du fichier. → Réexportez en « CSV UTF-8 » : ce fichier mélange deux encodages.",
        (4, 2, 1, 1),
    ),
    "separateurs_melanges.csv": (
        "separateurs_melanges.csv, ligne 3 : attendu : le même séparateur que dans l'en-tête. → Cette ligne vient "
        "d'un autre export : écrivez-la avec le séparateur du fichier.",
        (4, 2, 1, 1),
    ),
    "rendez_vous_colonne_manquante.csv": (
        "rendez_vous_colonne_manquante.csv : « date_debut, etat » lu ; attendu : les colonnes obligatoires de "
        "« rendez_vous » ; il manque : debut, statut. → « date_debut » : Vouliez-vous dire « debut » ? « etat » : "
        "Vouliez-vous dire « statut » ? Renommez ou ajoutez ces colonnes, ou faites un profil pour cet export.",
        (3, 0, 2, 1),
    ),
    "rendez_vous_ligne_tronquee.csv": (
        "rendez_vous_ligne_tronquee.csv, ligne 3 : « 4 cellules » lu ; attendu : une dernière ligne entière. → Le "
        "fichier s'arrête au milieu d'une ligne : recommencez l'export ou la copie.",
        (3, 1, 1, 1),
    ),
    "rendez_vous_guillemet.csv": (
        "rendez_vous_guillemet.csv, ligne 3 : attendu : un guillemet fermant à la fin de la cellule. → Fermez le "
        'guillemet ou doublez-le ("") ; les lignes suivantes ont été lues normalement.',
        (5, 3, 1, 1),
    ),
    "rendez_vous_octets_nuls.csv": (
        "rendez_vous_octets_nuls.csv, ligne 3, colonne « patient » : « ••• » lu ; attendu : du texte, sans octet nul. "
        "→ Réexportez ou recopiez le fichier : il a été abîmé (copie interrompue, disque plein).",
        (9, 7, 1, 1),
    ),
    "rendez_vous_vide.csv": (
        "rendez_vous_vide.csv : attendu : un fichier avec un en-tête et des lignes (celui-ci est vide). → Recommencez "
        "l'export ; s'il n'y a vraiment rien à dire, ne donnez pas le fichier.",
        (0, 0, 0, 0),
    ),
    "rendez_vous_page.csv": (
        "rendez_vous_page.csv : « une page web » lu ; attendu : un export (CSV, XLSX ou Parquet). → Le logiciel a "
        "renvoyé une page (souvent : session expirée) : reconnectez-vous et recommencez l'export.",
        (0, 0, 0, 0),
    ),
    "rendez_vous_protege.xlsx": (
        "rendez_vous_protege.xlsx : attendu : un classeur sans mot de passe. → Ouvrez-le, enlevez le mot de passe "
        "(Fichier › Informations › Protéger), enregistrez et recommencez.",
        (0, 0, 0, 0),
    ),
    "rendez_vous_corrompu.xlsx": (
        "rendez_vous_corrompu.xlsx : attendu : un classeur entier (XLSX, XLS ou ODS). → Le fichier est abîmé : "
        "ouvrez-le dans le tableur et enregistrez-le à nouveau, ou recommencez l'export.",
        (0, 0, 0, 0),
    ),
    "rendez_vous_fin_avant_debut.csv": (
        "rendez_vous_fin_avant_debut.csv, ligne 2, colonne « fin » : attendu : « fin » après « debut ». → La ligne "
        "est gardée, ses durées sont laissées de côté : corrigez-la dans le logiciel.",
        (2, 1, 0, 1),
    ),
    "rendez_vous_31_fevrier.csv": (
        "rendez_vous_31_fevrier.csv, ligne 2, colonne « debut » : « 31/02/2025 14:30 » lu ; attendu : une date qui "
        "existe, JJ/MM/AAAA ou AAAA-MM-JJ. → Corrigez la date dans le fichier ou dans le logiciel, puis recommencez.",
        (3, 1, 1, 1),
    ),
    "rendez_vous_annees.csv": (
        "rendez_vous_annees.csv, lignes 2, 3, colonne « debut » : « 03/01/1925 14:30 » lu ; attendu : une année de "
        "1990 à 2079. → Vérifiez l'année : une faute de frappe ou un calendrier de tableur décalé.",
        (5, 1, 3, 1),
    ),
    "appels_durees_negatives.csv": (
        "appels_durees_negatives.csv, ligne 2, colonne « attente_s » : « -24 » lu ; attendu : une durée en secondes, "
        "zéro ou plus. → Vérifiez l'horloge du standard ou l'ordre des deux heures dont la durée est tirée.",
        (3, 1, 1, 1),
    ),
    "actes_autre_centre.csv": (
        "actes_autre_centre.csv, ligne 3, colonne « finess » : « 750000001 » lu ; attendu : le FINESS du centre, "
        "920000000. → C'est la donnée d'un autre centre : placez-la dans son dossier, ou corrigez « finess » dans "
        "centre.toml.",
        (3, 1, 1, 1),
    ),
    "actes_nomenclature.csv": (
        "actes_nomenclature.csv, ligne 2, colonne « nomenclature » : « CDAM » lu ; attendu : l'une des valeurs : CCAM, "
        "NGAP, NABM, LPP, HN. → Écrivez l'une de ces valeurs, ou faites un profil qui les associe (levier profile "
        "FICHIER).",
        (3, 1, 1, 1),
    ),
    "actes_identifiants.csv": (
        "actes_identifiants.csv : attendu : des identifiants entiers ; un tableur les a réécrits en nombres et leurs "
        "chiffres sont perdus. → Réexportez depuis le logiciel et donnez le fichier sans l'ouvrir ni l'enregistrer "
        "dans un tableur.",
        (3, 0, 2, 1),
    ),
    "totaux_faux.csv": (
        "totaux_faux.csv, ligne 4, colonne « montant » : « 90,00 » lu ; attendu : la somme des lignes gardées "
        "au-dessus, 60,00. → Des lignes manquent, sont en trop ou ont été mises de côté : comparez avec le logiciel.",
        (4, 2, 0, 2),
    ),
    "inconnu.csv": (
        "inconnu.csv : « nom | couleur » lu ; attendu : un en-tête connu (fichiers standard : absences, achats, actes,",
        (2, 0, 2, 0),
    ),
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_each_bad_file_has_its_sentence_and_its_account(name: str) -> None:
    sentence, expected = SENTENCES[name]
    with (BAD / name).open("rb") as stream:
        reading = Reading(stream, name, CENTRE)
        kept = sum(len(chunk) for chunk in reading.chunks())
    assert any(problem.sentence().startswith(sentence) for problem in reading.problems), [
        problem.sentence() for problem in reading.problems
    ]
    (account,) = reading.accounts
    assert (account.read, account.kept, account.set_aside, account.not_data) == expected
    assert kept == account.kept


def test_every_bad_fixture_is_tested() -> None:
    assert {path.name for path in BAD.iterdir()} >= set(SENTENCES)


def test_years_of_two_digits_are_ambiguous() -> None:
    with (BAD / "rendez_vous_annees.csv").open("rb") as stream:
        reading = Reading(stream, "rendez_vous_annees.csv", CENTRE)
        list(reading.chunks())
    sentences = [problem.sentence() for problem in reading.problems]
    assert (
        "rendez_vous_annees.csv, ligne 4, colonne « debut » : « 03/01/25 14:30 » lu ; attendu : une année à quatre "
        "chiffres (03/01/2025). → Exportez à nouveau avec l'année entière : « 25 » peut être 1925 ou 2025."
    ) in sentences


def test_a_directory_has_its_sentence(tmp_path: Path) -> None:
    problem = open_error(tmp_path)
    assert problem is not None
    assert problem.sentence() == (
        f"{tmp_path.name} : « un dossier » lu ; attendu : un fichier. → Donnez les fichiers qu'il contient, ou le "
        "dossier d'un centre (avec centre.toml)."
    )


def test_a_file_that_is_not_there_has_its_sentence(tmp_path: Path) -> None:
    problem = open_error(tmp_path / "absent.csv")
    assert problem is not None
    assert problem.sentence() == (
        "absent.csv : attendu : un fichier qui existe. → Vérifiez le nom et l'emplacement du fichier."
    )


def test_a_file_that_can_be_opened_has_no_problem() -> None:
    assert open_error(BAD / "inconnu.csv") is None


class Growing(io.BytesIO):
    """A file that another program goes on writing once it was read to its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        if not block and not getattr(self, "grown", False):
            self.grown = True
            place = self.tell()
            self.write(b"04/01/2025;honore\n")
            self.seek(place)
        return block


def test_a_file_that_changes_while_it_is_read_is_refused() -> None:
    reading = Reading(Growing(b"debut;statut\n03/01/2025;honore\n"), "rendez_vous.csv", CENTRE)
    list(reading.chunks())
    assert reading.refused
    (account,) = reading.accounts
    assert account.kept == 0
    assert account.read == account.set_aside + account.not_data
    assert [problem.sentence() for problem in reading.problems.blocking()] == [
        "rendez_vous.csv : attendu : un fichier qui ne change pas pendant la lecture. → Attendez la fin de l'export "
        "ou de la copie, puis recommencez."
    ]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08rest", "GZIP"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
    ],
)
def test_documents_of_another_kind_are_named(start: bytes, kind: str) -> None:
    reading = Reading(io.BytesIO(start), "rendez_vous.csv", CENTRE)
    assert list(reading.chunks()) == []
    (problem,) = reading.problems
    assert problem.sentence() == (
        f"rendez_vous.csv : « {kind} » lu ; attendu : un export (CSV, XLSX ou Parquet). → Demandez au logiciel un "
        "export de tableau ; une archive doit d'abord être décompressée."
    )


@pytest.mark.parametrize("header", ["debut;statut", "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum"])
@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_text_of_four_bytes_a_sign_is_named(header: str, encoding: str) -> None:
    data = ("\ufeff" + header + "\n").encode(encoding)
    reading = Reading(io.BytesIO(data), "rendez_vous.csv", CENTRE)
    assert not list(reading.chunks())
    assert [one.sentence() for one in reading.problems] == [
        "rendez_vous.csv : « UTF-32 » lu ; attendu : du texte en UTF-8 ou en Windows-1252. → Recommencez l'export, ou "
        "enregistrez le fichier en « CSV UTF-8 »."
    ]
