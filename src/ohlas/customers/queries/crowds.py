"""Everybody at once, for whoever plans over all contacts: narrow columns, read in portions as they come."""

from collections.abc import Iterator, Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from ohlas.customers.models import Contact, ContactIdentity
from ohlas.customers.rules import IdentityKind
from ohlas.lib.columns import portions

Ids = Sequence[str]
"""Ids as text, for `lib.columns.halves`."""


def everybody(
    organisation_id: UUID, only: Sequence[UUID] | None = None
) -> Iterator[tuple[Ids, Sequence[int], Sequence[str], Sequence[str]]]:
    """Ids, consents as bits, time zones and languages of contacts; `only` these where given.

    Cards merged into another stand back.
    """
    rows = portions(_cards(organisation_id, only), "id", "consents", "zone", "language")
    yield from cast("Iterator[tuple[Ids, Sequence[int], Sequence[str], Sequence[str]]]", rows)


def reached_by(
    organisation_id: UUID, kind: IdentityKind, only: Sequence[UUID] | None = None
) -> Iterator[Ids]:
    """Contacts with an address of this kind; one with several comes several times."""
    rows = ContactIdentity.objects.filter(organisation_id=organisation_id, kind=kind)
    if only is not None:
        rows = rows.filter(contact_id__in=only)
    for (ids,) in portions(rows, "contact_id"):
        yield ids


def values_in(
    organisation_id: UUID, column: str, only: Sequence[UUID] | None = None
) -> Iterator[tuple[Ids, Sequence[float]]]:
    """Contacts with a value in this number column, with the values (days are ordinals)."""
    rows = _cards(organisation_id, only).filter(**{f"{column}__isnull": False})
    yield from cast("Iterator[tuple[Ids, Sequence[float]]]", portions(rows, "id", column))


def _cards(organisation_id: UUID, only: Sequence[UUID] | None) -> QuerySet[Contact, Any]:
    rows = Contact.objects.filter(organisation_id=organisation_id, merged_into__isnull=True)
    return rows if only is None else rows.filter(id__in=only)


def names_of(organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What these contacts are called."""
    return dict(_cards(organisation_id, ids).values_list("id", "name"))
