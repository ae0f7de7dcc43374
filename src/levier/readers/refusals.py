"""Whole files that cannot be used: one sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from levier.i18n import _
from levier.problems import BLOCKING, Problem, suggest, trim
from levier.readers import references
from levier.readers.layout import Layout
from levier.tables import TABLES


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file or a sheet gives no line; ``before``: its records up to the header, when there is one."""

    code: str
    read: str | None
    expected: str
    fix: str
    before: int = 0

    def problem(self, file: str, sheet: str | None = None, line: int | None = None) -> Problem:
        """Return the problem as the user sees it."""
        return Problem(self.code, BLOCKING, file, sheet, line, None, self.read, self.expected, self.fix)


def empty_file() -> Refusal:
    """Return the refusal of a file without a byte, or with blank lines only."""
    return Refusal(
        "fichier_vide",
        None,
        _("un fichier avec un en-tête et des lignes (celui-ci est vide)"),
        _("Recommencez l'export ; s'il n'y a vraiment rien à dire, ne donnez pas le fichier."),
    )


def html_page() -> Refusal:
    """Return the refusal of a web page saved under another name."""
    return Refusal(
        "page_html",
        _("une page web"),
        _("un export (CSV, XLSX ou Parquet)"),
        _("Le logiciel a renvoyé une page (souvent : session expirée) : reconnectez-vous et recommencez l'export."),
    )


def binary() -> Refusal:
    """Return the refusal of bytes that are no text."""
    return Refusal(
        "fichier_binaire",
        _("des octets qui ne sont pas du texte"),
        _("un export (CSV, XLSX ou Parquet)"),
        _("Le fichier est abîmé ou d'un autre genre : recommencez l'export."),
    )


def wide_text() -> Refusal:
    """Return the refusal of a text in UTF-32, that no software of the field writes."""
    return Refusal(
        "encodage_inconnu",
        "UTF-32",
        _("du texte en UTF-8 ou en Windows-1252"),
        _("Recommencez l'export, ou enregistrez le fichier en « CSV UTF-8 »."),
    )


def other_kind(kind: str) -> Refusal:
    """Return the refusal of a document of a known kind that holds no table (PDF, archive, picture)."""
    return Refusal(
        "genre_inconnu",
        kind,
        _("un export (CSV, XLSX ou Parquet)"),
        _("Demandez au logiciel un export de tableau ; une archive doit d'abord être décompressée."),
    )


def no_table(header: Iterable[str]) -> Refusal:
    """Return the refusal of a file in which no line is a header that Levier knows."""
    files = ", ".join(sorted(table.file for table in TABLES.values()))
    return Refusal(
        "table_inconnue",
        trim(" | ".join(cell for cell in header if cell.strip())) or None,
        _("un en-tête connu (fichiers standard : {files})").format(files=files),
        _("Renommez les colonnes (levier schema les donne), ou faites un profil : levier profile FICHIER."),
    )


def reference_file(kind: str) -> Refusal:
    """Return the refusal of a file that is no export of a centre, and the command that reads it."""
    if kind == references.FINESS:
        return Refusal(
            "fichier_de_reference",
            _("un fichier FINESS (établissements)"),
            _("un export du centre ; celui-ci décrit les établissements de toute la France"),
            _("levier finess FICHIER NUMÉRO y lit l'identité du centre et complète centre.toml."),
        )
    return Refusal(
        "fichier_de_reference",
        _("une version de la CCAM"),
        _("un export du centre ; celui-ci est la nomenclature elle-même"),
        _("levier nomenclature add FICHIER la range ; levier nomenclature control contrôle alors les codes du centre."),
    )


def no_release(header: Iterable[str]) -> Refusal:
    """Return the refusal of a file in which no line is the header of a release of the CCAM."""
    return Refusal(
        "version_illisible",
        trim(" | ".join(cell for cell in header if cell.strip())) or None,
        _("une version de la CCAM : un en-tête avec « Code » et « Texte » (ou « Libellé »), des codes comme HBLD038"),
        _("Donnez la feuille d'ameli.fr, les archives DBF, ou la liste de data.gouv.fr, sans les modifier."),
    )


def no_finess(read: str | None) -> Refusal:
    """Return the refusal of a file that is not the stock of the establishments."""
    return Refusal(
        "finess_inconnu",
        read,
        _("le fichier FINESS des établissements : une ligne « finess;etalab;… », puis des lignes « structureet;… »"),
        _("Prenez « etalab-cs1100502-stock-….csv » sur data.gouv.fr, et donnez-le sans l'ouvrir dans un tableur."),
    )


def spoilt_finess(value: str) -> Refusal:
    """Return the refusal of a stock of the establishments that a spreadsheet rewrote: digits are lost."""
    return Refusal(
        "finess_abime",
        trim(value),
        _("des numéros entiers (SIRET, FINESS, département) ; un tableur les a réécrits et des chiffres sont perdus"),
        _("Téléchargez à nouveau le fichier et donnez-le sans l'ouvrir ni l'enregistrer dans un tableur."),
    )


def no_header(table: str, columns: Iterable[str], header: Iterable[str]) -> Refusal:
    """Return the refusal of a file named after a table, without its header."""
    return Refusal(
        "entete_introuvable",
        trim(" | ".join(cell for cell in header if cell.strip())) or None,
        _("un en-tête de « {table} » : {columns}").format(table=table, columns=", ".join(columns)),
        _("Ajoutez l'en-tête en première ligne, ou faites un profil : levier profile FICHIER."),
    )


def ambiguous_table(names: Iterable[str]) -> Refusal:
    """Return the refusal of a header that several tables could own."""
    choices = _(" ou ").join(names)
    return Refusal(
        "table_ambigue",
        None,
        _("un en-tête ou un nom qui désigne une seule table ; celui-ci convient à {tables}").format(tables=choices),
        _("Nommez le fichier (ou la feuille) d'après sa table, par exemple rendez_vous.csv."),
    )


def missing_columns(layout: Layout) -> Refusal:
    """Return the refusal of a file without a required column: what misses, what is there instead."""
    missing = [column.header for column in layout.missing]
    hints = " ".join(filter(None, (_near(name, missing) for name in layout.ignored)))
    return Refusal(
        "colonne_manquante",
        trim(", ".join(layout.ignored)) or None,
        _("les colonnes obligatoires de « {table} » ; il manque : {missing}").format(
            table=layout.table.file, missing=", ".join(missing)
        ),
        (hints + " " if hints else "") + _("Renommez ou ajoutez ces colonnes, ou faites un profil pour cet export."),
        layout.before,
    )


def _near(name: str, missing: list[str]) -> str:
    near = suggest(name.lower(), missing)
    return f"« {name} » : {near}" if near else ""


def doubled_columns(layout: Layout) -> Refusal:
    """Return the refusal of a header that names a column of the contract twice."""
    return Refusal(
        "colonne_en_double",
        trim(", ".join(layout.doubled)),
        _("chaque colonne une seule fois dans l'en-tête"),
        _("Enlevez ou renommez la colonne de trop : rien ne dit laquelle est la bonne."),
        layout.before,
    )


def destroyed_identifiers() -> Refusal:
    """Return the refusal of a file whose identifiers a spreadsheet turned into numbers."""
    return Refusal(
        "identifiant_scientifique",
        None,
        _("des identifiants entiers ; un tableur les a réécrits en nombres et leurs chiffres sont perdus"),
        _("Réexportez depuis le logiciel et donnez le fichier sans l'ouvrir ni l'enregistrer dans un tableur."),
    )


def other_ledger(titles: Iterable[str]) -> Refusal:
    """Return the refusal of entries exported under other titles than those of the law."""
    return Refusal(
        "ecritures_hors_fec",
        trim(" | ".join(cell for cell in titles if cell.strip())),
        _("un FEC (JournalCode, EcritureNum, EcritureDate, CompteNum…) ; ces écritures ont d'autres titres"),
        _("Demandez l'export « FEC » : tout logiciel de comptabilité vendu en France le fait."),
    )


def ledger_fixed() -> Refusal:
    """Return the refusal of a ledger in columns of fixed width, that the law allows."""
    return Refusal(
        "fec_largeur_fixe",
        _("un FEC en largeur fixe"),
        _("un FEC « à plat » : des champs séparés par une tabulation ou par |"),
        _("Choisissez ce format dans le logiciel de comptabilité : l'arrêté permet les deux."),
    )


def ledger_xml() -> Refusal:
    """Return the refusal of a ledger in XML, that the law allows."""
    return Refusal(
        "fec_xml",
        _("un FEC en XML"),
        _("un FEC « à plat » : des champs séparés par une tabulation ou par |"),
        _("Choisissez ce format dans le logiciel de comptabilité : l'arrêté permet les deux."),
    )


def ledger_ebcdic() -> Refusal:
    """Return the refusal of a ledger in the encoding of mainframes, that the law allows."""
    return Refusal(
        "fec_ebcdic",
        _("un FEC en EBCDIC"),
        _("un FEC en UTF-8 ou en ISO 8859-15"),
        _("Demandez à l'informatique de convertir le fichier : c'est le codage des grands systèmes."),
    )


def ledger_commas() -> Refusal:
    """Return the refusal of a ledger whose comma separates columns and decimals alike: 10,00,0,00."""
    return Refusal(
        "fec_virgules",
        _("des lignes plus longues que l'en-tête, séparées par des virgules"),
        _("un FEC dont les colonnes sont séparées par une tabulation ou par | ; ici la virgule coupe aussi un montant"),
        _("Choisissez ce séparateur dans le logiciel de comptabilité, ou un point pour les décimales."),
    )


def changed() -> Refusal:
    """Return the refusal of a file that another program was writing."""
    return Refusal(
        "fichier_modifie",
        None,
        _("un fichier qui ne change pas pendant la lecture"),
        _("Attendez la fin de l'export ou de la copie, puis recommencez."),
    )


def protected() -> Refusal:
    """Return the refusal of a workbook that asks for a password."""
    return Refusal(
        "classeur_protege",
        None,
        _("un classeur sans mot de passe"),
        _("Ouvrez-le, enlevez le mot de passe (Fichier › Informations › Protéger), enregistrez et recommencez."),
    )


def corrupt() -> Refusal:
    """Return the refusal of a workbook that cannot be opened."""
    return Refusal(
        "classeur_illisible",
        None,
        _("un classeur entier (XLSX, XLS ou ODS)"),
        _("Le fichier est abîmé : ouvrez-le dans le tableur et enregistrez-le à nouveau, ou recommencez l'export."),
    )


def stray_cell() -> Refusal:
    """Return the refusal of a workbook with a forgotten cell at the other end of a sheet."""
    return Refusal(
        "cellule_egaree",
        None,
        _("une feuille où les données se suivent (une cellule est remplie très loin en bas ou à droite)"),
        _("Ctrl+Fin mène à cette cellule : supprimez-la (lignes et colonnes entières), enregistrez, ou donnez un CSV."),
    )


def no_sheet() -> Refusal:
    """Return the refusal of a workbook without a sheet that can be seen."""
    return Refusal(
        "classeur_sans_feuille",
        None,
        _("un classeur avec une feuille visible"),
        _("Affichez la feuille (clic droit sur les onglets › Afficher), enregistrez et recommencez."),
    )


def no_parquet() -> Refusal:
    """Return the refusal of a Parquet file where its engine is not installed."""
    return Refusal(
        "parquet_sans_moteur",
        None,
        _("DuckDB, qui lit le format Parquet"),
        _("Installez duckdb, ou donnez le fichier en CSV."),
    )


def corrupt_parquet() -> Refusal:
    """Return the refusal of a Parquet file that cannot be opened."""
    return Refusal("parquet_illisible", None, _("un fichier Parquet entier"), _("Recommencez l'export ou la copie."))


def unsuited_profile(detail: str) -> Refusal:
    """Return the refusal of a file that has not the columns of the profile asked for."""
    return Refusal(
        "profil_inadapte",
        None,
        detail,
        _("Choisissez un autre profil, ou faites le sien : levier profile FICHIER en donne un modèle."),
    )


def in_workbook(label: str, of_calls: bool) -> Refusal:
    """Return the refusal of a text file that went through a spreadsheet; ``of_calls``: it lost identifiers there."""
    read = _("un classeur qui contient : {label}").format(label=label)
    if not of_calls:
        expected = _("ce même tableau en texte (CSV)")
        fix = _("Téléchargez-le en CSV, ou enregistrez la feuille en « CSV UTF-8 ».")
        return Refusal("texte_dans_un_classeur", read, expected, fix)
    return Refusal(
        "journal_dans_un_classeur",
        read,
        _("le fichier texte du standard : un tableur arrondit les identifiants qui réunissent les lignes d'un appel"),
        _("Exportez ou copiez le journal en CSV depuis le standard, et donnez-le sans l'ouvrir dans un tableur."),
    )


def bad_profile(detail: str) -> Refusal:
    """Return the refusal of a profile that cannot be followed."""
    return Refusal(
        "profil_invalide",
        None,
        detail,
        _("Corrigez le profil (levier profile FICHIER en donne un modèle)."),
    )


def open_error(path: Path) -> Problem | None:
    """Return the problem of a path that cannot be opened as a file, or ``None``: a directory, nothing there, no right.

    The sentence is made for the command line, that opens files; a :class:`Reading` never does.
    """
    name = path.name or str(path)
    if path.is_dir():
        fix = _("Donnez les fichiers qu'il contient, ou le dossier d'un centre (avec centre.toml).")
        return Problem("dossier", BLOCKING, name, value=_("un dossier"), expected=_("un fichier"), fix=fix)
    if not path.exists():
        fix = _("Vérifiez le nom et l'emplacement du fichier.")
        return Problem("fichier_absent", BLOCKING, name, expected=_("un fichier qui existe"), fix=fix)
    try:
        path.open("rb").close()
    except OSError:
        fix = _("Fermez-le dans le tableur, ou demandez le droit de le lire.")
        return Problem("fichier_ferme", BLOCKING, name, expected=_("un fichier que l'on peut lire"), fix=fix)
    return None
