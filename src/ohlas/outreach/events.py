"""What happens when people are reached."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class MessageFailed:
    """A message bounced or was refused for good; the next channel may be tried."""

    name: ClassVar[str] = "outreach.message_failed"
    message_id: UUID
    invitation_id: UUID
    at: datetime


@dataclass(frozen=True)
class ReplyReceived:
    """A whole text message came back; who takes answers reads it."""

    name: ClassVar[str] = "outreach.reply_received"
    incoming_id: UUID
