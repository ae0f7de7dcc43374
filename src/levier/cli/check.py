"""``levier check``: read files, say what goes well and what does not, compute nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.problems import Problem
    from levier.tables.rows import Account

NAME = "check"
SUMMARY = "lire des fichiers et dire ce qui va et ce qui ne va pas"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_reading

    add_reading(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--problems", type=Path, metavar="FICHIER.csv", help=_("écrire là tous les problèmes"))


def run(args: argparse.Namespace) -> int:
    """Read every file and print its account; exit code 0, 1 (lines set aside) or 2 (nothing usable)."""
    from levier.cli.output import PROBLEM_HEADERS, problem_row, write_text
    from levier.cli.sources import holdings
    from levier.controls import add_controls
    from levier.french_csv import csv_text

    accounts: list[Account] = []
    problems: list[Problem] = []
    each: list[Problem] = []
    for holding in holdings(args, each.append if args.problems else None):
        add_controls(holding)
        accounts += list(holding.accounts)
        problems += list(holding.problems)
        holding.engine.close()
    if args.format == "json":
        shown = {"files": [one.as_json() for one in accounts], "problems": [one.as_json() for one in problems]}
        json.dump(shown, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n".join(_lines(accounts, problems)))
    if args.problems:
        told = {one.kind for one in each}
        rows = [*each, *(one for one in problems if one.kind not in told)]
        write_text(args.problems, csv_text(PROBLEM_HEADERS, map(problem_row, rows)))
    if not any(account.kept for account in accounts):
        return 2
    return 1 if any(account.set_aside for account in accounts) else 0


def _lines(accounts: list[Account], problems: list[Problem]) -> Iterator[str]:
    from levier.readers.told import told
    from levier.tables import TABLES

    for one in accounts:
        table = _(TABLES[one.table].label) if one.table else _("non reconnu")
        sheet = f" [{one.sheet}]" if one.sheet else ""
        yield _(
            "{file}{sheet} : {table} — {read} lignes = {kept} gardées + {aside} mises de côté + {other} sans données"
        ).format(
            file=one.file,
            sheet=sheet,
            table=table,
            read=one.read,
            kept=one.kept,
            aside=one.set_aside,
            other=one.not_data,
        )
        about = [_("profil {name}").format(name=one.profile) if one.profile else "", one.encoding or ""]
        about += [_("colonnes ignorées : {names}").format(names=", ".join(one.ignored)) if one.ignored else ""]
        about += [_("{name} : {value}").format(name=name, value=value) for name, value in told(one.controls)]
        yield from (f"    {text}" for text in about if text)
    if problems:
        yield ""
    ranks = {"bloquant": 0, "avertissement": 1, "information": 2}
    for problem in sorted(problems, key=lambda problem: ranks[problem.severity]):
        yield f"[{_(problem.severity)}] {problem.sentence()}"
