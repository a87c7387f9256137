"""Each day's decision: turns become occasions, and each occasion an invitation or a skip with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from ohlas.accounts.queries import employees_of, organisation_settings, units_of
from ohlas.lib.ids import new_id
from ohlas.lib.inserting import insert_columns
from ohlas.outreach.actions.inviting import Asking, invite_many
from ohlas.outreach.models import Occasion, Programme
from ohlas.outreach.queries.crowd import Crowd, crowd_of, day_of, people_of, policy_of
from ohlas.outreach.queries.running import Running, deciding_programmes
from ohlas.outreach.queries.wishes import Part, Span, Wishes, rounds_to_record, wishes_of
from ohlas.outreach.rules import SkipReason
from ohlas.outreach.rules.hours import is_public_holiday, next_allowed
from ohlas.outreach.rules.pacing import Decision, decide
from ohlas.outreach.rules.programmes import Hours, OccasionKind
from ohlas.outreach.rules.zones import country_of
from ohlas.surveys.queries import standing

if TYPE_CHECKING:
    from ohlas.accounts.queries import OrganisationView

AT_ONCE = 500
TURNING = frozenset({OccasionKind.RHYTHM, OccasionKind.ANNIVERSARY})
DUE_AT = time(9, 0)
"""The organisation's hour at which a turn or an anniversary falls due."""


def decide_due(*, organisation_id: UUID, now: datetime) -> int:
    """Decides everything due on the organisation's day; how many were asked. Safe to repeat and to miss."""
    organisation = organisation_settings(organisation_id)
    today = date.fromordinal(day_of(now, organisation.zone))
    programmes = deciding_programmes(organisation_id, organisation.zone, now)
    if not programmes:
        return 0
    _record_turns(organisation, programmes, today, now)
    waiting = Occasion.objects.filter(
        organisation_id=organisation_id,
        programme_id__in=[one.id for one in programmes],
        is_decided=False,
        due_at__lt=_begins(today + timedelta(days=1), organisation.zone),
    )
    only = list(waiting.values_list("contact_id", flat=True).distinct())
    if not only:
        return 0
    policy = policy_of(organisation_id)
    crowd = crowd_of(organisation, only)
    people = people_of(crowd, policy, organisation.zone, now)
    span = Span(today, today, organisation.zone, now)
    concerned = set(waiting.values_list("programme_id", flat=True).distinct())
    wishes = [wishes_of(crowd, one, span, foresees=False) for one in programmes if one.id in concerned]
    decisions = decide(today.toordinal(), people, [one.queue for one in wishes], policy.ages_after)
    _note_gone(waiting, crowd, only, now)
    desk = _Desk(organisation, crowd, now)
    return sum(_write(desk, one, decision) for one, decision in zip(wishes, decisions, strict=True))


def _record_turns(
    organisation: "OrganisationView", programmes: Sequence[Running], today: date, now: datetime
) -> None:
    """Once a day, turns and anniversaries due since the longest wait and not in the record become occasions."""
    done = Programme.objects.filter(organisation_id=organisation.id, turns_on=today)
    recorded = set(done.values_list("id", flat=True))
    wanted = [one for one in programmes if one.settings.occasion.kind in TURNING and one.id not in recorded]
    if not wanted:
        return
    crowd = crowd_of(organisation)
    for programme in wanted:
        for part in rounds_to_record(crowd, programme, Span(today, today, organisation.zone, now)):
            _record(organisation, programme, crowd, part)
        Programme.objects.filter(id=programme.id).update(turns_on=today)


def _record(organisation: "OrganisationView", programme: Running, crowd: Crowd, part: Part) -> None:
    moments = {
        int(day): _begins(date.fromordinal(int(day)), organisation.zone, DUE_AT)
        for day in {*part.due.tolist(), *part.until.tolist()}
    }
    for start in range(0, len(part.rows), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        rows, due, until = part.rows[some].tolist(), part.due[some].tolist(), part.until[some].tolist()
        columns: dict[str, Sequence[object]] = {
            "id": [new_id() for _ in rows],
            "contact_id": [crowd.id_at(row) for row in rows],
            "due_at": [moments[day] for day in due],
            "expires_at": [moments[day] for day in until],
        }
        same = {"organisation_id": organisation.id, "programme_id": programme.id, "key": part.names[0]}
        unless_known = ("programme_id", "contact_id", "key")
        with transaction.atomic():
            insert_columns(Occasion, len(rows), each=columns, same=same, unless_known=unless_known)


def _note_gone(waiting: Any, crowd: Crowd, only: Sequence[UUID], now: datetime) -> None:
    """Cards merged into another since: their occasions end with them."""
    _, is_here = crowd.rows_at([one.hex for one in only])
    gone = [one for one, here in zip(only, is_here, strict=True) if not here]
    for start in range(0, len(gone), AT_ONCE):
        some = waiting.filter(contact_id__in=gone[start : start + AT_ONCE])
        some.update(is_decided=True, reason=SkipReason.ERASED, decided_at=now)


@dataclass(frozen=True)
class _Desk:
    """What writing an organisation's decisions needs, read once."""

    organisation: "OrganisationView"
    crowd: Crowd
    now: datetime

    @cached_property
    def units(self) -> dict[str, UUID]:
        return {one.code: one.id for one in units_of(self.organisation.id) if one.code}

    @cached_property
    def employees(self) -> dict[str, UUID]:
        return {one.code: one.id for one in employees_of(self.organisation.id) if one.code}

    @cached_property
    def opens(self) -> dict[tuple[str, datetime, Hours], datetime]:
        return {}

    def arrival(self, zone: str, earliest: datetime, hours: Hours) -> datetime:
        """When a message may reach somebody in this zone."""
        key = (zone, earliest, hours)
        if key not in self.opens:
            self.opens[key] = next_allowed(earliest, zone, country_of(zone), hours, is_public_holiday)
        return self.opens[key]


def _write(desk: _Desk, wishes: Wishes, decision: Decision) -> int:
    asked, languages = decision.asked.tolist(), _languages(desk, wishes.programme)
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        with transaction.atomic():
            found = _occasions(desk, wishes, some)
            _settle(found, wishes, "", desk.now)
            askings = [_asking(desk, wishes, (n, row), languages) for n, row in found.items()]
            invite_many(organisation_id=desk.organisation.id, askings=askings, now=desk.now)
    for rows, reason in decision.given_up:
        for start in range(0, len(rows), AT_ONCE):
            found = _occasions(desk, wishes, rows[start : start + AT_ONCE].tolist())
            _settle(found, wishes, reason, desk.now)
    for rows, reason in decision.waiting:
        for start in range(0, len(rows), AT_ONCE):
            found = _occasions(desk, wishes, rows[start : start + AT_ONCE].tolist())
            ids = [row.id for row in found.values() if row.waited_for != reason]
            Occasion.objects.filter(id__in=ids).update(waited_for=reason)
    return len(asked)


class _Open(NamedTuple):
    """What is needed of an occasion that is not decided."""

    id: UUID
    contact_id: UUID
    key: str
    due_at: datetime
    details: Mapping[str, Any]
    waited_for: str


def _occasions(desk: _Desk, wishes: Wishes, positions: Sequence[int]) -> dict[int, _Open]:
    """The record's row for each of these positions of the queue; decided ones are left out."""
    crowd, places = desk.crowd, wishes.queue.rows
    who = {n: crowd.id_at(int(places[n])) for n in positions}
    open_ones = Occasion.objects.filter(
        programme_id=wishes.programme.id, is_decided=False, contact_id__in=set(who.values())
    )
    # Plain rows: a model of each costs more than all the rest of the decision.
    rows = map(_Open._make, open_ones.values_list(*_Open._fields))
    known = {(row.contact_id, row.key): row for row in rows}
    wanted = {n: known.get((contact_id, wishes.key_at(n))) for n, contact_id in who.items()}
    return {n: row for n, row in wanted.items() if row is not None}


def _settle(found: dict[int, _Open], wishes: Wishes, reason: str, now: datetime) -> None:
    """Decided; rows that share a probability are written together."""
    alike: dict[float | None, list[UUID]] = {}
    for n, row in found.items():
        alike.setdefault(wishes.inclusion_of(n, reason), []).append(row.id)
    for inclusion, ids in alike.items():
        Occasion.objects.filter(id__in=ids).update(
            is_decided=True, reason=reason, decided_at=now, inclusion=inclusion
        )


def _asking(desk: _Desk, wishes: Wishes, at: tuple[int, _Open], languages: Mapping[str, str]) -> Asking:
    n, occasion = at
    crowd, place, settings = desk.crowd, int(wishes.queue.rows[n]), wishes.programme.settings
    earliest = max(desk.now, occasion.due_at)
    arrives = desk.arrival(crowd.zones[crowd.zone[place]], earliest, settings.hours)
    inclusion = wishes.inclusion_of(n, "") or 1.0
    details = {str(key): str(value) for key, value in occasion.details.items()}
    return Asking(
        survey_id=wishes.programme.survey_id,
        contact_id=occasion.contact_id,
        carrier=settings.steps[int(wishes.step[n])].carrier,
        language=languages[crowd.languages[crowd.language[place]]],
        expires_at=arrives + timedelta(days=settings.expires_days),
        not_before=arrives,
        programme_id=wishes.programme.id,
        occasion_id=occasion.id,
        unit_id=desk.units.get(details.pop("unit", "")),
        employee_id=desk.employees.get(details.pop("employee", "")),
        attributes=details,
        weight=None if inclusion >= 1 else 1 / inclusion,
    )


def _languages(desk: _Desk, programme: Running) -> dict[str, str]:
    """The language spoken to each language wished for."""
    found = standing(desk.organisation.id, str(programme.survey_id), desk.now)
    known = found.version.definition.languages if found and found.version else desk.organisation.languages
    chosen = programme.settings.languages
    allowed = [one for one in known if not chosen or one in chosen] or [*known, "en"]
    return {wished: wished if wished in allowed else allowed[0] for wished in desk.crowd.languages}


def _begins(day: date, zone: str, at: time = time(0)) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
