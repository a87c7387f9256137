"""Reads about contacts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import ManyToOneRel, Q, QuerySet

from ohlas.customers.errors import BadIdentity
from ohlas.customers.models import Consent, Contact, ContactEvent, ContactIdentity, ContactKey
from ohlas.customers.rules import IdentityKind, identity_value

PAGE = 50
FEWEST_DIGITS = 4


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


def speaking_for(contact: Contact) -> Contact:
    """The card that stands for the person: this one, or the one it was merged into."""
    while contact.merged_into is not None:
        contact = contact.merged_into
    return contact


def cards_of_person(contact_id: UUID) -> list[UUID]:
    """All cards of one person, those merged into another first."""
    found = [contact_id]
    for one in found:
        found += Contact.objects.filter(merged_into=one).values_list("id", flat=True)
    return found[::-1]


def sharing_an_address(contact_id: UUID) -> set[UUID]:
    """The contact itself and whoever else its e-mail or number reaches, by the card that speaks for them."""
    row = Contact.objects.filter(id=contact_id).first()
    if row is None:
        return set()
    found = {speaking_for(row).id}
    for kind, given in ((IdentityKind.EMAIL, row.email), (IdentityKind.PHONE, row.phone)):
        try:
            value = identity_value(kind, given) if given else ""
        except BadIdentity:
            continue
        known = ContactIdentity.objects.filter(organisation_id=row.organisation_id, kind=kind, value=value)
        found |= {speaking_for(one.contact).id for one in known.select_related("contact")}
    return found


def contact_of(organisation_id: UUID, source: str, key: str) -> UUID | None:
    """The contact this source knows by this key."""
    rows = ContactKey.objects.filter(organisation_id=organisation_id, source=source, key=key)
    return rows.values_list("contact_id", flat=True).first()


def contacts_of(organisation_id: UUID, source: str, keys: Collection[str]) -> dict[str, UUID]:
    """Which of these keys are known, and whom each names."""
    rows = ContactKey.objects.filter(organisation_id=organisation_id, source=source, key__in=keys)
    return dict(rows.values_list("key", "contact_id"))


def contact_named(organisation_id: UUID, given: str, country: str | None) -> UUID | None:
    """The one contact an address, number, app id or key names; None for nobody, or for several."""
    given = given.strip()
    found: set[UUID] = set()
    for kind in IdentityKind:
        try:
            value = identity_value(kind, given, country)
        except BadIdentity:
            continue
        rows = ContactIdentity.objects.filter(organisation_id=organisation_id, kind=kind, value=value)
        found |= set(rows.values_list("contact_id", flat=True))
    if not found and "\0" not in given:
        keys = ContactKey.objects.filter(organisation_id=organisation_id, key=given)
        found = set(keys.values_list("contact_id", flat=True)[:2])
    return found.pop() if len(found) == 1 else None


def contact_page(organisation_id: UUID, *, search: str = "", offset: int = 0) -> ContactPage:
    """One page of contacts, newest first, whose name, e-mail or key contains `search`."""
    found = Contact.objects.filter(organisation_id=organisation_id, merged_into__isnull=True)
    if search:
        found = found.filter(_matching(organisation_id, search))
    rows = found.order_by("-created_at", "-id").prefetch_related("keys")[offset : offset + PAGE]
    return ContactPage(tuple(contact_view(row) for row in rows), found.count(), offset)


def _matching(organisation_id: UUID, search: str) -> Q:
    """Name, company, key, or any address or number; a number is found however its digits are grouped."""
    named = ContactKey.objects.filter(organisation_id=organisation_id, key__icontains=search)
    digits = "".join(letter for letter in search if letter.isdigit())
    is_number = len(digits) >= FEWEST_DIGITS and not any(letter.isalpha() for letter in search)
    sought = Q(value__icontains=digits if is_number else search)
    reached = ContactIdentity.objects.filter(sought, organisation_id=organisation_id)
    return (
        Q(name__icontains=search)
        | Q(email__icontains=search)
        | Q(company__icontains=search)
        | Q(id__in=named.values("contact_id"))
        | Q(id__in=reached.values("contact_id"))
    )


def contact_view(row: Contact) -> ContactView:
    keys = sorted((KeyView(key.source, key.key) for key in row.keys.all()), key=lambda k: (k.source, k.key))
    return ContactView(
        row.id, row.name, row.email, row.phone, row.language, row.attributes, tuple(keys), row.created_at
    )


def contacts_of_batch(batch_id: UUID) -> QuerySet[Contact]:
    """Contacts that one import brought."""
    return Contact.objects.filter(batch_id=batch_id)


def held_elsewhere(contact_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these contacts something hangs on: an answer, an invitation, an event, a word on consent.

    Asked of the tables that point at contacts, as a deletion would: no room is named here.
    """
    held: set[UUID] = set()
    for relation in Contact._meta.get_fields(include_hidden=True):  # noqa: SLF001 - documented
        if isinstance(relation, ManyToOneRel) and relation.related_model._meta.app_label != "customers":  # noqa: SLF001 - as above
            name = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": contact_ids})  # noqa: SLF001 - as above
            held.update(rows.values_list(name, flat=True))
    own = (
        ContactEvent.objects.filter(contact_id__in=contact_ids),
        Consent.objects.filter(contact_id__in=contact_ids, batch_id=None),
    )
    for some in own:
        held.update(some.values_list("contact_id", flat=True))
    return frozenset(held)
