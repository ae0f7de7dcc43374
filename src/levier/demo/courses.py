"""How each rate of a centre runs over the two years: its habit, its drift, the true effect of its levers."""

from __future__ import annotations

from dataclasses import dataclass

from levier.demo.days import DAYS
from levier.demo.levers import Choice
from levier.demo.plan import CentrePlan

REMINDED = 0.5
"""A reminder halves the risk of not coming (the report: -50 % in one month in one centre)."""

ANSWER_DRIFT = 0.2
"""The part of lever 1's unfavourable drift that the answer rate takes, in fraction a year."""


@dataclass(frozen=True, slots=True)
class Courses:
    """One value a day for each rate, from 1 January 2024 (fractions, or factors near 1)."""

    no_show: list[float]
    reminders: list[float]
    reminders_without: float
    answered: list[float]
    technical: list[float]
    technical_gain: list[float]
    imaging_fill: list[float]
    dental_fill: list[float]
    rejected: list[float]
    unpaid: list[float]
    purchases: list[float]


def courses_of(plan: CentrePlan) -> Courses:
    """Return the courses of a centre."""
    habits = plan.habits
    calls, coding, imaging, dental, claims, buying = (plan.choice(lever) for lever in (1, 2, 4, 5, 6, 9))
    return Courses(
        no_show=_course(habits.no_show, calls, -1, 0.0),
        reminders=[
            habits.reminders + (reminder_target(calls) - habits.reminders) * calls.share(day) for day in _days()
        ],
        reminders_without=habits.reminders,
        answered=[
            min(
                0.97,
                habits.answered
                + answered_gain(calls) * calls.share(day)
                + ANSWER_DRIFT * min(0.0, calls.drift) * day / 365,
            )
            for day in _days()
        ],
        technical=_course(habits.technical, coding, 1, 0.0),
        technical_gain=[technical_gain(coding) * coding.share(day) for day in _days()],
        imaging_fill=_course(habits.imaging_fill, imaging, 1, imaging_gain(imaging)),
        dental_fill=_course(habits.dental_fill, dental, 1, dental_gain(dental)),
        rejected=_course(habits.rejected, claims, -1, -rejection_cut(claims)),
        unpaid=_course(habits.unpaid, claims, -1, -0.3),
        purchases=_course(habits.purchases, buying, -1, -purchases_cut(buying)),
    )


def _days() -> range:
    return range(DAYS)


def _course(habit: float, choice: Choice, direction: int, effect: float) -> list[float]:
    """Return habit × (1 + drift so far) × (1 + effect in force); a favourable drift goes in ``direction``."""
    return [
        min(0.97, habit * (1 + direction * choice.drift * day / 365) * (1 + effect * choice.share(day)))
        for day in _days()
    ]


def reminder_target(choice: Choice) -> float:
    """Return the share of appointments reminded once lever 1 is active."""
    return 0.8 + 0.17 * choice.strength


def answered_gain(choice: Choice) -> float:
    """Return the rise of the answer rate under lever 1 (fraction: 0.05 is five points)."""
    return 0.05 + 0.1 * choice.strength


def technical_gain(choice: Choice) -> float:
    """Return the rise of the specialists' share of technical acts under lever 2."""
    return 0.1 + 0.1 * choice.strength


def imaging_gain(choice: Choice) -> float:
    """Return the relative rise of the diaries' filling under lever 4."""
    return 0.2 + 0.25 * choice.strength


def dental_gain(choice: Choice) -> float:
    """Return the relative rise of the chairs' filling under lever 5."""
    return 0.2 + 0.25 * choice.strength


def rejection_cut(choice: Choice) -> float:
    """Return the relative fall of rejections under lever 6."""
    return 0.35 + 0.25 * choice.strength


def lab_rise(choice: Choice) -> int:
    """Return the rise per sampling file under lever 7, in cents."""
    return 80 + round(120 * choice.strength)


def lump_sum_gain(choice: Choice) -> float:
    """Return the relative rise of the lump sums under lever 8."""
    return 0.25 + 0.35 * choice.strength


def purchases_cut(choice: Choice) -> float:
    """Return the relative fall of purchases under lever 9."""
    return 0.12 + 0.1 * choice.strength
