"""What running programmes want of whom and when: the queues that pacing decides on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max

from ohlas.customers.queries import segment_fields
from ohlas.customers.queries.crowds import values_in
from ohlas.lib.columns import days, portions
from ohlas.outreach.models import Occasion
from ohlas.outreach.queries.crowd import Crowd, day_of, last_asked, ways_to
from ohlas.outreach.queries.precision import widths_of
from ohlas.outreach.queries.running import Running
from ohlas.outreach.rules import SkipReason
from ohlas.outreach.rules.pacing import ALWAYS, NEVER, REASONS, Queue
from ohlas.outreach.rules.programmes import OccasionKind
from ohlas.outreach.rules.rhythm import anniversaries, due_in_turn, sampled, turns
from ohlas.outreach.rules.spending import Draw

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


REMEMBERED = timedelta(days=400)
"""How long an occasion that the budget took lifts the next ones."""


@dataclass(frozen=True)
class Span:
    """The days looked at, both included, in the organisation's zone, as things stand `now`."""

    first: date
    last: date
    zone: str
    now: datetime


@dataclass
class Wishes:
    """One programme's queue over the crowd; `name` points to the occasion of each among `names`, `step` to the way.

    `units` are the branches told with those in the record, which stand first.
    """

    programme: Running
    queue: Queue
    names: Sequence[str]
    name: "npt.NDArray[np.int32]"
    step: "npt.NDArray[np.int8]"
    units: Sequence[str]

    def key_at(self, position: int) -> str:
        return self.names[int(self.name[position])]

    def inclusion_of(self, position: int, reason: str) -> float | None:
        """The probability that this occasion asked, where chance decided on it; by `reason` it was skipped."""
        if reason not in {"", SkipReason.NOT_SAMPLED}:
            return None
        sample, draw = self.programme.settings.sample, self.queue.draw
        if draw is None:
            return sample
        is_out = self.queue.refused[position] == REASONS.index(SkipReason.NOT_SAMPLED)
        return sample if is_out else sample * float(draw.inclusion[position])


@dataclass
class Part:
    """Occasions of the same kind: whose, the day each is due and waits to, which of `names`, at which branch."""

    rows: "npt.NDArray[np.intp]"
    due: "npt.NDArray[np.int32]"
    until: "npt.NDArray[np.int32]"
    names: Sequence[str]
    units: Sequence[str] = ()


def wishes_of(crowd: Crowd, programme: Running, span: Span, *, foresees: bool = True) -> Wishes:
    """Everything this programme wants in these days: waiting occasions, and turns that will come or were missed.

    Who does not foresee takes what is in the record alone.

    Errors: `BadCondition` where its segment or a channel's condition asks for what is no longer there.
    """
    import numpy as np

    settings = programme.settings
    audience = np.ones(len(crowd), bool)
    if programme.condition is not None:
        audience = crowd.members(programme.condition, span.now)
    step, refused = ways_to(crowd, settings, span.now)
    waiting = _waiting(crowd, programme, span)
    coming = _coming(crowd, programme, audience, span) if foresees else ()
    rows = np.concatenate([waiting.rows, *(one.rows for one in coming)])
    names = [*waiting.names, *(one.names[0] for one in coming)]
    name = np.concatenate(
        [
            np.arange(len(waiting.names), dtype=np.int32),
            *(np.full(len(one.rows), len(waiting.names) + n, np.int32) for n, one in enumerate(coming)),
        ]
    )
    barred = refused[rows].copy()
    barred[~audience[rows]] = REASONS.index(SkipReason.NOT_IN_AUDIENCE)
    if settings.sample < 1:
        out = ~sampled(crowd.keys[rows], settings.sample, programme.salt, names, name)
        barred[out] = REASONS.index(SkipReason.NOT_SAMPLED)
    last = last_asked(crowd, programme.id, span.zone, span.now - timedelta(days=settings.every_days + 2))
    queue = Queue(
        priority=programme.priority,
        every_days=settings.every_days,
        rows=rows,
        due=np.concatenate([waiting.due, *(one.due for one in coming)]),
        until=np.concatenate([waiting.until, *(one.until for one in coming)]),
        refused=barred,
        last=last,
        since=_missed(crowd, programme, last, span),
        decided=np.zeros(len(rows), bool),
        draw=_draw(crowd, programme, rows, waiting, span),
    )
    return Wishes(programme, queue, names, name, step[rows], waiting.units)


def _waiting(crowd: Crowd, programme: Running, span: Span) -> Part:
    """Occasions in the record that are not decided."""
    import numpy as np

    occasions = Occasion.objects.filter(
        programme_id=programme.id, is_decided=False, due_at__lt=_midnight_after(span.last)
    )
    if crowd.only is not None:
        occasions = occasions.filter(contact_id__in=crowd.only)
    columns = ("contact_id", "due_at", "expires_at", "key", "details")
    rows, due, until = [np.empty(0, np.intp)], [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    names: list[str] = []
    units: list[str] = []
    for ids, dues, ends, keys, details in portions(occasions.order_by("due_at", "id"), *columns):
        places, is_here = crowd.rows_at(ids)
        rows.append(places[is_here])
        due.append(days(dues, span.zone)[is_here])
        until.append(days(ends, span.zone)[is_here])
        names += [key for key, here in zip(keys, is_here, strict=True) if here]
        units += [str(one.get("unit", "")) for one, here in zip(details, is_here, strict=True) if here]
    return Part(np.concatenate(rows), np.concatenate(due), np.concatenate(until), names, units)


def rounds_to_record(crowd: Crowd, programme: Running, span: Span) -> Sequence[Part]:
    """Turns and anniversaries of these days, and missed ones, that are not in the record."""
    import numpy as np

    audience = np.ones(len(crowd), bool)
    if programme.condition is not None:
        audience = crowd.members(programme.condition, span.now)
    return _coming(crowd, programme, audience, span)


def _coming(
    crowd: Crowd, programme: Running, audience: "npt.NDArray[np.bool_]", span: Span
) -> Sequence[Part]:
    """Turns and anniversaries that are not in the record: those to come, and those missed but not yet over."""
    import numpy as np

    settings = programme.settings
    first = max(span.first - timedelta(days=settings.wait_days), programme.since)
    parts = []
    for due, key, begins, ends in _rounds(crowd, programme, first, span.last):
        mask = audience & _between(due, max(first, begins), min(span.last, ends))
        mask &= ~_known(crowd, programme.id, key)
        rows = np.flatnonzero(mask)
        until = (due[rows] + settings.wait_days).astype(np.int32)
        parts.append(Part(rows, due[rows], until, [key]))
    return parts


def _rounds(
    crowd: Crowd, programme: Running, first: date, last: date
) -> "Iterable[tuple[npt.NDArray[np.int32], str, date, date]]":
    """Each round's days by person, its name, and the days it spans."""
    settings, occasion = programme.settings, programme.settings.occasion
    if occasion.kind is OccasionKind.RHYTHM and occasion.starts_on:
        for turn in turns(occasion.starts_on, occasion.months, first, last):
            due = due_in_turn(crowd.keys, turn, settings.occasion.waves, programme.salt)
            yield due, turn.key, first, last
    if occasion.kind is OccasionKind.ANNIVERSARY:
        due = anniversaries(_born(crowd, occasion.attribute), first, last)
        for year in range(first.year, last.year + 1):
            yield due, f"year {year}", date(year, 1, 1), date(year, 12, 31)


def _known(crowd: Crowd, programme_id: UUID, key: str) -> "npt.NDArray[np.bool_]":
    """Who has this round's occasion in the record already."""
    rows = Occasion.objects.filter(programme_id=programme_id, key=key)
    if crowd.only is not None:
        rows = rows.filter(contact_id__in=crowd.only)
    return crowd.mask_of(ids for (ids,) in portions(rows, "contact_id"))


def _missed(
    crowd: Crowd, programme: Running, last: "npt.NDArray[np.int32]", span: Span
) -> "npt.NDArray[np.int32]":
    """The day from which each waits for this programme, where the budget took an occasion since it last asked."""
    import numpy as np

    missed = np.full(len(crowd), ALWAYS, np.int32)
    lost = Occasion.objects.filter(
        programme_id=programme.id, reason=SkipReason.OVER_BUDGET, due_at__gte=span.now - REMEMBERED
    )
    if crowd.only is not None:
        lost = lost.filter(contact_id__in=crowd.only)
    for ids, dues in portions(lost, "contact_id", "due_at"):
        places, is_here = crowd.rows_at(ids)
        places, due = places[is_here], days(dues, span.zone)[is_here]
        later = due > last[places]
        np.minimum.at(missed, places[later], due[later])
    return missed


def _draw(
    crowd: Crowd, programme: Running, rows: "npt.NDArray[np.intp]", waiting: Part, span: Span
) -> Draw | None:
    import numpy as np

    spending = programme.settings.spending
    if spending is None:
        return None
    known = widths_of(crowd.organisation_id, programme.survey_id, span.now)
    widths = np.full(len(rows), known.of(""))
    widths[: len(waiting.rows)] = [known.of(unit) for unit in waiting.units]
    drawn = Occasion.objects.filter(
        programme_id=programme.id, inclusion__isnull=False, decided_at__gte=span.now - timedelta(days=2)
    )
    last = drawn.exclude(inclusion=programme.settings.sample, reason=SkipReason.NOT_SAMPLED).aggregate(
        at=Max("decided_at")
    )["at"]
    return Draw(
        per_day=spending.per_day,
        random_share=spending.random_share,
        keys=crowd.keys[rows],
        widths=widths,
        inclusion=np.ones(len(rows)),
        salt=f"{programme.salt}:draw",
        drawn_on=NEVER if last is None else day_of(last, span.zone),
    )


def _born(crowd: Crowd, attribute: str) -> "npt.NDArray[np.float64]":
    import numpy as np

    born = np.full(len(crowd), np.nan)
    field = segment_fields(crowd.organisation_id).get(f"a_{attribute}")
    if field is None or not field.column.startswith("n"):
        return born
    for ids, values in values_in(crowd.organisation_id, field.column, crowd.only):
        places, is_here = crowd.rows_at(ids)
        born[places[is_here]] = np.array(values)[is_here]
    return born


def _between(days: "npt.NDArray[np.int32]", first: date, last: date) -> "npt.NDArray[np.bool_]":
    mask: npt.NDArray[np.bool_] = (days >= first.toordinal()) & (days <= last.toordinal())
    return mask


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=2), time(0), UTC)
