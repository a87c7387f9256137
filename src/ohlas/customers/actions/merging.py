"""Two cards that turn out to be one person, joined by hand and parted again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor, merge_for
from ohlas.customers.actions.cards import RESTORED, move_to, restore, snapshot
from ohlas.customers.actions.people import set_attributes
from ohlas.customers.errors import BadContact
from ohlas.customers.models import (
    Consent,
    Contact,
    ContactEvent,
    ContactIdentity,
    ContactKey,
    ContactMerge,
)
from ohlas.customers.queries.people import consents_of
from ohlas.customers.queries.segments import attributes_declared
from ohlas.customers.rules import PERSON_FIELDS, Channel, Purpose, consent_bit

Moving = type[ContactIdentity] | type[ContactKey] | type[Consent] | type[ContactEvent]
MOVED: Mapping[str, Moving] = {
    "identities": ContactIdentity,
    "keys": ContactKey,
    "consents": Consent,
    "events": ContactEvent,
}


def merge_contacts(*, actor: Actor, kept_id: UUID, gone_id: UUID, now: datetime) -> UUID:
    """One card for both: the kept one's values win, its gaps are filled, and a no of either holds.

    Answers stay with the card they were given to, which from now on is shown, exported and erased with
    the kept one. The merge's id, for undo.
    Errors: `Forbidden`, `NotHere`, `BadContact` for a contact and itself.
    """
    with transaction.atomic():
        kept = contact_for_actor(actor, kept_id, Permission.EDIT_CONTACTS)
        gone = contact_for_actor(actor, gone_id, Permission.EDIT_CONTACTS)
        if kept.id == gone.id:
            raise BadContact("Both are the same contact; choose another one.")
        before = snapshot(kept)
        moved = {name: _ids(model, gone) for name, model in MOVED.items()}
        refused = _refusals(kept.id) | _refusals(gone.id)
        move_to(gone, kept)
        _fill_gaps(kept, gone)
        kept.consents = (kept.consents | gone.consents) & ~refused
        kept.save()
        after = snapshot(kept)
        changed = [name for name in before if before[name] != after[name]]
        row = ContactMerge.objects.create(
            organisation_id=actor.organisation.id,
            kept=kept,
            gone=gone,
            moved=moved,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
            at=now,
        )
        write_audit(actor, "merge_contacts", "contact", kept.id, now, {"gone": str(gone.id)})
    return row.id


def undo_merge(*, actor: Actor, merge_id: UUID, now: datetime) -> UUID:
    """Two cards again, as they were; what staff changed since stays with the kept one. The other's id.

    Errors: `Forbidden`, `NotHere`, `BadContact` where it is undone, or the kept card was merged since.
    """
    with transaction.atomic():
        row = merge_for(actor, merge_id)
        if row.undone_at is not None:
            raise BadContact("This merge is undone already.")
        if row.kept.merged_into_id is not None:
            raise BadContact("The kept contact was merged with another since; undo that first.")
        for name, model in MOVED.items():
            model.objects.filter(id__in=row.moved[name], contact=row.kept).update(contact=row.gone)
        _restore(row)
        row.gone.merged_into = None
        row.gone.save(update_fields=["merged_into"])
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        write_audit(actor, "undo_merge", "contact", row.kept_id, now, {"gone": str(row.gone_id)})
    return row.gone_id


def _ids(model: Moving, gone: Contact) -> list[str]:
    return [str(one) for one in model.objects.filter(contact=gone).values_list("id", flat=True)]


def _refusals(contact_id: UUID) -> int:
    said_no = (one for one in consents_of(contact_id) if not one.is_granted)
    return sum(consent_bit(Purpose(one.purpose), Channel(one.channel)) for one in said_no)


def _fill_gaps(kept: Contact, gone: Contact) -> None:
    for name in (*PERSON_FIELDS, "email", "phone"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    missing = {key: value for key, value in gone.attributes.items() if key not in kept.attributes}
    set_attributes(kept, missing, attributes_declared(kept.organisation_id), strict=False)


def _restore(row: ContactMerge) -> None:
    now = snapshot(row.kept)
    back = {k: v for k, v in row.before.items() if k in RESTORED and now[k] == row.after[k]}
    attributes = back.pop("attributes", None)
    restore(row.kept, back)
    if attributes is not None:
        gone = dict.fromkeys(row.kept.attributes.keys() - attributes.keys(), "")
        declared = attributes_declared(row.organisation_id)
        set_attributes(row.kept, {**attributes, **gone}, declared, strict=False)
    row.kept.save()
