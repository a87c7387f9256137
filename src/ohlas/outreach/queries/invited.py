"""Who is asked by the address in a message, for the room that takes the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.customers.rules import Channel
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.queries.outgoing import CONSENT_OF
from ohlas.outreach.rules import Carrier, InvitationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One person asked once, as somebody who holds a message of theirs comes with it."""

    invitation_id: UUID
    organisation_id: UUID
    survey_id: UUID
    contact_id: UUID
    carrier: Carrier
    language: str
    unit_id: UUID | None
    employee_id: UUID | None
    attributes: Mapping[str, str]
    weight: float | None
    state: InvitationState
    queued_at: datetime
    expires_at: datetime

    @property
    def channel(self) -> Channel | None:
        """What they would unsubscribe from; None where nothing goes to the person."""
        return CONSENT_OF.get(self.carrier)


def invited_by(key_hash: str) -> Invited | None:
    """The invitation of the message whose token has this hash; its carrier is the message's own."""
    row = Message.objects.select_related("invitation").filter(key_hash=key_hash).first()
    return _invited(row.invitation, Carrier(row.carrier)) if row else None


def invited(invitation_id: UUID) -> Invited | None:
    """The invitation itself, by the carrier it goes by now."""
    row = Invitation.objects.filter(id=invitation_id).first()
    return _invited(row, Carrier(row.carrier)) if row else None


def _invited(row: Invitation, carrier: Carrier) -> Invited:
    return Invited(
        invitation_id=row.id,
        organisation_id=row.organisation_id,
        survey_id=row.survey_id,
        contact_id=row.contact_id,
        carrier=carrier,
        language=row.language,
        unit_id=row.unit_id,
        employee_id=row.employee_id,
        attributes={key: str(value) for key, value in row.attributes.items()},
        weight=row.weight,
        state=InvitationState(row.state),
        queued_at=row.queued_at,
        expires_at=row.expires_at,
    )
