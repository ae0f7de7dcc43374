"""The typed grid: what was typed in a year, and writing in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Body, Router, Schema
from ninja.errors import HttpError
from pydantic import ConfigDict, Field

from levier.catalogue.typed import TYPED
from levier.problems import suggest
from levier.web.api.models import Scope
from levier.web.api.schemas import Refusal
from levier.web.api.security import Token, centre_for
from levier.web.api.words import SUMMARIES
from levier.web.entry.keys import COLUMNS, LONGEST, CellKey, LineKey
from levier.web.entry.models import TypedValue
from levier.web.entry.selectors import blocks_of
from levier.web.entry.services import Change, Outcome, save

router = Router(auth=Token(Scope.TYPE), tags=["grille"])
REFUSALS = dict.fromkeys((400, 401, 403, 404, 422, 429), Refusal)
MOST = 2_000


class TypedIn(Schema):
    """A value to write: as a person types it (``1204``, ``41,7``); empty: not known any more."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(max_length=25, examples=["2025-01"])
    measure: str = Field(max_length=60, examples=["rdv_honores"])
    value: str = Field(max_length=30, examples=["1204"])
    was: str = Field(
        "", max_length=30, description="What was there when you looked; another value there is a conflict."
    )
    service: str = Field("", max_length=LONGEST["service"])
    specialty: str = Field("", max_length=LONGEST["specialty"])
    payer_type: str = Field("", max_length=LONGEST["payer_type"])
    job: str = Field("", max_length=LONGEST["job"])
    family: str = Field("", max_length=LONGEST["family"])
    site: str = Field("", max_length=LONGEST["site"])


class TypedOut(Schema):
    """What the grid holds in a cell."""

    period: str
    measure: str
    value: str
    service: str
    specialty: str
    payer_type: str
    job: str
    family: str
    site: str
    nature: str
    definition: str


class OutcomeOut(Schema):
    """What became of a value: ``saved`` ``cleared`` ``unchanged`` ``refused`` or ``conflict``, and why."""

    period: str
    measure: str
    state: str
    kept: str
    message: str


@router.get("/centres/{code}/typed", response={200: list[TypedOut], **REFUSALS}, summary=SUMMARIES["typed"])
def typed(request: HttpRequest, code: str, year: int) -> Any:
    """Return what was typed for a year, in the blocks of the token's person."""
    centre = centre_for(request, code, "centre.type")
    blocks = blocks_of(request.auth.user, centre)
    return TypedValue.objects.filter(centre=centre, block__in=blocks, period__startswith=f"{year:04d}").order_by("pk")


@router.put("/centres/{code}/typed", response={200: list[OutcomeOut], **REFUSALS}, summary=SUMMARIES["type"])
def write(request: HttpRequest, code: str, values: list[TypedIn] = Body(...)) -> Any:  # noqa: B008
    """Write values; each has its own answer, those that cannot be written are left as they were."""
    centre = centre_for(request, code, "centre.type")
    if len(values) > MOST:
        raise HttpError(422, f"Plus de {MOST} valeurs à la fois.")
    blocks = blocks_of(request.auth.user, centre)
    changes = [_change(one, blocks) for one in values]
    return [_said(one) for one in save(centre, request.auth.user, changes, why="API")]


def _change(one: TypedIn, blocks: tuple[str, ...]) -> Change:
    if one.measure not in TYPED:
        raise HttpError(422, f"measure « {one.measure} » inconnue. {suggest(one.measure, TYPED)}".strip())
    if TYPED[one.measure].block not in blocks:
        raise HttpError(403, f"measure « {one.measure} » : ce bloc de la grille n'est pas le vôtre.")
    line = LineKey(one.measure, *(getattr(one, name).strip() for name in COLUMNS))
    return Change(CellKey(line, one.period), one.value, one.was)


def _said(one: Outcome) -> OutcomeOut:
    return OutcomeOut(
        period=one.cell.period, measure=one.cell.line.measure, state=one.state, kept=one.was, message=one.message
    )
