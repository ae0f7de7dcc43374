"""What every request goes through: its line in the log, its language."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from levier.i18n import speaking
from levier.web.home.errors import API

log = logging.getLogger("levier.requests")
ZERO = "\0"
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


class ReadableMiddleware:
    """Refuse an address that holds a sign no file nor database keeps (the zero byte): nothing is read.

    400 to a person; 404 to a program: as texts go it is one that names nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Look at the address once it is known.

        Raises:
            BadRequest: it holds the sign.
            Http404: the same, in an address of the API.
        """
        said = (text for values in request.GET.lists() for text in (values[0], *values[1]))
        if any(ZERO in text for text in (*said, *(one for one in kwargs.values() if isinstance(one, str)))):
            if request.path.startswith(API):
                raise Http404
            raise BadRequest("a zero byte in an address")


class LanguageMiddleware:
    """The library speaks the language of the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or "fr"):
            return self.get_response(request)
