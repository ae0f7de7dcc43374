"""Make the reference (docs/reference) from the code, so that what is documented is what runs.

``python docs/build.py`` writes the pages, and runs again the commands shown in the guide; ``--check`` writes nothing
and fails when a page of the reference is stale (the tests hold the screens of the guide).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pages import definitions, reference_pages, screens

FOLDER = Path(__file__).parent / "reference"
HOW = "Run: python docs/build.py"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the reference, or compare it; return 0 when it is fresh."""
    parser = argparse.ArgumentParser(description="Make docs/reference from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")
    check = parser.parse_args(arguments).check
    changed = definitions.changed(FOLDER)
    if changed:
        print(definitions.REFUSAL.format(names=", ".join(changed)), file=sys.stderr)
        return 1
    wanted = reference_pages() | {definitions.FILE: definitions.completed(FOLDER)}
    stale = stale_pages(FOLDER, wanted)
    if check:
        return _report(stale)
    _write(FOLDER, wanted, stale)
    _refresh_screens()
    return 0


def stale_pages(folder: Path, wanted: dict[str, str]) -> list[str]:
    """Return the files of a folder that are missing, old, or that nothing makes any more."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    old = [name for name, text in wanted.items() if name not in found or found[name].read_bytes() != text.encode()]
    return sorted([*old, *(name for name in found if name not in wanted)])


def _report(stale: list[str]) -> int:
    for name in stale:
        print(f"docs/reference/{name} is stale", file=sys.stderr)
    if stale:
        print(HOW, file=sys.stderr)
    return 1 if stale else 0


def _write(folder: Path, wanted: dict[str, str], stale: list[str]) -> None:
    for name in stale:
        path = folder / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[name].encode())
        else:
            path.unlink()
    print(f"{len(wanted)} pages in docs/reference, {len(stale)} changed")


def _refresh_screens() -> None:
    for page in screens.PAGES:
        found, made = page.read_text("utf-8"), screens.refreshed(page)
        if made != found:
            page.write_bytes(made.encode())
            print(f"{page.name}: screens changed")


if __name__ == "__main__":
    raise SystemExit(main())
