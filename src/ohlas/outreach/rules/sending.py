"""What passes between this room and its channels: a message on its way out, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ohlas.outreach.rules.states import Carrier

LEASE = timedelta(minutes=2)
"""A message whose sender has not reported for so long may or may not have left: it is in doubt."""
AT_ONCE = 100
"""Messages claimed together; each is marked alone before it leaves."""
MOST_DELAYS = 8
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as its channel gets it: to whom, in which words' language, and where the answer goes.

    `address` is the contact's address or number on this channel in its one spelling; `link` is the address
    people answer at, `token` its last part; `number` is 0 for the invitation, 1 and on for reminders.
    """

    id: UUID
    organisation_id: UUID
    organisation: str
    programme_id: UUID | None
    survey_id: UUID
    contact_id: UUID
    carrier: Carrier
    number: int
    language: str
    address: str
    name: str
    greeting: str
    link: str
    token: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_reminder(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the message; `parts` and `cost` where the channel counts them."""

    provider_id: str = ""
    parts: int | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class SenderView:
    """An organisation's way out on one channel; `secrets` are opened only for the channel itself."""

    organisation_id: UUID
    carrier: Carrier
    settings: Mapping[str, object]
    secrets: Mapping[str, str]
    per_second: float | None = None


class Light(StrEnum):
    """How a check before sending stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of sending: how it stands, in words, and what to do when it is red.

    `is_unanswered` when nobody could be asked, so that the last answer is worth more.
    """

    id: str
    light: Light
    says: str
    cure: str = ""
    is_unanswered: bool = False


class Post(Protocol):
    """An open way to a provider, kept over many messages; closed at the end of a round."""

    def send(self, message: Outgoing) -> Sent:
        """Hands one message over.

        Errors: `SendFailed` for good, `SendDelayed` for now, `SendDoubtful` when nobody knows; `BadMessage` and
        `BadAddress` where nothing was tried.
        """
        ...

    def close(self) -> None: ...


class Channel(Protocol):
    """What a folder in `outreach/channels` offers."""

    @property
    def carrier(self) -> Carrier: ...

    def open_post(self, sender: SenderView) -> Post:
        """Connects. Errors: `SendDelayed` when the provider is away."""
        ...

    def checks(self, sender: SenderView | None, now: datetime) -> Sequence[Check]:
        """What must be green before anything leaves, beside what holds for every channel."""
        ...


def delay_after(attempts: int) -> timedelta | None:
    """How long to wait after so many refusals for now; None: it has been tried often enough."""
    if attempts >= MOST_DELAYS:
        return None
    delay: timedelta = FIRST_DELAY * 3 ** max(0, attempts - 1)
    return min(delay, LONGEST_DELAY)
