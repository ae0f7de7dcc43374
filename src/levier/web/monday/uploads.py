"""Files that never touch the disk: they are received in memory, up to a size, or not at all."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

LIMIT = 50_000_000


class InMemoryOnly(MemoryFileUploadHandler):
    """Keep a file in memory whatever its size, up to ``LIMIT``; a larger one is left out, and ``too_large`` says so."""

    too_large = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        """Look at the announced size."""
        self.too_large = content_length > LIMIT + 100_000
        self.activated = not self.too_large

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, unless it is too large."""
        if self.too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)
