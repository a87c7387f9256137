"""How we reach people: programmes, whom they chose, what was sent, and what nobody should be sent."""

from ohlas.outreach.models.invitations import CallTask, Incoming, Invitation, Message
from ohlas.outreach.models.programmes import Choosing, Occasion, PacingPolicy, Programme
from ohlas.outreach.models.sparing import Hold, Touch
from ohlas.outreach.models.ways import MessageText, Poll, Sender, Widget

__all__ = [
    "CallTask",
    "Choosing",
    "Hold",
    "Incoming",
    "Invitation",
    "Message",
    "MessageText",
    "Occasion",
    "PacingPolicy",
    "Poll",
    "Programme",
    "Sender",
    "Touch",
    "Widget",
]
