"""Everybody at once, for whoever plans over all contacts: narrow rows, read as they come."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from ohlas.customers.models import Contact, ContactIdentity
from ohlas.customers.rules import IdentityKind

AT_ONCE = 20_000


def everybody(
    organisation_id: UUID, only: Sequence[UUID] | None = None
) -> Iterator[tuple[UUID, int, str, str]]:
    """Each contact's id, consents as bits, time zone and language; `only` these where given.

    Cards merged into another stand back.
    """
    rows = Contact.objects.filter(organisation_id=organisation_id, merged_into__isnull=True)
    if only is not None:
        rows = rows.filter(id__in=only)
    return rows.values_list("id", "consents", "zone", "language").iterator(AT_ONCE)


def reached_by(
    organisation_id: UUID, kind: IdentityKind, only: Sequence[UUID] | None = None
) -> Iterator[UUID]:
    """Contacts with an address of this kind; one with several comes several times."""
    rows = ContactIdentity.objects.filter(organisation_id=organisation_id, kind=kind)
    if only is not None:
        rows = rows.filter(contact_id__in=only)
    return rows.values_list("contact_id", flat=True).iterator(AT_ONCE)


def values_in(
    organisation_id: UUID, column: str, only: Sequence[UUID] | None = None
) -> Iterator[tuple[UUID, float]]:
    """Contacts with a value in this number column, with the value (days are ordinals)."""
    rows = Contact.objects.filter(organisation_id=organisation_id, merged_into__isnull=True)
    if only is not None:
        rows = rows.filter(id__in=only)
    return rows.filter(**{f"{column}__isnull": False}).values_list("id", column).iterator(AT_ONCE)
