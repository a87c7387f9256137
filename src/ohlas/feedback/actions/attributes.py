"""Declaring attributes: what dashboards may be cut by."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.queries import chosen_attribute
from ohlas.feedback.events import AttributeDeclared
from ohlas.feedback.models import Attribute
from ohlas.feedback.queries import forget_attributes
from ohlas.feedback.rules import checked_attribute
from ohlas.lib.ids import new_id
from ohlas.outbox import Delivered, emit


def declare_attribute(*, actor: Actor, key: str, title: str, now: datetime) -> UUID:
    """From now on the attribute is a column of the facts; declaring it again only changes its title.

    Answers stored before that carry it get the column too, by event.
    Errors: `BadAttribute`.
    """
    key, title = checked_attribute(key, title)
    return _declare(actor, key, title, now)


def hear_chosen(delivered: Delivered, now: datetime) -> None:
    """A contacts' attribute was chosen for the figures: it becomes a column; one that is there keeps its title."""
    chosen = chosen_attribute(delivered.event.attribute_id)
    if chosen is None:
        return
    known = Attribute.objects.filter(organisation_id=chosen.organisation_id, key=chosen.key)
    if not known.exists():
        _declare(system_actor(chosen.organisation_id), chosen.key, chosen.title, now)


def _declare(actor: Actor, key: str, title: str, now: datetime) -> UUID:
    organisation_id = actor.organisation.id
    with transaction.atomic():
        row, is_new = Attribute.objects.get_or_create(
            organisation_id=organisation_id,
            key=key,
            defaults={"id": new_id(), "title": title, "created_at": now},
        )
        if is_new:
            write_audit(actor, "declare_attribute", "attribute", row.id, now)
            emit(AttributeDeclared(row.id), organisation_id=organisation_id, now=now)
        elif row.title != title:
            row.title = title
            row.save(update_fields=["title"])
    forget_attributes(organisation_id)
    transaction.on_commit(lambda: forget_attributes(organisation_id))
    return row.id
