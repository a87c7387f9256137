"""The list of those who want no more messages, kept by staff."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.customers.access import suppression_for
from ohlas.customers.actions.consents import withdraw_consent
from ohlas.customers.errors import BadContact
from ohlas.customers.models import Contact, ContactIdentity, Suppression
from ohlas.customers.queries.people import digests
from ohlas.customers.rules import IDENTITY_OF, Channel, Purpose, country_of_zone, identity_value

LONGEST_REASON = 120


def suppress(
    *,
    actor: Actor,
    channel: Channel,
    address: str,
    purposes: Collection[Purpose],
    reason: str,
    now: datetime,
) -> int:
    """No more messages of these purposes to the address, known to us or not. New entries on the list.

    Errors: `Forbidden`, `BadIdentity` for no address, `BadContact` for no purpose or a bad reason.
    """
    require(actor, Permission.EDIT_CONTACTS)
    if not purposes:
        raise BadContact("Choose at least one purpose.")
    if len(reason) > LONGEST_REASON or not reason.isprintable() or "@" in reason:
        raise BadContact(f"reason: up to {LONGEST_REASON} characters on one line, without an address.")
    kind = IDENTITY_OF[channel]
    value = identity_value(kind, address, country_of_zone(actor.organisation.zone))
    organisation_id = actor.organisation.id
    with transaction.atomic():
        before = Suppression.objects.filter(organisation_id=organisation_id).count()
        (digest,) = digests([value], kind)
        known = ContactIdentity.objects.filter(
            organisation_id=organisation_id, kind=kind, value=value
        ).first()
        for purpose in purposes:
            Suppression.objects.get_or_create(
                organisation_id=organisation_id,
                digest=digest,
                channel=channel,
                purpose=purpose,
                defaults={"at": now, "reason": reason},
            )
            if known:
                contact = Contact.objects.get(id=known.contact_id)
                withdraw_consent(contact=contact, purpose=purpose, channel=channel, now=now, proof=reason)
        added = Suppression.objects.filter(organisation_id=organisation_id).count() - before
        write_audit(actor, "suppress", "organisation", organisation_id, now, {"entries": added})
    return added


def lift_suppression(*, actor: Actor, suppression_id: UUID, now: datetime) -> None:
    """Takes an entry off the list; consent must still be given anew.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        suppression_for(actor, suppression_id).delete()
        write_audit(actor, "lift_suppression", "suppression", suppression_id, now)
