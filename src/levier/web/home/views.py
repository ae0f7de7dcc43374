"""The first page, the language, the health of the site."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django.views.i18n import set_language as django_set_language

from levier.web.accounts.access import for_everyone, logged_in
from levier.web.centres.models import Centre

set_language = for_everyone(django_set_language)


@require_GET
@logged_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the only centre of the person, else list those that there are."""
    centres = list(Centre.objects.visible_to(request.user).select_related("body")[:300])
    if len(centres) == 1:
        return redirect(centres[0])
    return render(request, "home/home.html", {"centres": centres})


@require_GET
@for_everyone
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_GET
@for_everyone
def ready(_request: HttpRequest) -> HttpResponse:
    """Say that the database answers too: 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})
