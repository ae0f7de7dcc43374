"""Where each person begins, and the language that they read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django.views.i18n import set_language as django_set_language

from levier.web.accounts.access import for_everyone, logged_in
from levier.web.figures import drawing
from levier.web.home import navigation
from levier.web.home.selectors import Known, known_centres, where_to_begin


@for_everyone
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language of this browser, and of the account when there is one."""
    asked = request.POST.get("language", "")
    if request.user.is_authenticated and asked in dict(settings.LANGUAGES) and asked != request.user.language:
        request.user.language = asked
        request.user.save(update_fields=["language"])
        drawing.speak(request.user)
    return django_set_language(request)


@require_GET
@logged_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the only place that a person has, else list their centres, else say whom to ask."""
    listed = request.GET.get("liste") == "1"
    if not listed and (place := where_to_begin(request.user)):
        return redirect(place)
    asked = request.GET.get("q", "").strip()[:80]
    centres = known_centres(request.user, asked)
    context = {
        "centres": [Known.of(request.user, one) for one in centres],
        "asked": asked,
        "searchable": asked or len(centres) > 5,
        "roles": request.user.roles,
        "elsewhere": list(navigation.of_several(request.user)),
    }
    return render(request, "home/home.html", context)
