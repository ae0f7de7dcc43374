"""Lists of practice software: statuses named by what they are, causes told by words, persons dropped."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from levier.catalogue.indicators import indicators
from levier.centre import read_centre
from levier.figures.run import Request, Run
from levier.holding import Loader, Options
from levier.measuring import Asked, measure_period
from levier.periods import parse_period
from levier.problems import WrongCommand
from levier.readers import Context, Reading
from levier.readers.profiles import InvalidProfile, load, shipped
from levier.tables import TABLES
from levier.worklists import rejections
from support import ReferenceSource, rows_of

HEAD = "N° lot;N° FSE;AMO/AMC;Organisme;Patient;NIR;Date télétransmission;État;Date retour;Montant facturé;Montant réglé;Code rejet;Libellé rejet\n"
LINES = (
    "12;F001;AMO;CPAM 93;DURAND Zoé;285017512345678;01/01/2025;Payé;15/01/2025;21,00;21,00;;\n"
    "12;F002;AMO;CPAM 93;DURAND Zoé;285017512345678;06/01/2025;REJETEE;15/01/2025;21,00;;105;Droits du bénéficiaire non ouverts\n"
    "12;F003;AMC;Mutuelle Alpha;DURAND Zoé;285017512345678;06/01/2025;ARL négatif;;9,00;;;Fichier refusé\n"
    "13;F003;AMC;Mutuelle Alpha;DURAND Zoé;285017512345678;08/01/2025;Payé partiellement;20/01/2025;9,00;4,00;;\n"
    "13;F004;RC;Mutuelle Alpha;DURAND Zoé;285017512345678;08/01/2025;EN COURS;;9,00;;;\n"
    "13;F005;RO;CPAM 93;DURAND Zoé;285017512345678;31/01/2025;Rejet;20/02/2025;9,00;;X1;Tutelle de Mme DURAND\n"
)


def read(text: str, name: str = "export.csv", **more: object) -> tuple[list[dict[str, object]], Reading]:
    """Return the rows of a text and its reading."""
    reading = Reading(io.BytesIO(text.encode()), name, Context(secret=b"k", **more))  # type: ignore[arg-type]
    rows = [
        dict(zip(one.columns, values, strict=True))
        for one in reading.chunks()
        for values in zip(*one.columns.values(), strict=True)
    ]
    return rows, reading


def held(files: dict[str, str], centre: str = "", profile: str | None = None):  # type: ignore[no-untyped-def]
    loader = Loader(read_centre(centre), Options(profile=profile))
    for name, text in files.items():
        loader.add(io.BytesIO(text.encode()), name)
    return loader.finish()


def rate(holding, period: str = "2025-01"):  # type: ignore[no-untyped-def]
    asked = Asked(as_of=date(2025, 4, 30), names=("payer_rejection_rate",))
    return measure_period(holding, asked, parse_period(period))[0]


def test_each_status_is_what_it_is() -> None:
    rows, reading = read(HEAD + LINES)
    said = [(row["invoice"], row["payer_type"], row["status"], row["rejection_family"]) for row in rows]
    assert said == [
        ("F001", "AMO", "paye", None),
        ("F002", "AMO", "rejete", "droits"),
        ("F003", "AMC", "en_attente", "acquittement_negatif"),
        ("F003", "AMC", "paye_partiel", None),
        ("F004", "AMC", "en_attente", None),
        ("F005", "AMO", "rejete", "autre"),
    ]
    (account,) = reading.accounts
    assert (account.profile, account.controls) == ("liste_tiers_payant", {"accuses_negatifs": 1, "rejets_autres": 1})
    assert account.ignored == ()


def test_a_refused_lot_is_one_whatever_its_motive_says() -> None:
    rows, _reading = read(HEAD + LINES.replace("Fichier refusé", "Droits fermés"))
    assert rows[2]["rejection_family"] == "acquittement_negatif"


def test_no_person_and_no_sentence_is_kept() -> None:
    rows, reading = read(HEAD + LINES)
    kept = f"{rows} {[one.as_json() for one in reading.problems]}"
    assert not any(word in kept for word in ("DURAND", "285017512345678", "Zoé", "Tutelle"))


def test_two_rejections_out_of_five_first_attempts() -> None:
    # F001, F002, F005, F004, and F003 for its second lot: the first one never reached the payer.
    figure = rate(held({"export.csv": HEAD + LINES}))
    assert (figure.numerator, figure.denominator) == (2, 5)


@pytest.mark.parametrize("word", ["ANOMALIE", "ERREUR", "ACQUITTE", "ARL +", "Signalement"])
def test_a_status_that_nobody_can_name_blocks_the_rate(word: str) -> None:
    holding = held({"export.csv": HEAD + LINES.replace("EN COURS", word)})
    figure = rate(holding)
    assert (figure.status, figure.value) == ("not_available", None)
    assert figure.notes == (f"valeurs à associer dans le profil : « {word} » (colonne statut)",)
    said = {one.code: one.sentence() for one in holding.problems}
    assert said["profil_a_completer"] == (
        "export.csv : « 1 mot sans valeur associée » lu ; attendu : un profil qui dit ce que ces mots veulent dire dans "
        'votre logiciel. → Écrivez un fichier « mon_logiciel.toml » de trois lignes : base = "liste_tiers_payant", puis '
        f'[values.statut], puis "{word}" = "…" ; puis relisez avec --profile mon_logiciel.toml.'
    )


def test_three_lines_complete_a_shipped_profile() -> None:
    own = 'base = "liste_tiers_payant"\n[values.statut]\n"ANOMALIE" = "rejete"\n'
    figure = rate(held({"export.csv": HEAD + LINES.replace("EN COURS", "ANOMALIE")}, profile=own))
    assert (figure.numerator, figure.denominator) == (3, 5)


def test_a_constant_stands_for_a_column_that_the_list_lacks() -> None:
    own = 'base = "liste_tiers_payant"\n[constants]\npayeur_type = "AMC"\n'
    text = "N° facture;Date d'envoi;Motif rejet\nF1;06/01/2025;Contrat résilié\nF2;07/01/2025;Inconnu\n"
    rows, _reading = read(text, profile=own)
    assert [(row["payer_type"], row["status"], row["rejection_family"]) for row in rows] == [
        ("AMC", "rejete", "contrat"),
        ("AMC", "rejete", "autre"),
    ]


def test_a_base_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(InvalidProfile) as error:
        load('base = "liste_tiers"', "p")
    assert str(error.value) == (
        "pour « base », un profil de Levier (doctolib, liste_actes, liste_factures, liste_tiers_payant, rdv_service_public) ; "
        "« liste_tiers » n'en est pas un"
    )


def test_the_lots_of_a_list_wait_for_their_answer() -> None:
    text = "Lot;Facture;Part;Date lot;Accusé de réception\n1;F1;AMO;06/01/2025;Positif\n2;F2;AMO;06/01/2025;Négatif\n"
    rows, reading = read(text)
    assert [(row["status"], row["rejection_family"]) for row in rows] == [
        ("en_attente", None),
        ("en_attente", "acquittement_negatif"),
    ]
    assert reading.accounts[0].controls == {"accuses_negatifs": 1}


def test_a_list_of_rejections_alone_says_so() -> None:
    text = "N° facture;AMO/AMC;Date du lot;Motif\nF1;AMO;01/01/2025;Droits fermés\nF2;AMC;31/01/2025;Contrat résilié\n"
    holding = held({"rejets.csv": text})
    assert next(one for one in holding.problems if one.code == "rejets_seuls").sentence() == (
        "rejets.csv : « 2 lignes, toutes rejetées » lu ; attendu : toutes les factures envoyées : payées, en attente et "
        "rejetées. → Le taux de rejet ne se calcule pas sur cette liste seule : il lui faut le nombre de factures "
        "envoyées, tapé dans la grille (« factures_transmises », AMO et AMC), ou la liste des paiements."
    )
    figure = rate(holding)
    assert (figure.status, figure.value) == ("not_available", None)
    assert figure.notes == (
        "calcul impossible sur une liste de rejets seuls : saisissez dans la grille le nombre de factures envoyées "
        "(factures_transmises, par organisme), ou donnez aussi les factures payées et en attente",
    )
    assert rejections(holding, parse_period("2025-02-10").first).total_count == 2


@pytest.mark.parametrize(
    ("grid", "value", "note"),
    [
        ("2025-01;factures_transmises;40;AMO\n2025-01;factures_transmises;10;AMC\n", 2 / 50, ""),
        ("2025-01;factures_transmises;50;\n", 2 / 50, ""),
        (
            "2025-01;factures_transmises;1;\n",
            None,
            "le fichier compte 2 lignes, le total saisi dans la grille n'est que de 1",
        ),
        (
            "2025-01;factures_transmises;40;AMO\n",
            None,
            "AMC : des lignes dans le fichier, aucun total saisi dans la grille ; 0 se saisit",
        ),
    ],
)
def test_a_typed_total_gives_the_rate(grid: str, value: float | None, note: str) -> None:
    text = "N° facture;AMO/AMC;Date du lot;Motif\nF1;AMO;01/01/2025;Droits fermés\nF2;AMC;31/01/2025;Contrat résilié\n"
    figure = rate(held({"rejets.csv": text, "grille.csv": f"periode;mesure;valeur;payeur_type\n{grid}"}))
    assert figure.value == (None if value is None else pytest.approx(value))
    assert figure.status == ("ok" if value else "not_computable")
    assert note == "" or note in figure.notes


def test_rejections_of_a_year_beside_the_answers_of_a_month_are_partial() -> None:
    rejected = "facture;payeur_type;transmis_le;statut\n" + "".join(
        f"R{month};AMO;{day}/{month:02d}/2025;rejete\n" for month, day in ((1, "01"), (6, "15"), (12, "31"))
    )
    answers = "facture;payeur_type;transmis_le;statut\nF1;AMO;01/01/2025;paye\nF2;AMO;31/01/2025;paye\n"
    holding = held({"retours_organismes_rejets.csv": rejected, "retours_organismes.csv": answers})
    assert (rate(holding, "2025-01").value, rate(holding, "2025-06").value) == (pytest.approx(1 / 3), None)
    assert rate(holding, "2025").status == "partial"


def test_a_sentence_is_shown_when_it_is_met_three_times() -> None:
    lines = "".join(f"F{n};AMO;0{n}/01/2025;Tutelle dossier 12345678\n" for n in range(1, 4))
    _rows, reading = read(f"N° facture;AMO/AMC;Date du lot;Motif\n{lines}F4;AMO;04/01/2025;Curatelle\n")
    assert next(one for one in reading.problems if one.code == "rejets_a_classer").value == (
        "4 rejets sans famille : tutelle dossier … (3)"
    )


def test_a_centre_names_its_own_causes() -> None:
    centre = '[rejets.tutelle]\nlabel = "tutelle"\nremedy = "Appelez le tuteur."\nwords = ["tutelle"]\n[rejets.droits]\ncodes_amo = ["10*"]\n'
    assert read_centre(centre).rejections.of("Tutelle de Mme X").label == "tutelle"
    assert read_centre(centre).rejections.of(None, "105", "AMO").key == "droits"
    assert read_centre(centre).rejections.of(None, "105", "AMC").label == "code 105"
    holding = held({"export.csv": HEAD + LINES}, centre)
    assert {row.reason for row in rejections(holding, parse_period("2025-03-01").first).rows} == {
        "droits fermés ou non à jour",
        "tutelle",
    }


def test_a_wrong_family_of_a_centre_is_said() -> None:
    with pytest.raises(WrongCommand) as error:
        read_centre("[rejets.droits]\nword = ['x']")
    assert str(error.value) == (
        "Table des rejets, rejets.droits.word : attendu label, names, words, codes, codes_amo, codes_amc, remedy, "
        "provenance, source, checked. Vouliez-vous dire « words » ?"
    )


def test_acts_and_invoices_of_a_list() -> None:
    acts = (
        "Date des soins;N° dossier;Nom;Prénom;Date de naissance;Exécutant;Acte;Qté;Honoraires;Part RO;Part RC;Reste à charge\n"
        "06/01/2025;D1;DURAND;Zoé;01/02/1985;Dr Petit;G;1;30,00;21,00;9,00;0,00\n"
    )
    ((row,), reading) = read(acts)
    assert (row["code"], row["nomenclature"], row["amount"], row["amo_share"], row["patient_share"]) == (
        "G",
        "NGAP",
        3000,
        2100,
        0,
    )
    assert len(str(row["patient"])) == 32
    assert (reading.accounts[0].profile, reading.accounts[0].ignored) == ("liste_actes", ())
    invoices = "N° FSE;Date de facturation;Nom;Total;Mode;TP RO;TP RC\nF1;06/01/2025;DURAND;30,00;Dégradée;oui;non\n"
    ((row,), reading) = read(invoices)
    assert (row["transmission"], row["amo_third_party"], row["amc_third_party"], row["amount"]) == (
        "fse_degradee",
        1,
        0,
        3000,
    )
    assert reading.accounts[0].profile == "liste_factures"


def test_no_shipped_profile_takes_a_standard_file_for_its_own() -> None:
    known = [one for name, profiles in shipped().items() if name.startswith("liste_") for one in profiles]
    for table in TABLES.values():
        header = ";".join(column.header for column in table.columns)
        _rows, reading = read(header + "\n", f"{table.file}.csv")
        assert [one.profile for one in reading.accounts] == [None], (table.file, known)


@pytest.mark.parametrize("name", ["liste_tiers_payant", "liste_actes", "liste_factures"])
def test_a_generic_profile_says_that_it_was_tried_on_no_real_file(name: str) -> None:
    text = (Path(__file__).parents[2] / "src/levier/catalogue/profiles" / f"{name}.toml").read_text("utf-8")
    assert "essayé sur aucun export réel" in text.partition("origin = ")[2].partition("\n")[0]


@pytest.mark.parametrize("engine", ["reference", "sqlite", "duckdb"])
def test_a_list_that_does_not_say_the_payer_type_has_one(engine: str) -> None:
    # F1 is refused at reception then rejected, F2 is paid, F3 waits: one rejection out of three first attempts.
    own = 'table = "retours_organismes"\n[columns]\nfacture = "Facture"\ntransmis_le = "Jour"\nstatut = "Suite"\nfamille_rejet = "Suite"\n'
    own += '[values.statut]\n"ARL négatif" = "en_attente"\n"Non" = "rejete"\n"Oui" = "paye"\n"?" = "en_attente"\n"Attente" = "en_attente"\n'
    text = (
        "Facture;Jour;Suite\nF1;02/01/2025;ARL négatif\nF1;06/01/2025;Non\nF2;06/01/2025;Oui\nF3;31/01/2025;Attente\n"
    )
    loader = Loader(read_centre(""), Options(profile=own, engine="sqlite" if engine == "reference" else engine))
    loader.add(io.BytesIO(text.encode()), "liste.csv")
    holding = loader.finish()
    if engine == "reference":
        period = parse_period("2025-01")
        source = ReferenceSource(holding.centre, list(holding.accounts), rows_of(holding), period.first, period.last)
        asked = Request([indicators()["payer_rejection_rate"]], [period], parse_period("2025-04-30").first)
        (figure,) = Run(source, asked).figures()
    else:
        figure = rate(holding)
    assert (figure.numerator, figure.denominator) == (1, 3)
