"""Sending files."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.imports import quarantine, services
from levier.web.imports.models import Delivery
from levier.web.imports.quarantine import QuarantineHandler

# A little too much is read to its end, so that the browser shows our sentence; far too much is not read at all.
DRAINED = 3


@require_POST
@allowed("centre.import")
def _upload(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take files in: they are read next, nothing is imported yet."""
    delivery = Delivery(centre=centre, user=request.user)
    handler = QuarantineHandler(delivery)
    request.upload_handlers = [handler]
    try:
        refused = _received(request, delivery, handler)
    except BaseException:
        quarantine.clear(delivery)
        raise
    if refused:
        quarantine.clear(delivery)
        messages.error(request, refused)
        return redirect("imports", code=centre.code)
    services.receive(delivery, handler.kept)
    return redirect(delivery.get_absolute_url())


def _received(request: HttpRequest, delivery: Delivery, handler: QuarantineHandler) -> str:
    """Write the files on the disk; return why nothing can be taken."""
    announced = quarantine.announced(request.META)
    if announced > DRAINED * settings.UPLOAD_LIMIT:
        return _too_much()
    if announced and not quarantine.room_for(announced, delivery.centre):
        return _("Le disque du serveur est presque plein : rien n'a été reçu. Prévenez la personne qui l'administre.")
    try:
        answer = _checked(request)
    except TooManyFilesSent:
        return _("Trop de fichiers à la fois (plus de {n}). Envoyez-les en plusieurs fois.").format(
            n=quarantine.MOST_FILES
        )
    except (RequestDataTooBig, MultiPartParserError):
        return _("L'envoi a été coupé en route : rien n'a été reçu. Recommencez.")
    if handler.too_much:
        return _too_much()
    if answer is not None:
        return _("La page était ouverte depuis trop longtemps : rien n'a été reçu. Rechargez-la et recommencez.")
    if not handler.kept:
        return _("Aucun fichier choisi. Déposez vos exports dans le cadre, ou choisissez-les.")
    return ""


def _too_much() -> str:
    sentence = _("L'envoi dépasse {n} Mo : rien n'a été reçu. Envoyez les fichiers en plusieurs fois.")
    return sentence.format(n=services.limit_words())


def _checked(request: HttpRequest) -> HttpResponse | None:
    """Read the form, then check that it comes from our page (the handler must be there before anything is read)."""
    request.POST  # noqa: B018 - reading it is what writes the files
    guard = CsrfViewMiddleware(lambda _request: HttpResponse())
    guard.process_request(request)
    return guard.process_view(request, _upload, (), {})


upload = csrf_exempt(rate_limit(action="upload")(_upload))
upload.right = _upload.right
