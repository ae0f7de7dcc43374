"""Readings (*lectures*): has something really changed, in words, with numbers and the announced rate of error."""

from levier.readings.alerts import Alerts, alerts
from levier.readings.judge import Judgement, Peers, judge
from levier.readings.plan import Plan, TooEarly, make_plan
from levier.readings.points import Point, Series
from levier.readings.read import read, series
from levier.readings.reading import Activation, Reading, Target

__all__ = [
    "Activation",
    "Alerts",
    "Judgement",
    "Peers",
    "Plan",
    "Point",
    "Reading",
    "Series",
    "Target",
    "TooEarly",
    "alerts",
    "judge",
    "make_plan",
    "read",
    "series",
]
