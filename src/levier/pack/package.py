"""The package: one archive, its files, and two papers that say exactly what is inside."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levier.i18n import _, ngettext
from levier.pack.files import Asked, Packed, pack_file
from levier.problems import NothingUsable
from levier.readers.converted import formats
from levier.readers.profiles import shipped

README, ABOUT, FOLDER = "LISEZ-MOI.txt", "compte.json", "fichiers"
# An archive says no day of the machine that made it.
STAMP = (1980, 1, 1, 0, 0, 0)
SHOWN_LINES, SHOWN_WIDTH = 4, 110


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package, in order; those that were refused are in it by their sentence only."""

    files: tuple[Packed, ...]

    @property
    def usable(self) -> tuple[Packed, ...]:
        """Return the files that could be made."""
        return tuple(one for one in self.files if one.refusal is None)

    def content(self) -> bytes:
        """Return the bytes of the archive: the files, what they were, what was replaced."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._members():
                archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _members(self) -> Iterator[tuple[str, bytes]]:
        yield README, readme(self).encode("utf-8-sig")
        yield ABOUT, json.dumps(self.about(), ensure_ascii=False, indent=1).encode()
        for one in self.usable:
            yield f"{FOLDER}/{one.new_name}", one.content

    def about(self) -> dict[str, Any]:
        """Return what a program reads: version, kinds, accounts and codes of problems; no value of a file."""
        from levier import __version__

        return {"levier": __version__, "files": [_about(one) for one in self.usable]}


def make_package(paths: Sequence[Path], asked: Asked) -> Package:
    """Return the package of files; nothing is written.

    Raises:
        NothingUsable: a path is no file, or no file could be made.
    """
    from levier.readers import open_error

    made: list[Packed] = []
    for path in paths:
        if (refusal := open_error(path)) is not None:
            raise NothingUsable(refusal.sentence())
        with path.open("rb") as stream:
            made.append(pack_file(stream, path.name, asked))
    names: Counter[str] = Counter()
    for one in made:
        names[one.new_name] += 1
        if names[one.new_name] > 1:
            base, dot, suffix = one.new_name.rpartition(".")
            one.new_name = f"{base}_{names[one.new_name]}{dot}{suffix}"
    package = Package(tuple(made))
    if not package.usable:
        raise NothingUsable("\n".join(one.refusal or "" for one in made))
    return package


def write_package(package: Package, path: Path) -> None:
    """Write the archive."""
    path.write_bytes(package.content())


def _about(one: Packed) -> dict[str, Any]:
    names = ("table", "reader", "encoding", "read", "kept", "set_aside", "not_data")
    known = {*shipped(), *formats()}
    return {
        "file": one.new_name,
        "facts": one.facts,
        "same_structure": one.same,
        "accounts": [
            {name: getattr(account, name) for name in names}
            # The name of a profile of one's own may be anything.
            | {"profile": account.profile if account.profile is None or account.profile in known else "propre"}
            for account in one.accounts
        ],
        "problems": [{"code": p.code, "severity": p.severity, "count": p.count} for p in one.problems],
        "words_kept": one.kept,
    }


def readme(package: Package) -> str:
    """Return the paper of the package, in words: what is inside, and what is not."""
    from levier import __version__

    lines = [
        _("Paquet d'aide de Levier {version}, pour demander un profil").format(version=__version__),
        "",
        _("Ce que contient ce paquet :"),
        _(
            "- {readme} : ce texte ; {about} : ce que Levier a compris des fichiers (genres, nombres de lignes, codes)."
        ).format(readme=README, about=ABOUT),
    ]
    for one in package.usable:
        lines += ["", *said(one)]
    lines += [
        "",
        _(
            "Ce qu'il ne contient pas : aucune valeur de vos fichiers. Chaque lettre est devenue une lettre au "
            "hasard, chaque chiffre un chiffre au hasard, chaque date une autre date ; rien ne permet de revenir en "
            "arrière. Ne restent que les mots cités plus haut, les titres de colonnes connus et les cases vides. Aucun "
            "chemin, aucun nom de centre."
        ),
    ]
    return "\r\n".join(lines) + "\r\n"


def said(one: Packed) -> Iterator[str]:
    """Yield the lines that say what one file of the package is."""
    yield _("{folder}/{name} : {kind}").format(folder=FOLDER, name=one.new_name, kind=_kind(one))
    count = one.facts.get("lines_kept")
    if count is not None:
        yield "  " + ngettext(
            "{n} ligne gardée, toutes valeurs remplacées", "{n} lignes gardées, toutes valeurs remplacées", count
        ).format(n=count)
    for sheet in one.facts.get("sheets", ()):
        yield "  " + _("une feuille : {columns} colonnes, {lines} lignes gardées").format(
            columns=sheet["columns"], lines=sheet["lines_kept"]
        )
    if one.facts.get("was") in ("xls", "ods"):
        yield "  " + _("écrit en XLSX (l'original est un {was})").format(was=one.facts["was"].upper())
    if one.titles:
        yield "  " + ngettext(
            "{n} titre de colonne remplacé", "{n} titres de colonnes remplacés", len(one.titles)
        ).format(n=len(one.titles))
    words = ", ".join(f"« {word} » ({n})" for word, n in sorted(one.kept.items()))
    yield "  " + _("mots laissés : {words}").format(words=words or _("aucun"))
    codes = ", ".join(f"{problem.code} ({problem.count})" for problem in one.problems)
    yield "  " + _("ce que Levier dit de l'original : {codes}").format(codes=codes or _("rien à signaler"))
    if not one.same:
        yield "  " + _("relu par Levier, ce fichier n'a pas tout à fait le genre de l'original (encodage ou table)")


def _kind(one: Packed) -> str:
    facts = one.facts
    parts = [str(facts["kind"])]
    if "separator" in facts:
        sign = _("tabulation") if facts["separator"] == "\t" else facts["separator"]
        parts += [str(facts["encoding"]), _("séparateur « {sign} »").format(sign=sign)]
        parts.append(ngettext("{n} colonne", "{n} colonnes", facts["columns"]).format(n=facts["columns"]))
    return ", ".join(parts)


def preview(package: Package) -> Iterator[str]:
    """Yield what the person looks at before saving: each file, its first lines, what may still be decided."""
    for one in package.files:
        if one.refusal:
            yield _("Laissé de côté : {sentence}").format(sentence=one.refusal)
            continue
        yield from said(one)
        yield from (f"    | {line[:SHOWN_WIDTH]}" for line in _first_lines(one))
        if one.titles:
            titles = ", ".join(f"« {title} »" for title in one.titles[:20])
            yield "  " + _(
                'titres remplacés : {titles}. → S\'ils ne nomment personne, gardez-les : --keep "TITRE".'
            ).format(titles=titles)
        if one.maybe:
            words = ", ".join(f"« {word} »" for word in one.maybe[:20])
            yield "  " + _(
                "mots fréquents remplacés : {words}. → Si ce sont des statuts, jamais des noms, gardez-les : "
                '--keep "MOT".'
            ).format(words=words)
        yield ""


def _first_lines(one: Packed) -> list[str]:
    if one.facts["kind"] == "classeur":
        from levier.readers.sources import parts

        found = parts(io.BytesIO(one.content), one.new_name)
        records = next(iter(found)).batches() if isinstance(found, list) else iter([])
        return [" ; ".join(record) for batch in records for record in batch][:SHOWN_LINES]
    text = one.content.decode(str(one.facts.get("encoding", "utf-8")), "replace")
    return [line for line in text.splitlines() if line.strip()][:SHOWN_LINES]
