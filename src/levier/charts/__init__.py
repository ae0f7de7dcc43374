"""Charts: Vega-Lite specifications made here, each with a sentence and a table; stills for those without a screen."""

from levier.charts.bars import Bar, bars
from levier.charts.bridge import Step, bridge
from levier.charts.cumulated import cumulated
from levier.charts.drawing import Drawing, Table, themed
from levier.charts.landing import Month, landing
from levier.charts.locales import locale
from levier.charts.pair import Both, pair
from levier.charts.peers import peers
from levier.charts.series import Limits, Note, Point
from levier.charts.slices import Slice, slices
from levier.charts.stills import MissingDrawer, content_hash, picture, still, stills
from levier.charts.trend import trend

__all__ = [
    "Bar", "Both", "Drawing", "Limits", "MissingDrawer", "Month", "Note", "Point", "Slice", "Step", "Table", "bars",
    "bridge", "content_hash", "cumulated", "landing", "locale", "pair", "peers", "picture", "slices", "still", "stills",
    "themed", "trend",
]  # fmt: skip
