"""The file of the day: received in memory, given back annotated, kept nowhere."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.monday.annotating import FORMATS, NotAnnotated, give_back
from levier.web.monday.following import possible
from levier.web.monday.uploads import LIMIT, InMemoryOnly
from levier.web.monday.views.common import kind_of
from levier.web.monday.views.worklist import page


@allowed("centre.lists")
@csrf_protect
def _annotate(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    kind = kind_of(request, centre, name)
    if not possible():
        raise PermissionDenied
    given = request.FILES.get("fichier")
    if given is None:
        return page(request, centre, kind, status=422, problem=_refused(request))
    form = "csv" if request.POST.get("format") == "csv" else "xlsx"
    try:
        found = give_back(centre, kind, given.name, given.read(), form, timezone.localdate())
    except NotAnnotated as error:
        return page(request, centre, kind, status=422, problem=str(error))
    record("export.file_of_day", user=request.user, centre=centre, list=kind.name, **found.counts)
    answer = HttpResponse(found.content, content_type=FORMATS[form])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    answer["X-Levier-Sentence"] = quote(found.sentence)
    answer["Cache-Control"] = "no-store"
    return answer


def _refused(request: HttpRequest) -> str:
    if any(one.too_large for one in request.upload_handlers if isinstance(one, InMemoryOnly)):
        sentence = _(
            "Fichier de plus de {n} Mo ; attendu : l'export de quelques mois. → Réduisez la période de l'export."
        )
        return sentence.format(n=LIMIT // 1_000_000)
    return _(
        "Aucun fichier reçu ; attendu : l'export du logiciel, en CSV ou en XLSX. → Choisissez-le, puis recommencez."
    )


@require_POST
@csrf_exempt
def worklist_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Give the file of the day back, annotated: the handlers are set before anything reads the request."""
    request.upload_handlers = [InMemoryOnly(request)]
    return _annotate(request, code=code, name=name)


worklist_file.right = "centre.lists"
