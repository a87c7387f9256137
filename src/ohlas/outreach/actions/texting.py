"""What comes back from the network of phones: reports about our messages, replies, and our one answer to a reply."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import suppress
from ohlas.customers.rules import Channel, Purpose
from ohlas.outbox import emit
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.actions.reports import note_report
from ohlas.outreach.errors import OutreachError
from ohlas.outreach.events import ReplyReceived
from ohlas.outreach.models import Incoming, Message
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.queries.texting import CameIn, contact_of_number, parts_of_series
from ohlas.outreach.rules import Carrier, MessageState
from ohlas.outreach.rules.reports import Report, ReportKind


@runtime_checkable
class Speaks(Protocol):
    """A post that can also say one sentence to one number."""

    def say(self, number: str, text: str, reference: str) -> str: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """A message as a network delivers it; `provider_id` names it once, `series` its whole when it comes in parts."""

    organisation_id: UUID
    provider_id: str
    address: str
    text: str
    series: str = ""
    part: int = 1
    parts: int = 1


def take_reply(came: SentBack, now: datetime) -> bool:
    """Keeps the reply and tells who reads it; False when it had come before. Only then may its network hear thanks."""
    try:
        with transaction.atomic():
            row = Incoming.objects.create(
                organisation_id=came.organisation_id,
                provider_id=came.provider_id[:200],
                contact_id=contact_of_number(came.organisation_id, came.address),
                address=came.address[:40],
                text=came.text.replace("\0", ""),
                series=came.series[:60],
                part=came.part,
                parts=came.parts,
                received_at=now,
            )
            if came.parts > 1:
                _join(row, now)
            else:
                emit(ReplyReceived(row.id), organisation_id=row.organisation_id, now=now)
    except IntegrityError:
        return False
    return True


def _join(row: Incoming, now: datetime) -> None:
    """When the last part has come, the first one says it all."""
    parts = parts_of_series(row.organisation_id, row.series)
    if len({one.part for one in parts}) < row.parts:
        return
    first, *others = parts
    first.text = "".join(one.text for one in parts)
    first.save(update_fields=["text"])
    for one in others:
        settle_reply(one.id, "part", now)
    emit(ReplyReceived(first.id), organisation_id=row.organisation_id, now=now)


def settle_reply(
    incoming_id: UUID, outcome: str, now: datetime, *, invitation_id: UUID | None = None
) -> None:
    """It was understood: what it turned out to be is kept, its words and number are not."""
    Incoming.objects.filter(id=incoming_id).update(
        outcome=outcome, settled_at=now, invitation_id=invitation_id, address="", text=""
    )


def stop_texts(came: CameIn, now: datetime) -> bool:
    """No more surveys by text message to this number, known or not; True when it is news."""
    actor = system_actor(came.organisation_id)
    added = suppress(
        actor=actor,
        channel=Channel.SMS,
        address=came.address,
        purposes=[Purpose.SURVEYS],
        reason="STOP by text message",
        now=now,
    )
    return added > 0


def answer_reply(incoming_id: UUID, number: str, text: str, now: datetime) -> bool:
    """Says one sentence back, at most once for each reply: it is marked before it leaves, and never tried again."""
    mine = Incoming.objects.filter(id=incoming_id, replied_at=None)
    organisation_id = mine.values_list("organisation_id", flat=True).first()
    if organisation_id is None:
        return False
    channel, sender = channel_of(Carrier.SMS), sender_of(organisation_id, Carrier.SMS)
    if channel is None or sender is None or not mine.update(replied_at=now):
        return False
    try:
        post = channel.open_post(sender)
    except OutreachError:
        return False
    try:
        if isinstance(post, Speaks):
            post.say(number, text, f"r{incoming_id}")
    except OutreachError:
        return False
    finally:
        post.close()
    return True


def note_status(organisation_id: UUID, name: str, *, is_delivered: bool, now: datetime) -> bool:
    """What the network says became of a message, by its own name of it or by ours; False when it knows none."""
    kind = ReportKind.DELIVERED if is_delivered else ReportKind.BOUNCED
    why = "" if is_delivered else "The network could not deliver it."
    by_name = Report(kind=kind, provider_id=name, why=why)
    ours = _uuid(name)
    if ours is not None and note_report(organisation_id, Report(kind=kind, message_id=ours, why=why), now):
        return True
    return note_report(organisation_id, by_name, now)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def is_sending(organisation_id: UUID) -> bool:
    """Whether a message is on its way whose name at the provider is not written yet."""
    mine = Message.objects.filter(organisation_id=organisation_id, carrier=Carrier.SMS)
    return mine.filter(state=MessageState.SENDING).exists()
