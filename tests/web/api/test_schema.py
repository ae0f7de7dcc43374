"""What the description allows, and what it does not, is thrown at the API: no answer that it does not announce."""

from __future__ import annotations

from typing import Any

import builders
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from levier.web.api.models import make_token
from levier.web.api.security import Token

POINTS = [{"period": "2025-01", "value": 0.125, "numerator": 25, "denominator": 200}]


@pytest.fixture
def described(transactional_db: None, centre: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the API as it describes itself, with a token that may do everything."""
    builders.make_series(centre, "no_show_rate", POINTS)
    # Hundreds of calls a minute are the very purpose here.
    monkeypatch.setattr("levier.web.api.security.CALLS_A_MINUTE", 10_000_000)
    return schemathesis.openapi.from_url(f"{live_server.url}/api/v1/openapi.json")


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_described(described: Any, centre: Any, mode: GenerationMode) -> None:
    text = make_token(builders.make_user("director", centre), "essai", ["read", "type", "import"])[1]
    headers = {"Authorization": f"Bearer {text}"}
    operations = [one.ok() for one in described.get_all_operations()]
    assert len(operations) == 10
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def attack(case: Any) -> None:
            case.call_and_validate(headers=headers)

        attack()


@pytest.mark.django_db
def test_the_description_is_openapi_3_1(client: Any) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["components"]["securitySchemes"]) == {Token.__name__}
