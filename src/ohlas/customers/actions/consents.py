"""Agreeing and withdrawing: an entry in the ledger each, and the bits and the suppression list that follow."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.errors import BadContact
from ohlas.customers.models import Consent, Contact, Suppression
from ohlas.customers.queries.people import digests, is_suppressed, values_of
from ohlas.customers.rules import IDENTITY_OF, Channel, Purpose, consent_bit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def grant_consent(
    *,
    contact: Contact,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    text_version: str,
    proof: str,
    by_person: bool,
) -> bool:
    """The contact agrees; False where they once said no and this is not their own word.

    `by_person` is for what they did themselves (a form, a link): only that lifts an earlier no.
    """
    values = values_of(contact.id, channel)
    with transaction.atomic():
        if is_suppressed(contact.organisation_id, values, purpose, channel):
            if not by_person:
                return False
            _suppressed(contact.organisation_id, values, purpose, channel).delete()
        _enter(contact, purpose, channel, now, is_granted=True, text_version=text_version, proof=proof)
    return True


def withdraw_consent(
    *, contact: Contact, purpose: Purpose, channel: Channel, now: datetime, proof: str
) -> None:
    """The contact wants no more; their addresses go on the list that outlives erasure and import."""
    kind = IDENTITY_OF[channel]
    values = values_of(contact.id, channel)
    with transaction.atomic():
        Suppression.objects.bulk_create(
            [
                Suppression(
                    organisation_id=contact.organisation_id,
                    digest=digest,
                    channel=channel,
                    purpose=purpose,
                    at=now,
                )
                for digest in digests(values, kind)
            ],
            ignore_conflicts=True,
        )
        _enter(contact, purpose, channel, now, is_granted=False, text_version="", proof=proof)


def note_consent(
    *,
    actor: Actor,
    contact_id: UUID,
    purpose: Purpose,
    channel: Channel,
    is_granted: bool,
    now: datetime,
    at: datetime,
    text_version: str,
    proof: str,
    by_person: bool,
) -> bool:
    """Staff write down what a contact said, when and to which text; what holds now.

    Errors: `Forbidden`, `NotHere`, `BadContact` without a proof, or for a time that is still to come.
    """
    if not proof.strip() or "\0" in proof + text_version:
        raise BadContact("proof: say where and how it was said, such as “signed at the till”.")
    if at > now:
        raise BadContact("when: this time is still to come.")
    with transaction.atomic():
        contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
        held = is_granted
        if is_granted:
            held = grant_consent(
                contact=contact,
                purpose=purpose,
                channel=channel,
                now=at,
                text_version=text_version,
                proof=proof.strip(),
                by_person=by_person,
            )
        else:
            withdraw_consent(contact=contact, purpose=purpose, channel=channel, now=at, proof=proof.strip())
        details = {"purpose": purpose.value, "channel": channel.value, "granted": held}
        write_audit(actor, "note_consent", "contact", contact.id, now, details)
    return held


def _suppressed(
    organisation_id: UUID, values: list[str], purpose: Purpose, channel: Channel
) -> "QuerySet[Suppression]":
    return Suppression.objects.filter(
        organisation_id=organisation_id,
        digest__in=digests(values, IDENTITY_OF[channel]),
        channel=channel,
        purpose=purpose,
    )


def _enter(
    contact: Contact,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    *,
    is_granted: bool,
    text_version: str,
    proof: str,
) -> None:
    bit = consent_bit(purpose, channel)
    locked = Contact.objects.select_for_update().get(id=contact.id)
    locked.consents = contact.consents = locked.consents | bit if is_granted else locked.consents & ~bit
    locked.save(update_fields=["consents"])
    Consent.objects.create(
        organisation_id=contact.organisation_id,
        contact=contact,
        purpose=purpose,
        channel=channel,
        is_granted=is_granted,
        text_version=text_version[:60],
        proof=proof[:200],
        at=now,
    )
