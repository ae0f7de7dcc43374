"""Files: sent, read, confirmed, imported; the same road as in the browser."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from ninja.errors import HttpError

from levier.web.api.models import Scope
from levier.web.api.schemas import JobOut, Refusal
from levier.web.api.security import Token, centre_for
from levier.web.api.words import SUMMARIES
from levier.web.imports import quarantine, services
from levier.web.imports.models import Delivery
from levier.web.jobs.models import Job

router = Router(auth=Token(Scope.IMPORT), tags=["imports"])
REFUSALS = dict.fromkeys((400, 401, 403, 404, 413, 422, 429), Refusal)
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


class DeliveryOut(Schema):
    """Files sent together: where they are, what is asked, what was refused at the door."""

    id: UUID
    state: str
    job: str | None
    problem: str
    turned_away: list[dict[str, Any]]


@router.post(
    "/centres/{code}/deliveries",
    response={202: DeliveryOut, **REFUSALS},
    summary=SUMMARIES["deliver"],
    openapi_extra=FORM,
)
def send(request: HttpRequest, code: str) -> Any:
    """Take files in: they are read next; nothing is imported before it is confirmed."""
    centre = centre_for(request, code, "centre.import")
    delivery = Delivery(centre=centre, user=request.auth.user)
    handler = quarantine.QuarantineHandler(delivery)
    try:
        _receive(request, handler)
    except BaseException:
        quarantine.clear(delivery)
        raise
    services.receive(delivery, handler.kept)
    return Status(202, _said(delivery))


def _receive(request: HttpRequest, handler: quarantine.QuarantineHandler) -> None:
    if quarantine.announced(request.META) > settings.UPLOAD_LIMIT:
        raise HttpError(413, f"Plus de {services.limit_words()} Mo : envoyez les fichiers en plusieurs fois.")
    request.upload_handlers = [handler]
    try:
        request.POST  # noqa: B018 - reading it is what writes the files
    except (TooManyFilesSent, RequestDataTooBig, MultiPartParserError):
        raise HttpError(400, "Envoi illisible. Attendu : multipart/form-data, champ « files ».") from None
    if handler.too_much:
        raise HttpError(413, f"Plus de {services.limit_words()} Mo : envoyez les fichiers en plusieurs fois.")
    if not handler.kept:
        raise HttpError(400, "Aucun fichier. Attendu : multipart/form-data, champ « files ».")


@router.get(
    "/centres/{code}/deliveries/{delivery}", response={200: DeliveryOut, **REFUSALS}, summary=SUMMARIES["delivery"]
)
def delivery(request: HttpRequest, code: str, delivery: UUID) -> Any:
    """Return where a delivery is: ``reading review importing question done failed discarded``."""
    centre = centre_for(request, code, "centre.import")
    return _said(get_object_or_404(Delivery, pk=delivery, centre=centre))


class ConfirmIn(Schema):
    """How to import: ``whole`` and ``amend`` answer the question that the store may ask."""

    mode: Literal["auto", "whole", "amend"] = "auto"


@router.post(
    "/centres/{code}/deliveries/{delivery}/confirm",
    response={202: DeliveryOut, 409: Refusal, **REFUSALS},
    summary=SUMMARIES["import"],
)
def confirm(request: HttpRequest, code: str, delivery: UUID, given: ConfirmIn) -> Any:
    """Import what was read; 409 when it is not waiting for that."""
    centre = centre_for(request, code, "centre.import")
    found = get_object_or_404(Delivery, pk=delivery, centre=centre)
    if found.state not in (Delivery.State.REVIEW, Delivery.State.QUESTION):
        raise HttpError(409, f"Ce dépôt est à l'état « {found.state} » ; attendu : review ou question.")
    services.confirm(found, request.auth.user, given.mode)
    found.refresh_from_db()
    return Status(202, _said(found))


@router.get("/centres/{code}/jobs/{job}", response={200: JobOut, **REFUSALS}, summary=SUMMARIES["job"])
def job(request: HttpRequest, code: str, job: UUID) -> Any:
    """Return where some work of the centre is."""
    found = get_object_or_404(Job, pk=job, centre=centre_for(request, code, "centre.import"))
    said = {name: getattr(found, name) for name in ("kind", "state", "percent", "step", "problem")}
    return JobOut(id=str(found.pk), **said)


def _said(one: Delivery) -> DeliveryOut:
    return DeliveryOut(
        id=one.pk,
        state=one.state,
        job=None if one.job_id is None else str(one.job_id),
        problem=one.problem,
        turned_away=one.turned_away,
    )
