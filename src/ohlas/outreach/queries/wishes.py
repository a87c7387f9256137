"""What running programmes want of whom and when: the queues that pacing decides on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ohlas.customers.queries import segment_fields
from ohlas.customers.queries.crowds import values_in
from ohlas.outreach.models import Occasion, Programme
from ohlas.outreach.queries.crowd import Crowd, day_of, last_asked, ways_to
from ohlas.outreach.rules import ProgrammeState, SkipReason
from ohlas.outreach.rules.pacing import REASONS, Queue
from ohlas.outreach.rules.programmes import OccasionKind, ProgrammeSettings, read_programme
from ohlas.outreach.rules.rhythm import anniversaries, due_in_turn, sampled, turns

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True)
class Running:
    """A programme as pacing knows it."""

    id: UUID
    name: str
    priority: int
    survey_id: UUID
    condition: Mapping[str, Any] | None
    settings: ProgrammeSettings
    since: date

    @property
    def salt(self) -> str:
        return str(self.id)


@dataclass(frozen=True)
class Span:
    """The days looked at, both included, in the organisation's zone, as things stand `now`."""

    first: date
    last: date
    zone: str
    now: datetime


@dataclass
class Wishes:
    """One programme's queue over the crowd; `keys` names the occasion of each position, `step` the way to them."""

    programme: Running
    queue: Queue
    keys: "npt.NDArray[np.str_]"
    step: "npt.NDArray[np.int8]"


def running_programmes(organisation_id: UUID, zone: str) -> tuple[Running, ...]:
    """Programmes that ask people now, the most important and then the oldest first."""
    rows = Programme.objects.select_related("segment").filter(
        organisation_id=organisation_id, state=ProgrammeState.RUNNING
    )
    return tuple(running_of(row, zone) for row in rows.order_by("priority", "started_at", "id"))


def running_of(row: Programme, zone: str) -> Running:
    """The programme as pacing knows it; one that is not started counts as starting on its day of making."""
    begun = row.started_at or row.created_at
    return Running(
        row.id,
        row.name,
        row.priority,
        row.survey_id,
        row.segment.condition if row.segment else None,
        read_programme(row.settings),
        date.fromordinal(day_of(begun, zone)),
    )


def wishes_of(crowd: Crowd, programme: Running, span: Span) -> Wishes:
    """Everything this programme wants in these days: waiting occasions, and turns that will come."""
    import numpy as np

    audience = np.ones(len(crowd), bool)
    if programme.condition is not None:
        audience = crowd.members(programme.condition, span.now)
    step, refused = ways_to(crowd, programme.settings, span.now)
    parts = [_waiting(crowd, programme, span), *_coming(crowd, programme, audience, span)]
    rows, due, until, keys = (np.concatenate(part) for part in zip(*parts, strict=True))
    barred = refused[rows].copy()
    barred[~audience[rows]] = REASONS.index(SkipReason.NOT_IN_AUDIENCE)
    for key in np.unique(keys):
        mine = keys == key
        out = ~sampled(crowd.keys[rows[mine]], programme.settings.sample, programme.salt, str(key))
        barred[np.flatnonzero(mine)[out]] = REASONS.index(SkipReason.NOT_SAMPLED)
    queue = Queue(
        priority=programme.priority,
        every_days=programme.settings.every_days,
        rows=rows,
        due=due,
        until=until,
        refused=barred,
        last=last_asked(crowd, programme.id, span.zone)[rows],
        decided=np.zeros(len(rows), bool),
        per_day=programme.settings.spending.per_day if programme.settings.spending else None,
    )
    return Wishes(programme, queue, keys, step[rows])


Part = "tuple[npt.NDArray[np.intp], npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.str_]]"


def _waiting(crowd: Crowd, programme: Running, span: Span) -> Any:
    """Occasions in the record that are not decided."""
    import numpy as np

    rows = Occasion.objects.filter(
        programme_id=programme.id, is_decided=False, due_at__lt=_midnight_after(span.last)
    )
    if crowd.only is not None:
        rows = rows.filter(contact_id__in=crowd.only)
    found = list(rows.order_by("due_at", "id").values_list("contact_id", "due_at", "expires_at", "key"))
    found = [one for one in found if len(crowd.rows_of([one[0]]))]
    return (
        crowd.rows_of(one[0] for one in found),
        np.array([day_of(one[1], span.zone) for one in found], np.int32),
        np.array([day_of(one[2], span.zone) for one in found], np.int32),
        np.array([one[3] for one in found], "U60"),
    )


def _coming(crowd: Crowd, programme: Running, audience: "npt.NDArray[np.bool_]", span: Span) -> Sequence[Any]:
    """Turns and anniversaries that are not in the record yet."""
    import numpy as np

    settings, parts = programme.settings, []
    first, last = max(span.first, programme.since), span.last
    known = _known(programme.id, first)
    if settings.occasion.kind is OccasionKind.RHYTHM and settings.occasion.starts_on:
        for turn in turns(settings.occasion.starts_on, settings.occasion.months, first, last):
            due = due_in_turn(crowd.keys, turn, settings.occasion.waves, programme.salt)
            parts.append((audience & _between(due, first, last), due, turn.key))
    if settings.occasion.kind is OccasionKind.ANNIVERSARY:
        due = anniversaries(_born(crowd, settings.occasion.attribute), first, last)
        for year in range(first.year, last.year + 1):
            of_year = _between(due, max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
            parts.append((audience & of_year, due, f"year {year}"))
    made = []
    for mask, due, key in parts:
        rows = np.flatnonzero(mask)
        fresh = rows if key not in known else rows[~np.isin(rows, crowd.rows_of(known[key]))]
        until = due[fresh] + settings.wait_days
        made.append((fresh, due[fresh], until.astype(np.int32), np.full(len(fresh), key, "U60")))
    return made


def _known(programme_id: UUID, first: date) -> dict[str, list[UUID]]:
    rows = Occasion.objects.filter(
        programme_id=programme_id, due_at__gte=_midnight_after(first - timedelta(days=400))
    )
    known: dict[str, list[UUID]] = {}
    for contact_id, key in rows.values_list("contact_id", "key").iterator(20_000):
        known.setdefault(key, []).append(contact_id)
    return known


def _born(crowd: Crowd, attribute: str) -> "npt.NDArray[np.float64]":
    import numpy as np

    born = np.full(len(crowd), np.nan)
    field = segment_fields(crowd.organisation_id).get(f"a_{attribute}")
    if field is None or not field.column.startswith("n"):
        return born
    for contact_id, day in values_in(crowd.organisation_id, field.column, crowd.only):
        born[crowd.rows_of([contact_id])] = day
    return born


def _between(days: "npt.NDArray[np.int32]", first: date, last: date) -> "npt.NDArray[np.bool_]":
    mask: npt.NDArray[np.bool_] = (days >= first.toordinal()) & (days <= last.toordinal())
    return mask


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=2), time(0), UTC)
