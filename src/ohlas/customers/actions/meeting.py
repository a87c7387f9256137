"""Deeds on contacts: meeting them by key, and forgetting them everywhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.errors import BadIdentity, BadKey
from ohlas.customers.events import ContactErased
from ohlas.customers.models import (
    Consent,
    Contact,
    ContactChange,
    ContactEvent,
    ContactIdentity,
    ContactKey,
    ContactMerge,
)
from ohlas.customers.queries.contacts import cards_of_person, contact_of, contacts_of, contacts_of_batch
from ohlas.customers.rules import ContactDetails, IdentityKind, checked_key, identity_value, privacy_parts
from ohlas.lib.ids import new_id
from ohlas.outbox import emit

NOTHING_MORE = ContactDetails()
AT_ONCE = 500
EXPORTED = (
    "name", "email", "phone", "language", "address", "gender", "vocative", "is_guess", "zone", "company",
    "position", "attributes", "created_at",
)  # fmt: skip


def contact_for(
    *,
    organisation_id: UUID,
    source: str,
    key: str,
    now: datetime,
    details: ContactDetails = NOTHING_MORE,
) -> UUID:
    """The contact this source names so, met for the first time if need be; two callers at once get one.

    Errors: `BadKey`.
    """
    source, key = checked_key(source, key)
    found = contact_of(organisation_id, source, key)
    while found is None:
        try:
            with transaction.atomic():
                return _meet(organisation_id, source, {key: details}, now, None)[key]
        except IntegrityError:  # somebody met them a moment before
            found = contact_of(organisation_id, source, key)
    return found


def contacts_for(
    *,
    organisation_id: UUID,
    source: str,
    details: Mapping[str, ContactDetails],
    now: datetime,
    batch_id: UUID | None = None,
) -> dict[str, UUID]:
    """The contacts of many keys of one source at once, for imports; new ones belong to the batch.

    Errors: `BadKey`.
    """
    for key in details:
        if checked_key(source, key) != (source, key):
            raise BadKey(f"customer key {key[:60]!r}: spaces around it are not allowed in bulk.")
    while True:
        known = contacts_of(organisation_id, source, details.keys())
        new = {key: given for key, given in details.items() if key not in known}
        try:
            with transaction.atomic():
                return known | _meet(organisation_id, source, new, now, batch_id)
        except IntegrityError:  # somebody met one of them a moment before: look again
            continue


def erase_contact(*, actor: Actor, contact_id: UUID, now: datetime) -> int:
    """Forgets the contact in every room of the record at once; facts follow by event. Rows removed.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
        organisation_id = contact.organisation_id
        gone = 0
        for card in cards_of_person(contact.id):
            gone += sum(part.erase(organisation_id, card, now) for part in privacy_parts())
            emit(ContactErased(card), organisation_id=organisation_id)
        write_audit(actor, "erase_contact", "contact", contact_id, now, {"rows": gone})
    return gone


def export_person(*, actor: Actor, contact_id: UUID, now: datetime) -> Mapping[str, object]:
    """All that every room of the record holds on the person, card by card.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
        cards = cards_of_person(contact.id)[::-1]
        write_audit(actor, "export_contact", "contact", contact.id, now, {"cards": len(cards)})
    return {
        "exported_at": now,
        "cards": [
            {part.room: part.export(contact.organisation_id, card) for part in reversed(privacy_parts())}
            for card in cards
        ],
        "kept": {part.room: part.retain for part in privacy_parts() if part.retain},
    }


def forget_contact(organisation_id: UUID, contact_id: UUID, now: datetime) -> int:  # noqa: ARG001 - a PrivacyPart
    """This room's own part of an erasure: the contact and its keys."""
    rows, _ = Contact.objects.filter(organisation_id=organisation_id, id=contact_id).delete()
    return rows


def export_contact(organisation_id: UUID, contact_id: UUID) -> Mapping[str, object]:
    """All this room holds on the contact."""
    found = Contact.objects.filter(organisation_id=organisation_id, id=contact_id)
    return {
        "contact": list(found.values(*EXPORTED)),
        "keys": list(ContactKey.objects.filter(contact__in=found).values("source", "key")),
        "identities": list(ContactIdentity.objects.filter(contact__in=found).values("kind", "value")),
        "consents": list(
            Consent.objects.filter(contact__in=found).values(
                "purpose", "channel", "is_granted", "text_version", "proof", "at"
            )
        ),
        "events": list(ContactEvent.objects.filter(contact__in=found).values("kind", "at", "details")),
        "merges": list(
            ContactMerge.objects.filter(kept__in=found).values("gone", "before", "at", "undone_at")
        ),
        "changes by imports": list(ContactChange.objects.filter(contact__in=found).values("before", "after")),
    }


def drop_contacts_of_batch(*, batch_id: UUID, still_needed: frozenset[UUID]) -> int:
    """Removes contacts an undone import brought, but those that have answered elsewhere since."""
    rows = contacts_of_batch(batch_id).values_list("id", flat=True)
    doomed = [contact for contact in rows if contact not in still_needed]
    for start in range(0, len(doomed), AT_ONCE):
        some = doomed[start : start + AT_ONCE]
        ContactKey.objects.filter(contact_id__in=some).delete()
        Contact.objects.filter(id__in=some).delete()
    return len(doomed)


def _meet(
    organisation_id: UUID,
    source: str,
    new: Mapping[str, ContactDetails],
    now: datetime,
    batch_id: UUID | None,
) -> dict[str, UUID]:
    contacts = {
        key: Contact(
            id=new_id(),
            organisation_id=organisation_id,
            name=given.name[:160],
            email=given.email[:254],
            phone=given.phone[:32],
            language=given.language[:8],
            created_at=now,
            batch_id=batch_id,
        )
        for key, given in new.items()
    }
    Contact.objects.bulk_create(contacts.values())
    ContactKey.objects.bulk_create(
        ContactKey(organisation_id=organisation_id, contact=contact, source=source, key=key)
        for key, contact in contacts.items()
    )
    ContactIdentity.objects.bulk_create(_identities(contacts.values()), ignore_conflicts=True)
    return {key: contact.id for key, contact in contacts.items()}


def _identities(contacts: Iterable[Contact]) -> list[ContactIdentity]:
    """Their addresses in one spelling; one that is none, or is somebody else's, stays on the card only."""
    found = []
    for contact in contacts:
        for kind, given in ((IdentityKind.EMAIL, contact.email), (IdentityKind.PHONE, contact.phone)):
            try:
                value = identity_value(kind, given) if given else ""
            except BadIdentity:
                continue
            if value:
                found.append(
                    ContactIdentity(
                        organisation_id=contact.organisation_id, contact=contact, kind=kind, value=value
                    )
                )
    return found
