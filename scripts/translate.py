"""Gather every sentence that people read, merge the translations, compile them.

``python scripts/translate.py`` rewrites ``locale/en/LC_MESSAGES/levier.po`` and ``levier.mo``, and ``django.mo``, the
part that the site says (in French: the plurals, for Django does not know that 0 is singular); ``--check``
writes nothing and fails when one of them is not what it should be.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from po import Entry, compiled, read_po, written  # type: ignore[import-not-found]
from sentences import gathered  # type: ignore[import-not-found]

COMMAND = "python scripts/translate.py"
LOCALE = Path(__file__).parents[1] / "src" / "levier" / "locale"


SITE = "levier/web/"


def binaries(entries: list[Entry], language: str) -> dict[Path, bytes]:
    """Return the compiled catalogues by file: the library's, the site's, and the plurals of French."""
    site = [one for one in entries if any(place.startswith(SITE) for place in one.places)]
    plurals = [replace(one, said=(one.id, one.plural)) for one in site if one.plural is not None]
    return {
        LOCALE / language / "LC_MESSAGES" / "levier.mo": compiled(entries, language),
        LOCALE / language / "LC_MESSAGES" / "django.mo": compiled(site, language),
        LOCALE / "fr" / "LC_MESSAGES" / "django.mo": compiled(plurals, "fr"),
    }


def merged(found: list[Entry], known: dict[str, Entry]) -> list[Entry]:
    """Return the sentences found, in their order, with the translations known of them."""
    return [one.taking(known.get(one.id)) for one in found]


def complaints(language: str) -> list[str]:
    """Return what is wrong with the catalogue of a language: untranslated, obsolete or stale."""
    folder = LOCALE / language / "LC_MESSAGES"
    known = read_po((folder / "levier.po").read_text("utf-8"))
    found = gathered()
    entries = merged(found, known)
    said = [f"untranslated: {one.id!r} ({', '.join(one.places)})" for one in entries if not one.translated]
    said += [f"obsolete: {name!r}" for name in known.keys() - {one.id for one in found}]
    if not said and (folder / "levier.po").read_text("utf-8") != written(entries, language):
        said.append("stale: levier.po is not as it would be written")
    if not said:
        stale = [path for path, content in binaries(entries, language).items() if _read(path) != content]
        said += [f"stale: {path.relative_to(LOCALE)} was not compiled from levier.po" for path in stale]
    return said


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def update(language: str) -> list[Entry]:
    """Rewrite the catalogue of a language; return the sentences that wait for a translation."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "levier.po"
    entries = merged(gathered(), read_po(path.read_text("utf-8")) if path.exists() else {})
    path.write_text(written(entries, language), "utf-8", newline="\n")
    for binary, content in binaries(entries, language).items():
        binary.parent.mkdir(parents=True, exist_ok=True)
        binary.write_bytes(content)
    return [one for one in entries if not one.translated]


def main() -> int:
    """Update the English catalogue, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is to be done")
    if parser.parse_args().check:
        said = complaints("en")
        print("\n".join([*said, f"Run: {COMMAND}, then translate what it lists in levier.po."] if said else ["ok"]))
        return 1 if said else 0
    waiting = update("en")
    for one in waiting:
        print(f"{', '.join(one.places)}: {one.id!r}")
    print(f"{len(waiting)} sentences to translate in {LOCALE.name}/en/LC_MESSAGES/levier.po")
    return 1 if waiting else 0


if __name__ == "__main__":
    raise SystemExit(main())
