"""The e-mail of Monday: when, whether, and the link that stops it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from levier.web.accounts.access import allowed, for_everyone
from levier.web.centres.models import Centre
from levier.web.monday.digest.content import lines_of
from levier.web.monday.digest.sending import subscription_of
from levier.web.monday.forms import DigestForm
from levier.web.monday.models import DigestSubscription


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("centre.monday")
def digest(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose the day and the hour; read what it will say."""
    known = DigestSubscription.objects.filter(user=request.user, centre=centre).first()
    # Who opens the page for the first time came to receive the e-mail.
    mine = known or DigestSubscription(user=request.user, centre=centre, on=request.method != "POST")
    form = DigestForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        on = form.instance.on
        messages.success(request, _("Courriel programmé.") if on else _("Vous ne recevrez plus ce courriel."))
        return redirect("digest", code=centre.code)
    subject, lines = lines_of(centre, request.user)
    shown = {"form": form, "subject": subject, "lines": lines, "email": request.user.email}
    return render(request, "monday/digest.html", shown, status=422 if form.is_bound else 200)


@for_everyone
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def digest_stop(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Stop the e-mail of whoever holds the link: a page asks, a post does (mail programs post by themselves)."""
    found = subscription_of(token)
    if found is None or found.centre.code != code:
        raise Http404
    if request.method == "POST":
        DigestSubscription.objects.filter(pk=found.pk).update(on=False)
    return render(request, "monday/digest_stop.html", {"stopped": request.method == "POST" or not found.on})
