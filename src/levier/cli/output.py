"""Figures and problems as a table, JSON, CSV for a French spreadsheet, or Parquet."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from levier.cli.table import STATUSES as STATUSES
from levier.cli.table import figures_table
from levier.cli.table import shown_value as shown_value
from levier.engine.base import has_duckdb
from levier.figures.export import HEADERS, NUMBERS, figure_row, figures_csv
from levier.figures.figure import Figure
from levier.i18n import _, ngettext
from levier.problems import BLOCKING, INFORMATION, SHOWN_LINES, WARNING, Problem, Problems, WrongCommand

PROBLEMS_SHOWN = 50


def check_format(format_: str, out: Path | None) -> None:
    """Refuse what could not be written, before anything is read.

    Raises:
        WrongCommand: Parquet without a file to write or without DuckDB, or a folder that does not exist.
    """
    if format_ == "parquet" and out is None:
        raise WrongCommand(_("--format parquet demande --out FICHIER."))
    if format_ == "parquet" and not has_duckdb():
        raise WrongCommand(_("--format parquet demande DuckDB. → Installez-le, ou choisissez csv ou json."))
    if out is not None and not out.absolute().parent.is_dir():
        raise WrongCommand(_("--out {path} : le dossier n'existe pas. → Créez-le d'abord.").format(path=out))


def write_figures(figures: Sequence[Figure], format_: str, out: Path | None) -> None:
    """Write figures to a file, or to the standard output (see :func:`check_format`)."""
    if format_ == "parquet" and out is not None:
        _write_parquet(figures, out)
        return
    writers = {"json": _json_text, "csv": figures_csv, "table": figures_table}
    text = writers[format_](figures)
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)


def write_text(path: Path, text: str) -> None:
    """Write a text as it is, in UTF-8.

    Raises:
        WrongCommand: the file cannot be written there.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        sentence = _("« {path} » ne peut pas être écrit : {reason}. → Vérifiez le dossier, la place et les droits.")
        raise WrongCommand(sentence.format(path=path, reason=error.strerror)) from None


def _json_text(figures: Sequence[Figure]) -> str:
    return "[\n" + ",\n".join(map(_json_object, figures)) + "\n]\n" if figures else "[]\n"


def _json_object(figure: Figure) -> str:
    """Return a figure as JSON, one field a line; euros are written with their two decimals."""
    euros = {name for name, unit in zip(("numerator", "denominator"), figure.units, strict=True) if unit == "euros"}
    fields = (
        f'  "{name}": ' + (f"{value:.2f}" if name in euros and value is not None else _json(value))
        for name, value in figure.as_json().items()
    )
    return " {\n" + ",\n".join(fields) + "\n }"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_parquet(figures: Sequence[Figure], out: Path) -> None:
    from levier.engine.duck import DuckEngine

    engine = DuckEngine()
    kinds = {name: "DOUBLE" if name in NUMBERS else "BIGINT" if name == "version" else "VARCHAR" for name in HEADERS}
    engine.create("figures", kinds)
    engine.insert("figures", map(figure_row, figures))
    engine.run(f"COPY figures TO '{str(out).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    engine.close()


def say_problems(problems: Problems, *, quiet: bool = False) -> None:
    """Write problems on the standard error, the blocking ones first, 50 at most; what is all right is only counted."""
    if quiet:
        return
    said = [one for one in problems if one.severity != INFORMATION]
    ordered = sorted(said, key=lambda one: (BLOCKING, WARNING).index(one.severity))
    for problem in ordered[:PROBLEMS_SHOWN]:
        print(f"[{_(problem.severity)}] {problem.sentence()}", file=sys.stderr)
    if told := len(problems) - len(said):
        sentence = ngettext(
            "{n} remarque sans gravité sur les fichiers : « levier check » la montre.",
            "{n} remarques sans gravité sur les fichiers : « levier check » les montre.",
            told,
        )
        print(sentence.format(n=told), file=sys.stderr)
    if len(ordered) > PROBLEMS_SHOWN:
        rest = len(ordered) - PROBLEMS_SHOWN
        print(
            _("… et {n} autres problèmes : « levier check --problems FICHIER.csv » les donne tous.").format(n=rest),
            file=sys.stderr,
        )


PROBLEM_HEADERS = (
    "code",
    "gravite",
    "fichier",
    "feuille",
    "ligne",
    "colonne",
    "valeur",
    "attendu",
    "que_faire",
    "nombre",
    "lignes",
)


def problem_row(problem: Problem) -> list[Any]:
    """Return a problem as the cells of a French table, in the order of ``PROBLEM_HEADERS``."""
    shown = problem.as_json()
    names = ("code", "severity", "file", "sheet", "line", "column", "value", "expected", "fix", "count")
    return [*(shown[name] for name in names), " ".join(map(str, problem.lines[:SHOWN_LINES]))]
