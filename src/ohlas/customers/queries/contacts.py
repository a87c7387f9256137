"""Reads about contacts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ohlas.customers.models import Contact, ContactKey

PAGE = 50


@dataclass(frozen=True)
class KeyView:
    source: str
    key: str


@dataclass(frozen=True)
class ContactView:
    """What a staff page or a program may see of a contact."""

    id: UUID
    name: str
    email: str
    phone: str
    language: str
    attributes: Mapping[str, str]
    keys: tuple[KeyView, ...]
    created_at: datetime

    @property
    def title(self) -> str:
        """The best we can call them."""
        return self.name or self.email or (self.keys[0].key if self.keys else str(self.id))


@dataclass(frozen=True)
class ContactPage:
    contacts: tuple[ContactView, ...]
    total: int
    offset: int


def contact_of(organisation_id: UUID, source: str, key: str) -> UUID | None:
    """The contact this source knows by this key."""
    rows = ContactKey.objects.filter(organisation_id=organisation_id, source=source, key=key)
    return rows.values_list("contact_id", flat=True).first()


def contacts_of(organisation_id: UUID, source: str, keys: Collection[str]) -> dict[str, UUID]:
    """Which of these keys are known, and whom each names."""
    rows = ContactKey.objects.filter(organisation_id=organisation_id, source=source, key__in=keys)
    return dict(rows.values_list("key", "contact_id"))


def contact_page(organisation_id: UUID, *, search: str = "", offset: int = 0) -> ContactPage:
    """One page of contacts, newest first, whose name, e-mail or key contains `search`."""
    found = Contact.objects.filter(organisation_id=organisation_id)
    if search:
        named = ContactKey.objects.filter(organisation_id=organisation_id, key__icontains=search)
        found = found.filter(
            Q(name__icontains=search) | Q(email__icontains=search) | Q(id__in=named.values("contact_id"))
        )
    rows = found.order_by("-created_at", "-id").prefetch_related("keys")[offset : offset + PAGE]
    return ContactPage(tuple(contact_view(row) for row in rows), found.count(), offset)


def contact_view(row: Contact) -> ContactView:
    keys = sorted((KeyView(key.source, key.key) for key in row.keys.all()), key=lambda k: (k.source, k.key))
    return ContactView(
        row.id, row.name, row.email, row.phone, row.language, row.attributes, tuple(keys), row.created_at
    )


def contacts_of_batch(batch_id: UUID) -> QuerySet[Contact]:
    """Contacts that one import brought."""
    return Contact.objects.filter(batch_id=batch_id)
