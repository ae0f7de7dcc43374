"""What every request goes through: its line in the log, its language."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from levier.i18n import speaking

log = logging.getLogger("levier.requests")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """One line for each request: method, route, status, milliseconds; no address, no person, no parameter."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "?"
        took = round(1000 * (time.perf_counter() - began), 1)
        log.info(
            "request", extra={"method": request.method, "route": route, "status": response.status_code, "ms": took}
        )
        return response


class LanguageMiddleware:
    """The library speaks the language of the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or "fr"):
            return self.get_response(request)
