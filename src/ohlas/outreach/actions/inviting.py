"""Asking one person once: the invitation with its first message, and how far the person has come since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.lib.ids import new_ids
from ohlas.lib.inserting import insert_columns
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
    (invitation_id,) = invite_many(organisation_id=organisation_id, askings=[asking], now=now)
    return Invitation.objects.get(id=invitation_id)


def invite_many(*, organisation_id: UUID, askings: Sequence[Asking], now: datetime) -> list[UUID]:
    """Everybody here is asked, or nobody; their invitations' ids.

    Errors: IntegrityError when an occasion has its invitation already.
    """
    ids = new_ids(len(askings))
    with transaction.atomic():
        _insert_invitations(organisation_id, ids, askings, now)
        insert_columns(
            Message,
            len(ids),
            each={
                "id": new_ids(len(ids)),
                "invitation_id": ids,
                "carrier": [one.carrier for one in askings],
                "not_before": [one.not_before for one in askings],
            },
            same={"organisation_id": organisation_id, "created_at": now},
        )
        insert_columns(
            Touch,
            len(ids),
            each={
                "id": new_ids(len(ids)),
                "contact_id": [one.contact_id for one in askings],
                "programme_id": [one.programme_id for one in askings],
                "client_id": [str(one) for one in ids],
            },
            same={"organisation_id": organisation_id, "kind": TouchKind.SURVEY, "at": now},
        )
    return ids


def _insert_invitations(
    organisation_id: UUID, ids: Sequence[UUID], askings: Sequence[Asking], now: datetime
) -> None:
    own = (
        "programme_id", "occasion_id", "survey_id", "contact_id", "carrier", "language", "unit_id",
        "employee_id", "weight", "expires_at",
    )  # fmt: skip
    each: dict[str, Sequence[object]] = {name: [getattr(one, name) for one in askings] for name in own}
    each |= {"id": ids, "attributes": [dict(one.attributes) for one in askings]}
    insert_columns(
        Invitation, len(ids), each=each, same={"organisation_id": organisation_id, "queued_at": now}
    )


def queue_message(row: Invitation, *, number: int, not_before: datetime, now: datetime) -> Message:
    """One more message of the invitation, by the channel it goes by now."""
    return Message.objects.create(
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
