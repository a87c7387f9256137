"""A survey's A/B test: what each arm has brought, what may be said, and how many more must begin first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.accounts.access import Actor
from ohlas.feedback.queries import arms_of
from ohlas.metrics import Measure, measures_of, sample_size_per_group
from ohlas.surveys.queries import VersionRow, history_of
from ohlas.surveys.rules import Arm, Definition, Item, VariantResult, variant_result, winner_of

if TYPE_CHECKING:
    from ohlas.surveys.models import Survey

WORTH = (5, 10, 15)
"""Differences in completion, in percentage points, that one may want to find."""
USUAL_WORTH = 10
ASSUMED = 0.8
"""Share of begun answers that are finished, before anything is known; fixed, so that the plan never moves."""


@dataclass(frozen=True)
class Plan:
    """Begun answers needed in each arm to find a difference of `worth` points four times in five."""

    worth: int
    per_arm: int
    more: int

    @property
    def is_met(self) -> bool:
        return self.more == 0


@dataclass(frozen=True)
class Trial:
    """`winner` is the arm in use since the test was ended; None while it runs or when it was given up."""

    definition: Definition
    items: tuple[Item, ...]
    item: Item | None
    measure: Measure
    arms: tuple[Arm, ...]
    result: VariantResult
    plan: Plan
    is_running: bool
    winner: str | None
    has_draft: bool


def trial_of(actor: Actor, survey: "Survey", question: str, worth: int) -> Trial | None:
    """The newest test of the survey, judged by this question's score; None when there never was one."""
    history = history_of(survey)
    published = [row for row in history if row.published_at is not None]
    tested = next((row for row in published if row.definition.variants), None)
    if tested is None:
        return None
    items = tuple(item for item in tested.definition.items() if item.scale is not None)
    item = next((one for one in items if one.id == question), items[0] if items else None)
    measure = measures_of(item.scale if item and item.scale else "number")[0]
    arms = arms_of(actor.organisation.id, survey.id, item.id if item else "", actor.scope)
    return Trial(
        definition=tested.definition,
        items=items,
        item=item,
        measure=measure,
        arms=arms,
        result=variant_result(arms, measure.id),
        plan=plan_of(arms, worth),
        is_running=published[0] is tested,
        winner=_winner(published, tested),
        has_draft=history[0].published_at is None,
    )


def plan_of(arms: tuple[Arm, ...], worth: int) -> Plan:
    variance = ASSUMED * (1 - ASSUMED)
    per_arm = sample_size_per_group(variance, variance, worth / 100)
    fewest = min((arm.started for arm in arms), default=0)
    return Plan(worth, per_arm, max(0, per_arm - fewest))


def _winner(published: list[VersionRow], tested: VersionRow) -> str | None:
    after = next((row for row in published if row.number == tested.number + 1), None)
    return winner_of(tested.definition, after.definition) if after and after is published[0] else None
