"""What falls due by time: reminders, the end of invitations, and the next channel after a bounce."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task

from ohlas.customers.queries import members_of
from ohlas.customers.queries.contacts import speaking_for
from ohlas.lib.database import database_now
from ohlas.outbox import Delivered
from ohlas.outbox.schedule import scheduled
from ohlas.outreach.actions.inviting import DONE, note_progress, queue_message
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.queries.outgoing import CONSENT_OF, letters_for
from ohlas.outreach.rules import Carrier, InvitationState, MessageState, ProgrammeState
from ohlas.outreach.rules.hours import is_public_holiday, next_allowed
from ohlas.outreach.rules.programmes import ProgrammeSettings, read_programme
from ohlas.outreach.rules.zones import country_of

AT_ONCE = 500
OPEN = [
    InvitationState.SENT,
    InvitationState.DELIVERED,
    InvitationState.OPENED,
    InvitationState.STARTED,
]
"""Whoever was reached and has not answered is reminded."""


def remind_due(now: datetime) -> int:
    """Queues the reminders that have fallen due, for an hour that is not quiet where the person is; how many."""
    due = Invitation.objects.filter(remind_at__lte=now, state__in=OPEN)
    due = due.filter(programme__state=ProgrammeState.RUNNING).order_by("remind_at")
    reminded = 0
    for row in due.select_related("programme", "contact__organisation", "contact__merged_into")[:AT_ONCE]:
        with transaction.atomic():
            # Whoever sets it to nothing first queues the reminder.
            if Invitation.objects.filter(id=row.id, remind_at=row.remind_at).update(remind_at=None):
                reminded += _remind(row, now)
    return reminded


def expire_due(now: datetime) -> int:
    """Ends the invitations whose time is over; what has not left is taken back. How many."""
    over = Invitation.objects.filter(expires_at__lte=now).exclude(state__in=DONE)
    ids = list(over.order_by("expires_at").values_list("id", flat=True)[:AT_ONCE])
    return sum(note_progress(one, InvitationState.EXPIRED, now) for one in ids)


def try_next_channel(told: Delivered, now: datetime) -> None:
    """After a bounce the programme's next step that reaches this person, once each."""
    if not isinstance(told.event, MessageFailed):
        return
    row = Invitation.objects.select_related("programme", "contact__organisation").filter(
        id=told.event.invitation_id, state=InvitationState.BOUNCED
    )
    invitation = row.first()
    if invitation is None or invitation.programme is None or invitation.expires_at <= now:
        return
    if invitation.programme.state not in {ProgrammeState.RUNNING, ProgrammeState.PAUSED}:
        return
    settings = read_programme(invitation.programme.settings)
    tried = set(Message.objects.filter(invitation=invitation).values_list("carrier", flat=True))
    for carrier in _next_carriers(settings, invitation, tried, now):
        not_before = _allowed(invitation, settings, now)
        if not_before < invitation.expires_at:
            Invitation.objects.filter(id=invitation.id).update(carrier=carrier)
            invitation.carrier = carrier
            queue_message(invitation, number=0, not_before=not_before, now=now)
        return


@scheduled("outreach.remind", every=timedelta(minutes=5))
@task(exclusive=True, transactional=False)
def follow_up_everywhere() -> None:
    """Reminders and expiry over all organisations; what is left over waits for the next round."""
    now = database_now()
    expire_due(now)
    remind_due(now)


def _remind(row: Invitation, now: datetime) -> bool:
    programme = row.programme
    if programme is None:
        return False
    settings, number = read_programme(programme.settings), row.reminders + 1
    not_before = _allowed(row, settings, now)
    if number > settings.reminders.most or not_before >= row.expires_at:
        return False
    same = Message.objects.filter(invitation=row, number=number).exclude(state=MessageState.CANCELLED)
    if same.exists():
        return False
    queue_message(row, number=number, not_before=not_before, now=now)
    return True


def _next_carriers(
    settings: ProgrammeSettings, invitation: Invitation, tried: set[str], now: datetime
) -> list[Carrier]:
    """Steps after the one that bounced, whose condition holds, by which this person can be reached."""
    found = []
    for step in settings.steps:
        if step.carrier in tried or step.carrier not in CONSENT_OF:
            continue
        chosen = members_of(invitation.organisation_id, step.when, now) if step.when else None
        if chosen is not None and not chosen.filter(id=invitation.contact_id).exists():
            continue
        trial = Message(
            organisation_id=invitation.organisation_id, invitation=invitation, carrier=step.carrier
        )
        if not isinstance(letters_for([trial], now)[0], str):
            found.append(step.carrier)
    return found


def _allowed(row: Invitation, settings: ProgrammeSettings, now: datetime) -> datetime:
    zone = speaking_for(row.contact).zone or row.contact.organisation.zone
    return next_allowed(now, zone, country_of(zone), settings.hours, is_public_holiday)
