"""Gather every sentence that people read, merge the translations, compile them.

``python scripts/translate.py`` rewrites ``locale/en/LC_MESSAGES/levier.po`` and ``levier.mo``; ``--check`` writes
nothing and fails when one of them is not what it should be.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from po import Entry, compiled, read_po, written  # type: ignore[import-not-found]
from sentences import gathered  # type: ignore[import-not-found]

COMMAND = "python scripts/translate.py"
LOCALE = Path(__file__).parents[1] / "src" / "levier" / "locale"


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
    if not said and (folder / "levier.mo").read_bytes() != compiled(entries, language):
        said.append("stale: levier.mo was not compiled from levier.po")
    return said


def update(language: str) -> list[Entry]:
    """Rewrite the catalogue of a language; return the sentences that wait for a translation."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "levier.po"
    entries = merged(gathered(), read_po(path.read_text("utf-8")) if path.exists() else {})
    path.write_text(written(entries, language), "utf-8", newline="\n")
    (folder / "levier.mo").write_bytes(compiled(entries, language))
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
