"""The open « balances comptables des communes » of the DGFiP: the accounts of a municipal centre, if they can be told.

A centre stands alone there when it has a budget of its own (``cbudg`` = 3, budget annexe) or, in the files by function,
under one function (M57: 414, dispensaires et autres établissements sanitaires). Which budget and which function is
never guessed: ``[comptes]`` of ``centre.toml`` says it, or the file holds one budget annexe and nothing else.

Columns: data.economie.gouv.fr. Real charges of the year are ``obnetdeb`` − ``oobdeb``: what the budget spent, less the
operations of order (depreciation, transfers between sections).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from levier.i18n import _
from levier.readers import cells, encoding, lines
from levier.readers.bad import Bad
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.encoding import Survey
from levier.readers.lines import Record
from levier.readers.names import clean
from levier.readers.totals import exact
from levier.tables.columns import CENTS

NAME = "dgfip_balances"
HEADERS = ("exercice", "compte", "section", "debit", "credit")
NEEDED = ("exer", "ident", "cbudg", "compte", "obnetdeb", "obnetcre", "oobdeb", "oobcre")
OTHERS = ("lbudg", "nomen", "fonction", "bedeb", "becre", "onbdeb", "onbcre", "sd", "sc")
ANNEXE = "3"
SHOWN = 6
_SEPARATORS = (";", ",", "\t", "|")
_NUMBERS = ("bedeb", "becre", "obnetdeb", "obnetcre", "onbdeb", "onbcre", "oobdeb", "oobcre", "sd", "sc")


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the first line names the columns of these files, in capitals or not."""
    return _places(_split(head.split(b"\n", 1)[0].decode("latin-1"))) is not None


def _split(line: str) -> list[str]:
    return line.split(max(_SEPARATORS, key=line.count))


def _places(header: Record) -> dict[str, int] | None:
    names = [cell.strip('\ufeff"\r\xef\xbb\xbf ').lower() for cell in header]
    if not set(NEEDED) <= set(names):
        return None
    return {name: names.index(name) for name in (*NEEDED, *OTHERS) if name in names}


@dataclass(frozen=True, slots=True)
class Budget:
    """One budget of the file: its SIRET, its name, and whether it is an annexe."""

    siret: str
    label: str
    kind: str

    def shown(self) -> str:
        """Return the budget as the user may choose it."""
        kinds = {"1": _("budget principal"), "2": _("budget rattaché"), ANNEXE: _("budget annexe")}
        return f"{self.siret} ({self.label}, {kinds.get(self.kind, self.kind)})"


@dataclass(slots=True)
class Balances:
    """One file and what the centre chose of it."""

    stream: BinaryIO
    survey: Survey
    context: Context
    header: dict[str, int] = field(default_factory=dict)

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield one line of ``soldes`` for each row of the budget and function chosen."""
        chosen = self._chosen(tally)
        for first, records in self._batches():
            kept: list[Record] = []
            places: list[int] = []
            for rank, record in enumerate(records):
                if row := self._row(record, first + rank, chosen, tally):
                    kept.append(row)
                    places.append(first + rank)
            if kept:
                yield kept, places

    # -- records -------------------------------------------------------------------------------------------------

    def _batches(self) -> Iterator[tuple[int, list[Record]]]:
        head = self.survey.head.split(b"\n", 1)[0].decode("latin-1")
        separator = max(_SEPARATORS, key=head.count)
        line = 1
        for records in lines.records(encoding.texts(self.stream, self.survey), separator):
            if line == 1:
                self.header = _places(records[0]) or {}
            yield line, records
            line += len(records)

    def _cell(self, record: Record, name: str) -> str:
        place = self.header.get(name, len(record))
        return clean(record[place]) if place < len(record) else ""

    def _budgets(self) -> tuple[dict[str, Budget], int]:
        found: dict[str, Budget] = {}
        count = 0
        for first, records in self._batches():
            for record in records[1 if first == 1 else 0 :]:
                siret = self._cell(record, "ident")
                count += bool(siret)
                if siret and siret not in found:
                    label = self._cell(record, "lbudg") or "?"
                    found[siret] = Budget(siret, label, self._cell(record, "cbudg"))
        return found, count

    # -- choice --------------------------------------------------------------------------------------------------

    def _chosen(self, tally: Tally) -> str | None:
        """Return the SIRET of the centre's budget; without one, every line is set aside and the choices are said."""
        budgets, count = self._budgets()
        if not count:
            return None
        asked = "".join(self.context.choices.get("budget", "").split())
        function = self.context.choices.get("fonction", "")
        alone = next(iter(budgets.values())) if len(budgets) == 1 else None
        found = budgets.get(asked) if asked else alone
        if found is None:
            self._refuse(tally, budgets, count, asked)
            return None
        if found.kind != ANNEXE and not (function and "fonction" in self.header):
            self._whole_town(tally, found, count)
            return None
        self._say(tally, found, function)
        return found.siret

    def _refuse(self, tally: Tally, budgets: dict[str, Budget], count: int, asked: str) -> None:
        shown = [one.shown() for one in list(budgets.values())[:SHOWN]]
        more = _(" et {n} autres").format(n=len(budgets) - SHOWN) if len(budgets) > SHOWN else ""
        expected = _("un budget choisi parmi : {budgets}{more}").format(budgets=", ".join(shown), more=more)
        fix = _('Écrivez « budget = "SIRET" » sous [comptes] de centre.toml, puis recommencez.')
        tally.aside("budget_a_choisir", 1, "ident", asked or None, expected, fix, count)

    def _whole_town(self, tally: Tally, budget: Budget, count: int) -> None:
        if "fonction" in self.header:
            fix = _('Écrivez la fonction du centre sous [comptes] de centre.toml, par exemple « fonction = "414" ».')
        else:
            fix = _("Prenez le fichier par fonction, ou saisissez les comptes du centre (soldes.csv).")
        expected = _("les comptes du centre : son budget annexe, ou une fonction du budget de la collectivité")
        tally.aside("budget_entier", 1, "cbudg", budget.shown(), expected, fix, count)

    def _say(self, tally: Tally, budget: Budget, function: str) -> None:
        tally.account.controls["budget"] = budget.shown()
        if function and "fonction" in self.header:
            tally.account.controls["fonction"] = function

    # -- rows ----------------------------------------------------------------------------------------------------

    def _row(self, record: Record, line: int, chosen: str | None, tally: Tally) -> Record | None:
        if line == 1 or not any(cell.strip() for cell in record):
            tally.left_out()
            return None
        if not self._cell(record, "ident"):
            _wrong(tally, line, "ident", None)
            return None
        if chosen is None:
            return None
        function = self.context.choices.get("fonction", "") if "fonction" in self.header else ""
        if self._cell(record, "ident") != chosen or not self._cell(record, "fonction").startswith(function):
            tally.left_out(why="lignes_d_autres_budgets")
            return None
        return self._balance(record, line, tally)

    def _balance(self, record: Record, line: int, tally: Tally) -> Record | None:
        amounts: dict[str, int] = {}
        for name in _NUMBERS:
            value = cells.amount(self._cell(record, name) or "0", ".")
            if isinstance(value, Bad):
                _wrong(tally, line, name, self._cell(record, name))
                return None
            amounts[name] = value
        self._identity(amounts, line, tally)
        debit, credit = (amounts[f"obnet{side}"] - amounts[f"oob{side}"] for side in ("deb", "cre"))
        texts = (exact(debit, CENTS), exact(credit, CENTS))
        return [self._cell(record, "exer"), self._cell(record, "compte"), "", *texts]

    def _identity(self, found: dict[str, int], line: int, tally: Tally) -> None:
        """Say when the closing balance is not what opened, less and more what moved."""
        if not {"bedeb", "onbdeb", "sd", "sc"} <= set(self.header):
            return
        net = sum(found[f"{one}deb"] - found[f"{one}cre"] for one in ("be", "obnet", "onb"))
        if (found["sd"], found["sc"]) != (max(0, net), max(0, -net)):
            expected = _("un solde égal à l'ouverture plus les opérations de l'année")
            fix = _("La ligne est gardée ; le fichier a pu être modifié : téléchargez-le à nouveau.")
            tally.warn("solde_different", line, "sd", exact(found["sd"] - found["sc"], CENTS), expected, fix)


def _wrong(tally: Tally, line: int, column: str, value: str | None) -> None:
    expected = _("un budget et des montants, comme dans le fichier d'origine")
    fix = _("Téléchargez à nouveau le fichier (data.economie.gouv.fr), sans l'ouvrir dans un tableur.")
    tally.aside("ligne_illisible", line, column, value, expected, fix)


def open_file(stream: BinaryIO, name: str, context: Context) -> list[Converted]:
    """Return the balances of the file as one table."""
    survey = encoding.survey(stream)
    balances = Balances(stream, survey, context)
    return [Converted("balances", HEADERS, balances.lines, encoding=survey.encoding)]


FORMAT = Format(
    NAME,
    "Balances comptables des communes (DGFiP)",
    "data.economie.gouv.fr, Licence Ouverte 2.0",
    recognises,
    open_file,
    tested="real",
)
