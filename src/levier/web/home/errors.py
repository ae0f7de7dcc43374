"""The pages of errors; to a program that asks the API, the same said in JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

API = "/api/v1/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the request cannot be read."""
    if request.path.startswith(API):
        return JsonResponse({"detail": _("Requête illisible.")}, status=400)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is nothing here, or nothing that this person may know of."""
    if request.path.startswith(API):
        return JsonResponse({"detail": _("Rien à cette adresse.")}, status=404)
    return defaults.page_not_found(request, exception)
