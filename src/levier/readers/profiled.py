"""The layout that a profile gives to records: which profile fits a header, or columns without titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from levier.i18n import _
from levier.readers import refusals
from levier.readers.context import Context
from levier.readers.converted import formats
from levier.readers.header import SEARCHED_LINES, two_lines
from levier.readers.layout import Layout, Source
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.one_column import ColumnReader, is_odd
from levier.readers.profiles import InvalidProfile, Profile, asked_format, asked_layouts, shipped
from levier.readers.refusals import Refusal
from levier.tables import Column, Kind, Table

# Of a hundred cells, how many may have another shape in a file recognised without titles.
MOST_ODD = 10
SHAPED = frozenset((Kind.DATE, Kind.MOMENT, Kind.CLOCK, Kind.WHOLE, Kind.AMOUNT, Kind.DECIMAL))
KEY_JOINT = "-"


def layout(records: list[Record], name: str, sheet: str | None, context: Context) -> Layout | Refusal | None:
    """Return the layout that a profile gives, or ``None`` when none applies.

    A forced profile must apply; the shipped ones apply when every name of their header is there.
    """
    try:
        if context.profile == "standard" or asked_format(context) in formats():
            return None
        if context.profile:
            return _forced(records, asked_layouts(context), context)
        # The last ones are an organisation's own: they may complete a shipped one.
        known = list(shipped(tuple(context.folders)).values())
        candidates = [one for profiles in reversed(known) for one in profiles]
    except InvalidProfile as error:
        return refusals.bad_profile(str(error))
    return next(_found(records, candidates, context), None)


def _found(records: list[Record], candidates: list[Profile], context: Context) -> Iterator[Layout]:
    # The most demanding first: one layout may hold the header of another.
    titled = [one for one in candidates if one.detect and not one.headerless]
    ordered = sorted(titled, key=lambda one: -len(one.detect))
    for record, before in _headers(records):
        for profile in ordered:
            names = profile.places(record)
            if all(fold(name) in names for name in profile.detect):
                yield made(profile, record, before)
    for profile in candidates:
        if profile.headerless and _shaped(profile, records, context):
            yield made(profile, list(profile.headerless), 0)


def _shaped(profile: Profile, records: list[Record], context: Context) -> bool:
    """Tell whether records without titles are those of a profile: as many cells, of the kinds of its columns."""
    filled = [record for record in records if any(cell.strip() for cell in record)]
    wide = [record for record in filled if len(record) == len(profile.headerless)]
    layout = made(profile, list(profile.headerless), 0)
    judged = [one for one in layout.sources if one.indexes and (one.column.kind in SHAPED or one.values)]
    texts = [(one, tuple(zip(*wide, strict=True))) for one in judged] if wide else []
    return (
        bool(texts)
        and len(filled) - len(wide) <= len(filled) * MOST_ODD // 100
        and all(_likely(source, profile.table, raw, len(wide), context) for source, raw in texts)
    )


def _likely(source: Source, table: Table, raw: Sequence[tuple[str, ...]], count: int, context: Context) -> bool:
    reader = ColumnReader(source, table, context)
    texts = reader.texts(list(raw), count)
    odd = sum(is_odd(value) for value, text in zip(reader.values(texts), texts, strict=True) if text.strip())
    empty = source.column.required and not source.column.empty_kept and not any(text.strip() for text in texts)
    return not empty and odd * 100 <= count * MOST_ODD


def _headers(records: list[Record]) -> Iterator[tuple[Record, int]]:
    """Yield the lines that may be a header, alone then joined with the next, and the records up to their end."""
    for index, record in enumerate(records[:SEARCHED_LINES]):
        yield record, index + 1
        if index + 1 < len(records):
            yield two_lines(record, records[index + 1]), index + 2


def _forced(records: list[Record], candidates: list[Profile], context: Context) -> Layout | Refusal:
    if found := next(_found(records, candidates, context), None):
        return found
    if not candidates:
        return refusals.unsuited_profile(_("un fichier du format que ce profil règle"))
    if bare := next((one for one in candidates if one.headerless), None):
        return refusals.unsuited_profile(
            _("{n} colonnes sans ligne de titres, des genres que dit le profil « {profile} » : {columns}").format(
                n=len(bare.headerless), profile=bare.name, columns=", ".join(filter(None, bare.headerless))
            )
        )
    lacking = [name for name in candidates[0].detect if not any(fold(name) in map(fold, one) for one in records)]
    return refusals.unsuited_profile(
        _("un fichier qui a les colonnes du profil « {profile} » ; il manque : {missing}").format(
            profile=candidates[0].name, missing=", ".join(lacking) or _("un en-tête sur une seule ligne")
        )
    )


def made(profile: Profile, header: Record, before: int) -> Layout:
    """Return the layout of a profile on a header."""
    places = profile.places(header)
    sources = tuple(_source(profile, column, places) for column in profile.table.columns)
    used = {index for source in sources for index in source.indexes}
    dropped = {fold(name) for name in (*profile.ignored, *profile.key)}
    unknown = (name for index, name in enumerate(header) if name.strip() and index not in used)
    ignored = tuple(name for name in unknown if fold(name) not in dropped)
    return Layout(profile.table, tuple(header), before, sources, profile.name, ignored)


def _source(profile: Profile, column: Column, places: Mapping[str, int]) -> Source:
    if column.name == "id" and profile.key:
        names, joint = profile.key, KEY_JOINT
    else:
        names, joint = profile.columns.get(column.name, ()), " "
    indexes = tuple(places[fold(name)] for name in names if fold(name) in places)
    constant = profile.constants.get(column.name) if not indexes else None
    hashed = _persons(profile, places) if joint == KEY_JOINT else frozenset()
    complete = indexes if len(indexes) == len(names) else ()
    return Source(column, complete, constant, profile.values.get(column.name), joint, hashed)


def _persons(profile: Profile, places: Mapping[str, int]) -> frozenset[int]:
    """Return the cells that hold persons: hashed where an identity is built from them."""
    people = [column.name for column in profile.table.columns if column.kind is Kind.PERSON]
    return frozenset(
        places[fold(one)] for name in people for one in profile.columns.get(name, ()) if fold(one) in places
    )
