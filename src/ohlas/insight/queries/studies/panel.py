"""The same people twice, and people who answered more than once: neither are independent draws."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ohlas.insight.queries.figures import ChangeBetween, change_between, coverage, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.studies.frame import Around, TooMany
from ohlas.insight.rules import Pair, Window, closed_pair, rest_within
from ohlas.metrics import (
    SCALES,
    Comparison,
    Figure,
    Measure,
    ScoreCounts,
    clustered_nps,
    nps_tally,
    paired_change,
)
from ohlas.metrics.contributions import contribution
from ohlas.metrics.moments import MeanTally, moments
from ohlas.metrics.panels import clustered_mean
from ohlas.metrics.registry import NpsMeasure

MOST = 200_000
"""Answers whose people one page tells apart."""
FEWEST = 30
SAME, LOOSE = "the same people", "whoever answered"
"""The two tests of the page by name."""
People = Mapping[str, ScoreCounts]


@dataclass(frozen=True)
class PanelFound:
    """`change` is that of the same people; `loose` what comparing whoever answered gives.

    `plain` takes every known person's answer as another person's, `clustered` knows whose belong together.
    """

    pair: Pair | None
    people: int
    change: Comparison | None
    loose: ChangeBetween | None
    plain: Figure
    clustered: Figure | None
    persons: int
    again: int
    unnamed: int

    @property
    def comparisons(self) -> dict[str, Comparison | None]:
        """The page's family: both changes it tells of; None under 30 people or answers, which is never tested."""
        same = self.change if self.people >= FEWEST else None
        return {SAME: same, LOOSE: self.loose.comparison if self.loose else None}


def panel_found(around: Around) -> PanelFound:
    """Errors: `TooMany`; the engine's `NotShown` where all answers are anonymous."""
    return around.kept(lambda: _panel(around))


def _panel(around: Around) -> PanelFound:
    ask, whole = around.ask, around.counted()
    if whole.figure.n > MOST:
        raise TooMany(
            f"{whole.figure.n:,} answers are more than one page tells apart by person; "
            f"choose days or a unit with up to {MOST:,}"
        )
    people, unnamed = _people(around, ask.window)
    known = rest_within(whole.counts, [unnamed])[0]
    pair = _pair(around)
    both = _both(around, pair) if pair else []
    ends = _ends(ask.measure, ask.scale)
    bounds = (ends[0] - ends[1], ends[1] - ends[0]) if ends else None
    return PanelFound(
        pair=pair,
        people=len(both),
        change=paired_change(_spread(both), bounds=bounds),
        loose=change_between(around.store, ask, pair) if pair else None,
        plain=ask.measure.score(known) if people else whole.figure,
        clustered=_clustered(ask.measure, people, ask.scale),
        persons=len(people),
        again=sum(counts.n > 1 for counts in people.values()),
        unnamed=unnamed.n,
    )


def _people(around: Around, window: Window) -> tuple[People, ScoreCounts]:
    """Each known person's answers, and those that stand beside nobody."""
    ask = around.ask
    rows = run(around.store, ask.over(window).query(by=("customer",))).rows
    people = {key: weighed(ask, row.counts) for row in rows if (key := row.key["customer"]) is not None}
    unnamed = next((row.counts for row in rows if row.key["customer"] is None), ScoreCounts({}, ask.scale))
    return people, weighed(ask, unnamed)


def _pair(around: Around) -> Pair | None:
    covered = coverage(around.store, around.ask)
    oldest, newest = covered or (None, None)
    return closed_pair(
        around.asked.preset, around.ask.window, oldest=oldest, newest=newest, today=around.today
    )


def _both(around: Around, pair: Pair) -> list[float]:
    """Later less earlier of everybody who answered in both periods."""
    measure, scale = around.ask.measure, around.ask.scale
    later, earlier = (_people(around, window)[0] for window in (pair.later, pair.earlier))
    values = {value for people in (later, earlier) for counts in people.values() for value in counts.cells}
    worth = {value: contribution(measure, value, scale) for value in values}
    return [
        _mean(later[key], worth) - _mean(earlier[key], worth) for key in sorted(later.keys() & earlier.keys())
    ]


def _mean(counts: ScoreCounts, worth: Mapping[float, float]) -> float:
    weight = math.fsum(cell.w for cell in counts.cells.values())
    told = math.fsum(cell.w * worth[value] for value, cell in counts.cells.items())
    return told / weight if weight else 0.0


def _spread(differences: list[float]) -> MeanTally:
    return moments(len(differences), ((one, 1.0, 1.0) for one in differences))


def _clustered(measure: Measure, people: People, scale: str) -> Figure | None:
    if isinstance(measure, NpsMeasure):
        return clustered_nps([nps_tally(counts) for counts in people.values()])
    values = {value for counts in people.values() for value in counts.cells}
    worth = {value: contribution(measure, value, scale) for value in values}
    parts = []
    for counts in people.values():
        weight = math.fsum(cell.w for cell in counts.cells.values())
        parts.append((weight, math.fsum(cell.w * worth[value] for value, cell in counts.cells.items())))
    answers = sum(counts.n for counts in people.values())
    return clustered_mean(parts, answers, _ends(measure, scale))


def _ends(measure: Measure, scale: str) -> tuple[float, float] | None:
    return {"points": (-100.0, 100.0), "share": (0.0, 1.0)}.get(measure.unit, SCALES[scale].bounds)
