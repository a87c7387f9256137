"""Deeds on segments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.customers.access import segment_for
from ohlas.customers.errors import BadContact, SegmentInUse
from ohlas.customers.models import Segment
from ohlas.customers.queries.segments import segment_fields
from ohlas.customers.rules import read_condition


def save_segment(
    *, actor: Actor, name: str, condition: Mapping[str, Any], now: datetime, segment_id: UUID | None = None
) -> UUID:
    """A new segment, or the one given changed.

    Errors: `Forbidden`, `NotHere`, `BadCondition`, `BadContact` for a name that is empty, too long or taken.
    """
    require(actor, Permission.EDIT_CONTACTS)
    name = " ".join(name.split())
    if not name or len(name) > 80 or "\0" in name:  # noqa: PLR2004 - the column's length
        raise BadContact("name: 1 to 80 characters are allowed.")
    read_condition(condition, segment_fields(actor.organisation.id))
    row = (
        segment_for(actor, segment_id, Permission.EDIT_CONTACTS)
        if segment_id
        else Segment(organisation_id=actor.organisation.id, created_at=now)
    )
    row.name, row.condition = name, dict(condition)
    try:
        with transaction.atomic():
            row.save()
            write_audit(actor, "save_segment", "segment", row.id, now)
    except IntegrityError:
        raise BadContact(f"There is a segment “{name}” already.") from None
    return row.id


def delete_segment(*, actor: Actor, segment_id: UUID, now: datetime) -> None:
    """Removes the segment, never its contacts.

    Errors: `Forbidden`, `NotHere`, `SegmentInUse` while something is chosen by it, such as a programme.
    """
    with transaction.atomic():
        row = segment_for(actor, segment_id, Permission.EDIT_CONTACTS)
        try:
            row.delete()
        except RestrictedError as used:
            names = sorted(str(getattr(one, "name", one)) for one in used.restricted_objects)
            raise SegmentInUse(names) from None
        write_audit(actor, "delete_segment", "segment", segment_id, now)
