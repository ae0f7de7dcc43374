"""Settings of a worker that is another process than the tests: the same database, the same files."""

import os

os.environ["LEVIER_SITE_DATA"] = os.environ["LEVIER_TEST_HOME"]

from levier.web.config.settings import *  # noqa: F403
from levier.web.config.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["LEVIER_TEST_NAME"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
