"""Margins of progress under other hypotheses, as a worker computes them with the library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from levier.gains import margins
from levier.gains.hypotheses import Plan, with_stated
from levier.gains.show import as_json
from levier.web.centres.models import Centre
from levier.web.figures.holdings import hold_centre


def tried(centre: Centre, asked: Mapping[str, Any], progress: Callable[[int, str], None]) -> dict[str, Any]:
    """Return the margins of a centre under the hypotheses and targets that a person stated, as the pages keep them.

    Args:
        centre: whose margins.
        asked: ``hypotheses`` and ``targets`` as people write them; ``private``: who asked sees small teams.
        progress: told how far it is.

    Raises:
        WrongCommand: an unknown name or an impossible value.
    """
    progress(5, "")
    plan = with_stated(Plan(), asked.get("hypotheses", {}), asked.get("targets", {}))
    holding = hold_centre(centre)
    try:
        progress(40, "")
        found = margins(holding, plan=plan, shareable=not asked.get("private"))
    finally:
        holding.engine.close()
    return dict(json.loads(as_json([(found, None)]))[0])
