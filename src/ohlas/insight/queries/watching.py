"""What a rule that watches finds at this moment; whether it was told before is not its business."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.queries import subtree, units_of
from ohlas.engine import FactStore
from ohlas.feedback.queries.kiosks import kiosk_rows
from ohlas.feedback.queries.rhythm import SingleAnswer, live_answers
from ohlas.insight.models import AlertRule
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import compared, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.rules import Pair, Window
from ohlas.insight.rules.alerts import (
    AlertKind,
    BrokenRule,
    ChangeRule,
    Per,
    SevereRule,
    SilenceRule,
    Watch,
    is_severe,
    read_watch,
)
from ohlas.insight.rules.periods import floor, preceding
from ohlas.insight.rules.silence import LONGEST_SILENCE, PAST_DAYS, silence
from ohlas.metrics import MEASURES, Comparison, Figure, ScoreCounts, ShareTally, share_figure
from ohlas.outbox.queries import dead_letters
from ohlas.outreach.queries.outcomes import outcomes_of
from ohlas.outreach.queries.senders import sender_states

BOUNCED_OVER = timedelta(days=7)
LEAST_MESSAGES = 20
"""Messages below which a share of lost ones says nothing."""


@dataclass(frozen=True)
class Finding:
    """Something worth telling; equal causes are one thing."""

    cause: str
    unit: UUID | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    response: UUID | None = None


@dataclass(frozen=True)
class Compared:
    """One place in both closed periods, and whether they differ; None under the least number of answers."""

    unit: UUID | None
    later: Figure
    earlier: Figure
    comparison: Comparison | None


def watch_of(rule: AlertRule) -> Watch:
    return read_watch(AlertKind(rule.kind), rule.document)


def watcher(rule: AlertRule) -> Actor:
    """Who looks: Ohlas itself, at the rule's part of the tree."""
    actor = system_actor(rule.organisation_id)
    return actor if rule.unit_id is None else replace(actor, scope=subtree(rule.unit_id))


def last_pair(today: date, watch: ChangeRule) -> Pair:
    """The last closed step of the calendar and the one before it."""
    until = floor(today, watch.step)
    since = preceding(until, watch.step)
    return Pair(Window(since, until), Window(preceding(since, watch.step), since), watch.step)


def pairs_before(pair: Pair, watch: ChangeRule, how_many: int) -> list[Pair]:
    """The closed pairs before this one, the oldest first."""
    found = [pair]
    for _ in range(how_many):
        later = found[-1].earlier
        if later.since is None:
            break
        found.append(Pair(later, Window(preceding(later.since, watch.step), later.since), watch.step))
    return found[:0:-1]


def compared_places(store: FactStore, actor: Actor, watch: ChangeRule, pair: Pair) -> list[Compared]:
    """Every place the rule looks at. Units that are closed by the end of the later period are left out.

    Errors: metrics' `UnlikeScales`, `BadAddress`, the engine's `BadQuery`.
    """
    filters = filters_of(watch)
    measure = MEASURES[watch.measure]
    scale = catalogue_of(actor).scale_for(measure, filters)
    ask = ask_for(actor, measure, scale, filters, pair.later)
    if watch.per is Per.WHOLE:
        after, before = (
            weighed(ask, run(store, ask.over(one).query()).total) for one in (pair.later, pair.earlier)
        )
        root = root_of(actor)
        return [_compared(ask, root, after, before, watch.least)]
    tallies = [_by_unit(store, ask.over(one)) for one in (pair.later, pair.earlier)]
    empty = ScoreCounts({}, scale)
    open_ones = [
        one for one in units_of(actor.organisation.id) if not _is_closed(one.valid_to, pair.later.until)
    ]
    return [
        _compared(ask, one.id, tallies[0].get(one.id, empty), tallies[1].get(one.id, empty), watch.least)
        for one in open_ones
        if one.id in tallies[0] or one.id in tallies[1]
    ]


def severe_finding(watch: SevereRule, answer: SingleAnswer) -> Finding | None:
    """What makes this one answer severe; None where nothing does."""
    if watch.surveys and str(answer.survey_id) not in watch.surveys:
        return None
    scores = [
        one
        for one in answer.scores
        if watch.score is not None
        and one.scale == watch.scale
        and (not watch.questions or one.question in watch.questions)
        and is_severe(one.score, watch.score, one.scale)
    ]
    signals = [signal for signal in answer.signals if signal in watch.signals]
    if not scores and not signals:
        return None
    evidence = {
        "scores": [{"question": one.question, "scale": one.scale, "score": one.score} for one in scores],
        "signals": signals,
        "answered_at": answer.answered_at.isoformat(),
    }
    return Finding(f"response:{answer.id}", answer.unit_id, evidence, answer.id)


def silences(actor: Actor, watch: SilenceRule, now: datetime) -> tuple[list[Finding], frozenset[str]]:
    """Places that should have spoken and did not; and the places that speak, whose silence is over."""
    zone = ZoneInfo(actor.organisation.zone)
    today = now.astimezone(zone).date()
    since = now - timedelta(days=PAST_DAYS + LONGEST_SILENCE + 2)
    surveys = [UUID(one) for one in watch.surveys]
    by = "unit_id" if watch.per is Per.UNITS else "channel"
    counts = live_answers(
        actor.organisation.id, actor.organisation.zone, since, by=by, surveys=surveys, units=actor.scope
    )
    if watch.per is Per.WHOLE:
        counts = {"all": _summed(counts)} if counts else {}
    opened = {str(one.id): one for one in units_of(actor.organisation.id)}
    found, speaking = [], set()
    for key, days in counts.items():
        unit = opened.get(key)
        if unit is not None and _is_closed(unit.valid_to, today):
            speaking.add(key)  # a closed unit is not silent, it is no more
            continue
        told = silence(days, today, watch.expected, opened=unit.valid_from if unit else None)
        if told is None:
            speaking |= {key} if _spoke_lately(days, today) else set()
            continue
        evidence = {
            "since": told.since.isoformat(),
            "days": told.days,
            "expected": round(told.expected, 1),
            "chance": told.chance,
            "channel": key if watch.per is Per.CHANNELS else "",
        }
        found.append(Finding(f"silence:{key}", unit.id if unit else root_of(actor), evidence))
    return found, frozenset(speaking)


def breakages(actor: Actor, watch: BrokenRule, now: datetime) -> list[Finding]:
    """What does not work now. What belongs to no unit is looked at by rules for the whole organisation only."""
    found = list(_kiosks(actor, watch, now)) if "kiosks" in watch.parts else []
    if actor.scope is None:
        found += _senders(actor, now) if "senders" in watch.parts else []
        found += _bounces(actor, watch, now) if "bounces" in watch.parts else []
        found += _deliveries(actor) if "deliveries" in watch.parts else []
    return found


def filters_of(watch: ChangeRule) -> dict[str, tuple[str, ...]]:
    listed = {"survey": watch.surveys, "question": watch.questions}
    return {name: values for name, values in listed.items() if values}


def root_of(actor: Actor) -> UUID | None:
    """The unit a scoped actor's part of the tree hangs on; None for who sees everything."""
    if actor.scope is None:
        return None
    inside = [one for one in units_of(actor.organisation.id) if one.id in actor.scope]
    return next((one.id for one in inside if one.parent_id not in actor.scope), None)


def _by_unit(store: FactStore, ask: Ask) -> dict[UUID, ScoreCounts]:
    rows = run(store, ask.query(by=("unit",))).rows
    return {UUID(row.key["unit"]): weighed(ask, row.counts) for row in rows if row.key["unit"] is not None}


def _compared(ask: Ask, unit: UUID | None, after: ScoreCounts, before: ScoreCounts, least: int) -> Compared:
    enough = min(after.n, before.n) >= least
    return Compared(
        unit,
        ask.measure.score(after),
        ask.measure.score(before),
        compared(ask, after, before) if enough else None,
    )


def _is_closed(valid_to: date | None, day: date | None) -> bool:
    return valid_to is not None and day is not None and valid_to <= day


def _summed(counts: Mapping[str, Mapping[date, int]]) -> dict[date, int]:
    found: dict[date, int] = {}
    for days in counts.values():
        for day, n in days.items():
            found[day] = found.get(day, 0) + n
    return found


def _spoke_lately(days: Mapping[date, int], today: date) -> bool:
    return any(days.get(today - timedelta(days=back), 0) for back in (0, 1))


def _senders(actor: Actor, now: datetime) -> Iterator[Finding]:
    for carrier, state in sender_states(actor.organisation.id, now).items():
        if state.waiting and not state.is_ready and not state.is_paused:
            red = [check.id for check in state.checks if check.light == "red"]
            evidence = {"part": "senders", "carrier": carrier.value, "waiting": state.waiting, "red": red}
            yield Finding(f"sender:{carrier.value}", None, evidence)


def _bounces(actor: Actor, watch: BrokenRule, now: datetime) -> Iterator[Finding]:
    """Only where even the lower end of the interval lies above the share allowed."""
    for one in outcomes_of(actor.organisation.id, now - BOUNCED_OVER):
        share = share_figure(ShareTally(one.lost, one.left - one.lost))
        if one.left >= LEAST_MESSAGES and share.low is not None and share.low > watch.bounce_share:
            evidence = {
                "part": "bounces",
                "carrier": one.carrier.value,
                "lost": one.lost,
                "left": one.left,
                **ends_of(share),
            }
            yield Finding(f"bounces:{one.carrier.value}", None, evidence)


def _deliveries(actor: Actor) -> Iterator[Finding]:
    dead = [one for one in dead_letters(actor.organisation.id) if one.is_ours]
    if dead:
        evidence = {
            "part": "deliveries",
            "dead": len(dead),
            "since": min(one.dead_at for one in dead).isoformat(),
        }
        yield Finding("deliveries", None, evidence)


def _kiosks(actor: Actor, watch: BrokenRule, now: datetime) -> Iterator[Finding]:
    rows = kiosk_rows().filter(
        organisation_id=actor.organisation.id,
        closed_at__isnull=True,
        seen_at__lt=now - timedelta(hours=watch.kiosk_hours),
    )
    for row in rows if actor.scope is None else rows.filter(unit_id__in=actor.scope):
        unit, today = row.unit, now.astimezone(ZoneInfo(actor.organisation.zone)).date()
        if row.seen_at is None or (unit is not None and _is_closed(unit.valid_to, today)):
            continue
        evidence = {"part": "kiosks", "kiosk": str(row.id), "name": row.name, "seen": row.seen_at.isoformat()}
        yield Finding(f"kiosk:{row.id}", row.unit_id, evidence)


def ends_of(figure: Figure) -> dict[str, object]:
    """A figure as evidence keeps it."""
    return {"value": figure.value, "low": figure.low, "high": figure.high, "n": figure.n}
