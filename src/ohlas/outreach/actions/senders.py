"""An organisation's ways out: set up, tested to oneself, checked, paused and resumed."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.lib.config import config
from ohlas.lib.ids import new_id
from ohlas.lib.sealing import opened, sealed
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Sender
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.readiness import checks_written
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.tokens import key_hash, new_token


def set_up_sender(
    *,
    actor: Actor,
    carrier: Carrier,
    settings: Mapping[str, object],
    secrets: Mapping[str, str],
    now: datetime,
) -> None:
    """The way out on this channel; an empty secret keeps the one before. It needs a fresh test afterwards.

    Errors: `Forbidden`.
    """
    require(actor, Permission.SET_CHANNELS)
    organisation_id = actor.organisation.id
    with transaction.atomic():
        row = (
            Sender.objects.select_for_update()
            .filter(organisation_id=organisation_id, carrier=carrier)
            .first()
        )
        row = row or Sender(organisation_id=organisation_id, carrier=carrier)
        kept = json.loads(opened(row.sealed)) if row.sealed else {}
        kept.update({name: value for name, value in secrets.items() if value})
        row.settings, row.changed_at = dict(settings), now
        row.sealed = sealed(json.dumps(kept)) if kept else ""
        row.save()
        write_audit(actor, "set_up_sender", "sender", row.id, now, {"carrier": carrier.value})
    look_up(organisation_id, carrier, now)


def look_up(organisation_id: UUID, carrier: Carrier, now: datetime) -> None:
    """Asks the channel anew how its own conditions stand; may take seconds."""
    channel = channel_of(carrier)
    rows = Sender.objects.filter(organisation_id=organisation_id, carrier=carrier)
    if channel is not None:
        rows.update(checks=checks_written(channel.checks(sender_of(organisation_id, carrier), now), now))


def check_sender(*, actor: Actor, carrier: Carrier, now: datetime) -> None:
    """As `look_up`, asked for by a person.

    Errors: `Forbidden`, `NotHere`.
    """
    sender_row(actor, carrier)
    look_up(actor.organisation.id, carrier, now)


def send_test(*, actor: Actor, carrier: Carrier, address: str, now: datetime) -> None:
    """One message to oneself, by the same way as all others.

    Errors: `Forbidden`, `NotHere`, `SendFailed`, `SendDelayed`, `SendDoubtful`, `BadAddress`.
    """
    row = sender_row(actor, carrier)
    channel, sender = channel_of(carrier), sender_of(actor.organisation.id, carrier)
    if channel is None or sender is None:
        raise NotHere
    token, nothing = new_token(), new_id()
    letter = Outgoing(
        id=new_id(),
        organisation_id=actor.organisation.id,
        organisation=actor.organisation.name,
        programme_id=None,
        survey_id=nothing,
        contact_id=nothing,
        carrier=carrier,
        number=0,
        language=actor.organisation.languages[0] if actor.organisation.languages else "en",
        address=address,
        name="",
        greeting="",
        link=f"{config().public_url}/s/{token}",
        token=token,
    )
    post = channel.open_post(sender)
    try:
        post.send(letter)
    finally:
        post.close()
    write_audit(actor, "send_test", "sender", row.id, now, {"carrier": carrier.value})


def note_test_arrived(*, actor: Actor, carrier: Carrier, now: datetime) -> None:
    """The person has seen the test: the last condition of sending.

    Errors: `Forbidden`, `NotHere`.
    """
    row = sender_row(actor, carrier)
    Sender.objects.filter(id=row.id).update(tested_at=now)
    write_audit(actor, "note_test_arrived", "sender", row.id, now, {"carrier": carrier.value})


def pause_sender(*, actor: Actor, carrier: Carrier, now: datetime) -> None:
    """Nothing leaves by it until it is resumed.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    row = sender_row(actor, carrier)
    if not Sender.objects.filter(id=row.id, paused_at=None).update(paused_at=now):
        raise WrongState("It is paused already.")
    write_audit(actor, "pause_sender", "sender", row.id, now, {"carrier": carrier.value})


def resume_sender(*, actor: Actor, carrier: Carrier, now: datetime) -> None:
    """What waited leaves now.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    row = sender_row(actor, carrier)
    if not Sender.objects.filter(id=row.id, paused_at__isnull=False).update(paused_at=None):
        raise WrongState("It is not paused.")
    write_audit(actor, "resume_sender", "sender", row.id, now, {"carrier": carrier.value})


def renew_hook(*, actor: Actor, carrier: Carrier, now: datetime) -> str:
    """A fresh token at which the provider reports; the one before is worth nothing any more.

    Errors: `Forbidden`, `NotHere`.
    """
    row, token = sender_row(actor, carrier), new_token()
    Sender.objects.filter(id=row.id).update(hook_hash=key_hash(token))
    write_audit(actor, "renew_hook", "sender", row.id, now, {"carrier": carrier.value})
    return token


def sender_row(actor: Actor, carrier: Carrier) -> Sender:
    """The actor's own sender.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.SET_CHANNELS)
    row = Sender.objects.filter(organisation_id=actor.organisation.id, carrier=carrier).first()
    if row is None:
        raise NotHere
    return row
