"""How little is known of each branch: the width of its interval, as a share of the whole scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.accounts.queries import units_of
from ohlas.engine import Query, open_store, run
from ohlas.lib.config import config
from ohlas.metrics import SCALES, Measure, measures_of
from ohlas.surveys.queries import standing

LOOKED_BACK = timedelta(days=90)
NOTHING_KNOWN = 1.0
"""No answers: as wide as the scale."""
SPAN = {"points": 200.0, "share": 1.0}


@dataclass(frozen=True)
class Widths:
    """By a branch's code, as events tell it; somebody of no branch is as much needed as anybody unknown."""

    by_code: Mapping[str, float]

    def of(self, code: str) -> float:
        return self.by_code.get(code, NOTHING_KNOWN)


def widths_of(organisation_id: UUID, survey_id: UUID, now: datetime) -> Widths:
    """The interval's width per branch for the survey's first score, over the last 90 days."""
    found = standing(organisation_id, str(survey_id), now)
    questions = found.version.definition.questions if found and found.version else ()
    bounded = [(one.id, one.scale) for one in questions if one.scale and SCALES[one.scale].high is not None]
    if not bounded:
        return Widths({})
    return Widths(_measured(organisation_id, survey_id, bounded[0], now))


def _measured(
    organisation_id: UUID, survey_id: UUID, asked: tuple[str, str], now: datetime
) -> dict[str, float]:
    question, scale = asked
    measure = measures_of(scale)[0]
    query = Query(
        organisation=str(organisation_id),
        scale=scale,
        group_by=("unit",),
        since=(now - LOOKED_BACK).date(),
        questions=(question,),
        surveys=(str(survey_id),),
    )
    store = open_store(config().facts_url, config().engine_url)
    widths: dict[str, float] = {}
    if store.version("answers") is not None:
        for group in run(store, query).rows:
            figure = measure.score(group.counts)
            if group.key["unit"] and figure.low is not None and figure.high is not None:
                widths[group.key["unit"]] = (figure.high - figure.low) / _span(measure)
    return {one.code: widths.get(str(one.id), NOTHING_KNOWN) for one in units_of(organisation_id) if one.code}


def _span(measure: Measure) -> float:
    low, high = measure.scale.low or 0.0, measure.scale.high or 1.0
    return SPAN.get(measure.unit) or high - low
