"""Acts: the sign of each line, dated code lists, dental families."""

from __future__ import annotations

from datetime import date

from levier.catalogue.parameters import code_list, family_prefixes
from levier.centre import Centre
from levier.derive.sql import make_table, raw, shown, sign_of
from levier.engine.base import Engine
from levier.engine.compile import literal
from levier.measures.facts import ACTS
from levier.periods import to_day
from levier.tables.columns import DECIMAL_SCALE


def make(engine: Engine, centre: Centre) -> None:
    """Make the derived acts (contract §3, rules 2 and 12)."""
    _make_families(engine)
    sign = sign_of("r.amount")
    quantity = f"({sign}) * ABS(COALESCE(r.quantity, {DECIMAL_SCALE}))"
    make_table(
        engine,
        ACTS,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, r.service, s.shown AS specialty, "
        "r.practitioner, "
        f"r.patient, r.nomenclature, r.code, {sign} AS sign, r.amount, r.patient_share, {quantity} AS quantity, "
        f"r.coverage, f.family, {_listed('avis_ponctuel')} AS opinion, {_listed('consultations')} AS consultation "
        f"FROM {raw('acts')} {shown('s', 'specialty')} LEFT JOIN act_families f ON f.code = r.code",
    )


def _listed(name: str) -> str:
    listed = code_list(name)
    tests = " OR ".join(_in_force(one.code, one.first, one.last) for one in listed)
    # Few acts have one of these codes: the dates are looked at for those only.
    codes = ", ".join(literal(code) for code in sorted({one.code for one in listed}))
    return f"CASE WHEN r.code IN ({codes}) AND ({tests}) THEN 1 ELSE 0 END"


def _in_force(code: str, first: str, last: str) -> str:
    since = f" AND r.date >= {to_day(date.fromisoformat(first))}" if first else ""
    until = f" AND r.date <= {to_day(date.fromisoformat(last))}" if last else ""
    return f"(r.code = {literal(code)}{since}{until})"


def _make_families(engine: Engine) -> None:
    """Give each code met its dental family: a few hundred codes, so the prefixes are tried in Python."""
    prefixes = family_prefixes("dental")
    codes = [code for (code,) in engine.fetch(f"SELECT DISTINCT r.code FROM {raw('acts')} WHERE r.code IS NOT NULL")]
    found = ((code, next((family for prefix, family in prefixes if code.startswith(prefix)), None)) for code in codes)
    engine.create("act_families", {"code": "VARCHAR", "family": "VARCHAR"})
    engine.insert("act_families", sorted((code, family) for code, family in found if family))
