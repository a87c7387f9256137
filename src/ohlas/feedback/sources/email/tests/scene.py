"""What these tests share: people who are asked by mail, and the token in the mail."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.customers.queries.people import has_consent
from ohlas.customers.rules import Channel, Purpose
from ohlas.feedback.models import Response
from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions.inviting import Asking, invite, queue_message
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.tokens import key_hash, new_token
from ohlas.outreach.tests.scene import a_contact, a_survey


@dataclass
class Mailed:
    """Somebody who got a message: what stands in it, and what became of the invitation."""

    invitation: UUID
    token: str

    @property
    def row(self) -> Invitation:
        return Invitation.objects.get(id=self.invitation)

    def score(self, score: int) -> str:
        return f"/s/{self.token}/a/{score}"

    @property
    def form(self) -> str:
        return f"/s/{self.token}"

    @property
    def leave(self) -> str:
        return f"/u/{self.token}"

    @property
    def is_asked(self) -> bool:
        row = self.row
        return has_consent(row.organisation_id, row.contact_id, Purpose.SURVEYS, Channel.EMAIL)


def mailed(world, email="jana@example.test", *, survey=None, now=None, **more) -> Mailed:
    """An invitation whose first message has left."""
    actor, now = system_actor(world.organisation.id), now or world.now
    asking = Asking(
        survey_id=survey or a_survey(actor, f"After {email}"),
        contact_id=a_contact(actor, email).id,
        carrier=Carrier.EMAIL,
        language="cs",
        expires_at=now + timedelta(days=14),
        not_before=now,
        **more,
    )
    row = invite(organisation_id=world.organisation.id, asking=asking, now=now)
    return Mailed(row.id, hand_over(Message.objects.get(invitation=row)))


def another_message(world, one: Mailed, carrier=Carrier.EMAIL) -> Mailed:
    """A reminder of the same invitation, by this channel."""
    Invitation.objects.filter(id=one.invitation).update(carrier=carrier)
    message = queue_message(one.row, number=1, not_before=world.now, now=world.now)
    return Mailed(one.invitation, hand_over(message))


def hand_over(message: Message) -> str:
    token = new_token()
    Message.objects.filter(id=message.id).update(key_hash=key_hash(token), state="sent")
    return token


def fields_of(page: str) -> dict[str, str]:
    from ohlas.feedback.sources.form.tests.scene import HIDDEN

    return dict(HIDDEN.findall(page))


def scores_given() -> list[object]:
    return [answers.get("nps") for answers in Response.objects.values_list("answers", flat=True)]


def send(one: Mailed, page: str, **answers: object):
    """Whoever presses Send below the page."""
    given = {f"q:{name}": value for name, value in answers.items()}
    return Client().post(one.form, {**fields_of(page), **given, "go": "next"})


def stay(one: Mailed, page: str, *, touched=False, **answers: object):
    """What the page's script tells after two seconds, or at a touch."""
    given = {f"q:{name}": value for name, value in answers.items()}
    return Client().post(f"{one.form}/seen", {**fields_of(page), **given, "touched": int(touched)})


def hear(now) -> None:
    """The relay delivers what was saved."""
    while relay_once(now, worker="test"):
        pass


def start_anew() -> None:
    forget_links()
    forget_addresses()
