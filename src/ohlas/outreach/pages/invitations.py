"""What the templates about invitations may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.outreach.access import invitation_for
from ohlas.outreach.queries.field import programme_names
from ohlas.outreach.queries.invitations import InvitationWanted, invitations_of, messages_of, states_of
from ohlas.outreach.queries.words import CARRIERS, why_not_left
from ohlas.outreach.rules import Carrier, InvitationState, MessageState, may_become
from ohlas.surveys.queries import survey_names

PAGE = 50
STATES: Mapping[str, Promise] = {
    InvitationState.QUEUED: gettext_lazy("waits to be sent"),
    InvitationState.SENT: gettext_lazy("sent"),
    InvitationState.DELIVERED: gettext_lazy("delivered"),
    InvitationState.BOUNCED: gettext_lazy("did not arrive"),
    InvitationState.OPENED: gettext_lazy("opened"),
    InvitationState.STARTED: gettext_lazy("begun"),
    InvitationState.PARTIAL: gettext_lazy("answered in part"),
    InvitationState.COMPLETE: gettext_lazy("answered"),
    InvitationState.REFUSED: gettext_lazy("refused"),
    InvitationState.EXPIRED: gettext_lazy("expired"),
    InvitationState.CANCELLED: gettext_lazy("cancelled"),
}
MESSAGES: Mapping[str, Promise] = {
    MessageState.QUEUED: gettext_lazy("waits"),
    MessageState.SENDING: gettext_lazy("is leaving"),
    MessageState.SENT: gettext_lazy("sent"),
    MessageState.DELIVERED: gettext_lazy("delivered"),
    MessageState.BOUNCED: gettext_lazy("did not arrive"),
    MessageState.FAILED: gettext_lazy("not sent"),
    MessageState.IN_DOUBT: gettext_lazy("in doubt"),
    MessageState.CANCELLED: gettext_lazy("taken back"),
}
_STEPS: tuple[tuple[str, Promise], ...] = (
    ("queued_at", gettext_lazy("Chosen")),
    ("sent_at", gettext_lazy("Sent")),
    ("delivered_at", gettext_lazy("Delivered")),
    ("bounced_at", gettext_lazy("Came back")),
    ("opened_at", gettext_lazy("Opened")),
    ("started_at", gettext_lazy("First answer")),
    ("answered_at", gettext_lazy("Answered")),
    ("ended_at", gettext_lazy("Ended")),
)


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class InvitationLine:
    id: UUID
    name: str
    programme: str
    carrier: str
    unit: str
    state: str
    at: datetime


@dataclass(frozen=True)
class InvitationsPage:
    """`outreach/invitations.html`; `is_empty` when nobody was ever asked."""

    lines: Sequence[InvitationLine]
    is_empty: bool
    states: Sequence[Choice]
    carriers: Sequence[Choice]
    programmes: Sequence[Choice]
    words: str
    earlier: str
    later: str


@dataclass(frozen=True)
class Step:
    words: str
    at: datetime


@dataclass(frozen=True)
class MessageLine:
    kind: str
    carrier: str
    state: str
    at: datetime
    error: str


@dataclass(frozen=True)
class InvitationPage:
    """`outreach/invitation.html`."""

    id: UUID
    contact_id: UUID
    name: str
    survey: str
    programme: str
    unit: str
    state: str
    language: str
    expires_at: datetime
    last_question: str
    steps: Sequence[Step]
    messages: Sequence[MessageLine]
    may_cancel: bool
    may_open_contact: bool


def invitations_page(actor: Actor, wanted: InvitationWanted, start: int, address: str) -> InvitationsPage:
    counts = states_of(actor.organisation.id, wanted)
    total = counts.get(wanted.state, 0) if wanted.state else sum(counts.values())
    rows = list(invitations_of(actor.organisation.id, wanted)[start : start + PAGE])
    last = start + len(rows)
    said = {"first": min(start + 1, last), "last": last, "total": total}
    lines = tuple(
        InvitationLine(
            id=row.id,
            name=row.contact.name or "–",
            programme=row.programme.name if row.programme else "–",
            carrier=str(CARRIERS[row.carrier]),
            unit=row.unit.name if row.unit else "–",
            state=str(STATES[row.state]),
            at=row.queued_at,
        )
        for row in rows
    )
    named = [
        (state.value, f"{STATES[state]} ({counts[state]})") for state in InvitationState if state in counts
    ]
    asked = [(one.value, str(CARRIERS[one])) for one in (Carrier.EMAIL, Carrier.SMS, Carrier.PHONE)]
    own = [(str(name), title) for name, title in programme_names(actor.organisation.id).items()]
    return InvitationsPage(
        lines=lines,
        is_empty=not counts and wanted == InvitationWanted(scope=wanted.scope),
        states=_choose(named, wanted.state),
        carriers=_choose(asked, wanted.carrier),
        programmes=_choose(own, str(wanted.programme_id or "")),
        words=_("%(first)s–%(last)s of %(total)s") % said,
        earlier=f"?{address}from={max(0, start - PAGE)}" if start else "",
        later=f"?{address}from={last}" if last < total else "",
    )


def invitation_page(actor: Actor, invitation_id: UUID) -> InvitationPage:
    row = invitation_for(actor, invitation_id)
    steps = sorted(
        (Step(str(said), at) for name, said in _STEPS if (at := getattr(row, name))), key=lambda one: one.at
    )
    return InvitationPage(
        id=row.id,
        contact_id=row.contact_id,
        name=row.contact.name or "–",
        survey=survey_names(row.organisation_id).get(row.survey_id, "–"),
        programme=row.programme.name if row.programme else "–",
        unit=row.unit.name if row.unit else "–",
        state=str(STATES[row.state]),
        language=row.language,
        expires_at=row.expires_at,
        last_question=row.last_question,
        steps=steps,
        messages=tuple(
            MessageLine(
                kind=_("Reminder %(n)s") % {"n": one.number} if one.number else _("Invitation"),
                carrier=str(CARRIERS[one.carrier]),
                state=str(MESSAGES[one.state]),
                at=one.sent_at or one.not_before,
                error=why_not_left(one.error),
            )
            for one in messages_of(row.id)
        ),
        may_cancel=actor.may(Permission.RUN_PROGRAMMES)
        and may_become(InvitationState(row.state), InvitationState.CANCELLED),
        may_open_contact=actor.may(Permission.SEE_CONTACTS),
    )


def _choose(options: list[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, said, value == chosen) for value, said in options)
