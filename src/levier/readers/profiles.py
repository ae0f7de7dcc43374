"""Profiles: how one software's export maps to the contract, as data (TOML).

A profile names the table, the header by which the export is recognised, and for each of our columns (French name of
the standard file) theirs: one, or several joined (date and time). It may give constants, value maps (``"*"`` for any
other word, ``""`` for not known), an identity built from named columns, the columns that are known and dropped, and
other names under which a column is met (``[aliases]``).
``[[parts]]`` holds several layouts of the same software. ``base`` names a shipped profile that this one completes: a
word more of a value map, a constant for a column that the export has not.

``headerless`` names the columns of an export that has no line of titles, in their order (a name left empty for a column
that nobody needs): it is recognised by its width and by the shapes of its cells. ``format`` sets up a format of
``readers/formats/`` instead of a table: ``headerless`` is then the order of its columns, ``[options]`` what that format
lets choose (for call logs: the operator's lines, the telephones, the contexts, the time zone).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from levier.i18n import _
from levier.problems import suggest
from levier.readers.context import Context
from levier.readers.converted import formats
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import TABLES, Column, Table, by_file

KEYS = frozenset(
    (
        *("label", "origin", "table", "detect", "columns", "values", "constants", "key", "ignored", "parts"),
        *("headerless", "format", "options", "tested", "aliases"),
    )
)


@dataclass(frozen=True)
class Profile:
    """One layout of one software's export."""

    name: str
    table: Table
    detect: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]
    constants: Mapping[str, str]
    key: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    headerless: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def places(self, header: Record) -> dict[str, int]:
        """Return where each column stands, by its name folded; one met under another name has both."""
        found: dict[str, int] = {}
        for index, name in enumerate(header):
            found.setdefault(fold(name), index)
        for name, others in self.aliases.items():
            place = next((found[other] for other in others if other in found), None)
            if place is not None:
                found.setdefault(name, place)
        return found


@dataclass(frozen=True)
class Options:
    """What a profile chooses for a format: the order of the columns (empty: the usual one), and named choices."""

    columns: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


class InvalidProfile(ValueError):
    """A profile that cannot be followed; the message is the sentence for the user."""


def load(text: str, name: str) -> list[Profile]:
    """Return the layouts of a profile.

    Raises:
        InvalidProfile: the text is no TOML, or names a table, a column or a value that the contract has not.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidProfile(_("un fichier TOML bien formé ({detail})").format(detail=error)) from None
    raw = _with_base(raw)
    common = {key: value for key, value in raw.items() if key != "parts"}
    if "format" in raw:
        _format(raw)
        return []
    try:
        return [_profile(common | part, name) for part in raw.get("parts", [{}])]
    except (AttributeError, TypeError):
        raise InvalidProfile(_("des sections et des listes comme dans le modèle (levier profile FICHIER)")) from None


MERGED = ("columns", "values", "constants", "aliases")


def is_shipped(name: str | None) -> bool:
    """Tell whether Levier ships a profile of this name, that another may complete (``base``)."""
    return bool(name) and (files("levier") / "catalogue" / "profiles" / f"{name}.toml").is_file()


def _with_base(raw: dict[str, Any]) -> dict[str, Any]:
    """Return a profile completed by the shipped one that it names; what it says itself comes first, in every part."""
    name = raw.get("base")
    if name is None:
        return raw
    if not is_shipped(str(name)):
        known = ", ".join(sorted(one for one in shipped() if is_shipped(one)))
        raise InvalidProfile(
            _("pour « base », un profil de Levier ({names}) ; « {name} » n'en est pas un").format(
                names=known, name=name
            )
        )
    base = tomllib.loads(_text(files("levier") / "catalogue" / "profiles" / f"{name}.toml"))
    own = {key: value for key, value in raw.items() if key != "base"}
    parts = [_merged(part, {key: own[key] for key in own if key in part}) for part in base.pop("parts", [])]
    return _merged(base, own) | ({"parts": parts} if parts else {})


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what both say; sections are completed, value maps column by column."""
    made = dict(base) | dict(own)
    for section in MERGED:
        if section in base and section in own:
            made[section] = base[section] | own[section]
    if "values" in base and "values" in own:
        given, more = base["values"], own["values"]
        made["values"] = {name: given.get(name, {}) | more.get(name, {}) for name in (*given, *more)}
    return made


def _profile(raw: dict[str, Any], name: str) -> Profile:
    _known(raw, KEYS, _("clé du profil"))
    table = _table(str(raw.get("table", "")))
    ours = {column.header: column for column in table.columns}
    sections = [raw.get(section, {}) for section in ("columns", "values", "constants")]
    for section in sections:
        _known(section, ours, _("colonne de « {table} »").format(table=table.file))
    columns = {ours[key].name: _listed(value) for key, value in sections[0].items() if value}
    values = {ours[key].name: _values(ours[key], value) for key, value in sections[1].items()}
    constants = {ours[key].name: _allowed(ours[key], str(value)) for key, value in sections[2].items()}
    detect = tuple(map(str, raw.get("detect", {}).get("header", ())))
    detect = detect or tuple(dict.fromkeys(name for names in columns.values() for name in names))
    # What a constant says need not be in the file.
    said = {fold(name) for column, names in columns.items() if column in constants for name in names}
    detect = tuple(name for name in detect if fold(name) not in said)
    key, ignored, headerless = (_listed(raw.get(one, ())) for one in ("key", "ignored", "headerless"))
    if headerless:
        _known(dict.fromkeys((*detect, *key)), headerless, _("colonne de « headerless »"))
    aliases = {fold(one): tuple(map(fold, _listed(others))) for one, others in raw.get("aliases", {}).items()}
    return Profile(name, table, detect, columns, values, constants, key, ignored, headerless, aliases)


def _format(raw: dict[str, Any]) -> tuple[str, Options]:
    """Return the format that a profile sets up, and how."""
    name, options = str(raw["format"]), raw.get("options", {})
    _known(
        raw, frozenset(("label", "origin", "format", "headerless", "options", "tested")), _("clé d'un profil de format")
    )
    _known({name: None}, formats(), _("format connu"))
    _known(options, formats()[name].options, _("option de « {format} »").format(format=name))
    return name, Options(_listed(raw.get("headerless", ())), options)


def options(context: Context, name: str) -> Options:
    """Return what the profile in force chooses for a format: the one asked for, else an organisation's."""
    for text in _texts(context):
        try:
            raw = tomllib.loads(text)
            if raw.get("format") == name:
                return _format(raw)[1]
        except (InvalidProfile, tomllib.TOMLDecodeError):
            continue
    return Options()


def asked_format(context: Context) -> str | None:
    """Return the name of the format that the profile asked for sets up; the profile as it is when it sets up none."""
    try:
        text = _asked_text(context)
        raw = tomllib.loads(text) if text else {}
        return _format(raw)[0] if "format" in raw else context.profile
    except (InvalidProfile, tomllib.TOMLDecodeError):
        return context.profile


def _asked_text(context: Context) -> str | None:
    asked = context.profile or ""
    if "\n" in asked:
        return asked
    if asked.endswith(".toml"):
        return _text(Path(asked))
    places = (files("levier") / "catalogue" / "profiles", *context.folders)
    found = (one for place in places for one in _listing(place) if one.name == f"{asked}.toml")
    return next(map(_text, found), None) if asked else None


def _texts(context: Context) -> Iterator[str]:
    try:
        asked = _asked_text(context)
        if asked:
            yield asked
        for place in context.folders:
            yield from (_text(one) for one in sorted(_listing(place), key=str) if one.name.endswith(".toml"))
    except InvalidProfile:
        return


def _known(given: Mapping[str, Any], known: Sequence[str] | Mapping[str, Any] | frozenset[str], what: str) -> None:
    for key in given:
        if key not in known:
            sentence = _("{what} ; « {key} » n'en est pas une. {hint}")
            raise InvalidProfile(sentence.format(what=what, key=key, hint=suggest(key, known)).strip())


def _table(name: str) -> Table:
    table = TABLES.get(name) or by_file(name)
    if table is None:
        hint = suggest(name, [one.file for one in TABLES.values()])
        raise InvalidProfile(
            _("une table du contrat ; « {name} » n'en est pas une. {hint}").format(name=name, hint=hint)
        )
    return table


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _values(column: Column, given: Mapping[str, Any]) -> dict[str, str]:
    return {"*" if key == "*" else fold(key): _allowed(column, str(value)) for key, value in given.items()}


def _allowed(column: Column, value: str) -> str:
    """Return a value of a profile, refused when it is out of the closed list of its column."""
    if column.choices and value and value not in column.choices:
        sentence = _("pour « {column} », l'une des valeurs : {choices} ; « {value} » n'en est pas une")
        choices = ", ".join(column.choices)
        raise InvalidProfile(sentence.format(column=column.header, choices=choices, value=value))
    return value


@lru_cache(maxsize=8)
def shipped(folders: tuple[Path, ...] = ()) -> dict[str, list[Profile]]:
    """Return the profiles of the catalogue, then those of an organisation's folders, by name.

    Raises:
        InvalidProfile: one of them is wrong, or two have the same name.
    """
    found: dict[str, list[Profile]] = {}
    for place in (files("levier") / "catalogue" / "profiles", *folders):
        for file in sorted(_listing(place), key=lambda one: one.name):
            name, _dot, extension = file.name.rpartition(".")
            if extension != "toml":
                continue
            if name in found:
                raise InvalidProfile(_("un nom de profil par fichier ; « {name} » est pris").format(name=name))
            found[name] = load(_text(file), name)
    return found


def _listing(place: Traversable) -> list[Traversable]:
    try:
        return list(place.iterdir())
    except OSError:
        raise InvalidProfile(_("un dossier de profils qui existe : « {name} »").format(name=place.name)) from None


def _text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidProfile(_("un fichier de profil lisible (UTF-8) : « {name} »").format(name=file.name)) from None


def asked_layouts(context: Context) -> list[Profile]:
    """Return the layouts of the profile that the user forces: TOML text, a file, or a name."""
    asked = context.profile or ""
    if "\n" in asked:
        return load(asked, "profil")
    if asked.endswith(".toml"):
        return load(_text(Path(asked)), Path(asked).stem)
    known = shipped(tuple(context.folders))
    if asked not in known:
        hint = suggest(asked, known) or ", ".join(known)
        raise InvalidProfile(_("un profil connu ; « {name} » n'en est pas un. {hint}").format(name=asked, hint=hint))
    return known[asked]
