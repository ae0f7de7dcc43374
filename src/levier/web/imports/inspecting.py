"""Reading what was sent, each file in another process, to show a person what it is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from levier.i18n import language as current_language
from levier.tables import TABLES
from levier.web.centres.models import Centre
from levier.web.imports import layouts, services
from levier.web.imports.models import Delivery, SentFile
from levier.web.imports.reading.parent import Limits, Stopped, follow
from levier.web.jobs.services import Progress

State = Delivery.State
# A region holds totals and grids only: the rest stays where the patients are.
REGION_TABLES = {"typed_measures"}
MEMORY_MB = int(os.environ.get("LEVIER_SITE_IMPORT_MEMORY_MB", "3000"))
SECONDS = float(os.environ.get("LEVIER_SITE_IMPORT_SECONDS", "180"))


def limits() -> Limits:
    """Return what reading may take."""
    return Limits(SECONDS, MEMORY_MB)


def inspect(delivery: Delivery, progress: Progress) -> None:
    """Read the files that were not read yet; the delivery then waits for a person, or goes on by itself."""
    files = [one for one in delivery.files.all() if not one.read]
    _read_all(delivery, files, progress)
    delivery.state = State.REVIEW
    delivery.save(update_fields=["state"])
    if delivery.watched and ready(delivery):
        services.confirm(delivery, delivery.user)


def ready(delivery: Delivery) -> bool:
    """Tell whether nothing has to be asked: every file known, nothing to answer, four lines out of five kept."""
    return all(_plain(one) for one in delivery.files.all())


def _plain(file: SentFile) -> bool:
    report = file.report
    lines = sum(one["kept"] + one["set_aside"] for one in report.get("sheets", ()))
    asked = any(ask["required"] for ask in file.questions)
    return file.usable and not asked and not report.get("refused") and report["kept"] * 5 >= lines * 4


def _read_all(delivery: Delivery, files: Sequence[SentFile], progress: Progress) -> None:
    """Read files one after the other; one that stops the process is named, the next ones are read all the same."""
    rest = list(files)
    while rest:
        rest = _read_some(delivery, rest, len(files), progress)


def _read_some(delivery: Delivery, files: list[SentFile], count: int, progress: Progress) -> list[SentFile]:
    """Read files in one process; return those that it could not come to."""
    at = _At(files, count, progress)
    try:
        for said in follow(_order(delivery.centre, files), limits(), at.look):
            at.rank = said.get("begins", at.rank)
            if "report" in said:
                _keep(at.file, said["report"])
            elif "refused" in said or "failed" in said:
                _keep(at.file, _unreadable(said.get("refused") or broken(said["failed"])))
                return files[at.rank + 1 :]
    except Stopped as stop:
        _keep(at.file, _unreadable(broken(stop.why)))
        return files[at.rank + 1 :]
    return []


@dataclass(slots=True)
class _At:
    """Where the reading is; said at most once a second, so that a cancel is noticed as soon."""

    files: list[SentFile]
    count: int
    progress: Progress
    rank: int = 0
    told: tuple[float, int] = (0.0, -1)

    @property
    def file(self) -> SentFile:
        return self.files[self.rank]

    def look(self) -> None:
        now = monotonic()
        if self.rank != self.told[1] or now - self.told[0] > 1:
            self.told = now, self.rank
            done = self.count - len(self.files) + self.rank
            self.progress(round(100 * done / max(self.count, 1)), _("Lecture de {name}").format(name=self.file.name))


def _order(centre: Centre, files: Sequence[SentFile]) -> dict[str, Any]:
    folder = layouts.folder_of(centre)
    return {
        "do": "examine",
        "language": current_language(),
        "centre": centre.description,
        "folders": [str(folder)] if folder else [],
        "files": [{"path": str(one.place), "profile": layout_path(one)} for one in files],
    }


def layout_path(file: SentFile) -> str | None:
    """Return where the layout chosen for a file is, written beside it; ``None``: it is recognised by itself."""
    if not file.layout:
        return None
    path = file.delivery.folder / "layouts" / f"{file.layout_name or 'profil'}.toml"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(file.layout, encoding="utf-8", newline="\n")
    return str(path)


def _keep(file: SentFile, report: dict[str, Any]) -> None:
    report = storable(report)
    former = file.report.get("base") if file.constants else None
    sheets = report.get("sheets", [])
    report["base"] = former or next((one["profile"] for one in sheets if one["profile"]), None)
    if settings.KIND == "region" and (sentence := region_refusal(report)):
        report = _unreadable(sentence) | {"by_design": True}
    file.report, file.read = report, True
    file.left_out = not report["known"] or not report["kept"]
    if not file.constants and file.questions and (known := services.remembered(file)):
        services.answer(file, known)
    file.save(update_fields=["report", "read", "left_out"])


def storable(told: Any) -> Any:
    """Return what reading told without the zero byte, which a header or a preview may hold and PostgreSQL refuses.

    >>> storable({"header": ["a\\x00", 1]})
    {'header': ['a�', 1]}
    """
    if isinstance(told, str):
        return told.replace("\0", "\ufffd")
    if isinstance(told, dict):
        return {storable(name): storable(value) for name, value in told.items()}
    return [storable(one) for one in told] if isinstance(told, list) else told


def region_refusal(report: dict[str, Any]) -> str:
    """Return why a file of patients, or of any lines, has no place in a region; an empty text when it has one."""
    tables = set(report["tables"])
    if tables <= REGION_TABLES and (tables or report["grid_sheets"]):
        return ""
    labels = ", ".join(str(TABLES[name].label).lower() for name in sorted(tables - REGION_TABLES))
    read = _("des lignes ({tables})").format(tables=labels) if labels else _("autre chose qu'une grille")
    return _(
        "{read} lues ; attendu : une grille de totaux. Cette installation est régionale : les lignes des patients, des "
        "factures ou des appels restent dans le centre, par construction. Rien n'a été gardé. → Envoyez la grille "
        "(onglet Saisie, ou le classeur « Grille Levier ») ou la remontée signée préparée au centre."
    ).format(read=read)


def _unreadable(sentence: str) -> dict[str, Any]:
    return {
        "sheets": [], "tables": [], "problems": [], "details": [], "details_left": 0, "grid": False,
        "grid_sheets": [], "kept": 0, "known": False, "columns": [], "proposal": "", "refused": sentence,
    }  # fmt: skip


def broken(why: str) -> str:
    """Say why the reading of a file stopped."""
    sentences = {
        "time": _("La lecture a duré trop longtemps et a été arrêtée. Refaites l'export en CSV, ou mois par mois."),
        "memory": _("Le fichier demande trop de mémoire. Refaites l'export en CSV, ou mois par mois."),
        "crash": _("Le fichier est abîmé : sa lecture s'est arrêtée net. Ouvrez-le dans votre tableur, "
                   "enregistrez-le en CSV, puis déposez ce CSV."),
    }  # fmt: skip
    other = _("La lecture s'est arrêtée ({why}). Enregistrez le fichier en CSV depuis votre tableur, puis déposez-le.")
    return sentences.get(why) or other.format(why=why)
