"""Pages that need no account: words, accessibility, who publishes what, and what robots ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, metadata, version

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import for_everyone
from levier.web.config import installation
from levier.web.home.lexicon import lexicon as words

PACKAGES = (
    *("django", "django-allauth", "django-htmx", "django-ninja", "django-ox", "django-simple-history", "rules"),
    *("granian", "whitenoise", "duckdb", "python-calamine", "xlsxwriter", "python-docx", "typst", "scipy"),
    *("statsmodels", "vl-convert-python"),
)
SAFE_SCHEMES = ("https://", "mailto:", "tel:")
YEAR = timedelta(days=365)


@require_safe
@for_everyone
def lexicon(request: HttpRequest) -> HttpResponse:
    """Show every word of the tool, or those that say what is asked."""
    asked = request.GET.get("q", "").strip()[:80]
    parts = words(asked)
    context = {"asked": asked, "parts": parts, "found": sum(len(one.words) for one in parts)}
    return render(request, "home/lexicon.html", context)


@require_safe
@for_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the declaration of accessibility."""
    return render(request, "home/accessibility.html", {"contact": installation.text("LEVIER_SITE_CONTACT")})


@require_safe
@for_everyone
def legal(request: HttpRequest) -> HttpResponse:
    """Show who publishes the site, what it keeps, its version, its licence and those of others."""
    context = {
        "contact": installation.text("LEVIER_SITE_CONTACT"),
        "publisher": installation.text("LEVIER_SITE_PUBLISHER"),
        "source": installation.text("LEVIER_SITE_SOURCE"),
        "packages": [one for name in PACKAGES if (one := _package(name))],
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "home/legal.html", context)


def _package(name: str) -> tuple[str, str, str] | None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    licence = about.get("License-Expression") or _classified(about.get_all("Classifier") or [])
    return about["Name"], version(name), licence or (about.get("License") or "").split("\n")[0][:40]


def _classified(classifiers: list[str]) -> str:
    said = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return ", ".join(said)


@require_safe
@for_everyone
def robots(_request: HttpRequest) -> HttpResponse:
    """Ask search engines to read nothing: the site is a tool, not a publication."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
@for_everyone
def security_contact(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a vulnerability (RFC 9116), when the installation named somebody.

    ``LEVIER_SITE_SECURITY_CONTACT`` is an address as ``https://``, ``mailto:`` or ``tel:``; a bare one is an e-mail's.

    Raises:
        Http404: nobody is named.
    """
    contact = installation.text("LEVIER_SITE_SECURITY_CONTACT")
    if not contact:
        raise Http404
    if not contact.startswith(SAFE_SCHEMES):
        contact = f"mailto:{contact}"
    until = (datetime.now(UTC) + YEAR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {contact}", f"Expires: {until}", "Preferred-Languages: fr, en")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
