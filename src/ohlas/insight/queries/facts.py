"""From a question about a figure to a query the engine understands, within the asker's own units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_below
from ohlas.engine import FactStore, Filter, Query, open_store
from ohlas.insight.queries.apart import own_answers, surveys_apart
from ohlas.insight.queries.placing import Tree
from ohlas.insight.rules import UNKNOWN, Step, Window
from ohlas.lib.config import config
from ohlas.metrics import Measure


@dataclass(frozen=True)
class Ask:
    """Which measure, on which scale, of whose answers, over which days; never of the surveys that stand `apart`."""

    organisation: UUID
    scope: frozenset[str] | None
    apart: tuple[str, ...]
    measure: Measure
    scale: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: Window = field(default_factory=Window)
    weighted: bool = True
    tree: Tree | None = None
    """Where units stood on the day of each answer; None: as they stand today."""

    def over(self, window: Window) -> "Ask":
        return replace(self, window=window)

    def query(self, *, by: tuple[str, ...] = (), step: Step | None = None) -> Query:
        """The engine's own words for it."""
        return Query(
            organisation=str(self.organisation),
            scale=self.scale,
            where=(*_filters(self._plain, self.organisation), *own_answers(self.apart)),
            group_by=by,
            bucket=None if step is None else step.value,
            since=self.window.since,
            until=self.window.until,
            scope_units=self.scope,
            placed=None if self._placed is None else self._placed.spells(self.filters["unit"]),
        )

    @property
    def _placed(self) -> Tree | None:
        return self.tree if "unit" in self.filters else None

    @property
    def _plain(self) -> Mapping[str, tuple[str, ...]]:
        """The filters that are asked as they are: units of then are asked with their days."""
        if self._placed is None:
            return self.filters
        return {name: values for name, values in self.filters.items() if name != "unit"}


def ask_for(
    actor: Actor,
    measure: Measure,
    scale: str,
    filters: Mapping[str, tuple[str, ...]],
    window: Window,
    *,
    weighted: bool = True,
    tree: Tree | None = None,
) -> Ask:
    """The question as this actor may ask it: own organisation, own units, own customers."""
    scope = None if actor.scope is None else frozenset(str(unit) for unit in actor.scope)
    apart = surveys_apart(actor.organisation.id)
    return Ask(actor.organisation.id, scope, apart, measure, scale, filters, window, weighted, tree)


def facts() -> FactStore:
    """The fact tables of this installation."""
    return open_store(config().facts_url, config().engine_url)


def _filters(chosen: Mapping[str, tuple[str, ...]], organisation: UUID) -> Iterator[Filter]:
    for name, values in chosen.items():
        wanted = tuple(None if value == UNKNOWN else value for value in values)
        yield Filter(name, "in", _with_units_below(wanted, organisation) if name == "unit" else wanted)


def _with_units_below(units: tuple[str | None, ...], organisation: UUID) -> tuple[str | None, ...]:
    """A region means its branches too; a text that is no unit's id finds nothing, and that is said."""
    known = [found for unit in units if unit and (found := _id_of(unit))]
    below = sorted(map(str, units_below(organisation, known))) if known else []
    return tuple(dict.fromkeys([*units, *below]))


def _id_of(unit: str) -> UUID | None:
    try:
        return UUID(unit)
    except ValueError:
        return None
