"""Decide, once, which figures changed between two closed periods."""

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.insight.models import Verdict
from ohlas.insight.queries import Tile, known_verdicts
from ohlas.insight.queries.boards import BoardFound
from ohlas.insight.queries.tiles import TileFound
from ohlas.insight.queries.verdicts import KnownVerdict
from ohlas.insight.rules import family
from ohlas.metrics import Comparison


def settle_changes(
    *,
    organisation_id: UUID,
    comparisons: Mapping[str, Comparison | None],
    page: str,
    period: str,
    facts_version: int | None,
    now: datetime,
) -> dict[str, bool]:
    """Which of one page's figures changed; one family, decided once per closed period and kept.

    A verdict is given anew only where the facts of those closed days themselves changed: an import
    undone, an answer erased. The same facts always get the same verdict, so no mark ever flickers.
    """
    keys = {name: _digest(page, name) for name in comparisons}
    known = known_verdicts(organisation_id, list(keys.values()), period)
    if all(_is_same(known.get(keys[name]), one) for name, one in comparisons.items()):
        return {name: known[key].is_change for name, key in keys.items()}
    tests = dict(zip(comparisons, family(list(comparisons.values())), strict=True))
    marks = {name: test is not None and test.is_marked for name, test in tests.items()}
    with transaction.atomic():
        for name, comparison in comparisons.items():
            Verdict.objects.update_or_create(
                organisation_id=organisation_id,
                figure=keys[name],
                period=period,
                defaults={
                    "difference": comparison.difference if comparison else None,
                    "p_value": comparison.p if comparison else None,
                    "is_change": marks[name],
                    "facts_version": facts_version or 0,
                    "decided_at": now,
                },
            )
    return marks


def _is_same(known: KnownVerdict | None, comparison: Comparison | None) -> bool:
    if known is None:
        return False
    if comparison is None or known.difference is None:
        return comparison is None and known.difference is None
    return math.isclose(known.difference, comparison.difference, abs_tol=1e-9)


def _digest(page: str, name: str) -> str:
    return hashlib.sha256(f"{page}\n{name}".encode()).hexdigest()


def settled_marks(*, actor: Actor, found: BoardFound, now: datetime) -> dict[str, bool]:
    """Which figures of a dashboard changed, by tile: one family for the page and each closed period."""
    figures = [(one, one.content) for one in found.tiles if isinstance(one.content, Tile)]
    scope = sorted(map(str, found.frame.actor.scope)) if found.frame.actor.scope is not None else "all"
    marks: dict[str, bool] = {}
    for period in sorted({content.pair.id for _, content in figures if content.pair}):
        of_period = [(one, content) for one, content in figures if content.pair and content.pair.id == period]
        settled = settle_changes(
            organisation_id=actor.organisation.id,
            comparisons={
                _figure_name(one): content.change.comparison if content.change else None
                for one, content in of_period
            },
            page=f"board {found.board.id} {scope}",
            period=period,
            facts_version=found.version,
            now=now,
        )
        marks |= {one.tile.id: settled[_figure_name(one)] for one, _ in of_period}
    return marks


def _figure_name(one: TileFound) -> str:
    """The tile and everything it counts: another filter is another figure."""
    ask = one.asked.ask if one.asked else None
    told = (
        (
            ask.measure.id,
            ask.scale,
            sorted(ask.filters.items()),
            ask.weighted,
            *(("then",) if ask.tree else ()),
        )
        if ask
        else ()
    )
    return f"{one.tile.id} {told}"
