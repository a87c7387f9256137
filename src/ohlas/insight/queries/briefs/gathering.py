"""Everything that may be worth doing, each with its evidence and what it could add to the score of all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import sqrt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.engine import FactStore
from ohlas.feedback.queries.invited import invitations_left_out
from ohlas.insight.queries.briefs.comments import topic_items
from ohlas.insight.queries.briefs.levers import driver_items
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.queries.dashboard import main_measure
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import compared, counted, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.watching import breakages, ends_of, silences
from ohlas.insight.rules import Pair, Selection, Step, Window
from ohlas.insight.rules.alerts import BrokenRule, SilenceRule
from ohlas.insight.rules.briefs import Item, ItemKind
from ohlas.insight.rules.periods import floor, months_before, preceding
from ohlas.metrics import Figure, ScoreCounts, ShareTally, compare_shares, share_figure
from ohlas.outreach.queries.field import FieldGroup, FieldWish, field_report

if TYPE_CHECKING:
    from uuid import UUID

LATELY = timedelta(days=91)
LEAST_ASKED = 30
"""Invitations of a month below which its response rate is not compared."""


@dataclass(frozen=True)
class Gathered:
    """All candidates, before any is chosen, and the score they are measured by."""

    items: tuple[Item, ...]
    main: dict[str, object]


def gathered(store: FactStore, actor: Actor, now: datetime) -> Gathered:
    """What the brief is chosen from, within this actor's units."""
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    measure, scale = main_measure(store, actor, Selection(), catalogue_of(actor))
    ask = ask_for(actor, measure, scale, {}, Window(today - LATELY, today))
    figure = counted(store, ask).figure
    items = [
        *_changes(store, actor, ask, today),
        *topic_items(store, actor, ask, pairs_of(today)),
        *_rates(actor, figure, today),
        *_outages(actor, figure, now),
        *driver_items(store, actor, ask, now),
    ]
    main = {"measure": measure.id, "since": (today - LATELY).isoformat(), "until": today.isoformat()}
    return Gathered(tuple(items), {**main, **ends_of(figure)})


def pairs_of(today: date) -> tuple[Pair, ...]:
    """Closed periods that are compared: the last month and quarter with those before, and with a year before."""
    pairs = []
    for step in (Step.MONTH, Step.QUARTER):
        until = floor(today, step)
        since = preceding(until, step)
        pairs.append(Pair(Window(since, until), Window(preceding(since, step), since), step))
    quarter = pairs[-1].later
    if quarter.since and quarter.until:
        year = Window(months_before(quarter.since, 12), months_before(quarter.until, 12))
        pairs.append(Pair(quarter, year, Step.QUARTER))
    return tuple(pairs)


def _changes(store: FactStore, actor: Actor, ask: Ask, today: date) -> Iterator[Item]:
    """Every open unit in every pair of closed periods."""
    names = {
        str(one.id): one.name
        for one in units_of(actor.organisation.id)
        if one.valid_to is None or one.valid_to > today
    }
    empty = ScoreCounts({}, ask.scale)
    for pair in pairs_of(today):
        after, before = (_by_unit(store, ask.over(one)) for one in (pair.later, pair.earlier))
        whole = sum(counts.n for counts in after.values())
        for unit, counts in after.items():
            if unit in names:
                item = _change(ask, pair, (counts, before.get(unit, empty)), whole)
                if item:
                    yield replace(
                        item,
                        key=f"change:{unit}@{pair.id}:{pair.earlier.since}",
                        evidence={**item.evidence, "unit": unit, "name": names[unit]},
                    )


def _change(ask: Ask, pair: Pair, tallies: tuple[ScoreCounts, ScoreCounts], whole: int) -> Item | None:
    """What winning the earlier level back would add to the score of all: the fall times the unit's part of it."""
    after, before = tallies
    comparison = compared(ask, after, before)
    if comparison is None or not whole:
        return None
    part = after.n / whole * (-1 if ask.measure.better == "higher" else 1)
    ends = sorted(part * end for end in (comparison.low, comparison.high))
    evidence = {
        "later": ends_of(ask.measure.score(after)),
        "earlier": ends_of(ask.measure.score(before)),
        "difference": comparison.difference,
        "since": _iso(pair.later.since),
        "until": _iso(pair.later.until),
        "before": _iso(pair.earlier.since),
        "before_until": _iso(pair.earlier.until),
        "step": pair.step.value if pair.step else "",
        "part": after.n / whole,
    }
    gain = part * comparison.difference
    return Item(
        "", ItemKind.CHANGE, evidence, gain, ends[0], ends[1], after.n, comparison.p, is_worse=gain > 0
    )


def _by_unit(store: FactStore, ask: Ask) -> dict[str, ScoreCounts]:
    rows = run(store, ask.query(by=("unit",))).rows
    return {row.key["unit"]: weighed(ask, row.counts) for row in rows if row.key["unit"] is not None}


def _rates(actor: Actor, figure: Figure, today: date) -> Iterator[Item]:
    """The share of those asked who answered, last month against the month before."""
    until = floor(today, Step.MONTH)
    since = preceding(until, Step.MONTH)
    after, before = (
        _asked(actor, first, last) for first, last in ((since, until), (preceding(since, Step.MONTH), since))
    )
    if min(after.asked, before.asked) < LEAST_ASKED:
        return
    tallies = [ShareTally(_answered(one), one.asked - _answered(one)) for one in (after, before)]
    comparison = compare_shares(tallies[0], tallies[1])
    if comparison is None:
        return
    lost = max(0.0, -comparison.difference * after.asked * LATELY.days / max(1, (until - since).days))
    evidence = {
        "later": ends_of(share_figure(tallies[0])),
        "earlier": ends_of(share_figure(tallies[1])),
        "difference": comparison.difference,
        "since": _iso(since),
        "until": _iso(until),
        "lost": round(lost),
    }
    yield Item(
        f"rate@{since}",
        ItemKind.RATE,
        evidence,
        precision_gain(figure, lost),
        n=after.asked,
        p=comparison.p,
        is_worse=comparison.difference < 0,
    )


def _asked(actor: Actor, since: date, until: date) -> FieldGroup:
    wish = FieldWish(
        organisation_id=actor.organisation.id,
        zone=actor.organisation.zone,
        scope=actor.scope,
        since=since,
        until=until,
        left_out=invitations_left_out(actor.organisation.id),
    )
    now = datetime.combine(until, datetime.min.time(), ZoneInfo(actor.organisation.zone))
    return field_report(wish, "programme", now).total


def _answered(group: FieldGroup) -> int:
    return group.counts.interviews + group.counts.partials


def _outages(actor: Actor, figure: Figure, now: datetime) -> Iterator[Item]:
    """What keeps answers from coming: silent units, and ways in and out that do not work."""
    names: dict[UUID | None, str] = {one.id: one.name for one in units_of(actor.organisation.id)}
    for one in silences(actor, SilenceRule(), now)[0]:
        days = float(str(one.evidence["days"]))
        lost = float(str(one.evidence["expected"])) / days * LATELY.days
        evidence = {
            **one.evidence,
            "unit": str(one.unit or ""),
            "name": names.get(one.unit, ""),
            "lost": round(lost),
        }
        gain = precision_gain(figure, lost)
        yield Item(f"{one.cause}@{one.evidence['since']}", ItemKind.SILENCE, evidence, gain, n=round(lost))
    for one in breakages(actor, BrokenRule(), now):
        evidence = {**one.evidence, "unit": str(one.unit or ""), "unit_name": names.get(one.unit, "")}
        yield Item(one.cause, ItemKind.BROKEN, evidence)


def precision_gain(figure: Figure, lost: float) -> float | None:
    """How many points narrower the interval of all gets, either side, with the answers that are lost now."""
    if figure.low is None or figure.high is None or not figure.n:
        return None
    half = (figure.high - figure.low) / 2
    return half * (1 - sqrt(figure.n / (figure.n + lost)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
