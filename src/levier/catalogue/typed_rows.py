"""Judge typed rows: the name, the keys, the value and the period of each, then the rows against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from levier.catalogue.typed import KEYS, RHYTHMS, TYPED, TypedMeasure, unknown
from levier.i18n import _
from levier.periods import parse_period
from levier.problems import BLOCKING, WARNING, Problem, WrongCommand, suggest, trim
from levier.tables.columns import DECIMAL_SCALE

Row = Mapping[str, Any]


def canonical(row: Row) -> dict[str, Any]:
    """Return the row with its measure and closed keys spelt as the catalogue does (case and accents forgiven).

    The key that a measure needs and that has a single value is filled in: dental chairs are dental.

    >>> canonical({"measure": "RDV_honorés", "service": "medical"})["measure"]
    'rdv_honores'
    """
    from levier.readers.names import fold  # the readers import this module

    spelt = dict(row)
    name = fold(row["measure"] or "")
    if name not in TYPED:
        return spelt
    measure = TYPED[name]
    spelt["measure"] = name
    for key, allowed in measure.values.items():
        column = KEYS[key]
        known = {fold(one): one for one in allowed}
        if row.get(column):
            spelt[column] = known.get(fold(row[column]), row[column])
        elif key in measure.required and len(allowed) == 1:
            spelt[column] = allowed[0]
    return spelt


def typed_problems(row: Row, file: str = "", line: int | None = None, sheet: str | None = None) -> list[Problem]:
    """Return what sets a typed row aside: an empty list for a good one.

    Args:
        row: the columns of ``typed_measures`` in the encodings of the storage (value in billionths), spelt by
            :func:`canonical`.
        file, line, sheet: where the row stands, for the sentences.

    >>> [p.code for p in typed_problems({"measure": "rdv_honores", "period": "2025-01", "value": -1_000_000_000})]
    ['valeur_negative']
    """
    found = list(_period(row))
    measure = TYPED.get(row["measure"] or "")
    if measure is None:
        found.append(_unknown(row["measure"] or ""))
    else:
        found += [*_value(measure, row), *_keys(measure, row)]
    return [Problem(severity=BLOCKING, file=file, line=line, sheet=sheet, **about) for about in found]


def _unknown(name: str) -> dict[str, Any]:
    return {
        "code": "mesure_inconnue",
        "column": "mesure",
        "value": trim(name),
        "expected": _("un nom de la liste « levier schema grille »"),
        "fix": unknown(trim(name)),
    }


def _period(row: Row) -> Iterator[dict[str, Any]]:
    try:
        if parse_period(row["period"] or "").grain in RHYTHMS:
            return
    except WrongCommand:
        pass
    yield {
        "code": "periode_non_admise",
        "column": "periode",
        "value": trim(row["period"] or ""),
        "expected": _("un mois (2025-01), un trimestre (2025T1), une année (2025) ou un échantillon de dates"),
        "fix": _("Écrivez une période de ces quatre sortes, par exemple 2025-03-03/2025-03-14 pour un comptage."),
    }


def _value(measure: TypedMeasure, row: Row) -> Iterator[dict[str, Any]]:
    value = row["value"]
    if value is None:
        expected = _("un nombre ; zéro se tape 0")
        yield {
            "code": "cellule_vide",
            "column": "valeur",
            "expected": expected,
            "fix": _("Tapez le nombre du document."),
        }
        return
    about = {"column": "valeur", "value": shown(value)}
    if value < 0 and not measure.signed:
        yield about | {
            "code": "valeur_negative",
            "expected": _("0 ou plus"),
            "fix": _("Vérifiez « {label} » dans le document.").format(label=measure.label),
        }
    if measure.whole and value % DECIMAL_SCALE:
        yield about | {
            "code": "valeur_non_entiere",
            "expected": _("un nombre entier ({unit})").format(unit=measure.unit),
            "fix": _(
                "Tapez le nombre lui-même ; pour un pourcentage, donnez aussi son total (feuille « Grille Taux »)."
            ),
        }


def _keys(measure: TypedMeasure, row: Row) -> Iterator[dict[str, Any]]:
    for key, column in KEYS.items():
        value, allowed = row.get(column), measure.choices(key)
        about = {"column": key, "value": trim(value or "")}
        if value and key not in measure.keys:
            yield about | {
                "code": "cle_non_admise",
                "expected": _("une case vide : « {measure} » ne se donne pas par {key}").format(
                    measure=measure.name, key=key
                ),
                "fix": _("Effacez la case."),
            }
        elif value and allowed and value not in allowed:
            yield about | {
                "code": "cle_inconnue",
                "expected": ", ".join(allowed),
                "fix": suggest(value, allowed) or _("Choisissez une des valeurs."),
            }
        elif not value and key in measure.required:
            yield about | {
                "code": "cle_manquante",
                "expected": ", ".join(allowed),
                "fix": _("« {measure} » se donne par {key} : remplissez la case.").format(
                    measure=measure.name, key=key
                ),
            }


def parts_problems(rows: Iterable[Row], file: str = "") -> list[Problem]:
    """Return the rows that exceed the measure that they are a part of (« rdv_annules_tard » of the cancelled).

    The rows are kept: two documents may count differently, the person decides.
    """
    known = {_identity(row): row for row in rows}
    found = []
    for row in known.values():
        whole = TYPED[row["measure"]].at_most
        total = known.get(_identity({**row, "measure": whole})) if whole else None
        if total is not None and row["value"] > total["value"]:
            found.append(_part(row, total, file))
    return found


def _identity(row: Row) -> tuple[Any, ...]:
    return (row["measure"], row["period"], *(row.get(column) for column in KEYS.values()))


def _part(row: Row, total: Row, file: str) -> Problem:
    return Problem(
        code="partie_superieure_au_tout",
        severity=WARNING,
        file=file,
        column="valeur",
        value=f"{row['measure']} {row['period']} : {shown(row['value'])}",
        expected=_("au plus {total} ({measure})").format(total=shown(total["value"]), measure=total["measure"]),
        fix=_("Vérifiez les deux nombres dans le document."),
    )


def shown(value: int) -> str:
    """Return a stored value as a French reader writes it.

    >>> shown(1_204_500_000_000)
    '1204,5'
    """
    return f"{(Decimal(value) / DECIMAL_SCALE).normalize():f}".replace(".", ",")
