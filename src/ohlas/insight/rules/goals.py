"""What a goal may be, and what is said of it: plain verdicts over figures and chances."""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from ohlas.insight.errors import BadGoal
from ohlas.insight.rules.periods import Step, Window, floor, following
from ohlas.metrics import MEASURES, SCALES, Figure, Measure

GOAL_STEPS = (Step.MONTH, Step.QUARTER, Step.YEAR)
LIKELY, HOPELESS = 0.7, 0.05
"""Chances from which a goal is on course, and under which it is out of reach."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_GOALS = 20_000
"""Goals set with one press: every unit of the largest chains."""
_PERIOD = re.compile(r"(month|quarter|year):(\d{4}-\d{2}-\d{2})")
_NUMBER = re.compile(r"[-−+]?\d{1,9}([.,]\d{1,9})?")


class Verdict(StrEnum):
    NOT_BEGUN = "not begun"
    TOO_EARLY = "too early"
    ON_COURSE = "on course"
    AT_RISK = "at risk"
    OUT_OF_REACH = "out of reach"
    REACHED = "reached"
    MISSED = "missed"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year of the organisation's calendar: whole days, whatever the clocks do in it."""

    step: Step
    start: date

    @property
    def window(self) -> Window:
        return Window(self.start, following(self.start, self.step))

    @property
    def key(self) -> str:
        return f"{self.step.value}:{self.start.isoformat()}"

    def is_over(self, today: date) -> bool:
        return following(self.start, self.step) <= today

    def is_ahead(self, today: date) -> bool:
        return self.start > today

    @property
    def finer(self) -> Step:
        """The steps a forecast is made of."""
        return Step.MONTH if self.step is Step.YEAR else Step.WEEK

    def next(self) -> "Period":
        return Period(self.step, following(self.start, self.step))

    def before(self) -> "Period":
        return period_of(self.step, self.start - timedelta(days=1))


@dataclass(frozen=True)
class GoalWish:
    """One goal as it should be; a target of None takes it away."""

    measure: str
    period: Period
    target: float | None
    unit_id: UUID | None = None
    survey_id: UUID | None = None
    question: str = ""

    @property
    def about(self) -> str:
        return f"{self.unit_id or ''}|{self.survey_id or ''}|{self.question}"


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, the side it is reached from, and the chance of it; None where no forecast can be made."""

    target: float
    better: str
    chance: float | None = None

    def is_met_by(self, value: float) -> bool:
        return value >= self.target if self.better == "higher" else value <= self.target


def period_of(step: Step, day: date) -> Period:
    """The period this day lies in."""
    return Period(step, floor(day, step))


def read_period(given: str) -> Period:
    """A period as addresses and forms write it, `month:2026-11-01`.

    Errors: `BadGoal` for anything else, and for a day that begins no such period.
    """
    match = _PERIOD.fullmatch(given)
    allowed = "a month, quarter or year by its first day, such as quarter:2026-10-01, is needed"
    if match is None:
        raise BadGoal("period", given[:40], allowed)
    return checked_period(match[1], match[2])


def checked_period(step: str, start: str) -> Period:
    """The period beginning on this day.

    Errors: `BadGoal`.
    """
    try:
        found, day = Step(step), date.fromisoformat(start)
    except ValueError as error:
        raise BadGoal("period", f"{step}:{start}"[:40], "a month, quarter or year is needed") from error
    if found not in GOAL_STEPS or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadGoal(
            "period", f"{step}:{start}"[:40], "a month, quarter or year from 2000 to 2100 is needed"
        )
    if floor(day, found) != day:
        raise BadGoal("period", f"{step}:{start}", f"its {found.value} begins on {floor(day, found)}")
    return Period(found, day)


def read_target(measure: Measure, scale: str, given: str) -> float | None:
    """A target as people type it: points, per cent or grade, with comma or point; empty means none.

    Errors: `BadGoal` for no number and for one the measure can never be.
    """
    text = given.strip().removesuffix("%").strip().replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadGoal("target", given[:40], f"a number from {_ends_said(measure, scale)} is needed")
    number = float(text.replace(",", ".").replace("−", "-"))
    return checked_target(measure, scale, number / 100 if measure.unit == "share" else number)


def checked_target(measure: Measure, scale: str, target: float) -> float:
    """The target, when the measure can be that.

    Errors: `BadGoal` outside the scale.
    """
    ends = ends_of(measure, scale)
    if not math.isfinite(target) or (ends and not ends[0] <= target <= ends[1]):
        shown = 100 * target if measure.unit == "share" else target
        raise BadGoal("target", f"{shown:g}", f"a number from {_ends_said(measure, scale)} is needed")
    return target


def measure_named(name: str) -> Measure:
    """Errors: `BadGoal` for a measure that does not exist."""
    if name not in MEASURES:
        raise BadGoal("measure", name[:40], f"one of {', '.join(MEASURES)} is needed")
    return MEASURES[name]


def ends_of(measure: Measure, scale: str) -> tuple[float, float] | None:
    """The lowest and the highest a measure can be; None for a free number."""
    fixed = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}.get(measure.unit)
    return fixed or SCALES[scale].bounds


def verdict(period: Period, today: date, figure: Figure, aim: Aim) -> Verdict:
    """What is said of a goal today."""
    if period.is_ahead(today):
        return Verdict.NOT_BEGUN
    if period.is_over(today):
        if figure.value is None or figure.is_indicative:
            return Verdict.TOO_FEW
        return Verdict.REACHED if aim.is_met_by(figure.value) else Verdict.MISSED
    if aim.chance is None or figure.is_indicative:
        return Verdict.TOO_EARLY
    if aim.chance >= LIKELY:
        return Verdict.ON_COURSE
    return Verdict.OUT_OF_REACH if aim.chance < HOPELESS else Verdict.AT_RISK


def _ends_said(measure: Measure, scale: str) -> str:
    ends = ends_of(measure, scale)
    if ends is None:
        return "anywhere"
    factor = 100 if measure.unit == "share" else 1
    return f"{factor * ends[0]:g} to {factor * ends[1]:g}"
