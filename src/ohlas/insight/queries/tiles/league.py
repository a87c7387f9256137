"""Units by score drawn towards what they share, with rank intervals; a plain breakdown where that cannot be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ohlas.insight.queries.figures import Breakdown, Counted, breakdown, counted, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics import Measure, ScoreCounts, nps_tally, share_tally
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.registry import NpsMeasure, ShareMeasure

if TYPE_CHECKING:
    from ohlas.metrics.league import League

FEWEST = 10
"""Units with answers below which nothing can be said about how units differ."""
_MOST_DRAWN = 2_000_000
_SEED = 5


class Plain(StrEnum):
    """Why a league is shown as a plain breakdown."""

    FEW_UNITS = "few units"
    MEAN = "mean"


@dataclass(frozen=True)
class LeagueData:
    """Either a league, or a breakdown and why."""

    counted: Counted
    by: str
    league: "League | None"
    plain: Breakdown | None
    why: Plain | None


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> LeagueData:
    by, ask = tile.split or "unit", asked.ask
    whole = counted(frame.store, ask)
    groups = {
        row.key[by] or "": weighed(ask, row.counts)
        for row in run(frame.store, ask.query(by=(by,))).rows
        if row.key[by] is not None
    }
    why = why_plain(ask.measure, groups)
    if why is None:
        try:
            league = league_of(ask.measure, groups)
        except CannotFit:
            why = Plain.FEW_UNITS
        else:
            return LeagueData(whole, by, league, None, None)
    return LeagueData(whole, by, None, breakdown(frame.store, ask, by), why)


def why_plain(measure: Measure, groups: dict[str, ScoreCounts]) -> Plain | None:
    """Why no league can be made of these; None where one can."""
    if not isinstance(measure, NpsMeasure | ShareMeasure):
        return Plain.MEAN
    return Plain.FEW_UNITS if sum(counts.n > 0 for counts in groups.values()) < FEWEST else None


def league_of(measure: Measure, groups: dict[str, ScoreCounts]) -> "League":
    """The league of a score or a share, its ranks drawn from a fixed seed.

    Errors: metrics' `CannotFit`.
    """
    import numpy as np

    from ohlas.metrics.league import nps_league, share_league

    rng, draws = np.random.default_rng(_SEED), max(200, min(4000, _MOST_DRAWN // max(len(groups), 1)))
    if isinstance(measure, ShareMeasure):
        tallies = {unit: share_tally(counts, measure.chosen) for unit, counts in groups.items()}
        return share_league(tallies, rng, draws)
    return nps_league({unit: nps_tally(counts) for unit, counts in groups.items()}, rng, draws)
