"""The pages of the first steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from levier.catalogue.indicators import indicators
from levier.problems import LevierError
from levier.web.accounts.access import allowed_here, for_everyone
from levier.web.audit.services import record
from levier.web.centres import services
from levier.web.centres.advice import SOURCES, advised
from levier.web.centres.forms import by_theme
from levier.web.centres.wizard import forms, progress
from levier.web.centres.wizard import services as first
from levier.web.centres.wizard.progress import Step
from levier.web.documents import downloads, papers
from levier.web.documents.forms import PapersForm
from levier.web.documents.models import InstallationSettings
from levier.web.documents.views.common import handed

READ_WRITE = ("GET", "HEAD", "POST")
LINK, PROPOSED = "levier_first_link", "levier_first_sources"


@require_safe
@never_cache
@for_everyone
def wizard(request: HttpRequest) -> HttpResponse:
    """Open the first steps with the key of the first run, or go on with them."""
    if request.user.is_authenticated:
        here = InstallationSettings.here()
        if request.user.has_perm("installation.manage") and not progress.finished(here):
            return redirect("wizard_step", progress.next_step(here).slug)
        return redirect("home")
    if "cle" not in request.GET and progress.begun():
        return redirect("account_login")
    if progress.right_key(request.GET.get("cle", "")):
        request.session[progress.ALLOWED] = True
        return redirect("wizard_account")
    return render(request, "centres/wizard/closed.html", status=403)


@require_http_methods(READ_WRITE)
@never_cache
@for_everyone
def wizard_account(request: HttpRequest) -> HttpResponse:
    """Make the first account, for whoever holds the key."""
    if not progress.may_begin(request):
        return redirect("wizard")
    form = forms.AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        first.create_account(request, form.cleaned_data)
        return redirect("wizard_step", progress.after(progress.ACCOUNT).slug)
    here = InstallationSettings.here()
    return render(request, "centres/wizard/account.html", _around(progress.ACCOUNT, here, form=form))


@require_http_methods(READ_WRITE)
@never_cache
@allowed_here("installation.manage")
def wizard_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Show or keep one of the first steps."""
    here, one = InstallationSettings.here(), progress.step(slug)
    if one is None or slug not in PAGES:
        raise Http404
    if progress.finished(here):
        return redirect("home")
    if not progress.reachable(one, here):
        return redirect("wizard_step", progress.next_step(here).slug)
    return PAGES[slug](request, here, one)


@require_safe
@allowed_here("installation.manage")
def wizard_papers(request: HttpRequest) -> HttpResponse:
    """Give the papers filled with what was answered so far."""
    here = InstallationSettings.here()
    if progress.finished(here):
        return redirect("home")
    content = papers.zipped(papers.installation_of(here.first_centre, here))
    record("export.papers", user=request.user, centre=here.first_centre)
    return handed(content, "dossier-levier.zip", downloads.ZIP)


def _around(one: Step, here: InstallationSettings, **more: Any) -> dict[str, Any]:
    return {"title": one.title, "steps": progress.links(one, here), "before": progress.before(one), "here": here} | more


def _show(request: HttpRequest, here: InstallationSettings, one: Step, **more: Any) -> HttpResponse:
    return render(request, f"centres/wizard/{one.slug}.html", _around(one, here, **more))


def _go_on(here: InstallationSettings, one: Step) -> HttpResponse:
    progress.done(here, one)
    return redirect("wizard_step", progress.after(one).slug)


def _kind(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    return _go_on(here, one) if request.method == "POST" else _show(request, here, one)


def _centre(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    initial = forms.CentreForm.of(here.first_centre) if here.first_centre else {}
    form = forms.CentreForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            first.keep_centre(here, form.said(), user=request.user)
        except LevierError as error:
            form.add_error(None, str(error))
        else:
            return _go_on(here, one)
    return _show(request, here, one, form=form)


def _direction(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    form = forms.DirectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"] if form.cleaned_data["who"] == form.OTHER else ""
        try:
            link = first.keep_director(request, here.first_centre, email)
        except LevierError as error:
            form.add_error(None, str(error))
        else:
            if link:
                request.session[LINK] = link
            if email:
                messages.success(request, _("L'invitation de {email} est prête.").format(email=email))
            return _go_on(here, one)
    return _show(request, here, one, form=form)


def _followed(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    centre = here.first_centre
    known = centre.described().services or ()
    sources = request.GET.getlist("sources") if "propose" in request.GET else None
    if sources is not None:
        request.session[PROPOSED] = [name for name in sources if name in SOURCES]
    kept = request.session.get(PROPOSED)
    desk = forms.SourcesForm(initial={"sources": kept} if kept is not None else None)
    proposed = advised(kept if kept is not None else forms.USUAL, known)
    chosen = centre.followed if centre.followed and sources is None else proposed
    form = forms.FollowedForm(request.POST if request.method == "POST" else None, initial={"names": chosen})
    if request.method == "POST" and form.is_valid():
        ticked = form.cleaned_data["names"]
        order = [*chosen, *proposed]
        services.follow(
            centre, sorted(ticked, key=lambda name: order.index(name) if name in order else 99), user=request.user
        )
        return _go_on(here, one)
    ticked, known_ones = form["names"].value() or [], indicators()
    first_ones = [known_ones[name] for name in dict.fromkeys((*chosen, *ticked)) if name in known_ones]
    shown = {each.name for each in first_ones}
    others = [(theme, [each for each in held if each[0] not in shown]) for theme, held in by_theme()]
    more = {"form": form, "desk": desk, "ticked": ticked, "first": first_ones, "others": [o for o in others if o[1]]}
    return _show(request, here, one, link=request.session.get(LINK, ""), **more)


def _papers(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    form = PapersForm(request.POST if request.method == "POST" else None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.instance._history_user = request.user
        form.save()
        return _go_on(here, one)
    blanks = sum(each.blanks for each in papers.listed(papers.installation_of(here.first_centre, here)))
    return _show(request, here, one, form=form, blanks=blanks)


def _figures(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    if request.method == "POST":
        progress.done(here, one, progress.FINISHED)
        request.session.pop(LINK, None)
        return redirect(_door(request.POST.get("door", ""), here))
    return _show(request, here, one, link=request.session.get(LINK, ""))


def _door(asked: str, here: InstallationSettings) -> str:
    from django.urls import reverse

    centre = here.first_centre
    doors = {"entry": "entry", "imports": "imports", "dashboard": "dashboard"}
    return reverse(doors[asked], args=[centre.code]) if centre and asked in doors else reverse("home")


def _region(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    form = forms.RegionForm(request.POST if request.method == "POST" else None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.instance._history_user = request.user
        form.save()
        return _go_on(here, one)
    return _show(request, here, one, form=form)


def _centres(request: HttpRequest, here: InstallationSettings, one: Step) -> HttpResponse:
    from levier.web.centres.models import Centre

    form = forms.CentresForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        first.keep_centres(form.cleaned_data["lines"], user=request.user)
        return _go_on(here, one)
    known = Centre.objects.values_list("name", "department")
    return _show(request, here, one, form=form, known=known)


Page = Callable[[HttpRequest, InstallationSettings, Step], HttpResponse]
PAGES: dict[str, Page] = {
    progress.KIND.slug: _kind, progress.CENTRE.slug: _centre, progress.DIRECTION.slug: _direction,
    progress.FOLLOWED.slug: _followed, progress.PAPERS.slug: _papers, progress.FIGURES.slug: _figures,
    progress.REGION_NAME.slug: _region, progress.CENTRES.slug: _centres,
}  # fmt: skip
