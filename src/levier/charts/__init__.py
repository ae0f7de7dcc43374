"""Charts: Vega-Lite specifications made here, each with a sentence and a table; stills for those without a screen."""

from levier.charts.drawing import Drawing, Table, themed
from levier.charts.locales import locale
from levier.charts.series import Limits, Note, Point
from levier.charts.stills import content_hash, picture, still
from levier.charts.trend import trend

__all__ = [
    "Drawing", "Limits", "Note", "Point", "Table", "content_hash", "locale", "picture", "still", "themed", "trend",
]  # fmt: skip
