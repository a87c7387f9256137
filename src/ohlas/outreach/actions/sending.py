"""Sending what is due: claim, mark, hand over, write down. What a person receives leaves at most once.

A message is marked `sending` and committed before its provider sees it. Whoever dies between the mark and the
report leaves it `sending` with a lease that runs out: then it is in doubt, and only a person sends it again.
The report on one message and the mark on the next are one commit, since commits are what takes time here.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import transaction

from ohlas.lib.database import database_now
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.actions.outcomes import delay, doubt, fail, mark, note_away, note_sent
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

Clock = Callable[[], datetime]
ROUND_S = 20.0
"""One organisation's turn; then the next one's messages leave."""
FRESH = timedelta(seconds=2)
"""How long it may be ago that consent, holds and addresses were read when a message leaves."""


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
        error="The sender ended before it could report.",
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
    most = AT_ONCE if per_second is None else max(1, min(AT_ONCE, int(per_second * FRESH.total_seconds())))
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
    """One organisation's turn with one provider: the open way, and the report that is still to be written."""

    channel: Channel
    sender: SenderView
    shift: Shift
    left: int = 0
    _post: Post | None = None
    _unwritten: tuple[Message, Sent] | None = None
    _read_at: datetime | None = field(default=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._post is not None:
            self._post.close()

    def send(self, claimed: list[Message]) -> bool:
        """Sends these; False when the provider is away, and nothing more is to be tried in this turn."""
        waiting = iter(claimed)
        try:
            self._post = self._post or self.channel.open_post(self.sender)
            self._send_each(waiting, claimed)
        except SendDelayed as away:
            note_away(list(waiting), str(away), self.shift.clock())
            return False
        finally:
            self._write()
        return True

    def _send_each(self, waiting: Iterator[Message], claimed: Iterable[Message]) -> None:
        rows = list(claimed)
        letters = letters_for(rows, self._look())
        pause = 1 / self.sender.per_second if self.sender.per_second else 0.0
        for message, prepared in zip(waiting, letters, strict=True):
            begun = time.monotonic()
            if not self.shift.goes_on():
                give_back(message)
                continue
            self._send_one(message, self._fresh(message, prepared))
            if pause:
                self._write()
                time.sleep(max(0.0, pause - (time.monotonic() - begun)))

    def _look(self) -> datetime:
        self._read_at = self.shift.clock()
        return self._read_at

    def _fresh(self, message: Message, letter: Outgoing | str) -> Outgoing | str:
        now = self.shift.clock()
        if self._read_at is not None and now - self._read_at <= FRESH:
            return letter
        return letters_for([message], now)[0]

    def _send_one(self, message: Message, letter: Outgoing | str) -> None:
        clock = self.shift.clock
        if isinstance(letter, str):
            fail(message, letter, clock(), is_bounce=True)
            return
        unwritten, self._unwritten = self._unwritten, None
        with transaction.atomic():
            if unwritten:
                note_sent(*unwritten, clock())
            is_marked = mark(message, letter.token, clock())
        if not is_marked:
            return
        try:
            self._unwritten = (message, self._handed_over(letter))
            self.left += 1
        except ProviderAway as away:
            note_away([message], str(away), clock())
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
        unwritten, self._unwritten = self._unwritten, None
        if unwritten:
            with transaction.atomic():
                note_sent(*unwritten, self.shift.clock())


def give_back(message: Message) -> None:
    """Free for any sender again."""
    Message.objects.filter(id=message.id, state=MessageState.QUEUED).update(lease_until=None)
