"""Answers from invitations: the one link an invitation gets, and how far the person has come."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.feedback.models import Link
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules.links import LinkKind, key_hash
from ohlas.lib.ids import new_id
from ohlas.outbox import Delivered
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.queries.invited import Invited, invited, invited_by
from ohlas.outreach.rules import InvitationState


def link_invited(key: str) -> LinkView | None:
    """The link behind a message's token; None when no message carries it.

    Any message of an invitation opens the same link, so that one answer can be given; the channel is that of
    the message in hand.
    """
    found = invited_by(key_hash(key))
    return link_of_invitation(found, key_hash(key)) if found else None


def link_for_invitation(invitation_id: UUID) -> LinkView | None:
    """The link of an invitation that is answered without a token: by phone, by reply."""
    found = invited(invitation_id)
    return link_of_invitation(found, key_hash(f"invitation:{new_id()}")) if found else None


def link_of_invitation(asked: Invited, hashed: str) -> LinkView:
    """The one link, made on first use; whoever comes second at the same moment gets the same."""
    row = _row(asked.invitation_id)
    if row is None:
        try:
            with transaction.atomic():
                _make(asked, hashed)
        except IntegrityError:
            pass  # somebody else was first, by a breath
        row = _row(asked.invitation_id)
    if row is None:
        raise LookupError(f"The invitation {asked.invitation_id} has no link and takes none.")
    return replace(link_view(row), channel=asked.carrier.value)


def _row(invitation_id: UUID) -> Link | None:
    rows = Link.objects.select_related("organisation", "unit", "employee", "contact")
    return rows.filter(invitation_id=invitation_id).first()


def _make(asked: Invited, hashed: str) -> None:
    Link.objects.create(
        id=new_id(),
        organisation_id=asked.organisation_id,
        survey_id=asked.survey_id,
        kind=LinkKind.PERSONAL.value,
        key_hash=hashed,
        channel=asked.carrier.value,
        language=asked.language,
        unit_id=asked.unit_id,
        employee_id=asked.employee_id,
        contact_id=asked.contact_id,
        invitation_id=asked.invitation_id,
        attributes=dict(asked.attributes),
        weight=asked.weight,
        created_at=asked.queued_at,
        expires_at=asked.expires_at,
    )


def note_opened(link: LinkView, now: datetime) -> None:
    """Somebody has really looked at the page."""
    if link.invitation_id is not None:
        note_progress(link.invitation_id, InvitationState.OPENED, now)


def note_started(link: LinkView, now: datetime) -> None:
    """A first answer is kept."""
    if link.invitation_id is not None:
        note_progress(link.invitation_id, InvitationState.STARTED, now)


def hear_answered(delivered: Delivered, now: datetime) -> None:  # noqa: ARG001 - a listener's shape
    """The relay brings it, so that storing an answer need not wait for it; safe to repeat."""
    event = delivered.event
    state = InvitationState.COMPLETE if event.is_complete else InvitationState.PARTIAL
    note_progress(event.invitation_id, state, event.at, last_question=event.last_question)
