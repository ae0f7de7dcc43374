"""Layouts as TOML: the centre's own, and those that an answer makes out of a known one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Mapped
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from levier.tables import TABLES
from levier.web.centres.models import Centre
from levier.web.imports.models import Mapping, SentFile

STANDARD = "standard"


def folder_of(centre: Centre) -> Path | None:
    """Write the layouts of a centre where readers look for them; ``None`` when it has none.

    The folder is named by its content: readers remember what they found in a folder.
    """
    texts = {one.name: one.text for one in centre.mappings.all()}
    if not texts:
        return None
    digest = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]
    folder = centre.folder / "layouts" / digest
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in texts.items():
        path = folder / f"{name}.toml"
        if not path.exists():
            beside = path.with_suffix(".new")
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
    return folder


def written(
    table: str,
    label: str,
    columns: Mapped[str, Any],
    values: Mapped[str, Mapped[str, str]] | None = None,
    constants: Mapped[str, str] | None = None,
    ignored: Any = (),
) -> str:
    """Return a layout as TOML. Keys of ``columns`` are the French headers of the contract.

    >>> print(written("calls", "Standard", {"debut": ["Jour", "Heure"], "decroche": "Traité"}))
    label = "Standard"
    table = "appels"
    ignored = []
    <BLANKLINE>
    [columns]
    "debut" = ["Jour", "Heure"]
    "decroche" = "Traité"
    <BLANKLINE>
    """
    lines = [f"label = {_text(label)}", f"table = {_text(TABLES[table].file)}", f"ignored = {_text(list(ignored))}", ""]
    lines += ["[columns]", *(f"{_text(name)} = {_text(theirs)}" for name, theirs in columns.items()), ""]
    for name, words in (values or {}).items():
        lines += [f"[values.{_text(name)}]", *(f"{_text(word)} = {_text(ours)}" for word, ours in words.items()), ""]
    if constants:
        lines += ["[constants]", *(f"{_text(name)} = {_text(value)}" for name, value in constants.items()), ""]
    return "\n".join(lines)


def _text(value: Any) -> str:
    """Return a value as TOML writes it; JSON's strings and lists are TOML's, once control signs are gone."""
    if isinstance(value, str):
        return json.dumps("".join(sign for sign in value if sign.isprintable()), ensure_ascii=False)
    return "[" + ", ".join(map(_text, value)) + "]"


def with_constants(file: SentFile, given: Mapped[str, str]) -> tuple[str, str]:
    """Return the layout of a file with constants added, and its name; nothing when no constant is left.

    The file keeps the layout that it was read with: the standard one, one shipped, or the centre's own.
    """
    constants = {name: value for name, value in given.items() if value}
    sheet = next((one for one in file.report["sheets"] if one["table"]), None)
    if sheet is None:
        return "", ""
    base = file.report.get("base")
    if not constants:
        mine = Mapping.objects.filter(centre=file.delivery.centre, name=base).first()
        return (mine.text, mine.name) if mine else ("", "")
    name = slugify("-".join([base or STANDARD, TABLES[sheet["table"]].file, *constants.values()]))[:60]
    if text := _known_text(file, base):
        lines = ["", "[constants]", *(f"{_text(one)} = {_text(value)}" for one, value in constants.items()), ""]
        return text.rstrip() + "\n" + "\n".join(lines), name
    uses = {one["ours"]: one["theirs"] for one in sheet["uses"] if one["what"] != "constant"}
    return written(sheet["table"], name, uses, None, constants), name


def _known_text(file: SentFile, base: str | None) -> str:
    """Return the text of a layout that has no constants yet."""
    if not base:
        return ""
    mine = Mapping.objects.filter(centre=file.delivery.centre, name=base).first()
    shipped = files("levier") / "catalogue" / "profiles" / f"{base}.toml"
    text = mine.text if mine else (shipped.read_text(encoding="utf-8") if shipped.is_file() else "")
    return "" if "[constants]" in text or "[[parts]]" in text else text
