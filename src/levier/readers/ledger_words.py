"""What Levier says of a ledger, in French: what was expected, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.i18n import _
from levier.periods import to_date
from levier.problems import SHOWN_LINES, WARNING, Problem


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one file; ``closing`` is the day that its name says."""

    file: str
    sheet: str | None
    closing: int | None

    def unbalanced(self, line: int, entry: str, gap: str) -> Problem:
        """Return the warning of an entry whose debit is not its credit."""
        expected = _("débit égal au crédit ; écart de {gap} €").format(gap=_french(gap))
        fix = _("Vérifiez l'écriture avec le comptable ; les lignes sont gardées.")
        place = (self.file, self.sheet, line, "EcritureNum", entry)
        return Problem("ecriture_desequilibree", WARNING, *place, expected, fix)

    def totals(self, debit: str, credit: str, set_aside: int) -> Problem:
        """Return the warning of a file whose debits are not its credits."""
        read = _("débit {debit} €, crédit {credit} €").format(debit=_french(debit), credit=_french(credit))
        expected = _("deux totaux égaux sur l'ensemble du fichier")
        fix = _("L'export est sans doute incomplet : demandez-le à nouveau pour l'exercice entier.")
        if set_aside:
            fix = _("Des lignes ont été mises de côté : corrigez-les d'abord, les totaux les attendent.")
        return Problem("totaux_differents", WARNING, self.file, self.sheet, value=read, expected=expected, fix=fix)

    def holes(self, missing: int, lines: Sequence[int], first: str) -> Problem:
        """Return the warning of numbers that do not follow."""
        expected = _("des numéros qui se suivent ; {n} manquent, le premier juste avant « {first} »")
        fix = _("Demandez au comptable si des écritures ont été supprimées ou laissées hors de l'export.")
        about = (self.file, self.sheet, lines[0], "EcritureNum", None)
        said = expected.format(n=missing, first=first)
        return Problem(
            "numeros_non_continus", WARNING, *about, said, fix, len(lines), tuple(sorted(lines[:SHOWN_LINES]))
        )


def _french(amount: str) -> str:
    return amount.replace(".", ",")


def sentence(code: str, words: Words) -> tuple[str, str]:
    """Return what a control expected and what to do when it is not so."""
    return (_of_cells() | _of_entries(words) | _of_text())[code]


def _ask() -> str:
    return _("La ligne est gardée ; signalez-le à qui tient la comptabilité.")


def _of_cells() -> dict[str, tuple[str, str]]:
    """Return what is said of one cell, or of two that go together."""
    ask = _ask()
    read = _("La ligne est gardée, la valeur comprise ; rien à faire pour les chiffres.")
    return {
        "champ_vide": (_("une valeur : l'arrêté rend cette colonne obligatoire"), ask),
        "montant_vide": (_("0,00 dans l'autre montant ; la cellule vide est lue 0"), read),
        "montant_forme": (_("un montant écrit 1234,56, sans espace, avec une virgule et deux décimales au plus"), read),
        "montant_arrondi": (
            _("un montant en euros et centimes ; les fractions de centime sont arrondies"),
            _("La ligne est gardée, arrondie au centime : demandez un export des montants comptabilisés."),
        ),
        "date_illisible": (
            _("une date qui existe, écrite AAAAMMJJ"),
            _("La ligne est gardée, cette date reste inconnue : faites-la corriger dans le logiciel."),
        ),
        "date_forme": (_("une date écrite AAAAMMJJ"), read),
        "deux_montants": (_("un débit ou un crédit, l'autre à 0,00"), ask),
        "auxiliaire_sans_numero": (_("un numéro de compte auxiliaire avec son libellé"), ask),
        "auxiliaire_sans_libelle": (_("le libellé du compte auxiliaire avec son numéro"), ask),
        "auxiliaire_hors_tiers": (_("un compte auxiliaire sur un compte de tiers (classe 4) seulement"), ask),
        "lettrage_sans_date": (_("une date de lettrage avec chaque lettrage"), ask),
    }


def _of_entries(words: Words) -> dict[str, tuple[str, str]]:
    """Return what is said of entries and of their days."""
    ask = _ask()
    closing = to_date(words.closing).strftime("%d/%m/%Y") if words.closing is not None else ""
    return {
        "validation_avant": (_("une validation le jour de l'écriture ou après"), ask),
        "hors_exercice": (
            _("une date des douze mois qui finissent le {closing}, dit le nom du fichier").format(closing=closing),
            _("La ligne est gardée à sa date : vérifiez le nom du fichier, ou l'exercice exporté."),
        ),
        "non_valide": (
            _("une date de validation sur chaque ligne"),
            _("Ces écritures sont provisoires : les chiffres peuvent encore changer jusqu'à leur validation."),
        ),
        "jamais_valide": (
            _("une date de validation (aucune ligne n'en a)"),
            _("L'exercice n'est pas validé, ou le logiciel n'exporte pas cette date : demandez-le au comptable."),
        ),
        "autres_desequilibres": (_("débit égal au crédit dans ces écritures aussi"), ask),
        "ecritures_sans_numero": (
            _("un numéro par écriture ; celui-ci couvre plusieurs jours"),
            _("Les écritures sont comptées par journal, numéro et jour ; rien à faire pour les chiffres."),
        ),
        "trie_par_compte": (
            _("des écritures dans l'ordre de leurs dates ; ce fichier semble trié par compte"),
            _("Rien à faire pour les chiffres ; pour l'administration, exportez-le dans l'ordre des écritures."),
        ),
        "chronologie": (_("des écritures dans l'ordre de leurs dates, dans chaque journal"), ask),
    }


def _of_text() -> dict[str, tuple[str, str]]:
    """Return what is said of the text: separators, ends of lines, header, encoding."""
    return {
        "separateur_melange": (
            _("le même séparateur que dans l'en-tête"),
            _("La ligne est gardée, lue avec son propre séparateur : vérifiez d'où elle vient."),
        ),
        "separateur_dans_libelle": (
            _("aucun séparateur dans les libellés"),
            _("La ligne est gardée : une seule lecture de ses dates et montants est possible."),
        ),
        "saut_de_ligne": (
            _("un libellé sur une seule ligne"),
            _("Les deux morceaux sont lus comme une ligne ; demandez des libellés sans saut de ligne."),
        ),
        "fin_de_fichier": (
            _("une dernière ligne entière"),
            _("La ligne est gardée, ses montants sont entiers ; vérifiez que l'export n'a pas été interrompu."),
        ),
        "entete_absent": (
            _("l'en-tête de l'arrêté en première ligne ; l'ordre légal des colonnes est supposé"),
            _("Vérifiez quelques lignes ; au besoin, ajoutez l'en-tête ou refaites l'export."),
        ),
        "colonne_absente": (
            _("les dix-huit colonnes de l'arrêté"),
            _("Les lignes sont gardées : le compte, la date et les montants suffisent. Signalez-le au comptable."),
        ),
        "ordre_des_colonnes": (
            _("les colonnes dans l'ordre de l'arrêté ; elles sont lues par leur nom"),
            _("Vérifiez que Debit et Credit ne sont pas intervertis dans l'export."),
        ),
        "encodage_inattendu": (
            _("du texte d'un octet par signe ou de l'UTF-8, comme le veut l'arrêté"),
            _("Le fichier est lu ; rien à faire pour les chiffres."),
        ),
        "fins_de_ligne": (
            _("une seule manière de finir les lignes"),
            _("Le fichier est lu ; vérifiez qu'il n'est pas fait de deux exports mis bout à bout."),
        ),
    }
