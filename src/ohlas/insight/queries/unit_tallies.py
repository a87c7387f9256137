"""The tallies of all units at once, each with everything below it, in one query per scale."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import branches_below
from ohlas.engine import FactStore
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.kept import run
from ohlas.insight.rules import Window
from ohlas.metrics import Cell, ScoreCounts, measures_of

Tallies = dict[UUID | None, ScoreCounts]


def unit_tallies(store: FactStore, actor: Actor, scale: str, window: Window) -> Tallies:
    """Every unit with answers on this scale, the regions above them too; None is the whole organisation.

    Where small groups are hidden a region is more than the sum of what its units show, so each is asked for.
    """
    ask = ask_for(actor, measures_of(scale)[0], scale, {}, window)
    found = run(store, ask.query(by=("unit",)))
    own = {UUID(row.key["unit"]): row.counts for row in found.rows if row.key["unit"]}
    below = branches_below(actor.organisation.id)
    tallies = _summed(own, below, scale)
    if found.warnings:
        tallies |= {unit: _alone(store, ask, unit) for unit in tallies if below.get(unit)}
    return {**{unit: counts for unit, counts in tallies.items() if counts.n}, None: found.total}


def _summed(own: Mapping[UUID, ScoreCounts], below: Mapping[UUID | None, list[UUID]], scale: str) -> Tallies:
    """Each unit with what lies below it."""
    parents = {child: parent for parent, children in below.items() for child in children}
    sums: dict[UUID, dict[float, tuple[int, float, float]]] = {}
    for unit, counts in own.items():
        at: UUID | None = unit
        seen = set[UUID]()
        while at is not None and at not in seen:
            seen.add(at)
            _add(sums.setdefault(at, {}), counts)
            at = parents.get(at)
    return {
        unit: ScoreCounts({value: Cell(*cell) for value, cell in cells.items()}, scale)
        for unit, cells in sums.items()
    }


def _add(sums: dict[float, tuple[int, float, float]], counts: ScoreCounts) -> None:
    for value, cell in counts.cells.items():
        n, w, w2 = sums.get(value, (0, 0.0, 0.0))
        sums[value] = (n + cell.n, w + cell.w, w2 + cell.w2)


def _alone(store: FactStore, ask: Ask, unit: UUID | None) -> ScoreCounts:
    return run(store, replace(ask, filters={"unit": (str(unit),)}).query()).total
