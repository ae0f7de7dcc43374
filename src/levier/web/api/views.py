"""The page of the tokens, and that of the documentation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from levier.catalogue.words import in_language
from levier.web.accounts.access import for_everyone, logged_in
from levier.web.api.forms import TokenForm
from levier.web.api.models import ApiToken, make_token
from levier.web.audit.services import record


@require_http_methods(["GET", "POST"])
@logged_in
def tokens(request: HttpRequest) -> HttpResponse:
    """List the person's tokens; make one, whose text is shown this once."""
    form = TokenForm(request.POST or None, user=request.user)
    text = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        token, text = make_token(request.user, given["name"], given["scopes"], given["days"], given["centre"])
        record("token.make", user=request.user, centre=given["centre"], scopes=given["scopes"], token=token.pk)
        form = TokenForm(user=request.user)
    status = 422 if form.errors else 200
    known = ApiToken.objects.filter(user=request.user).select_related("centre")
    answer = render(request, "api/tokens.html", {"form": form, "tokens": known, "text": text}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@logged_in
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Make a token of the person useless, at once."""
    found = get_object_or_404(ApiToken, pk=token, user=request.user)
    if found.revoked is None:
        found.revoked = timezone.now()
        found.save(update_fields=["revoked"])
        record("token.revoke", user=request.user, centre=found.centre, token=found.pk)
        messages.success(request, _("Jeton révoqué : il n'ouvre plus rien."))
    return redirect("tokens")


@require_GET
@for_everyone
def documentation(request: HttpRequest) -> HttpResponse:
    """Describe the API for people, from what describes it for machines."""
    from levier.web.api.site import api

    schema: dict[str, Any] = api.get_openapi_schema()
    operations = [
        {"path": path, "method": method.upper(), **said, "summary": in_language(said["summary"])}
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]
    about = schema["info"] | {"description": in_language(schema["info"]["description"])}
    return render(request, "api/documentation.html", {"operations": operations, "about": about})
