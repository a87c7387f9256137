"""What an A/B test showed: which arm is finished more often, and whether it moves the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ohlas.metrics import (
    Comparison,
    Figure,
    ScoreCounts,
    ShareTally,
    benjamini_hochberg,
    compare_shares,
    measure_of,
    share_figure,
)
from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.ordering import with_variant
from ohlas.surveys.rules.reading import parse_definition
from ohlas.surveys.rules.writing import document_of

FALSE_ALARMS = 0.05
"""Share of claimed differences that may be chance, over all comparisons of one test."""
ENOUGH = 30
"""Starts in each arm below which nothing is said; at 30 shares are told apart only when far apart."""
COMPLETION = "completion"
Verdict = Literal["too_early", "no_clear_difference", "different"]


@dataclass(frozen=True, slots=True)
class Arm:
    """What happened in one variant; `scores` are the answers to the question the test is about."""

    variant: str
    name: str
    started: int
    completed: int
    scores: ScoreCounts


@dataclass(frozen=True, slots=True)
class ArmComparison:
    """An arm less the first one, in `measure`: `completion` (a share) or a measure's id."""

    variant: str
    against: str
    measure: str
    comparison: Comparison | None
    is_real: bool


@dataclass(frozen=True)
class VariantResult:
    """Figures per arm, every arm compared with the first one, and what may be said."""

    completion: Mapping[str, Figure]
    scores: Mapping[str, Figure]
    comparisons: tuple[ArmComparison, ...]
    verdict: Verdict

    def of(self, measure: str) -> tuple[ArmComparison, ...]:
        return tuple(one for one in self.comparisons if one.measure == measure)


def outcome_of(definition: Definition, winner: str) -> dict[str, object]:
    """The document in which everybody sees the winner and nothing is tested any more."""
    return {**document_of(with_variant(definition, winner)), "variants": []}


def winner_of(tested: Definition, after: Definition) -> str | None:
    """The arm of the tested version that everybody sees in the one after; None when that is no outcome."""
    won = (one.id for one in tested.variants if parse_definition(outcome_of(tested, one.id)) == after)
    return next(won, None)


def variant_result(arms: Sequence[Arm], measure_id: str) -> VariantResult:
    """The result of a test by its arms, the first being what the others are compared with.

    All comparisons count as one family (Benjamini–Hochberg), so that many arms raise no false alarm. Looked
    at again and again a difference will show by chance: decide beforehand when to look.
    Errors: metrics' `UnknownMeasure`, `OffScale`.
    """
    measure = measure_of(measure_id)
    compared = [
        (arm, what, found)
        for arm in arms[1:]
        for what, found in (
            (COMPLETION, compare_shares(_finished(arm), _finished(arms[0]))),
            (measure_id, measure.compare(arm.scores, arms[0].scores)),
        )
    ]
    is_enough = len(arms) > 1 and min(arm.started for arm in arms) >= ENOUGH
    tested = [found for _, _, found in compared if found is not None]
    real = iter(benjamini_hochberg([found.p for found in tested], FALSE_ALARMS))
    comparisons = tuple(
        ArmComparison(
            arm.variant, arms[0].variant, what, found, found is not None and next(real) and is_enough
        )
        for arm, what, found in compared
    )
    return VariantResult(
        completion={arm.variant: share_figure(_finished(arm)) for arm in arms},
        scores={arm.variant: measure.score(arm.scores) for arm in arms},
        comparisons=comparisons,
        verdict=_verdict(comparisons, is_enough=is_enough),
    )


def _finished(arm: Arm) -> ShareTally:
    return ShareTally(arm.completed, arm.started - arm.completed)


def _verdict(comparisons: Sequence[ArmComparison], *, is_enough: bool) -> Verdict:
    if not is_enough:
        return "too_early"
    return "different" if any(one.is_real for one in comparisons) else "no_clear_difference"
