"""Settings of a worker that is another process than the tests: the same database, the same files."""

import os

if home := os.environ.get("LEVIER_TEST_HOME"):
    os.environ["LEVIER_SITE_DATA"] = home

from levier.web.config.settings import *  # noqa: F403
from levier.web.config.settings import DATABASES

if name := os.environ.get("LEVIER_TEST_NAME"):
    DATABASES["default"]["NAME"] = name
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
