"""An import of contacts taken back: who it brought goes, whom it changed is as before."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.access import contact_import_for
from ohlas.customers.actions.cards import RESTORED, restore, snapshot, update_cards
from ohlas.customers.actions.people import set_attributes
from ohlas.customers.errors import BadContact
from ohlas.customers.models import (
    Consent,
    Contact,
    ContactChange,
    ContactEvent,
    ContactIdentity,
    ContactImport,
    ContactKey,
)
from ohlas.customers.queries.contacts import held_elsewhere
from ohlas.customers.queries.segments import attributes_declared
from ohlas.customers.rules import IdentityKind

AT_ONCE = 500


def open_contact_import(*, organisation_id: UUID, now: datetime) -> UUID:
    """A new import of contacts or happenings; what it brings and changes is kept under its id."""
    return ContactImport.objects.create(organisation_id=organisation_id, created_at=now).id


def close_contact_import(*, import_id: UUID) -> tuple[int, int]:
    """Contacts it brought and contacts it changed, once it is through; what changed and came back is none."""
    rows = ContactChange.objects.filter(contact_import_id=import_id)
    idle = [
        change.id
        for change in rows.iterator(chunk_size=AT_ONCE)
        if not change.after["names"]
        and all(change.after[k] == v for k, v in change.before.items() if k != "changed_at")
    ]
    for start in range(0, len(idle), AT_ONCE):
        rows.filter(id__in=idle[start : start + AT_ONCE]).delete()
    new = Contact.objects.filter(batch_id=import_id, merged_into__isnull=True).count()
    changed = rows.count()
    ContactImport.objects.filter(id=import_id).update(new=new, changed=changed)
    return new, changed


def undo_contact_import(*, actor: Actor, import_id: UUID, now: datetime) -> bool:
    """Takes back the next part of the import, in a transaction of its own; whether there is more to do.

    What staff changed since stays. Contacts that have answered since stay too, with what they are known by.
    Errors: `Forbidden`, `NotHere`, `BadContact` where it is undone already.
    """
    with transaction.atomic():
        row = contact_import_for(actor, import_id)
        if row.undone_at is not None:
            raise BadContact("This import is taken back already.")
        if (
            _forget_events(import_id)
            or _restore_some(actor.organisation.id, import_id)
            or _drop_some(import_id)
        ):
            return True
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        write_audit(actor, "undo_contact_import", "contact_import", import_id, now)
    return False


def _forget_events(import_id: UUID) -> int:
    some = ContactEvent.objects.filter(batch_id=import_id).values_list("id", flat=True)[:AT_ONCE]
    return ContactEvent.objects.filter(id__in=list(some)).delete()[0]


def _restore_some(organisation_id: UUID, import_id: UUID) -> int:
    declared = attributes_declared(organisation_id)
    changes = ContactChange.objects.filter(contact_import_id=import_id).select_related("contact")
    some = list(changes.order_by("id")[:AT_ONCE])
    for change in some:
        _restore(change, declared)
    Consent.objects.filter(contact_id__in=[one.contact_id for one in some], batch_id=import_id).delete()
    update_cards([change.contact for change in some])
    _unname(organisation_id, some)
    ContactChange.objects.filter(id__in=[one.id for one in some]).delete()
    return len(some)


def _restore(change: ContactChange, declared: Sequence[object]) -> None:
    contact = change.contact
    now = snapshot(contact)
    back = {
        name: value
        for name, value in change.before.items()
        if name in RESTORED and now[name] == change.after[name]
    }
    attributes = back.pop("attributes", None)
    restore(contact, back)
    if attributes is not None:
        gone = dict.fromkeys(contact.attributes.keys() - attributes.keys(), "")
        set_attributes(contact, {**attributes, **gone}, declared, strict=False)  # type: ignore[arg-type]


def _unname(organisation_id: UUID, changes: Sequence[ContactChange]) -> None:
    """Takes away what the import made these contacts known by."""
    contacts = [change.contact_id for change in changes]
    values: dict[str, list[str]] = {}
    for change in changes:
        for kind, value in change.after["names"]:
            values.setdefault(kind, []).append(value)
    for kind, some in values.items():
        if kind in set(IdentityKind):
            rows = ContactIdentity.objects.filter(kind=kind, value__in=some)
        else:
            rows = ContactKey.objects.filter(source=kind.removeprefix("key "), key__in=some)  # type: ignore[assignment]  # both are rows
        rows.filter(organisation_id=organisation_id, contact_id__in=contacts).delete()


def _drop_some(import_id: UUID) -> int:
    """Some of those who came with the import; who has answered since stays and belongs to it no more."""
    some = list(Contact.objects.filter(batch_id=import_id).values_list("id", flat=True)[:AT_ONCE])
    hanging = dict(Contact.objects.filter(merged_into__in=some).values_list("id", "merged_into_id"))
    needed = held_elsewhere({*some, *hanging})
    needed |= {kept for one, kept in hanging.items() if one in needed and kept}
    Contact.objects.filter(id__in=needed).update(batch_id=None)
    doomed = set(some) - needed
    for model in (ContactIdentity, ContactKey, Consent):  # or each would be sought by the contact's deletion
        model.objects.filter(contact_id__in=doomed).delete()
    Contact.objects.filter(id__in=doomed).delete()
    return len(some)
