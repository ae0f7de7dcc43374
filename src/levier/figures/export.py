"""Figures as the lines of a French table, and back: what ``levier measure --format csv`` writes can be read again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.figure import Figure
from levier.french_csv import csv_text, number_of, read_csv

# French header of each field of the JSON form, in order.
FIELDS = {
    "centre": "centre",
    "indicateur": "indicator",
    "periode": "period",
    "du": "from",
    "au": "to",
    "numerateur": "numerator",
    "denominateur": "denominator",
    "valeur": "value",
    "unite": "unit",
    "statut": "status",
    "couverture": "coverage",
    "bas": "low",
    "haut": "high",
    "intervalle": "interval",
    "version": "version",
    "connu_le": "as_of",
    "base": "basis",
    "unite_numerateur": "numerator_unit",
    "unite_denominateur": "denominator_unit",
}
NUMBERS = {
    *("numerateur", "denominateur", "valeur", "couverture", "bas", "haut", "borne_basse", "borne_haute"),
    *("valeur_n_1", "ecart_n_1", "ecart_jours_egaux", "valeur_tarifs_constants", "effet_tarifs"),
}
HEADERS = (
    *("centre", "indicateur", "libelle", "periode", "du", "au", "tranche", "numerateur", "denominateur", "valeur"),
    *("unite", "statut", "couverture", "bas", "haut", "intervalle", "borne_basse", "borne_haute", "version"),
    *("connu_le", "base", "unite_numerateur", "unite_denominateur", "conventions", "notes", "periode_n_1"),
    *("valeur_n_1", "statut_n_1", "ecart_n_1", "ecart_jours_egaux", "valeur_tarifs_constants", "effet_tarifs"),
)


def figure_row(figure: Figure) -> list[Any]:
    """Return a figure as the cells of a French table, in the order of ``HEADERS``."""
    shown = figure.as_json()
    bounds, before, constant = (shown.get(name) or {} for name in ("bounds", "n-1", "constant_tariffs"))
    cells = {french: shown[name] for french, name in FIELDS.items()}
    cells |= {"libelle": indicators()[figure.indicator].label}
    cells |= {"tranche": _joined(shown["slice"] or {}), "conventions": _joined(shown["conventions"])}
    cells |= {"borne_basse": bounds.get("low"), "borne_haute": bounds.get("high")}
    cells |= {"notes": " | ".join(shown["notes"])}
    cells |= {"periode_n_1": before.get("period"), "valeur_n_1": before.get("value")}
    cells |= {"statut_n_1": before.get("status"), "ecart_n_1": before.get("change")}
    cells |= {"ecart_jours_egaux": before.get("change_at_equal_opening_days")}
    cells |= {"valeur_tarifs_constants": constant.get("value"), "effet_tarifs": constant.get("tariff_effect")}
    return [cells[name] for name in HEADERS]


def figures_csv(figures: Sequence[Figure]) -> str:
    """Return figures as a CSV for a French spreadsheet."""
    return csv_text(HEADERS, map(figure_row, figures))


def read_figures(text: str) -> Iterator[dict[str, Any]]:
    """Yield the figures of a CSV made by :func:`figures_csv`, with the fields of the JSON form.

    Raises:
        ValueError: a cell is not what Levier writes there.
    """
    for line in read_csv(text):
        read: dict[str, Any] = {
            name: number_of(line[french]) if french in NUMBERS else line[french] or None
            for french, name in FIELDS.items()
        }
        low, high = number_of(line["borne_basse"]), number_of(line["borne_haute"])
        read |= {"slice": _split(line["tranche"]) or None, "version": int(line["version"])}
        read |= {"bounds": None if low is None else {"low": low, "high": high}}
        read |= {
            "notes": line["notes"].split(" | ") if line["notes"] else [],
            "conventions": _split(line["conventions"]),
        }
        yield read


def _joined(pairs: dict[str, Any]) -> str:
    """Write ``key=value ; key=value``: a value not filled in has no ``=``, an awkward one is quoted."""
    return " ; ".join(name if value is None else f"{name}={_quoted(value)}" for name, value in pairs.items())


def _quoted(value: Any) -> str:
    text = str(value)
    awkward = isinstance(value, str) and (not text or text[0] == '"' or ";" in text or text.lstrip("-").isdigit())
    return json.dumps(text, ensure_ascii=False) if awkward else text


def _split(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while text:
        name, equal, rest = text.partition("=")
        if " ; " in name or not equal:
            name, _separator, text = text.partition(" ; ")
            found[name] = None
            continue
        found[name], text = _value(rest)
    return found


def _value(rest: str) -> tuple[Any, str]:
    """Return the value that a text begins with, and what follows it."""
    if rest.startswith('"'):
        value, end = json.JSONDecoder().raw_decode(rest)
        return value, rest[end:].removeprefix(" ; ")
    text, _separator, after = rest.partition(" ; ")
    return (int(text) if text.lstrip("-").isdigit() else text), after
