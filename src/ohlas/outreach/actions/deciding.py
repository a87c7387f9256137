"""Each day's decision: turns become occasions, and each occasion an invitation or a skip with its reason."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from ohlas.accounts.queries import employees_of, organisation_settings, units_of
from ohlas.outreach.actions.inviting import Asking, invite_many
from ohlas.outreach.models import Occasion
from ohlas.outreach.queries.crowd import Crowd, day_of, load_crowd, people_of, policy_of
from ohlas.outreach.queries.wishes import Running, Span, Wishes, running_programmes, wishes_of
from ohlas.outreach.rules.hours import is_public_holiday, next_allowed
from ohlas.outreach.rules.pacing import Decision, decide
from ohlas.outreach.rules.zones import country_of
from ohlas.surveys.queries import standing

if TYPE_CHECKING:
    from ohlas.accounts.queries import OrganisationView

AT_ONCE = 500
DUE_AT = time(9, 0)
"""The organisation's hour at which a turn or an anniversary falls due."""


def decide_due(*, organisation_id: UUID, now: datetime) -> int:
    """Decides everything due on the organisation's day; how many were asked. Safe to repeat and to miss."""
    organisation = organisation_settings(organisation_id)
    today = date.fromordinal(day_of(now, organisation.zone))
    programmes = running_programmes(organisation_id, organisation.zone)
    if not programmes:
        return 0
    _record_turns(organisation, programmes, today, now)
    waiting = Occasion.objects.filter(
        organisation_id=organisation_id,
        programme_id__in=[one.id for one in programmes],
        is_decided=False,
        due_at__lt=_begins(today + timedelta(days=1), organisation.zone),
    )
    only = list(set(waiting.values_list("contact_id", flat=True)))
    if not only:
        return 0
    crowd = _crowd(organisation, only)
    people = people_of(crowd, policy_of(organisation_id), organisation.zone, now)
    wishes = [wishes_of(crowd, one, Span(today, today, organisation.zone, now)) for one in programmes]
    decisions = decide(
        today.toordinal(), people, [one.queue for one in wishes], policy_of(organisation_id).ages_after
    )
    _note_gone(waiting, crowd, now)
    return sum(
        _write(organisation, crowd, one, decision, now)
        for one, decision in zip(wishes, decisions, strict=True)
    )


def _crowd(organisation: "OrganisationView", only: Sequence[UUID] | None = None) -> Crowd:
    return load_crowd(organisation.id, organisation.zone, organisation.languages[0], only)


def _record_turns(
    organisation: "OrganisationView", programmes: Sequence[Running], today: date, now: datetime
) -> None:
    """Turns and anniversaries due since the longest wait and not in the record become occasions."""
    crowd: Crowd | None = None
    for programme in programmes:
        if programme.settings.occasion.kind not in {"rhythm", "anniversary"}:
            continue
        crowd = crowd or _crowd(organisation)
        first = today - timedelta(days=programme.settings.wait_days)
        wishes = wishes_of(crowd, programme, Span(first, today, organisation.zone, now))
        queue = wishes.queue
        fresh = [
            Occasion(
                organisation_id=organisation.id,
                programme_id=programme.id,
                contact_id=crowd.id_at(int(queue.rows[n])),
                key=str(wishes.keys[n]),
                due_at=_begins(date.fromordinal(int(queue.due[n])), organisation.zone, DUE_AT),
                expires_at=_begins(date.fromordinal(int(queue.until[n])), organisation.zone, DUE_AT),
            )
            for n in range(len(queue.rows))
        ]
        for start in range(0, len(fresh), AT_ONCE):
            Occasion.objects.bulk_create(fresh[start : start + AT_ONCE], ignore_conflicts=True)


def _note_gone(waiting: Any, crowd: Crowd, now: datetime) -> None:
    """Cards merged into another since: their occasions end with them."""
    gone = [one for one in set(waiting.values_list("contact_id", flat=True)) if not len(crowd.rows_of([one]))]
    waiting.filter(contact_id__in=gone).update(is_decided=True, reason="erased", decided_at=now)


def _write(
    organisation: "OrganisationView", crowd: Crowd, wishes: Wishes, decision: Decision, now: datetime
) -> int:
    occasions = _occasions(crowd, wishes)
    asked = [int(n) for n in decision.asked]
    for start in range(0, len(asked), AT_ONCE):
        with transaction.atomic():
            some = [(n, occasions[n]) for n in asked[start : start + AT_ONCE]]
            _settle([one.id for _, one in some], "", now, _share(wishes))
            askings = [_asking(organisation, crowd, wishes, one, now) for one in some]
            invite_many(organisation_id=organisation.id, askings=askings, now=now)
    for rows, reason in decision.given_up:
        _settle([occasions[int(n)].id for n in rows], reason, now, _share(wishes))
    for rows, reason in decision.waiting:
        ids = [occasions[int(n)].id for n in rows]
        for start in range(0, len(ids), AT_ONCE):
            Occasion.objects.filter(id__in=ids[start : start + AT_ONCE]).update(waited_for=reason)
    return len(asked)


def _occasions(crowd: Crowd, wishes: Wishes) -> dict[int, Occasion]:
    """The record's row for each position of the queue."""
    rows = Occasion.objects.filter(programme_id=wishes.programme.id, is_decided=False)
    known = {(row.contact_id, row.key): row for row in rows.iterator(2000)}
    queue = wishes.queue
    return {
        n: known[crowd.id_at(int(queue.rows[n])), str(wishes.keys[n])]
        for n in range(len(queue.rows))
        if (crowd.id_at(int(queue.rows[n])), str(wishes.keys[n])) in known
    }


def _settle(ids: Sequence[UUID], reason: str, now: datetime, inclusion: float) -> None:
    for start in range(0, len(ids), AT_ONCE):
        Occasion.objects.filter(id__in=ids[start : start + AT_ONCE]).update(
            is_decided=True, reason=reason, decided_at=now, inclusion=inclusion
        )


def _share(wishes: Wishes) -> float:
    return wishes.programme.settings.sample


def _asking(
    organisation: "OrganisationView", crowd: Crowd, wishes: Wishes, at: tuple[int, Occasion], now: datetime
) -> Asking:
    n, occasion = at
    place, settings = int(wishes.queue.rows[n]), wishes.programme.settings
    zone = crowd.zones[crowd.zone[place]]
    arrives = next_allowed(
        max(now, occasion.due_at), zone, country_of(zone), settings.hours, is_public_holiday
    )
    share = _share(wishes)
    details = {str(key): str(value) for key, value in occasion.details.items()}
    return Asking(
        survey_id=wishes.programme.survey_id,
        contact_id=occasion.contact_id,
        carrier=settings.steps[int(wishes.step[n])].carrier,
        language=_language(organisation, wishes.programme, crowd.languages[crowd.language[place]], now),
        expires_at=arrives + timedelta(days=settings.expires_days),
        not_before=arrives,
        programme_id=wishes.programme.id,
        occasion_id=occasion.id,
        unit_id=_by_code(units_of(organisation.id), details.pop("unit", "")),
        employee_id=_by_code(employees_of(organisation.id), details.pop("employee", "")),
        attributes=details,
        weight=None if share >= 1 else 1 / share,
    )


def _language(organisation: "OrganisationView", programme: Running, wished: str, now: datetime) -> str:
    found = standing(organisation.id, str(programme.survey_id), now)
    known = found.version.definition.languages if found and found.version else organisation.languages
    allowed = [
        one for one in known if not programme.settings.languages or one in programme.settings.languages
    ]
    return wished if wished in allowed else (allowed or [*known, "en"])[0]


def _by_code(places: Sequence[Any], code: str) -> UUID | None:
    return next((one.id for one in places if one.code == code), None) if code else None


def _begins(day: date, zone: str, at: time = time(0)) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
