"""What text messages need to know: whose report it is, which scale a survey asks first, whose number wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.accounts.queries import organisation_settings
from ohlas.customers.queries.contacts import cards_of_person, contact_named
from ohlas.customers.rules import country_of_zone
from ohlas.outreach.models import Incoming, Invitation, Message, Sender
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.tokens import key_hash
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import AnswerKind, Definition, scores_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

_S = InvitationState
_ANSWERABLE = (_S.SENT, _S.DELIVERED, _S.BOUNCED, _S.OPENED, _S.STARTED, _S.PARTIAL, _S.QUEUED)


@dataclass(frozen=True, slots=True)
class ScaleAsked:
    """The first question a number answers, and the first one that takes words; `is_nps` when it is 0–10."""

    question: str
    low: int
    high: int
    is_nps: bool
    open_question: str


@dataclass(frozen=True, slots=True)
class CameIn:
    """A reply as it is kept."""

    id: UUID
    organisation_id: UUID
    address: str
    text: str
    contact_id: UUID | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Hook:
    """Whose provider reports at an address, and how it was set up."""

    organisation_id: UUID
    carrier: Carrier
    settings: dict[str, object]


def hook_of(token: str, carrier: Carrier) -> Hook | None:
    row = Sender.objects.filter(hook_hash=key_hash(token), carrier=carrier).first() if token else None
    return Hook(row.organisation_id, carrier, row.settings) if row else None


def scale_asked(definition: Definition) -> ScaleAsked | None:
    """None when the questionnaire asks nothing that a number answers."""
    items = definition.items()
    scored = next((one for one in items if one.row is None and scores_of(one.question)), None)
    if scored is None or scored.kind is not AnswerKind.SCORE:
        return None
    words = next((one.id for one in items if one.kind is AnswerKind.TEXT and one.row is None), "")
    scores = scores_of(scored.question)
    return ScaleAsked(scored.id, scores[0], scores[-1], scored.question.type.id == "nps", words)


def is_nps_first(organisation_id: UUID, survey_id: UUID, now: datetime) -> bool:
    """Whether the survey asks for the recommendation score first, so that a reply can answer it."""
    found = standing(organisation_id, str(survey_id), now)
    asked = scale_asked(found.version.definition) if found and found.version else None
    return asked is not None and asked.is_nps


def incoming_view(incoming_id: UUID) -> CameIn | None:
    """A reply that nobody has read yet."""
    row = Incoming.objects.filter(id=incoming_id, settled_at=None).first()
    if row is None:
        return None
    return CameIn(row.id, row.organisation_id, row.address, row.text, row.contact_id, row.received_at)


def contact_of_number(organisation_id: UUID, number: str) -> UUID | None:
    country = country_of_zone(organisation_settings(organisation_id).zone)
    return contact_named(organisation_id, number, country) if number else None


def invitation_texted(organisation_id: UUID, contact_id: UUID, now: datetime) -> UUID | None:
    """The newest invitation of the person that went out by text message and can still be answered."""
    return _newest(_texted(organisation_id, contact_id).filter(invitation__state__in=_ANSWERABLE), now)


def invitation_answered(organisation_id: UUID, contact_id: UUID, now: datetime) -> UUID | None:
    """The newest one that was answered and has not expired: whoever writes again has said it already."""
    return _newest(_texted(organisation_id, contact_id).filter(invitation__state=_S.COMPLETE), now)


def invitation_called(organisation_id: UUID, number: str, now: datetime) -> UUID | None:
    """The newest invitation of the person with this number, by whatever channel, that is still open."""
    contact_id = contact_of_number(organisation_id, number)
    if contact_id is None:
        return None
    rows = Invitation.objects.filter(
        organisation_id=organisation_id,
        contact_id__in=cards_of_person(contact_id),
        state__in=_ANSWERABLE,
        expires_at__gt=now,
    )
    return rows.order_by("-queued_at").values_list("id", flat=True).first()


def has_waited_for_score(invitation_id: UUID) -> bool:
    """Whether somebody was told already that no score could be read; once is enough."""
    return Incoming.objects.filter(invitation_id=invitation_id, outcome="unclear").exists()


def _texted(organisation_id: UUID, contact_id: UUID) -> "QuerySet[Message]":
    return Message.objects.filter(
        organisation_id=organisation_id,
        carrier=Carrier.SMS,
        invitation__contact_id__in=cards_of_person(contact_id),
        sent_at__isnull=False,
    )


def _newest(rows: "QuerySet[Message]", now: datetime) -> UUID | None:
    open_ones = rows.filter(invitation__expires_at__gt=now).order_by("-sent_at")
    return open_ones.values_list("invitation_id", flat=True).first()


def parts_of_series(organisation_id: UUID, series: str) -> Sequence[Incoming]:
    """The parts of a long message that have come, in their order."""
    return list(
        Incoming.objects.filter(organisation_id=organisation_id, series=series, settled_at=None).order_by(
            "part"
        )
    )


def smpp_organisations() -> list[UUID]:
    """Whose text messages go over SMPP."""
    rows = Sender.objects.filter(carrier=Carrier.SMS, settings__way="smpp", paused_at=None)
    return list(rows.values_list("organisation_id", flat=True))
