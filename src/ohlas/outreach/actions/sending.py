"""Sending what is due: claim, mark, hand over, write down. What a person receives leaves at most once.

Messages are marked `sending` and committed before their provider sees them. Whoever dies between the mark and the
report leaves them `sending` with a lease that runs out: then they are in doubt, and only a person sends them again.
Commits are what takes time here, so a handful is marked together, in one commit with the report on the handful
before; a crash leaves no more than that in doubt.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import transaction

from ohlas.lib.database import database_now
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.actions.outcomes import delay, doubt, fail, give_back, mark, note_away, note_sent
from ohlas.outreach.errors import (
    BadAddress,
    BadMessage,
    ProviderAway,
    SendDelayed,
    SendDoubtful,
    SendFailed,
)
from ohlas.outreach.models import Message
from ohlas.outreach.queries.outgoing import letters_for, sender_of, waiting_messages, waiting_organisations
from ohlas.outreach.rules import Carrier, MessageState
from ohlas.outreach.rules.sending import AT_ONCE, LEASE, Channel, Outgoing, Post, SenderView, Sent
from ohlas.outreach.rules.troubles import Trouble

Clock = Callable[[], datetime]
ROUND_S = 20.0
"""One organisation's turn; then the next one's messages leave."""
HANDFUL = 25
"""Messages marked by one commit: consent and holds are read then, and so many are in doubt after a crash."""
CLAIM_S = 2
"""A provider that wants few a second gets few claimed, so that a paused programme stops soon."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Who sends, by which clock, and for how long: `goes_on` is asked before each message."""

    worker: str
    clock: Clock = database_now
    goes_on: Callable[[], bool] = lambda: True


def send_due(carrier: Carrier, shift: Shift) -> int:
    """Sends what is due on this channel, organisation by organisation; how many messages left.

    Errors: whatever the database raises; a provider's trouble is written on the message.
    """
    doubt_the_lost(shift.clock())
    left = 0
    for organisation_id in waiting_organisations(carrier, shift.clock()):
        if shift.goes_on():
            left += _send_for(organisation_id, carrier, shift)
    return left


def doubt_the_lost(now: datetime) -> int:
    """What was marked and never reported is in doubt from now on; how many."""
    lost = Message.objects.filter(state=MessageState.SENDING, lease_until__lt=now)
    return lost.update(
        state=MessageState.IN_DOUBT,
        lease_until=None,
        settled_at=now,
        error=Trouble.SENDER_ENDED,
    )


def _send_for(organisation_id: UUID, carrier: Carrier, shift: Shift) -> int:
    channel, sender = channel_of(carrier), sender_of(organisation_id, carrier)
    if channel is None or sender is None:
        return 0
    with _Round(channel, sender, shift) as turn:
        for claimed in _claims(organisation_id, carrier, shift, sender.per_second):
            if not turn.send(claimed):
                break
    return turn.left


def _claims(
    organisation_id: UUID, carrier: Carrier, shift: Shift, per_second: float | None
) -> Iterator[list[Message]]:
    """Claim after claim until the organisation's turn is over; small ones where a provider wants little."""
    until = time.monotonic() + ROUND_S
    most = AT_ONCE if per_second is None else max(1, min(AT_ONCE, int(per_second * CLAIM_S)))
    while shift.goes_on() and time.monotonic() < until:
        claimed = _claim(organisation_id, carrier, shift, most)
        if not claimed:
            return
        yield claimed


def _claim(organisation_id: UUID, carrier: Carrier, shift: Shift, most: int) -> list[Message]:
    """Messages of ours for the time of a lease; other senders pass them by."""
    now, worker = shift.clock(), shift.worker[:80]
    with transaction.atomic():
        waiting = waiting_messages(now).filter(organisation_id=organisation_id, carrier=carrier)
        free = waiting.exclude(lease_until__gte=now).order_by("not_before", "id")
        locked = free.select_for_update(skip_locked=True, of=("self",))[:most]
        ids = list(locked.values_list("id", flat=True))
        Message.objects.filter(id__in=ids).update(lease_until=now + LEASE, leased_by=worker)
    rows = Message.objects.select_related(
        "invitation__contact",
        "invitation__organisation",
        "invitation__programme",
        "invitation__survey",
        "invitation__unit",
        "invitation__employee",
    )
    return list(rows.filter(id__in=ids).order_by("not_before", "id"))


@dataclass
class _Round:
    """One organisation's turn with one provider: the open way, and reports that are still to be written."""

    channel: Channel
    sender: SenderView
    shift: Shift
    left: int = 0
    _post: Post | None = None
    _unwritten: list[tuple[Message, Sent]] = field(default_factory=list)
    _marked: list[tuple[Message, Outgoing]] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._post is not None:
            self._post.close()

    def send(self, claimed: list[Message]) -> bool:
        """Sends these; False when the provider is away, and nothing more is to be tried in this turn."""
        try:
            self._post = self._post or self.channel.open_post(self.sender)
            self._send_each(claimed)
        except SendDelayed as away:
            # What has left is written down before the rest goes back into the queue.
            self._write()
            note_away(claimed, str(away), self.shift.clock())
            return False
        finally:
            self._write()
            give_back([message for message, _ in self._marked])
            self._marked = []
        return True

    def _send_each(self, claimed: list[Message]) -> None:
        """By handfuls; one at a time where the provider wants them slowly."""
        rate = self.sender.per_second
        size = HANDFUL if rate is None or rate > HANDFUL else 1
        for start in range(0, len(claimed), size):
            some = claimed[start : start + size]
            if not self.shift.goes_on():
                give_back(some)
                continue
            begun = time.monotonic()
            self._send_some(some)
            if rate:
                self._write()
                time.sleep(max(0.0, len(some) / rate - (time.monotonic() - begun)))

    def _send_some(self, some: list[Message]) -> None:
        clock = self.shift.clock
        ready = []
        for message, letter in zip(some, letters_for(some, clock()), strict=True):
            if isinstance(letter, str):
                fail(message, letter, clock(), is_bounce=True)
            else:
                ready.append((message, letter))
        unwritten, self._unwritten = self._unwritten, []
        with transaction.atomic():
            note_sent(unwritten, clock())
            self._marked = mark(ready, clock())
        while self._marked:
            self._send_one(*self._marked.pop(0))

    def _send_one(self, message: Message, letter: Outgoing) -> None:
        clock = self.shift.clock
        try:
            self._unwritten.append((message, self._handed_over(letter)))
            self.left += 1
        except ProviderAway:
            self._marked.insert(0, (message, letter))
            raise
        except SendDelayed as late:
            delay(message, str(late), clock())
        except (SendFailed, BadAddress, BadMessage) as final:
            fail(message, str(final), clock(), is_bounce=not isinstance(final, BadMessage))
        except SendDoubtful as unsure:
            doubt(message, str(unsure), clock())

    def _handed_over(self, letter: Outgoing) -> Sent:
        if self._post is None:
            raise ProviderAway("The way out is closed.")
        return self._post.send(letter)

    def _write(self) -> None:
        unwritten, self._unwritten = self._unwritten, []
        with transaction.atomic():
            note_sent(unwritten, self.shift.clock())
