"""What all studies share: whose answers, on which scale, over which days, and how things are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.catalogue import attribute_fields, catalogue_of, field_values, titles_of
from ohlas.insight.queries.facts import Ask, ask_for, facts
from ohlas.insight.queries.figures import Counted, counted
from ohlas.insight.queries.kept import computed, state_of
from ohlas.insight.queries.tiles import Frame, TileAsk
from ohlas.insight.rules import FIELDS, Window
from ohlas.insight.rules.studies import GROUPS, Studied
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics import MetricsError

_Found = TypeVar("_Found")
Options = Mapping[str, tuple[str | None, ...]]


class TooMany(MetricsError):
    """More people than one page can relate to each other."""


@dataclass(frozen=True)
class Around:
    """A study's address with all choices made; `options` are what filters offer."""

    studied: Studied
    frame: Frame
    asked: TileAsk
    by: str
    options: Options

    @property
    def ask(self) -> Ask:
        return self.asked.ask

    @property
    def store(self) -> FactStore:
        return self.frame.store

    @property
    def today(self) -> date:
        return self.frame.today

    def counted(self) -> Counted:
        return counted(self.store, self.ask)

    def parts(self) -> tuple[object, ...]:
        """What anything made from these answers hangs on."""
        query = self.ask.query()
        units = "all" if query.scope_units is None else " ".join(sorted(query.scope_units))
        told = (self.ask.measure.id, self.ask.weighted, self.by, self.today)
        state = (self.store.url, state_of(self.store, query), units)
        return (self.studied.study.value, *state, repr(replace(query, scope_units=None)), *map(repr, told))

    def kept(self, compute: Callable[[], _Found]) -> _Found:
        return computed(self.parts(), compute)


def around(actor: Actor, studied: Studied, now: datetime) -> Around:
    """Everything but the study itself.

    Errors: `BadAddress`, metrics' `UnlikeScales`, the engine's `BadQuery`.
    """
    catalogue, store = catalogue_of(actor), facts()
    selection = studied.selection
    frame = Frame(
        store=store,
        actor=actor,
        selection=selection,
        filters={},
        preset=None,
        today=today_of(actor, now),
        catalogue=catalogue,
        titles=titles_of(actor, catalogue),
    )
    asked = frame.asked(TileSpec(id=studied.study.value, kind="figure"))
    free = ask_for(actor, asked.ask.measure, asked.ask.scale, {}, Window())
    options = field_values(store, free, (*FIELDS, *attribute_fields(actor)))
    return Around(studied, frame, asked, selection.by or _usual(options), options)


def _usual(options: Options) -> str:
    return next((name for name in ("unit", "touchpoint", *GROUPS) if len(options.get(name, ())) > 1), "unit")
