"""Deeds on declared attributes besides declaring them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.access import attribute_for
from ohlas.customers.errors import BadContact
from ohlas.customers.events import AttributeChosen
from ohlas.customers.models import Contact
from ohlas.customers.queries.chosen import forget_chosen
from ohlas.outbox import emit

LONGEST_TITLE = 80


def edit_contact_attribute(
    *, actor: Actor, attribute_id: UUID, title: str, now: datetime, is_fact: bool | None = None
) -> None:
    """Another label, and whether new answers carry it into the figures (None: as it was); the kind stays.

    Errors: `Forbidden`, `NotHere`, `BadContact`.
    """
    attribute_for(actor, attribute_id)
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE or "\0" in title:
        raise BadContact(f"label: 1 to {LONGEST_TITLE} characters are allowed.")
    with transaction.atomic():
        row = attribute_for(actor, attribute_id)
        was_fact, row.title = row.is_fact, title
        row.is_fact = was_fact if is_fact is None else is_fact
        row.save(update_fields=["title", "is_fact"])
        details = {} if row.is_fact == was_fact else {"is_fact": row.is_fact}
        write_audit(actor, "edit_contact_attribute", "contact_attribute", attribute_id, now, details)
        if row.is_fact and not was_fact:
            emit(AttributeChosen(row.id), organisation_id=row.organisation_id, now=now)
    forget_chosen(row.organisation_id)
    transaction.on_commit(lambda: forget_chosen(row.organisation_id))


def retire_contact_attribute(*, actor: Actor, attribute_id: UUID, now: datetime) -> None:
    """Conditions cannot ask for it any more and its column is free; contacts keep the values.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        row = attribute_for(actor, attribute_id)
        filled = {"organisation_id": row.organisation_id, f"{row.column}__isnull": False}
        Contact.objects.filter(**filled).update(**{row.column: None})
        organisation_id = row.organisation_id
        row.delete()
        write_audit(actor, "retire_contact_attribute", "contact_attribute", attribute_id, now)
    forget_chosen(organisation_id)
    transaction.on_commit(lambda: forget_chosen(organisation_id))
