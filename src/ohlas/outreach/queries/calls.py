"""The list of people to be called: who is next, what is known of the one on the line, how the list stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from ohlas.accounts.access import Actor
from ohlas.customers.queries.contacts import speaking_for
from ohlas.customers.queries.people import greeting_of, has_consent, values_of
from ohlas.customers.rules import Channel, Purpose
from ohlas.outreach.models import CallTask, Hold, Sender
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.calls import CallSettings, Disposition, read_calls
from ohlas.outreach.rules.hours import is_public_holiday, next_allowed
from ohlas.outreach.rules.programmes import Hours, read_programme
from ohlas.outreach.rules.zones import country_of

_OVER = [
    InvitationState.COMPLETE,
    InvitationState.REFUSED,
    InvitationState.EXPIRED,
    InvitationState.CANCELLED,
]
LISTED = 100


@dataclass(frozen=True, slots=True)
class CallView:
    """The person an interviewer has claimed, as they need them on the line."""

    id: UUID
    invitation_id: UUID
    survey_id: UUID
    survey: str
    name: str
    number: str
    greeting: str
    language: str
    unit: str
    local_time: str
    """What the clock says where the person is."""
    zone: str
    attempts: int
    is_promised: bool
    note: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line of the list, as those who run it see it: no name, no number."""

    id: UUID
    survey: str
    unit: str
    call_at: datetime
    is_promised: bool
    is_claimed: bool
    attempts: int
    disposition: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallCounts:
    waiting: int
    due: int
    promised: int
    claimed: int
    done: int
    complete: int


def calls_of(actor: Actor) -> "QuerySet[CallTask]":
    """The organisation's calls in the units the actor sees."""
    mine = CallTask.objects.filter(organisation_id=actor.organisation.id)
    return mine if actor.scope is None else mine.filter(invitation__unit_id__in=actor.scope)


def callable_now(actor: Actor, now: datetime) -> "QuerySet[CallTask]":
    """Who may be next: promised ones first, each in the order of their time."""
    free = calls_of(actor).filter(ended_at=None, call_at__lte=now).exclude(claimed_until__gt=now)
    return free.order_by("-is_promised", "call_at", "id")


def waits_until(task: CallTask, now: datetime) -> datetime:
    """Now, where the person may be called; else when that will be so, by their own clock."""
    if task.is_promised:
        return now  # they named the time themselves
    programme = task.invitation.programme
    hours = read_programme(programme.settings).hours if programme else Hours()
    zone = zone_of(task)
    return next_allowed(now, zone, country_of(zone), hours, is_public_holiday)


def zone_of(task: CallTask) -> str:
    return str(task.contact.zone or task.invitation.organisation.zone)


def why_not_called(task: CallTask, now: datetime) -> str:
    """Why the person must not be called any more; empty when they may."""
    if task.invitation.state in _OVER or task.invitation.expires_at <= now:
        return "over"
    person = speaking_for(task.contact)
    if not has_consent(task.organisation_id, person.id, Purpose.SURVEYS, Channel.PHONE):
        return "no_consent"
    held = Hold.objects.filter(contact_id__in=[person.id, task.contact_id], lifted_at=None)
    if held.filter(Q(until=None) | Q(until__gt=now)).exists():
        return "held"
    return "" if values_of(person.id, Channel.PHONE) else "no_number"


def call_view(task: CallTask, now: datetime) -> CallView:
    person = speaking_for(task.contact)
    organisation, invitation = task.invitation.organisation, task.invitation
    default = organisation.languages[0] if organisation.languages else "en"
    numbers = values_of(person.id, Channel.PHONE)
    return CallView(
        id=task.id,
        invitation_id=invitation.id,
        survey_id=invitation.survey_id,
        survey=invitation.survey.name,
        name=person.name,
        number=numbers[0] if numbers else "",
        greeting=greeting_of(person, invitation.language or default).text,
        language=invitation.language,
        unit=invitation.unit.name if invitation.unit else "",
        local_time=f"{now.astimezone(ZoneInfo(zone_of(task))):%H:%M}",
        zone=zone_of(task),
        attempts=task.attempts,
        is_promised=task.is_promised,
        note=task.note,
    )


def call_counts(actor: Actor, now: datetime) -> CallCounts:
    open_ones, ended = Q(ended_at=None), Q(ended_at__isnull=False)
    found = calls_of(actor).aggregate(
        waiting=Count("id", filter=open_ones),
        due=Count("id", filter=open_ones & Q(call_at__lte=now)),
        promised=Count("id", filter=open_ones & Q(is_promised=True)),
        claimed=Count("id", filter=open_ones & Q(claimed_until__gt=now)),
        done=Count("id", filter=ended),
        complete=Count("id", filter=Q(disposition=Disposition.COMPLETE)),
    )
    return CallCounts(**found)


def dispositions_since(actor: Actor, since: datetime) -> list[tuple[str, int]]:
    """How calls ended since then, the commonest first."""
    rows = calls_of(actor).filter(ended_at__gte=since).values_list("disposition").annotate(n=Count("id"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def call_lines(actor: Actor, now: datetime) -> tuple[CallLine, ...]:
    """By the organisation's own clock."""
    zone = ZoneInfo(actor.organisation.zone)
    rows = calls_of(actor).select_related("invitation__survey", "invitation__unit")
    return tuple(
        CallLine(
            id=row.id,
            survey=row.invitation.survey.name,
            unit=row.invitation.unit.name if row.invitation.unit else "",
            call_at=row.call_at.astimezone(zone).replace(tzinfo=None),
            is_promised=row.is_promised,
            is_claimed=row.claimed_until is not None and row.claimed_until > now,
            attempts=row.attempts,
            disposition=row.disposition,
            ended_at=row.ended_at,
        )
        for row in rows.order_by("ended_at", "call_at")[:LISTED]
    )


def next_call_at(actor: Actor, now: datetime) -> datetime | None:
    """When somebody will be there to call, while nobody is."""
    rows = calls_of(actor).filter(ended_at=None, call_at__gt=now, call_at__lt=now + timedelta(days=365))
    return rows.order_by("call_at").values_list("call_at", flat=True).first()


def call_settings(organisation_id: UUID) -> CallSettings:
    row = Sender.objects.filter(organisation_id=organisation_id, carrier=Carrier.PHONE).first()
    return read_calls(row.settings) if row else CallSettings()
