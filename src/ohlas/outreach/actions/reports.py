"""What providers and mail servers report afterwards: delivered, bounced, complained."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.customers.actions import withdraw_consent
from ohlas.customers.rules import Purpose
from ohlas.lib.database import database_now
from ohlas.outbox import emit
from ohlas.outbox.schedule import scheduled
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Message, Sender
from ohlas.outreach.queries.outgoing import CONSENT_OF
from ohlas.outreach.rules import Carrier, InvitationState, MessageState
from ohlas.outreach.rules.reports import Report, ReportKind
from ohlas.outreach.rules.tokens import key_hash

LEFT = [MessageState.SENDING, MessageState.SENT, MessageState.DELIVERED, MessageState.IN_DOUBT]
_readers: list[Callable[[datetime], int]] = []


def sender_of_hook(token: str) -> tuple[UUID, Carrier] | None:
    """Whose reports come in at this token; unknown and withdrawn ones look alike."""
    row = Sender.objects.filter(hook_hash=key_hash(token)).first() if token else None
    return (row.organisation_id, Carrier(row.carrier)) if row else None


def note_report(organisation_id: UUID, report: Report, now: datetime) -> bool:
    """One report about a message of the organisation; False when none of its messages is meant. Safe to repeat."""
    with transaction.atomic():
        row = _message(organisation_id, report)
        if row is None:
            return False
        _REACTIONS[report.kind](row, report, now)
    return True


def register_inbox(read: Callable[[datetime], int]) -> None:
    """A channel's own way to fetch reports, called every few minutes."""
    _readers.append(read)


@scheduled("outreach.inboxes", every=timedelta(minutes=5))
@task(exclusive=True, priority=-5, transactional=False)
def read_inboxes() -> None:
    """Fetches what came back by mail."""
    for read in _readers:
        read(database_now())


def _message(organisation_id: UUID, report: Report) -> Message | None:
    rows = Message.objects.select_related("invitation__contact").filter(organisation_id=organisation_id)
    if report.message_id is not None:
        return rows.filter(id=report.message_id).first()
    return rows.filter(provider_id=report.provider_id).first() if report.provider_id else None


def _delivered(row: Message, _report: Report, now: datetime) -> None:
    fresh = Message.objects.filter(
        id=row.id, state__in=[one for one in LEFT if one != MessageState.DELIVERED]
    )
    fresh.update(state=MessageState.DELIVERED, settled_at=now, lease_until=None, error="")
    note_progress(row.invitation_id, InvitationState.DELIVERED, now)


def _bounced(row: Message, report: Report, now: datetime) -> None:
    moved = Message.objects.filter(id=row.id, state__in=LEFT).update(
        state=MessageState.BOUNCED, settled_at=now, lease_until=None, error=report.why[:300]
    )
    if moved:
        note_progress(row.invitation_id, InvitationState.BOUNCED, now)
        emit(MessageFailed(row.id, row.invitation_id, now), organisation_id=row.organisation_id, now=now)


def _complained(row: Message, report: Report, now: datetime) -> None:
    """Whoever presses “spam” wants no more; so it is done, for every purpose on this channel."""
    for purpose in Purpose:
        withdraw_consent(
            contact=row.invitation.contact,
            purpose=purpose,
            channel=CONSENT_OF[Carrier(row.carrier)],
            now=now,
            proof=f"complaint: {report.why}"[:200] if report.why else "complaint to the mail provider",
        )
    note_progress(row.invitation_id, InvitationState.REFUSED, now)


def _left(row: Message, _report: Report, now: datetime) -> None:
    """Unsubscribed at the provider: no more of these."""
    withdraw_consent(
        contact=row.invitation.contact,
        purpose=Purpose.SURVEYS,
        channel=CONSENT_OF[Carrier(row.carrier)],
        now=now,
        proof="unsubscribed at the mail provider",
    )
    note_progress(row.invitation_id, InvitationState.REFUSED, now)


_REACTIONS: dict[ReportKind, Callable[[Message, Report, datetime], None]] = {
    ReportKind.DELIVERED: _delivered,
    ReportKind.BOUNCED: _bounced,
    ReportKind.COMPLAINED: _complained,
    ReportKind.LEFT: _left,
}
