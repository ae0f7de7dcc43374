"""Releases, differences and controls as a table, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from levier.catalogue.parameters import letter_of
from levier.french_csv import csv_text
from levier.i18n import _, ngettext, number
from levier.nomenclatures.check import (
    DELETED,
    NO_ACTIVITY,
    NO_PHASE,
    NO_RELEASE,
    NOT_YET,
    SHAPE,
    UNKNOWN,
    VALID,
    Answer,
)
from levier.nomenclatures.control import (
    ALONE,
    LETTER,
    LETTER_OUT,
    LETTER_UNKNOWN,
    NOT_COVERED,
    REASONS,
    Code,
    Control,
    Tally,
)
from levier.nomenclatures.difference import CREATED, Change, Difference
from levier.nomenclatures.kept import Label
from levier.nomenclatures.release import Release

STATUSES = {
    VALID: "code CCAM en vigueur à la date du soin",
    LETTER: "lettre-clé NGAP connue à la date du soin",
    UNKNOWN: "code inconnu",
    NOT_YET: "code pas encore créé à la date du soin",
    DELETED: "code déjà supprimé à la date du soin",
    SHAPE: "n'a pas la forme d'un code",
    NO_ACTIVITY: "activité que l'acte n'a pas",
    NO_PHASE: "phase que l'acte n'a pas",
    ALONE: "activité 4 (anesthésie) sans l'acte qu'elle accompagne",
    NOT_COVERED: "acte non pris en charge, avec une part de l'assurance maladie",
    LETTER_UNKNOWN: "lettre-clé NGAP hors de la liste de Levier",
    LETTER_OUT: "lettre-clé NGAP en dehors de ses dates",
    NO_RELEASE: "aucune version rangée ne couvre la date du soin",
}
RECORDS = {
    "titres": "titre et en-tête",
    "actes": "lignes d'actes",
    "activites": "autres activités d'un acte",
    "chapitres": "chapitres",
    "modificateurs": "modificateurs",
    "notes": "notes",
    "lignes_vides": "lignes vides",
}
SHOWN = 40
COLUMNS = 78


def labels(kept: Sequence[Label], form: str) -> str:
    """Return the releases that are kept."""
    rows = [
        {
            "version": one.version,
            "date": one.day,
            "actes": one.acts,
            "fichiers": ", ".join(one.origin.files),
            "sha256": one.origin.sha256,
            "forme": one.origin.layout,
        }
        for one in kept
    ]
    if form != "table":
        return _data(rows, form, ("version", "date", "actes", "fichiers", "sha256", "forme"))
    if not kept:
        return _("Aucune version rangée. → levier nomenclature add FICHIER") + "\n"
    sentence = _("Version {version}, en vigueur le {day} : {n} actes ; {files}")
    return "".join(
        sentence.format(version=one.version, day=french(one.day), n=one.acts, files=", ".join(one.origin.files)) + "\n"
        for one in kept
    )


def counted(release: Release) -> str:
    """Return what each record of a release was; tables are said by their name."""
    said_ = (
        _("{name} : {value}").format(name=_(RECORDS.get(name, name)), value=_count(count))
        for name, count in release.counted.items()
    )
    return "  " + _(" ; ").join(said_)


def difference(found: Difference, form: str) -> str:
    """Return what changed between two releases."""
    if form == "table":
        return "\n".join(_difference(found)) + "\n"
    headers = ("changement", "code", "libelle", "activite", "phase", "grille", "avant", "apres", "remplacement")
    rows = [_change_row(one) for one in found.changes]
    if form == "csv":
        return _data(rows, form, headers)
    about = {
        "old": _release(found.old),
        "new": _release(found.new),
        "created": len(found.created),
        "deleted": len(found.deleted),
        "repriced": found.lines_priced,
        "repriced_tariffs": len(found.priced),
        "grids": list(found.grids),
        "changes": rows,
    }
    return _json(about)


def _change_row(one: Change) -> dict[str, Any]:
    return {
        "changement": one.kind,
        "code": one.code,
        "libelle": one.label,
        "activite": one.activity,
        "phase": one.phase,
        "grille": one.grid,
        "avant": None if one.before is None else one.before / 100,
        "apres": None if one.after is None else one.after / 100,
        "remplacement": one.replacement,
    }


def _difference(found: Difference) -> Iterator[str]:
    yield _("De la {old}, à la {new}").format(old=said(found.old), new=said(found.new))
    yield ""
    for changes, title in ((found.created, _("Codes créés")), (found.deleted, _("Codes supprimés"))):
        yield _("{name} : {value}").format(name=title, value=len(changes))
        yield from _some(f"  {one.code}  {_cut(one.label)}{_replaced(one)}" for one in changes)
    yield _("Lignes (acte, activité, phase) dont le tarif change : {n}").format(n=found.lines_priced)
    if not found.grids:
        yield _("  Tarifs non comparés : les deux versions n'ont aucune grille de tarifs commune.")
    yield from _some(
        f"  {one.code}-{one.activity}-{one.phase}  {one.grid} : {_euros(one.before)} → {_euros(one.after)}"
        for one in found.priced
    )


def _replaced(one: Change) -> str:
    if not one.replacement:
        return ""
    sentence = _(" (remplace {code})") if one.kind == CREATED else _(" (remplacé par {code})")
    return sentence.format(code=one.replacement)


def _some(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:SHOWN]
    if len(every) > SHOWN:
        yield _("  … et {n} autres : --format csv les donne tous.").format(n=len(every) - SHOWN)


def answers(found: Sequence[tuple[str, str, Answer]], form: str) -> str:
    """Return what is known of codes on a day."""
    if form == "table":
        return "".join(f"{line}\n" for word, day, answer in found for line in _answer(word, day, answer))
    rows = [_answer_row(word, day, answer) for word, day, answer in found]
    return _data(rows, form, tuple(rows[0]) if rows else ())


def is_fine(word: str, day: str, answer: Answer) -> bool:
    """Tell whether a word is a CCAM code or a key letter of the NGAP that can be billed on a day."""
    letters = letter_of(word)
    return any(one.in_force(day) for one in letters) if letters and answer.status == SHAPE else answer.fine


def _answer_row(word: str, day: str, answer: Answer) -> dict[str, Any]:
    letters = letter_of(word) if answer.status == SHAPE else ()
    status = (LETTER if is_fine(word, day, answer) else LETTER_OUT) if letters else answer.status
    return {
        "code": word,
        "date": day,
        "statut": status,
        "libelle": _(letters[0].label) if letters else answer.act.label if answer.act else "",
        "version": _name(answer.release),
        "autre_version": _name(answer.other),
        "versions_manquantes": answer.missing,
        "remplacement": answer.replacement,
        "proches": ", ".join(answer.near),
    }


def _answer(word: str, day: str, answer: Answer) -> Iterator[str]:
    row = _answer_row(word, day, answer)
    yield _("{code}, soin du {day} : {status}").format(code=word, day=french(day), status=_(STATUSES[row["statut"]]))
    if row["libelle"]:
        yield f"  {row['libelle']}"
    if row["statut"] in (LETTER, LETTER_OUT):
        yield from _letter(word)
        return
    if answer.release:
        yield _("  D'après : {release}").format(release=said(answer.release))
    else:
        yield _("  Rangez la version de cette date : levier nomenclature add FICHIER")
    yield from _more(answer)


def _letter(word: str) -> Iterator[str]:
    for one in letter_of(word):
        dates = (one.first and french(one.first)) or "…", (one.last and french(one.last)) or "…"
        yield _("  Lettre-clé NGAP ({profession}), du {first} au {last}").format(
            profession=one.profession, first=dates[0], last=dates[1]
        )
        if one.homonym:
            yield _("  À ne pas confondre avec : {homonym}").format(homonym=one.homonym)


def _more(answer: Answer) -> Iterator[str]:
    if answer.status == NOT_YET and answer.act and answer.act.created:
        yield _("  Créé le {day}").format(day=french(answer.act.created))
    elif answer.status == NOT_YET and answer.other:
        yield _("  Première version rangée qui l'a : {release}").format(release=said(answer.other))
    elif answer.status == DELETED and answer.act and answer.act.ended:
        yield _("  Supprimé après le {day}").format(day=french(answer.act.ended))
    elif answer.status == DELETED and answer.other:
        yield _("  Dernière version rangée qui l'avait : {release}").format(release=said(answer.other))
    if answer.missing:
        yield _missing(answer.missing)
    if answer.replacement:
        yield _("  Remplacé par {code}").format(code=answer.replacement)
    if answer.near:
        yield _("  Vouliez-vous dire {codes} ?").format(codes=_(" ou ").join(answer.near))


def _missing(count: int) -> str:
    sentence = ngettext(
        "  {n} version entre les deux n'est pas rangée : le jour exact du changement n'est pas connu.",
        "  {n} versions entre les deux ne sont pas rangées : le jour exact du changement n'est pas connu.",
        count,
    )
    return sentence.format(n=count)


def controls(found: Sequence[Control], form: str) -> str:
    """Return the controls of centres: counts and amounts, never a line."""
    if form == "json":
        return _json([_control_json(one) for one in found])
    if form == "csv":
        headers = ("centre", "raison", "code", "lignes", "montant", "remplacement", "proches", "version", "manquantes")
        return _data([_code_row(one.centre, code) for one in found for code in one.codes], form, headers)
    return "\n".join("\n".join(_control(one)) + "\n" for one in found)


def _control_json(one: Control) -> dict[str, Any]:
    return {
        "centre": one.centre,
        "from": one.first or None,
        "to": one.last or None,
        "lines": one.read,
        "statuses": {name: _tally(tally) for name, tally in one.by_status.items()},
        "other_nomenclatures": _tally(one.outside),
        "releases": {name: _tally(tally) for name, tally in sorted(one.releases.items())},
        "doubtful": _tally(one.doubtful),
        "codes": [_code_row(one.centre, code) for code in one.codes],
    }


def _tally(one: Tally) -> dict[str, Any]:
    return {"lines": one.lines, "amount": one.cents / 100}


def _code_row(centre: str, one: Code) -> dict[str, Any]:
    return {
        "centre": centre,
        "raison": one.reason,
        "code": one.code,
        "lignes": one.lines,
        "montant": one.cents / 100,
        "remplacement": one.replacement,
        "proches": ", ".join(one.near),
        "version": one.other,
        "manquantes": one.missing,
    }


def _control(one: Control) -> Iterator[str]:
    title = ngettext("Centre {name} : {n} ligne d'actes", "Centre {name} : {n} lignes d'actes", one.read)
    yield title.format(name=one.centre, n=_count(one.read))
    if not one.read:
        return
    yield _("Soins du {first} au {last}").format(first=french(one.first), last=french(one.last))
    for name, tally in sorted(one.releases.items()):
        version, _at, day = name.partition("@")
        sentence = ngettext(
            "Contrôlée avec la version {version}, en vigueur le {day} : {n} ligne",
            "Contrôlées avec la version {version}, en vigueur le {day} : {n} lignes",
            tally.lines,
        )
        yield sentence.format(version=version, day=french(day), n=_count(tally.lines))
    yield ""
    for status in (VALID, LETTER, *REASONS):
        if found := one.by_status.get(status):
            yield f"{_(STATUSES[status]):<62}{_count(found.lines):>9}{_euros(found.cents):>16}"
            yield from _some(map(_code, (code for code in one.codes if code.reason == status and code.code)))
    if one.outside.lines:
        what = _("autres nomenclatures (NABM, LPP, hors nomenclature), non contrôlées")
        yield f"{what:<62}{_count(one.outside.lines):>9}{_euros(one.outside.cents):>16}"
    if one.doubtful.lines:
        yield ""
        sentence = ngettext(
            "{n} ligne dépend de versions qui ne sont pas rangées : rangez celles d'entre les deux.",
            "{n} lignes dépendent de versions qui ne sont pas rangées : rangez celles d'entre les deux.",
            one.doubtful.lines,
        )
        yield sentence.format(n=_count(one.doubtful.lines))


def _code(one: Code) -> str:
    said_ = [ngettext("{n} ligne", "{n} lignes", one.lines).format(n=_count(one.lines))]
    said_ += [_("remplacé par {code}").format(code=one.replacement)] if one.replacement else []
    said_ += [_("le plus proche : {codes}").format(codes=_(" ou ").join(one.near))] if one.near else []
    return f"  {one.code} : " + _(" ; ").join(said_)


def said(release: Release) -> str:
    """Return a release as it is named to a person."""
    return _("version {version}, en vigueur le {day}").format(version=release.version, day=french(release.day))


def french(iso: str) -> str:
    """Return an ISO day as French people write it.

    >>> french("2025-07-01")
    '01/07/2025'
    """
    return "/".join(reversed(iso.split("-")))


def _name(release: Release | None) -> str:
    return f"{release.version}@{release.day}" if release else ""


def _release(one: Release) -> dict[str, Any]:
    return {"version": one.version, "date": one.day, "files": list(one.origin.files), "sha256": one.origin.sha256}


def _euros(cents: int | None) -> str:
    return _("sans tarif") if cents is None else number(f"{cents / 100:,.2f}") + " €"


def _count(lines: int) -> str:
    return number(f"{lines:,}")


def _cut(text: str) -> str:
    return text if len(text) <= COLUMNS else text[: COLUMNS - 1] + "…"


def _data(rows: Sequence[dict[str, Any]], form: str, headers: Sequence[str]) -> str:
    return _json(list(rows)) if form == "json" else csv_text(headers, ([row[name] for name in headers] for row in rows))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
