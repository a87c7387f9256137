"""Which comments are asked for, of whom, over which days: the question before anything is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.engine import Filter, Query, rows
from ohlas.insight.queries.apart import own_answers
from ohlas.insight.queries.facts import Ask, ask_for, facts
from ohlas.insight.queries.finding import Search, search_for
from ohlas.insight.queries.placing import tree_of
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.explored import Explored
from ohlas.metrics import MEASURES

MOST_RATERS = 2_000
"""People looked up per grade when comments are narrowed to those who gave it; the newest ones."""
SCALE = "number"
TABLE = "comments"


@dataclass(frozen=True)
class CommentAsk:
    """Which comments of whom, over which days; `signals` are those that hold the words looked for."""

    ask: Ask
    urgency: tuple[str, ...] = ()
    signals: tuple[str, ...] | None = None

    def over(self, window: Window) -> "CommentAsk":
        return replace(self, ask=self.ask.over(window))

    def without(self, name: str) -> "CommentAsk":
        kept = {key: values for key, values in self.ask.filters.items() if key != name}
        return replace(self, ask=replace(self.ask, filters=kept))

    def given(self, name: str, *values: str) -> "CommentAsk":
        return replace(self, ask=replace(self.ask, filters={**self.ask.filters, name: values}))

    def query(
        self, *extra: Filter, by: tuple[str, ...] = (), step: Step | None = None, whole: bool = False
    ) -> Query:
        """The engine's own words; `whole` counts comments rather than comments times topics."""
        asked = self.ask.query(by=by, step=step)
        more = [*extra]
        if self.urgency:
            more.append(Filter("urgency", "contains", self.urgency))
        if self.signals is not None:
            more.append(Filter("signal", "in", self.signals))
        if whole:
            more.append(Filter("topic", "is null"))
        return replace(asked, table=TABLE, where=(*asked.where, *more))


@dataclass(frozen=True)
class Asked:
    """What the page asks: of all comments, and of those chosen."""

    everything: CommentAsk
    chosen: CommentAsk
    search: Search | None = field(default=None)


def asked(actor: Actor, explored: Explored, window: Window) -> Asked:
    """The question as this actor may ask it: own organisation, own units."""
    filters = {name: values for name, values in explored.selection.filters.items() if name != "urgency"}
    mean = MEASURES["mean"]
    everything = CommentAsk(ask_for(actor, mean, SCALE, {}, Window()))
    chosen = CommentAsk(
        ask_for(actor, mean, SCALE, filters, window, tree=tree_of(actor.organisation.id, explored.selection)),
        explored.selection.filters.get("urgency", ()),
    )
    if explored.rated:
        chosen = replace(chosen, signals=_raters(chosen, explored.rated))
    search = search_for(actor, explored)
    if search is None or not explored.words:
        return Asked(everything, chosen, search)
    signals = search.signals
    if chosen.signals is not None:
        raters = set(chosen.signals)
        signals = tuple(one for one in signals if one in raters)
    return Asked(everything, replace(chosen, signals=signals), search)


def _raters(chosen: CommentAsk, rated: Sequence[str]) -> tuple[str, ...]:
    """The newest people who gave one of these grades, within the asker's units."""
    found = []
    for one in rated:
        question, _, grade = one.rpartition(":")
        query = Query(
            str(chosen.ask.organisation),
            where=(Filter("value", "in", (float(grade),)), *own_answers(chosen.ask.apart)),
            questions=(question,),
            scope_units=chosen.ask.scope,
        )
        found += [row.signal for row in rows(facts(), query, limit=MOST_RATERS).rows]
    return tuple(dict.fromkeys(found))


def today_of(actor: Actor, now: datetime) -> date:
    return now.astimezone(ZoneInfo(actor.organisation.zone)).date()
