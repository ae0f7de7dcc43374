"""The papers to have before the first import, filled with what this installation really is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from levier import papers
from levier.catalogue.words import in_language
from levier.papers import Installation, Paper
from levier.papers.index import FILE, file_name, index
from levier.papers.installation import POSTGRESQL, SQLITE
from levier.web.centres.models import Centre
from levier.web.config.installation import text
from levier.web.documents.blanks import blanks_of
from levier.web.documents.models import InstallationSettings

DAYS_A_MONTH = 30.44


def installation_of(centre: Centre | None, said: InstallationSettings | None = None) -> Installation:
    """Return the installation as its papers describe it, for a centre or as a whole.

    What the settings know is taken from them: kind, database, addresses, sign-on, retention of the journal.
    """
    said = said or InstallationSettings.here()
    known = centre.described() if centre else None
    return Installation(
        date=timezone.localdate(),
        kind=settings.KIND,
        name=(centre.name if centre else said.name),
        finess=(known.finess or "") if known else "",
        managing_body=(known.managing_body or "") if known else "",
        controller=said.controller or (str(centre.body) if centre and centre.body_id else ""),
        controller_address=said.controller_address,
        representative=said.representative,
        dpo=said.dpo,
        rights_contact=said.rights_contact,
        database=POSTGRESQL if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else SQLITE,
        data_place=said.data_place,
        key_place=said.key_place,
        backup=said.backup,
        line_retention_months=said.line_retention_months,
        audit_days=round(settings.AUDIT_MONTHS * DAYS_A_MONTH),
        hosts=tuple(settings.HOSTS),
        hosting=said.hosting,
        hosting_provider=said.hosting_provider,
        digest=_digest(centre),
        sign_on=text("LEVIER_SITE_OIDC_NAME") or None if text("LEVIER_SITE_OIDC_SERVER") else None,
        living_lists=_living(centre),
        region_name=said.region_name or (said.name if settings.KIND == "region" else ""),
        consultant=said.consultant,
        small_team=centre.least_team if centre else 3,
    )


def _digest(centre: Centre | None) -> bool:
    from levier.web.monday.models import DigestSubscription

    found = DigestSubscription.objects.filter(on=True)
    return (found.filter(centre=centre) if centre else found).exists()


def _living(centre: Centre | None) -> bool:
    from levier.web.monday.models import Following

    found = Following.objects.filter(on=True)
    return (found.filter(centre=centre) if centre else found).exists()


@dataclass(frozen=True, slots=True)
class Written:
    """A paper ready to be handed over: its file, its bytes, how many blanks are left in it."""

    paper: Paper
    file: str
    content: bytes
    blanks: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper as a page lists it: it is French, what is said of it is in the language of the page."""

    paper: Paper
    blanks: int

    @property
    def audience(self) -> str:
        """Return who reads it."""
        return in_language(self.paper.audience)

    @property
    def summary(self) -> str:
        """Return what it is for."""
        return in_language(self.paper.summary)


def listed(installation: Installation) -> list[Listed]:
    """Return every paper that this kind of installation needs, with what is left to fill in; writes none."""
    return [Listed(one, blanks_of(one, installation)) for one in papers.papers_of(installation)]


def written(one: Paper, installation: Installation) -> Written:
    """Write a paper; the same settings give it at once the second time."""
    content, blanks = _made(one.name, installation)
    return Written(one, file_name(one), content, blanks)


@lru_cache(maxsize=64)
def _made(name: str, installation: Installation) -> tuple[bytes, int]:
    stream = io.BytesIO()
    blanks = papers.write(papers.paper(name), installation, stream)
    return stream.getvalue(), blanks


def every(installation: Installation) -> list[Written]:
    """Write every paper that this kind of installation needs, in the order in which a centre prepares them."""
    return [written(one, installation) for one in papers.papers_of(installation)]


def zipped(installation: Installation) -> bytes:
    """Return every paper and the page to read first, in one file."""
    made, stream = every(installation), io.BytesIO()
    blanks = {one.paper.name: one.blanks for one in made}
    first = index([one.paper for one in made], blanks, installation).replace("\n", "\r\n")
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(FILE), first.encode("utf-8-sig"))
        for one in made:
            archive.writestr(_entry(one.file), one.content)
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    now: datetime = timezone.localtime()
    made: Any = zipfile.ZipInfo(name, now.timetuple()[:6])
    made.compress_type = zipfile.ZIP_DEFLATED
    return made
