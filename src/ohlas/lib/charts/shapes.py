"""What a chart is made of. Words arrive translated and numbers arrive counted: a chart computes nothing."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["promoter", "passive", "detractor", "plain"]
Mark = Literal["better", "worse", "none", "indicative"]


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the values: title, natural ends (None: open), how a value is written (d3-format)."""

    title: str
    low: float | None
    high: float | None
    form: str = ".1f"


@dataclass(frozen=True, slots=True)
class Point:
    """One bucket of a trend; `value` is None when nobody answered, `sentence` is read out and on hover."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    sentence: str
    href: str | None = None
    indicative: bool = False
    sealed: float | None = None
    """What was reported when the bucket was closed; None where it is open."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of a scale and the share (0–1) of people who gave it."""

    label: str
    share: float
    n: int
    tone: Tone
    sentence: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One group of a breakdown."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    mark: Mark
    sentence: str
    href: str | None = None
