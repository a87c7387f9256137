"""What all tiles of one page share: who asks, which days and filters hold, how things are called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import subtree
from ohlas.engine import FactStore
from ohlas.insight.queries.catalogue import Catalogue, Titles
from ohlas.insight.queries.dashboard import answered_days, main_measure, usual_preset
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import coverage
from ohlas.insight.queries.placing import Tree, tree_of
from ohlas.insight.rules import Preset, Selection, Step, Window, preset_window, step_for
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics import MEASURES, Measure, UnlikeScales, measures_of

NOBODY = "–"
"""Stands where two filters leave no value in common: no answer has it."""
Filters = Mapping[str, tuple[str, ...]]
_ASKED_BY = frozenset({"question", "survey", "touchpoint"})
"""Filters that decide which scale was asked at all."""
_SAME_THING = (
    frozenset({"nps_0_10", "enps_0_10", "recommend_1_10"}),
    frozenset({"csat_1_5", "csat_1_10", "stars_1_5", "faces_1_5"}),
    frozenset({"ces1_1_5", "ease_1_5", "ces2_1_7"}),
    frozenset({"rating_1_5", "rating_1_7", "rating_1_10"}),
)
"""Scales that people take for the same question: recommendation, satisfaction, effort, ratings."""


@dataclass(frozen=True)
class TileAsk:
    """A tile's question with all choices made."""

    ask: Ask
    preset: Preset
    step: Step
    selection: Selection


@dataclass(frozen=True)
class Frame:
    """`selection` is the reader's; `filters` and `preset` are the dashboard's own."""

    store: FactStore
    actor: Actor
    selection: Selection
    filters: Filters
    preset: Preset | None
    today: date
    catalogue: Catalogue
    titles: Titles
    now: datetime | None = None
    """What is read from the record rather than the facts is as it stands now."""

    def asked(self, tile: TileSpec) -> TileAsk:
        """The tile's question: the reader's days before the tile's before the dashboard's, all filters together.

        Errors: `BadAddress`, metrics' `UnlikeScales`.
        """
        filters = both(both(self.filters, tile.filters), self.selection.filters)
        measure, scale = self._measure(tile, filters)
        free = ask_for(
            self.actor, measure, scale, filters, Window(), weighted=self.selection.weighted, tree=self.tree
        )
        covered = coverage(self.store, free)
        preset = self.selection.preset or tile.preset or self.preset or usual_preset(covered, self.today)
        is_chosen = preset is Preset.DATES
        window = self.selection.chosen_window if is_chosen else preset_window(preset, self.today)
        since, until = (self.selection.since, self.selection.until) if is_chosen else (None, None)
        selection = Selection(measure=measure.id, filters=filters, preset=preset, since=since, until=until)
        step = self.selection.bucket or tile.bucket or step_for(answered_days(window, covered))
        return TileAsk(
            free.over(window),
            preset,
            step,
            replace(selection, weighted=self.selection.weighted, as_then=self.selection.as_then),
        )

    @cached_property
    def tree(self) -> Tree | None:
        """The tree over time, read once for all tiles; None where units count as they stand today."""
        return tree_of(self.actor.organisation.id, self.selection)

    @cached_property
    def main(self) -> tuple[Measure, str]:
        """What is shown where a tile names no measure: the first scale anybody answered on."""
        return main_measure(self.store, self.actor, Selection(), self.catalogue)

    @cached_property
    def fullest(self) -> tuple[Measure, str]:
        """The measure most questions can be shown as: what a table of touchpoints is about."""
        sizes = {scale: len(self.catalogue.on(scale)) for scale in self.catalogue.scales}
        most = max(sizes, key=lambda scale: sizes[scale], default=None)
        return (measures_of(most)[0], most) if most and sizes[most] > 1 else self.main

    def _measure(self, tile: TileSpec, filters: Filters) -> tuple[Measure, str]:
        name = tile.measure or self.selection.measure
        is_fullest = name is None and tile.rule.wants_many and _ASKED_BY.isdisjoint(filters)
        measure, scale = self.fullest if is_fullest else self._chosen(name, filters)
        pooled(self.catalogue, scale, filters.get("survey", ()))
        return measure, scale

    def _chosen(self, name: str | None, filters: Filters) -> tuple[Measure, str]:
        if name is not None:
            return MEASURES[name], self.catalogue.scale_for(MEASURES[name], filters)
        if _ASKED_BY.isdisjoint(filters):
            return self.main
        asked = Selection(filters=filters)
        return _fitting(self.catalogue, filters) or main_measure(
            self.store, self.actor, asked, self.catalogue
        )


def pooled(catalogue: Catalogue, scale: str, surveys: tuple[str, ...]) -> None:
    """Nothing when the tallies of all surveys chosen may be added to one true score.

    A survey that does not ask this at all adds nothing, which is no mistake.

    Errors: `UnlikeScales` when one asks the same thing on another scale: two scales never make one score.
    """
    alike = next((thing for thing in _SAME_THING if scale in thing), frozenset[str]())
    for survey in surveys if len(surveys) > 1 else ():
        scales = {asked.scale for asked in catalogue.questions if str(asked.survey) == survey}
        if scale not in scales and scales & alike:
            raise UnlikeScales(scale, min(scales & alike))


def both(outer: Filters, inner: Filters) -> dict[str, tuple[str, ...]]:
    """Two sets of filters at once; of a field filtered twice what both leave."""
    together = dict(outer)
    for name, values in inner.items():
        together[name] = _common(name, together[name], values) if name in together else values
    return together


def _common(name: str, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if name == "unit":
        kept = [one for one in second if any(_is_below(one, other) for other in first)]
        kept += [one for one in first if any(_is_below(one, other) for other in second)]
    else:
        kept = [one for one in first if one in second]
    return tuple(dict.fromkeys(kept)) or (NOBODY,)


def _is_below(unit: str, other: str) -> bool:
    if unit == other:
        return True
    try:
        return UUID(unit) in subtree(UUID(other))
    except ValueError:
        return False


def _fitting(catalogue: Catalogue, filters: Filters) -> tuple[Measure, str] | None:
    """The usual measure of the questions chosen, where they share a scale.

    Errors: `UnlikeScales` naming two where they do not.
    """
    scales = sorted({one.scale for one in catalogue.questions if one.id in filters.get("question", ())})
    if len(scales) > 1:
        raise UnlikeScales(scales[0], scales[1])
    return (measures_of(scales[0])[0], scales[0]) if scales else None
