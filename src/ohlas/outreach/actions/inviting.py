"""Asking one person once: the invitation with its first message, and how far the person has come since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.outbox import emit
from ohlas.outreach.events import InvitationQueued
from ohlas.outreach.models import Invitation, Message, Touch
from ohlas.outreach.rules import Carrier, InvitationState, MessageState, TouchKind, may_become

_S = InvitationState
STAMPS: Mapping[InvitationState, str] = {
    _S.SENT: "sent_at",
    _S.DELIVERED: "delivered_at",
    _S.BOUNCED: "bounced_at",
    _S.OPENED: "opened_at",
    _S.STARTED: "started_at",
    _S.PARTIAL: "answered_at",
    _S.COMPLETE: "answered_at",
    _S.REFUSED: "ended_at",
    _S.EXPIRED: "ended_at",
    _S.CANCELLED: "ended_at",
}
LEAVES_FROM = [state for state in _S if may_become(state, _S.SENT)]
DONE = frozenset({_S.PARTIAL, _S.COMPLETE, _S.REFUSED, _S.EXPIRED, _S.CANCELLED})
"""Nothing more is sent to whoever is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whom to ask what, by which channel and from when on."""

    survey_id: UUID
    contact_id: UUID
    carrier: Carrier
    language: str
    expires_at: datetime
    not_before: datetime
    programme_id: UUID | None = None
    occasion_id: UUID | None = None
    unit_id: UUID | None = None
    employee_id: UUID | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    weight: float | None = None


def invite(*, organisation_id: UUID, asking: Asking, now: datetime) -> Invitation:
    """The person is asked: an invitation, its first message, and a touch in their budget, at once.

    Errors: IntegrityError when the occasion has its invitation already.
    """
    return invite_many(organisation_id=organisation_id, askings=[asking], now=now)[0]


def invite_many(*, organisation_id: UUID, askings: Sequence[Asking], now: datetime) -> list[Invitation]:
    """Everybody here is asked, or nobody.

    Errors: IntegrityError when an occasion has its invitation already.
    """
    rows = [_row(organisation_id, asking, now) for asking in askings]
    with transaction.atomic():
        Invitation.objects.bulk_create(rows)
        Message.objects.bulk_create(
            _message(row, 0, asking.not_before, now) for row, asking in zip(rows, askings, strict=True)
        )
        Touch.objects.bulk_create(
            Touch(
                organisation_id=organisation_id,
                contact_id=row.contact_id,
                kind=TouchKind.SURVEY,
                programme_id=row.programme_id,
                at=now,
                client_id=str(row.id),
            )
            for row in rows
        )
        for row in rows:
            emit(InvitationQueued(row.id), organisation_id=organisation_id, now=now)
    return rows


def _row(organisation_id: UUID, asking: Asking, now: datetime) -> Invitation:
    return Invitation(
        organisation_id=organisation_id,
        programme_id=asking.programme_id,
        occasion_id=asking.occasion_id,
        survey_id=asking.survey_id,
        contact_id=asking.contact_id,
        carrier=asking.carrier,
        language=asking.language,
        unit_id=asking.unit_id,
        employee_id=asking.employee_id,
        attributes=dict(asking.attributes),
        weight=asking.weight,
        queued_at=now,
        expires_at=asking.expires_at,
    )


def queue_message(row: Invitation, *, number: int, not_before: datetime, now: datetime) -> Message:
    """One more message of the invitation, by the channel it goes by now."""
    message = _message(row, number, not_before, now)
    message.save(force_insert=True)
    return message


def _message(row: Invitation, number: int, not_before: datetime, now: datetime) -> Message:
    return Message(
        organisation_id=row.organisation_id,
        invitation=row,
        carrier=row.carrier,
        number=number,
        not_before=not_before,
        created_at=now,
    )


def note_progress(
    invitation_id: UUID, state: InvitationState, now: datetime, *, last_question: str = ""
) -> bool:
    """The person came so far; False when the report is stale. Who is done is sent nothing more."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(id=invitation_id).first()
        if row is not None and row.state == state and last_question:  # came back, and broke off further on
            row.last_question = last_question[:80]
            row.save(update_fields=["last_question"])
            return True
        if row is None or not may_become(InvitationState(row.state), state):
            return False
        row.state = state
        setattr(row, STAMPS[state], now)
        fields = ["state", STAMPS[state]]
        if last_question:
            row.last_question = last_question[:80]
            fields.append("last_question")
        if state in DONE:
            row.remind_at = None
            fields.append("remind_at")
            cancel_messages(row, now)
        row.save(update_fields=fields)
    return True


def note_left(
    invitation_ids: Sequence[UUID], now: datetime, *, number: int, remind_at: datetime | None
) -> None:
    """A message of each invitation has left: as `note_progress` to sent, without reading them first."""
    rows = Invitation.objects.filter(id__in=invitation_ids)
    after: dict[str, object] = {"remind_at": remind_at, **({"reminders": number} if number else {})}
    moved = rows.filter(state__in=LEAVES_FROM).update(state=_S.SENT, sent_at=now, **after)
    if moved < len(invitation_ids):
        rows.exclude(state__in=DONE).update(**after)


def cancel_messages(row: Invitation, now: datetime) -> int:
    """Takes back what has not left; how many messages."""
    waiting = Message.objects.filter(invitation=row, state=MessageState.QUEUED)
    return waiting.update(state=MessageState.CANCELLED, settled_at=now, lease_until=None)
