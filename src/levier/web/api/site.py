"""The API: one version, described by OpenAPI 3.1 at ``/api/v1/openapi.json``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from levier.web.api.figures import router as figures
from levier.web.api.importing import router as importing
from levier.web.api.typing import router as typing
from levier.web.api.words import DESCRIPTION

api = NinjaAPI(title="Levier", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api-v1")
for router in (figures, typing, importing):
    api.add_router("", router)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameter cannot be read, without giving its value back."""
    said: list[dict[str, Any]] = [{"where": list(one["loc"]), "expected": one["msg"]} for one in error.errors]
    return api.create_response(request, {"detail": said}, status=422)
