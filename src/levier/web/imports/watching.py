"""The watched folder: what arrives there is taken, read, and imported when nothing has to be asked."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from levier.holding import SUFFIXES
from levier.readers.names import extension
from levier.web.centres.models import Centre
from levier.web.imports import quarantine, services
from levier.web.imports.models import Delivery, Watched
from levier.web.imports.quarantine import Kept

BLOCK = 1 << 20
MOST_AT_ONCE = 50


def refusal(path: str, centre: object) -> str:
    """Return why a folder cannot be watched, an empty text when it can.

    Only folders that the installation allows (``LEVIER_SITE_WATCH_FOLDERS``): it must name them as soon as it has two
    centres, or the director of one could read the exports of the other. Never the site's own.
    """
    folder = Path(path)
    if settings.KIND != "centre":
        return _("Une installation régionale ne reçoit pas d'exports : ils restent au centre.")
    if not folder.is_absolute() or not folder.is_dir():
        return _("« {path} » n'est pas un dossier de ce serveur. Attendu : son chemin complet.").format(path=path)
    real, data = folder.resolve(), Path(settings.DATA).resolve()
    if real == real.parent or data.is_relative_to(real) or real.is_relative_to(data):
        return _("« {path} » contient les données du site. Choisissez un dossier à part.").format(path=path)
    allowed = [Path(one).resolve() for one in getattr(settings, "WATCH_FOLDERS", [])]
    if not allowed and Centre.objects.count() > 1:
        return _(
            "Plusieurs centres ici : l'administration doit d'abord nommer les dossiers permis "
            "(LEVIER_SITE_WATCH_FOLDERS)."
        )
    if allowed and not any(real.is_relative_to(one) for one in allowed):
        shown = ", ".join(map(str, allowed))
        return _("« {path} » n'est pas permis ici. Dossiers permis : {shown}.").format(path=path, shown=shown)
    for other in Watched.objects.exclude(centre=centre):
        theirs = Path(other.path).resolve()
        if real.is_relative_to(theirs) or theirs.is_relative_to(real):
            return _("« {path} » est déjà surveillé pour un autre centre.").format(path=path)
    return ""


def scan_watched() -> int:
    """Look at every watched folder; return how many deliveries were made. Call it every minute or so."""
    for centre in Centre.objects.filter(deliveries__state__in=("review", "question")).distinct():
        services.sweep(centre)
    if settings.KIND != "centre":
        return 0
    watched = Watched.objects.filter(active=True).select_related("centre")
    return sum(scan(one) is not None for one in watched)


def scan(one: Watched) -> Delivery | None:
    """Take the files of a folder that are new and no longer change; those are left where they are."""
    one.last_look, one.problem = timezone.now(), refusal(one.path, one.centre)
    ready = [] if one.problem else list(_ready(one))[:MOST_AT_ONCE]
    delivery = Delivery(centre=one.centre, watched=True)
    kept = [copy for path in ready if (copy := _taken(one, path, delivery)) is not None]
    one.save(update_fields=["seen", "last_look", "problem"])
    return services.receive(delivery, kept) if kept else None


def _ready(one: Watched) -> Iterator[Path]:
    """Yield the files whose size and date did not change since the last look, and that were not taken yet."""
    for path in sorted(Path(one.path).iterdir()):
        if path.name[0] in ".~" or extension(path.name) not in SUFFIXES or path.is_symlink() or not path.is_file():
            continue
        about = path.stat()
        now = [about.st_size, about.st_mtime_ns]
        former = one.seen.get(path.name)
        if former is None or former[:2] != now:
            one.seen[path.name] = [*now, ""]
        elif not former[2]:
            yield path


def _taken(one: Watched, path: Path, delivery: Delivery) -> Kept | None:
    """Copy a file into the quarantine; a copy of one that was taken already is left."""
    place = quarantine.make_place(delivery.folder, path.name)
    with suppress(OSError):
        shutil.copyfile(path, place)
        place.chmod(0o600)
        kept = Kept(path.name, place, place.stat().st_size, _digest(place))
        known = {entry[2] for entry in one.seen.values()}
        one.seen[path.name][2] = kept.digest.hexdigest()
        if one.seen[path.name][2] not in known and kept.size <= settings.UPLOAD_LIMIT:
            return kept
    shutil.rmtree(place.parent, ignore_errors=True)
    return None


def _digest(path: Path) -> hashlib._Hash:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest
