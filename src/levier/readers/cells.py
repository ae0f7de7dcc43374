"""One parser for each kind of cell: text to the storage of the kind, ``None`` for empty, or a :class:`Bad`.

Never a float: ``26,50`` becomes 2 650 cents by its digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from levier.readers import bad, dates
from levier.readers.bad import Bad
from levier.readers.context import Context, person_hash
from levier.readers.names import clean, fold
from levier.tables import Column, Kind, Table
from levier.tables.columns import CENTS, DECIMAL_SCALE

Parser = Callable[[str], Any]

_PROGRAM_WORDS = ("nan", "null", "none", "nat", "inf", "-inf", "n/a", "#n/a", "#na", "#ref!", "#valeur!", "#value!")
NO_VALUES = frozenset((*_PROGRAM_WORDS, "#div/0!", "#nom?", "#name?", "#nul!", "#null!", "#nombre!", "#num!"))
NOBODY = frozenset(
    ("anonyme", "anonymous", "masque", "numero_masque", "prive", "private", "inconnu", "unknown", "restricted")
)
TRUE = frozenset(("oui", "o", "1", "vrai", "true", "yes", "y", "v"))
FALSE = frozenset(("non", "n", "0", "faux", "false", "no", "f"))
# What our own CSV files put an apostrophe before, lest a spreadsheet take it for a formula.
NEUTRALISED = frozenset(("=", "+", "-", "@"))
ANY_YEAR = frozenset(("ledger", "balances", "service_accounts"))
SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE]\+?\d{1,3}")
_PLAIN = re.compile(r"(-?)(\d+)(?:,(\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?=$|[.,])")
_SIGNED = re.compile(r"([-+−]?)\s*(\d[\d .,]*|[.,]\d+)")
_AMBIGUOUS = re.compile(r"[-+−(]?\s*[1-9]\d{0,2}([.,])\d{3}\s*[-)]?\s*(?:€|eur|euros)?", re.IGNORECASE)
_LASTING = re.compile(r"\d{1,3}:[0-5]\d:[0-5]\d")
_CURRENCY = re.compile(r"\s*(€|eur|euros?)\s*", re.IGNORECASE)
NOISE_DIGITS = 6
# Engines hold 64 bits; sums of many lines must fit as well.
LARGEST = 9 * 10**18


def parser(column: Column, table: Table, context: Context, style: str | None = None) -> Parser:
    """Return the parser of a column's cells.

    ``style`` is what the column's other cells tell of its numbers: ``","`` or ``"."`` is the decimal sign,
    ``None`` not known.
    """
    parse = _of_kind(column, table, context, style)

    def cell(text: str) -> Any:
        value = clean(text)
        if not value:
            return None
        if value[0] == "'" and value[1:2] in NEUTRALISED:
            value = value[1:]
        if len(value) < 10 and value.lower() in NO_VALUES:
            return bad.not_a_value()
        if "\ufffd" in value or "\0" in value:
            return bad.nul() if "\0" in value else bad.broken_text()
        return parse(value)

    return cell


def _of_kind(column: Column, table: Table, context: Context, style: str | None) -> Parser:
    any_year = table.name in ANY_YEAR
    simple: dict[Kind, Parser] = {
        Kind.TEXT: str,
        Kind.KEY: str,
        Kind.PERSON: lambda text: None if _nobody(column, text) else person_hash(context.secret, column.name, text),
        Kind.CODE: str.upper,
        Kind.CHOICE: choice(column.choices),
        Kind.DATE: lambda text: dates.day(text, any_year),
        Kind.MONTH: dates.month,
        Kind.MOMENT: dates.moments(context.zone, any_year),
        Kind.CLOCK: dates.clock,
        Kind.YEAR: dates.year,
        Kind.PERIOD: dates.year_or_month if column.name == "for_period" else dates.period,
        Kind.AMOUNT: lambda text: amount(text, style),
        Kind.DECIMAL: lambda text: decimal(text, style, table.name != "typed_measures"),
        Kind.WHOLE: lambda text: whole(text, style, column.name.endswith("_s")),
        Kind.FLAG: flag,
    }
    return finess(context.finess) if column.name == "finess" and context.finess else simple[column.kind]


def _nobody(column: Column, text: str) -> bool:
    """Tell whether a caller is not known: all of them under one hash would look like one person."""
    return column.name == "caller" and not text.isdecimal() and fold(text) in NOBODY


def choice(choices: tuple[str, ...]) -> Parser:
    """Return the parser of a closed list, read without case, accents or spaces.

    >>> choice(("non_venu", "honore"))("Honoré")
    'honore'
    """
    known = {fold(one): one for one in choices}
    expected = ", ".join(choices)

    def read(text: str) -> str | Bad:
        return known.get(fold(text)) or bad.not_in_list(expected)

    return read


def finess(own: str) -> Parser:
    """Return the parser of FINESS numbers that refuses those of another centre."""

    def read(text: str) -> str | Bad:
        return own if text.replace(" ", "").zfill(9) == own.replace(" ", "").zfill(9) else bad.other_centre(own)

    return read


def flag(text: str) -> int | Bad:
    """Return 1 for yes, 0 for no.

    >>> flag("Oui"), flag("0"), flag("FAUX")
    (1, 0, 0)
    """
    word = fold(text)
    return 1 if word in TRUE else 0 if word in FALSE else bad.wrong_flag()


def amount(text: str, style: str | None = None) -> int | Bad:
    """Return an amount in cents.

    >>> amount("1 234,50 €"), amount("(12,00)"), amount("12,00-"), amount("26.5")
    (123450, -1200, -1200, 2650)
    """
    if match := _PLAIN.fullmatch(text):
        cents = int(match[2]) * CENTS + int((match[3] or "").ljust(2, "0"))
        return _stored(-cents if match[1] else cents)
    found = number(text, style)
    if isinstance(found, Bad):
        return found
    return _stored(_rounded(*found, 2))


def _stored(value: int | Bad) -> int | Bad:
    """Refuse what no engine can hold, nor sum: nine thousand million units, as many million euros."""
    return value if isinstance(value, Bad) or abs(value) <= LARGEST else bad.too_large()


def decimal(text: str, style: str | None = None, percent: bool = True) -> int | Bad:
    """Return a decimal number in billionths; ``80 %`` is 0.8 where percentages are allowed.

    >>> decimal("0,8"), decimal("80 %")
    (800000000, 800000000)
    """
    if percent and text.endswith("%"):
        found = number(text[:-1].rstrip(), style)
        return found if isinstance(found, Bad) else _stored(found[0] * DECIMAL_SCALE // 100 // 10 ** found[1])
    found = number(text, style)
    return found if isinstance(found, Bad) else _stored(found[0] * DECIMAL_SCALE // 10 ** found[1])


def whole(text: str, style: str | None = None, duration: bool = False) -> int | Bad:
    """Return an integer; a duration is never negative, and may be written ``0:01:24``.

    >>> whole("1 204"), whole("24,0"), whole("1,7").code, whole("-5", None, True).code, whole("0:01:24", None, True)
    (1204, 24, 'nombre_non_entier', 'duree_negative', 84)
    """
    if duration and _LASTING.fullmatch(text):
        return _seconds(text)
    found = number(text, style)
    if isinstance(found, Bad):
        return found
    digits, places = found
    if digits % 10**places:
        return bad.not_whole()
    return bad.negative_duration() if duration and digits < 0 else _stored(digits // 10**places)


def _seconds(text: str) -> int:
    """Return the seconds of a duration written in hours, minutes and seconds."""
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def _rounded(digits: int, places: int, wanted: int) -> int | Bad:
    """Bring to two decimals; fractions of cents are refused, but not the noise of binary fractions (26.499999999)."""
    if places <= wanted:
        return int(digits * 10 ** (wanted - places))
    unit = 10 ** (places - wanted)
    cents = (digits + unit // 2) // unit
    noise = abs(cents * unit - digits)
    if noise and (places < NOISE_DIGITS or noise * 10_000 > unit):
        return bad.too_precise()
    return int(cents)


def number(text: str, style: str | None = None) -> tuple[int, int] | Bad:
    """Return a number as its digits and the count of those that are decimals: ``12,50`` is (1250, 2).

    >>> number("1.234,50"), number("1 234"), number("1.234").code, number("1.234", ",")
    ((123450, 2), (1234, 0), 'nombre_ambigu', (1234, 0))
    """
    if SCIENTIFIC.fullmatch(text):
        return bad.scientific()
    bare = _CURRENCY.sub("", text)
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    if bare.endswith(("-", "−")):
        negative, bare = True, bare[:-1].rstrip()
    match = _SIGNED.fullmatch(bare)
    if match is None or (negative and match[1]):
        return bad.wrong_number()
    found = _unsigned(match[2], style)
    if isinstance(found, Bad) or not (negative or match[1] in ("-", "−")):
        return found
    return -found[0], found[1]


def _unsigned(text: str, style: str | None) -> tuple[int, int] | Bad:
    if " " in text:
        if not (match := _GROUPED.match(text)):
            return bad.wrong_number()
        text = match[0].replace(" ", "") + text[match.end() :]
    sign = _decimal_sign(text, style)
    if isinstance(sign, Bad):
        return sign
    whole_part, _point, fraction = text.partition(sign) if sign else (text, "", "")
    groups = re.split(r"[.,]", whole_part)
    if not all(groups[1:]) or any(len(group) != 3 for group in groups[1:]) or not (fraction or "0").isdecimal():
        return bad.wrong_number()
    return int("".join(groups) + fraction or "0"), len(fraction)


def _decimal_sign(text: str, style: str | None) -> str | Bad:
    """Return the sign before the decimals (empty: none) of a number written with points and commas."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return "." if text.rfind(".") > text.rfind(",") else ","
    sign = "." if points else ","
    if points + commas > 1:
        return ""
    if not _AMBIGUOUS.fullmatch(text):
        return sign
    if style in (".", ","):
        return style if style == sign else ""
    return "," if sign == "," else bad.ambiguous_number()


def ambiguous(text: str) -> bool:
    """Tell whether a cell could be read two ways: ``1.234``, ``1,234``."""
    return bool(_AMBIGUOUS.fullmatch(clean(text)))


def evidence(texts: Iterable[str]) -> str | None:
    """Return the decimal sign that the cells of a column prove, or ``None`` (nothing, or both).

    >>> evidence(["1.234", "12,50"]), evidence(["1.234", "0.5"]), evidence(["1.234"])
    (',', '.', None)
    """
    return only_sign(signs(texts))


def only_sign(proven: set[str]) -> str | None:
    """Return the one decimal sign that is proven, ``None`` when none or both are."""
    return next(iter(proven)) if len(proven) == 1 else None


def signs(texts: Iterable[str]) -> set[str]:
    """Return the decimal signs that cells prove."""
    proven = set()
    for text in texts:
        bare = clean(text)
        points, commas = bare.count("."), bare.count(",")
        if points + commas == 0 or _AMBIGUOUS.fullmatch(bare):
            continue
        if points and commas:
            proven.add("." if bare.rfind(".") > bare.rfind(",") else ",")
        elif points + commas == 1:
            proven.add("." if points else ",")
        else:
            proven.add("," if points else ".")
    return proven
