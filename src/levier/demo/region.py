"""The fictitious region on disk: 28 folders, and beside them the truth that later readings are judged with."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from levier.demo.centre import CentreResult, write_centre
from levier.demo.plan import CODES, CentrePlan, region_plan
from levier.demo.truth import REGION_FILES, write_truth
from levier.i18n import _
from levier.problems import Refused, WrongCommand, suggest

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class RegionSummary:
    """What was written: the folder, the seed, the scale and each centre."""

    folder: Path
    seed: int
    scale: float
    centres: tuple[CentreResult, ...]

    @property
    def lines(self) -> int:
        """Return the number of lines of data in the centres' files."""
        return sum(sum(centre.files.values()) for centre in self.centres)

    @property
    def anomalies(self) -> int:
        """Return the number of defects put on purpose."""
        return sum(len(centre.anomalies) for centre in self.centres)


def write_region(
    folder: Path,
    *,
    seed: int = 2013,
    scale: float = 1.0,
    centres: Sequence[str] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> RegionSummary:
    """Write the fictitious region in a folder: the same seed gives the same bytes for a centre, whatever the others.

    Args:
        folder: an empty or missing folder, or a former demonstration, which is replaced.
        seed: what everything is drawn from.
        scale: multiplies the volumes (1: 28 centres of 3 to 25 practitioners, about 1.9 million lines, 180 MB on disk).
        centres: codes among A01 to A28; all of them by default.
        workers: processes at work at the same time.
        progress: called with (centres done, centres asked for, code) after each centre.

    Raises:
        Refused: the folder holds something else than a demonstration.
        WrongCommand: a code or the scale is not possible.
    """
    plans = _chosen(seed, scale, centres)
    _prepare(folder)
    results: dict[str, CentreResult] = {}
    for result in _write(folder, plans, scale, workers):
        results[result.code] = result
        if progress:
            progress(len(results), len(plans), result.code)
    summary = RegionSummary(folder, seed, scale, tuple(results[plan.code] for plan in plans))
    write_truth(folder, seed, scale, plans, summary.centres)
    return summary


def _chosen(seed: int, scale: float, centres: Sequence[str] | None) -> list[CentrePlan]:
    if not 0 < scale <= 1000:
        raise WrongCommand(_("Échelle « {scale} » : attendu un nombre entre 0 et 1000.").format(scale=scale))
    region = region_plan(seed)
    for code in centres or ():
        if code not in region:
            raise WrongCommand(
                _("Centre « {code} » : attendu un code de A01 à A28. {near}")
                .format(code=code, near=suggest(code, CODES))
                .strip()
            )
    wanted = set(CODES if centres is None else centres)
    return [plan for code, plan in region.items() if code in wanted]


def is_demo(folder: Path) -> bool:
    """Tell whether a folder holds a demonstration written by this command."""
    mark = folder / "region.toml"
    return mark.is_file() and "fictive = true" in mark.read_text(encoding="utf-8")


def _prepare(folder: Path) -> None:
    """Make the folder, or empty a former demonstration of what it wrote, and of nothing else."""
    if folder.exists() and not folder.is_dir():
        raise Refused(_("« {folder} » est un fichier : donnez un dossier vide ou à créer.").format(folder=folder))
    if folder.is_dir() and any(folder.iterdir()) and not is_demo(folder):
        raise Refused(
            _(
                "Le dossier « {folder} » n'est pas vide et ne contient pas une démonstration : rien n'y a été écrit. "
                "Donnez un dossier vide ou à créer."
            ).format(folder=folder)
        )
    folder.mkdir(parents=True, exist_ok=True)
    for code in CODES:
        shutil.rmtree(folder / code, ignore_errors=True)
    # The mark goes last: an interruption before leaves a folder that is still known as a demonstration.
    for name in REGION_FILES:
        if name != "region.toml":
            (folder / name).unlink(missing_ok=True)
    (folder / "region.toml").write_text("# Données fictives : écriture en cours\nfictive = true\n", encoding="utf-8")


def _write(folder: Path, plans: list[CentrePlan], scale: float, workers: int) -> Iterator[CentreResult]:
    jobs = [(folder / plan.code, plan, scale) for plan in sorted(plans, key=lambda plan: -plan.size)]
    if workers < 2 or len(jobs) < 2:
        yield from map(_one, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        yield from pool.map(_one, jobs)


def _one(job: tuple[Path, CentrePlan, float]) -> CentreResult:
    folder, plan, scale = job
    folder.mkdir()
    return write_centre(folder, plan, scale)
