"""Which answers belong together when comments and bars are shown: promoters, the satisfied, those at ease."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.lib.charts.shapes import Tone


@dataclass(frozen=True, slots=True)
class AnswerClass:
    """Answers from `low` to `high`; the best class stands first."""

    name: str
    tone: Tone
    low: float
    high: float


_NPS = (
    AnswerClass("Promoters (9–10)", "promoter", 9, 10),
    AnswerClass("Passives (7–8)", "passive", 7, 8),
    AnswerClass("Detractors (0–6)", "detractor", 0, 6),
)
_SATISFIED = (
    AnswerClass("Satisfied (4–5)", "promoter", 4, 5),
    AnswerClass("In between (3)", "passive", 3, 3),
    AnswerClass("Dissatisfied (1–2)", "detractor", 1, 2),
)
_EASE = (
    AnswerClass("Easy (4–5)", "promoter", 4, 5),
    AnswerClass("In between (3)", "passive", 3, 3),
    AnswerClass("Hard (1–2)", "detractor", 1, 2),
)
_EFFORT = (
    AnswerClass("Little effort (1–2)", "promoter", 1, 2),
    AnswerClass("In between (3)", "passive", 3, 3),
    AnswerClass("Much effort (4–5)", "detractor", 4, 5),
)
_EASY_7 = (
    AnswerClass("Easy (5–7)", "promoter", 5, 7),
    AnswerClass("In between (4)", "passive", 4, 4),
    AnswerClass("Hard (1–3)", "detractor", 1, 3),
)
_OF_SCALE: Mapping[str, tuple[AnswerClass, ...]] = MappingProxyType(
    {
        "nps_0_10": _NPS,
        "enps_0_10": _NPS,
        "csat_1_5": _SATISFIED,
        "stars_1_5": _SATISFIED,
        "faces_1_5": _SATISFIED,
        "ease_1_5": _EASE,
        "ces1_1_5": _EFFORT,
        "ces2_1_7": _EASY_7,
    }
)
ALL = AnswerClass("All answers", "plain", float("-inf"), float("inf"))


def classes_of(scale_id: str) -> tuple[AnswerClass, ...]:
    """The classes of a scale; one that holds everybody where the scale has none."""
    return _OF_SCALE.get(scale_id, (ALL,))


def class_of(scale_id: str, value: float) -> AnswerClass:
    return next(each for each in classes_of(scale_id) if each.low <= value <= each.high)
