"""The lives of programmes, invitations and messages, and which step may follow which."""

from collections.abc import Mapping
from enum import StrEnum


class Carrier(StrEnum):
    """The shelf of channels; each value is a folder in `outreach/channels`."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    LINK = "link"
    WIDGET = "widget"
    SOCIAL = "social"


class ProgrammeState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class InvitationState(StrEnum):
    """How far a person has come."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    OPENED = "opened"
    STARTED = "started"
    PARTIAL = "partial"
    COMPLETE = "complete"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_S = InvitationState
_ANSWERED = {_S.PARTIAL, _S.COMPLETE, _S.REFUSED}
_OPENED = _ANSWERED | {_S.OPENED, _S.STARTED, _S.EXPIRED, _S.CANCELLED}
FOLLOWS: Mapping[InvitationState, frozenset[InvitationState]] = {
    _S.QUEUED: frozenset(_OPENED | {_S.SENT, _S.BOUNCED}),
    _S.SENT: frozenset(_OPENED | {_S.DELIVERED, _S.BOUNCED}),
    _S.DELIVERED: frozenset(_OPENED | {_S.BOUNCED}),
    _S.BOUNCED: frozenset(_OPENED | {_S.SENT}),
    _S.OPENED: frozenset(_OPENED - {_S.OPENED}),
    _S.STARTED: frozenset(_ANSWERED | {_S.EXPIRED}),
    _S.PARTIAL: frozenset({_S.COMPLETE, _S.REFUSED}),
    _S.COMPLETE: frozenset(),
    _S.REFUSED: frozenset({_S.PARTIAL, _S.COMPLETE}),
    _S.EXPIRED: frozenset(_ANSWERED),
    _S.CANCELLED: frozenset(_ANSWERED),
}
"""A late answer is an answer; a report that comes out of order (opened after complete) changes nothing."""


def may_become(now: InvitationState, then: InvitationState) -> bool:
    return then in FOLLOWS[now]


class MessageState(StrEnum):
    """One message to one person; `sending` is written before it leaves, so a crash cannot send it twice."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"


class ChoosingState(StrEnum):
    """People chosen by hand are looked at portion by portion."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


class TouchKind(StrEnum):
    """What counts in the one budget of contacts a person has."""

    SURVEY = "survey"
    OFFER = "offer"
    NEWSLETTER = "newsletter"


class SkipReason(StrEnum):
    """Why somebody was not asked; a closed list, each with a sentence in `pages`."""

    NOT_IN_AUDIENCE = "not_in_audience"
    NOT_SAMPLED = "not_sampled"
    NO_CONSENT = "no_consent"
    NO_ADDRESS = "no_address"
    SUPPRESSED = "suppressed"
    HELD = "held"
    RULE = "rule"
    TOO_SOON = "too_soon"
    OVER_BUDGET = "over_budget"
    ALREADY_OPEN = "already_open"
    EXPIRED = "expired"
    PROGRAMME_STOPPED = "programme_stopped"
    ERASED = "erased"
    TAKEN_BACK = "taken_back"
