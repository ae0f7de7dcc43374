"""Figures and problems as a table, JSON, CSV for a French spreadsheet, or Parquet."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.export import HEADERS, NUMBERS, figure_row
from levier.figures.figure import NOT_AVAILABLE, Figure
from levier.french_csv import csv_text
from levier.i18n import _, ngettext
from levier.problems import BLOCKING, INFORMATION, SHOWN_LINES, WARNING, Problem, Problems, WrongCommand

STATUSES = {
    "ok": "",
    "partial": "partiel",
    "not_applicable": "sans objet",
    "not_available": "donnée non fournie",
    "not_computable": "calcul impossible",
}
PROBLEMS_SHOWN = 50


def check_format(format_: str, out: Path | None) -> None:
    """Refuse what could not be written, before anything is read.

    Raises:
        WrongCommand: Parquet without a file to write or without DuckDB, or a folder that does not exist.
    """
    if format_ == "parquet" and out is None:
        raise WrongCommand(_("--format parquet demande --out FICHIER."))
    if format_ == "parquet" and not find_spec("duckdb"):
        raise WrongCommand(_("--format parquet demande DuckDB. → Installez-le, ou choisissez csv ou json."))
    if out is not None and not out.absolute().parent.is_dir():
        raise WrongCommand(_("--out {path} : le dossier n'existe pas. → Créez-le d'abord.").format(path=out))


def write_figures(figures: Sequence[Figure], format_: str, out: Path | None) -> None:
    """Write figures to a file, or to the standard output (see :func:`check_format`)."""
    if format_ == "parquet" and out is not None:
        _write_parquet(figures, out)
        return
    writers = {"json": _json_text, "csv": _csv_text, "table": figures_table}
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


def _csv_text(figures: Sequence[Figure]) -> str:
    return csv_text(HEADERS, map(figure_row, figures))


def _write_parquet(figures: Sequence[Figure], out: Path) -> None:
    from levier.engine.duck import DuckEngine

    engine = DuckEngine()
    kinds = {name: "DOUBLE" if name in NUMBERS else "BIGINT" if name == "version" else "VARCHAR" for name in HEADERS}
    engine.create("figures", kinds)
    engine.insert("figures", map(figure_row, figures))
    engine.run(f"COPY figures TO '{str(out).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    engine.close()


def figures_table(figures: Sequence[Figure]) -> str:
    """Return figures as a text table: those that have a value line by line, the others gathered by reason."""
    lines: list[str] = []
    for centre in dict.fromkeys(figure.centre for figure in figures):
        mine = [figure for figure in figures if figure.centre == centre]
        lines += [_("Centre {name}").format(name=centre), ""]
        lines += list(_aligned([_HEAD, *(_cells(one) for one in mine if one.status != NOT_AVAILABLE)]))
        lines += list(_lacking(mine))
        lines.append("")
    return "\n".join(lines) + "\n" if lines else ""


_HEAD = ("Indicateur", "Période", "Tranche", "Valeur", "Intervalle", "Calcul", "État", "Remarques")


def _cells(figure: Figure) -> tuple[str, ...]:
    about = indicators()[figure.indicator]
    interval = f"{shown_value(figure.low, '%')} – {shown_value(figure.high, '%')}" if figure.low is not None else ""
    if figure.value is None and figure.bounds:
        interval = _("entre {low} et {high}").format(
            low=shown_value(figure.bounds[0], about.unit), high=shown_value(figure.bounds[1], about.unit)
        )
    made = ""
    if figure.denominator is not None and figure.numerator is not None:
        made = f"{shown_value(figure.numerator, '')} / {shown_value(figure.denominator, '')}"
    slice_ = ", ".join("—" if value is None else str(value) for _key, value in figure.slice)
    value = shown_value(figure.value, about.unit)
    notes = " ; ".join(_compared(figure) + list(figure.notes))
    return (about.label, figure.period.label, slice_, value, interval, made, _(STATUSES[figure.status]), notes)


def _compared(figure: Figure) -> list[str]:
    before = figure.previous
    if not before or before["value"] is None:
        return [_("N-1 : pas de chiffre")] if before else []
    unit = indicators()[figure.indicator].unit
    said = _("N-1 : {value}").format(value=shown_value(before["value"], unit))
    equal = before.get("change_at_equal_opening_days")
    more = (
        _(", {change} à jours ouverts égaux").format(change=f"{100 * equal:+.1f} %".replace(".", ","))
        if equal is not None
        else ""
    )
    return [said + more]


def shown_value(value: Any, unit: str) -> str:
    """Return a number as a French reader expects it: rates in per cent with one decimal, narrow spaces in thousands.

    >>> shown_value(0.1234, "%"), shown_value(1204, "")
    ('12,3 %', '1\u202f204')
    """
    if value is None:
        return ""
    number = float(value)
    if unit == "%":
        return f"{100 * number:.1f} %".replace(".", ",")
    text = f"{number:,.2f}" if unit.startswith("€") or number != int(number) else f"{number:,.0f}"
    return f"{text.replace(',', '\u202f').replace('.', ',')} {unit}".rstrip()


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    used = [place for place in range(len(_HEAD)) if any(row[place] for row in rows[1:])]
    widths = {place: max(len(row[place]) for row in rows) for place in used}
    for rank, row in enumerate(rows):
        yield "  ".join(row[place].ljust(widths[place]) for place in used).rstrip()
        if rank == 0:
            yield "  ".join("─" * widths[place] for place in used)


def _lacking(figures: Sequence[Figure]) -> Iterator[str]:
    """Say once, for each indicator that has a value nowhere, what would give it."""
    found = {one.indicator for one in figures if one.status != NOT_AVAILABLE}
    lacking = {one.indicator: " ; ".join(one.notes) for one in figures if one.indicator not in found}
    if lacking:
        yield from ("", _("Données non fournies :"))
        yield from (f"  {indicators()[name].label} — {note}" for name, note in lacking.items())


def say_problems(problems: Problems, *, quiet: bool = False) -> None:
    """Write problems on the standard error, the blocking ones first, 50 at most; what is all right is only counted."""
    if quiet:
        return
    said = [one for one in problems if one.severity != INFORMATION]
    ordered = sorted(said, key=lambda one: (BLOCKING, WARNING).index(one.severity))
    for problem in ordered[:PROBLEMS_SHOWN]:
        print(f"[{problem.severity}] {problem.sentence()}", file=sys.stderr)
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
