"""Acts and invoices: signs, dated lists of codes, dental families (contract §3 rules 2 and 12)."""

from __future__ import annotations

from levier.catalogue.parameters import ListedCode, code_list, family_prefixes
from levier.measures.facts import ACTS, INVOICES
from levier.periods import to_date
from levier.reference.rows import Row, Rows, fact_row, sign
from levier.tables.columns import DECIMAL_SCALE


def acts(rows: Rows) -> list[Row]:
    """Return one row per billed line."""
    return [_act(line) for line in rows["acts"]]


def _act(line: Row) -> Row:
    quantity = DECIMAL_SCALE if line["quantity"] is None else line["quantity"]
    return fact_row(
        ACTS,
        line,
        line["date"],
        **{name: line[name] for name in ("practitioner", "patient", "nomenclature", "code", "amount", "coverage")},
        patient_share=line["patient_share"],
        sign=sign(line["amount"]),
        quantity=sign(line["amount"]) * abs(quantity),
        family=dental_family(line["code"]),
        opinion=int(listed("avis_ponctuel", line["code"], line["date"])),
        consultation=int(listed("consultations", line["code"], line["date"])),
    )


def dental_family(code: str) -> str | None:
    """Return the family that the longest prefix of the code gives."""
    return next((family for prefix, family in family_prefixes("dental") if code.startswith(prefix)), None)


def listed(name: str, code: str, day: int) -> bool:
    """Tell whether a code is in a dated list on that day."""
    return any(one.code == code and code_in_force(one, day) for one in code_list(name))


def code_in_force(one: ListedCode, day: int) -> bool:
    """Tell whether a listed code is in force on a day, first and last days included.

    >>> code_in_force(ListedCode("C2", "avis ponctuel", "2005-07-01", "2017-09-30"), 17_440)
    False
    """
    today = to_date(day).isoformat()
    return (not one.first or one.first <= today) and (not one.last or today <= one.last)


def invoices(rows: Rows) -> list[Row]:
    """Return one row per invoice."""
    return [
        fact_row(
            INVOICES,
            line,
            line["date"],
            transmission=line["transmission"],
            third_party=int(line["amo_third_party"] == 1 or line["amc_third_party"] == 1),
            rights_checked=line["rights_checked"] or 0,
            sign=sign(line["amount"]),
            amount=line["amount"],
        )
        for line in rows["invoices"]
    ]
