"""Closed periods: what was sealed, whether it is whole, and what the same days would give today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.models import Closing, SealedTally
from ohlas.insight.queries.facts import Ask
from ohlas.insight.queries.unit_tallies import unit_tallies
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.goals import GOAL_STEPS, Period, period_of
from ohlas.insight.rules.sealing import closing_digest, read_counts, read_figure, tally_digest
from ohlas.metrics import MEASURES, Figure, Measure, ScoreCounts, measures_of

_PORTION = 2_000


@dataclass(frozen=True)
class ClosingView:
    id: UUID
    number: int
    period: Period
    closed_at: datetime
    closed_by: UUID | None
    tallies: int
    digest: str
    reopened_at: datetime | None
    reason: str

    @property
    def is_closed(self) -> bool:
        return self.reopened_at is None


@dataclass(frozen=True)
class Restated:
    """One unit's figure as sealed and as the same days give it today; `added` answers may be fewer than none."""

    unit: UUID | None
    sealed: Figure
    today: Figure

    @property
    def added(self) -> int:
        return self.today.n - self.sealed.n

    @property
    def is_changed(self) -> bool:
        return self.sealed != self.today


@dataclass(frozen=True)
class Sealed:
    """What was sealed of one figure, and when."""

    closing_id: UUID
    closed_at: datetime
    figure: Figure


@dataclass(frozen=True)
class SealCheck:
    """Whether everything is as it was sealed, and how many tallies are not."""

    checked: int
    is_whole: bool
    altered: int


def closing_view(closing: Closing) -> ClosingView:
    return ClosingView(
        id=closing.id,
        number=closing.number,
        period=Period(Step(closing.step), closing.start),
        closed_at=closing.closed_at,
        closed_by=closing.closed_by,
        tallies=closing.tallies,
        digest=closing.digest,
        reopened_at=closing.reopened_at,
        reason=closing.reason,
    )


def closing_views(closings: Iterable[Closing]) -> tuple[ClosingView, ...]:
    return tuple(closing_view(one) for one in closings)


def scales_sealed(closing_id: UUID) -> tuple[str, ...]:
    """The scales with anything sealed, in the order the measures are registered."""
    found = set(SealedTally.objects.filter(closing_id=closing_id).values_list("scale", flat=True).distinct())
    order = [measure.scale.id for measure in MEASURES.values()]
    return tuple(
        sorted(found, key=lambda scale: (order.index(scale) if scale in order else len(order), scale))
    )


def checked_seal(closing: Closing) -> SealCheck:
    """Every digest made anew from what is stored; the closing before it as well.

    Errors: none; what was altered is counted.
    """
    altered, digests = 0, []
    rows = SealedTally.objects.filter(closing=closing)
    for row in rows.iterator(chunk_size=_PORTION):
        unit = str(row.unit) if row.unit else None
        digest = tally_digest(unit, row.scale, row.n, row.counts, row.figures)
        altered += digest != row.digest
        digests.append(digest)
    before = Closing.objects.filter(
        organisation_id=closing.organisation_id, number=closing.number - 1
    ).first()
    whole = closing_digest(
        str(closing.organisation_id),
        closing.number,
        f"{closing.step}:{closing.start.isoformat()}",
        closing.until,
        closing.closed_at,
        closing.facts_version,
        before.digest if before else "",
        digests,
    )
    return SealCheck(len(digests), whole == closing.digest and not altered, altered)


def restated(
    store: FactStore, actor: Actor, closing: Closing, measure: Measure, scale: str
) -> tuple[Restated, ...]:
    """Every unit in sight as sealed and as today, the whole organisation first for who sees all of it."""
    period = Period(Step(closing.step), closing.start)
    rows = SealedTally.objects.filter(closing=closing, scale=scale)
    sealed = {row.unit: _figure(row, measure) for row in rows if _sees(actor, row.unit)}
    today = unit_tallies(store, actor, scale, period.window)
    shown = {unit: counts for unit, counts in today.items() if _sees(actor, unit)}
    nobody = ScoreCounts({}, scale)
    units = sorted({*sealed, *shown}, key=lambda unit: (unit is not None, str(unit)))
    return tuple(
        Restated(
            unit,
            sealed.get(unit, measure.score(nobody)),
            measure.score(shown.get(unit, nobody)),
        )
        for unit in units
    )


def sealed_figure(ask: Ask) -> Sealed | None:
    """What was sealed of exactly this figure: a whole closed period, all answers or those of one unit."""
    period = whole_period(ask.window)
    return sealed_steps(ask, [period.start], period.step).get(period.start) if period else None


def sealed_steps(ask: Ask, starts: Collection[date], step: Step) -> Mapping[date, Sealed]:
    """What was sealed of a trend's steps, by their first days: whole closed periods within the window only."""
    units = ask.filters.get("unit", ())
    is_sealable = ask.weighted and ask.tree is None and ask.filters.keys() <= {"unit"} and len(units) < 2  # noqa: PLR2004 - one
    if not is_sealable or step not in GOAL_STEPS or (ask.scope is not None and not units):
        return {}
    whole = [start for start in starts if _is_within(Period(step, start).window, ask.window)]
    rows = _of_unit(
        SealedTally.objects.filter(
            organisation_id=ask.organisation,
            scale=ask.scale,
            closing__step=step.value,
            closing__start__in=whole,
            closing__reopened_at__isnull=True,
        ),
        units[0] if units else None,
    )
    return {
        row.closing.start: Sealed(row.closing_id, row.closing.closed_at, read_figure(figure))
        for row in rows.select_related("closing")
        if (figure := row.figures.get(ask.measure.id))
    }


def sealed_of_units(
    organisation_id: UUID, period: Period, measure: Measure, units: Sequence[UUID | None]
) -> Mapping[UUID | None, Sealed]:
    """The same for many units of one period in one read; none when it is not closed."""
    scale = measure.scale.id
    rows = _active(organisation_id, period).filter(scale=scale).select_related("closing")
    named = [unit for unit in units if unit is not None]
    found = list(rows.filter(unit__in=named)) + (
        list(rows.filter(unit__isnull=True)) if None in units else []
    )
    return {
        row.unit: Sealed(row.closing_id, row.closing.closed_at, read_figure(row.figures[measure.id]))
        for row in found
        if measure.id in row.figures
    }


def seal_state(ask: Ask) -> str:
    """Changes whenever what is sealed of these days does; empty for days that are no whole period."""
    period = whole_period(ask.window)
    if period is None:
        return ""
    found = Closing.objects.filter(
        organisation_id=ask.organisation, step=period.step.value, start=period.start, reopened_at__isnull=True
    )
    return next(iter(found.values_list("digest", flat=True)), "")


def seals_state(ask: Ask, step: Step) -> str:
    """The same of a trend: changes whenever a period of this length is closed or opened."""
    found = Closing.objects.filter(
        organisation_id=ask.organisation, step=step.value, reopened_at__isnull=True
    )
    return f"seals {' '.join(sorted(found.values_list('digest', flat=True)))}"


def whole_period(window: Window) -> Period | None:
    """The month, quarter or year these days are exactly."""
    if window.since is None or window.until is None:
        return None
    periods = (period_of(step, window.since) for step in GOAL_STEPS)
    return next((one for one in periods if one.window == window), None)


def closable(actor: Actor, today: date) -> tuple[Period, ...]:
    """Periods that are over and not closed: the last 12 months, 8 quarters and 5 years, the latest first."""
    closed = set(
        Closing.objects.filter(organisation_id=actor.organisation.id, reopened_at__isnull=True).values_list(
            "step", "start"
        )
    )
    found = []
    for step, many in zip(GOAL_STEPS, (12, 8, 5), strict=True):
        period = period_of(step, today).before()
        for _ in range(many):
            if (step.value, period.start) not in closed:
                found.append(period)
            period = period.before()
    return tuple(found)


def usual_scale(scales: Sequence[str], measure: Measure | None) -> tuple[Measure, str] | None:
    """The measure asked for with its scale, else the usual one of the first scale sealed."""
    offered = [(one, scale) for scale in scales for one in measures_of(scale)]
    return next(
        (pair for pair in offered if measure is None or pair[0] == measure), offered[0] if offered else None
    )


def _sees(actor: Actor, unit: UUID | None) -> bool:
    return actor.sees_unit(unit)


def _figure(row: SealedTally, measure: Measure) -> Figure:
    known = row.figures.get(measure.id)
    return read_figure(known) if known else measure.score(read_counts(row.counts, row.scale))


def _is_within(inner: Window, outer: Window) -> bool:
    begins = outer.since is None or (inner.since is not None and inner.since >= outer.since)
    return begins and (outer.until is None or (inner.until is not None and inner.until <= outer.until))


def _of_unit(rows: QuerySet[SealedTally], unit: str | None) -> QuerySet[SealedTally]:
    if unit is None:
        return rows.filter(unit__isnull=True)
    try:
        return rows.filter(unit=UUID(unit))
    except ValueError:
        return rows.none()


def _active(organisation_id: UUID, period: Period) -> QuerySet[SealedTally]:
    return SealedTally.objects.filter(
        organisation_id=organisation_id,
        closing__step=period.step.value,
        closing__start=period.start,
        closing__reopened_at__isnull=True,
    )
