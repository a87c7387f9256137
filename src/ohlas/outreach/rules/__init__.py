"""Pure decisions of this room: lives and states, programmes, pacing, what a message may hold."""

from ohlas.outreach.rules.states import (
    FOLLOWS,
    Carrier,
    ChoosingState,
    InvitationState,
    MessageState,
    ProgrammeState,
    SkipReason,
    TouchKind,
    may_become,
)

__all__ = [
    "FOLLOWS",
    "Carrier",
    "ChoosingState",
    "InvitationState",
    "MessageState",
    "ProgrammeState",
    "SkipReason",
    "TouchKind",
    "may_become",
]
