"""What the tests of the look share."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_renderer(settings: Any) -> None:
    """Draw controls with Django's own renderer: the look does not depend on where an installation finds templates."""
    settings.FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
