"""Cards being worked on by an import: found by every name a row gives, written several at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from ohlas.customers.models import (
    Consent,
    Contact,
    ContactChange,
    ContactEvent,
    ContactIdentity,
    ContactKey,
)
from ohlas.customers.rules import NUMBER_COLUMNS, PERSON_FIELDS, TEXT_COLUMNS, PersonIn
from ohlas.lib.ids import new_id
from ohlas.lib.inserting import insert_columns

KEY = "key "
Name = tuple[str, str]
"""How a card is found: ("email", "eva@example.com"), or ("key till", "K-1")."""
RESTORED = (*PERSON_FIELDS, "email", "phone", "is_guess", "attributes", "consents", "changed_at")
WRITTEN = (*RESTORED, *TEXT_COLUMNS, *NUMBER_COLUMNS)


@dataclass(eq=False)
class Card:
    """A contact being worked on; `before` is what an undo restores, empty for one this import brought."""

    contact: Contact
    is_new: bool
    before: dict[str, object] = field(default_factory=dict)
    added: list[Name] = field(default_factory=list)
    adopted: list[Name] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    absorbed: list[Contact] = field(default_factory=list)
    is_touched: bool = False


def names_of(person: PersonIn) -> list[Name]:
    """Everything by which the row's card can be found, the surest first."""
    keys = [(f"key {source}", key) for source, key in person.keys]
    return keys + [(kind.value, value) for kind, value in person.identities]


def cards_of(organisation_id: UUID, import_id: UUID, names: Collection[Name]) -> dict[Name, Card]:
    """The cards these names stand on, those of one contact being one card."""
    found = _found(organisation_id, names)
    cards = {
        row.id: Card(row, is_new=False, before={} if row.batch_id == import_id else snapshot(row))
        for row in Contact.objects.filter(id__in=set(found.values()))
    }
    return {name: cards[contact_id] for name, contact_id in found.items()}


def snapshot(contact: Contact) -> dict[str, object]:
    """What an import may change, as JSON keeps it."""
    kept = {name: getattr(contact, name) for name in RESTORED}
    return {**kept, "changed_at": contact.changed_at.isoformat() if contact.changed_at else None}


def restore(contact: Contact, values: dict[str, object]) -> None:
    """Puts snapshot values back on the contact."""
    for name, value in values.items():
        is_time = name == "changed_at" and isinstance(value, str)
        setattr(contact, name, datetime.fromisoformat(value) if is_time else value)  # type: ignore[arg-type]  # as `is_time` says


def write_cards(organisation_id: UUID, import_id: UUID, cards: Sequence[Card]) -> None:
    """Everything new on these cards, in as few statements as there are tables."""
    insert_rows([card.contact for card in cards if card.is_new])
    update_cards([card.contact for card in cards if not card.is_new])
    _insert_names(organisation_id, cards)
    insert_rows([entry for card in cards for entry in card.consents])
    for card in cards:
        for gone in card.absorbed:
            card.adopted += move_to(gone, card.contact)
    _keep_changes(import_id, [card for card in cards if card.before])


def _insert_names(organisation_id: UUID, cards: Sequence[Card]) -> None:
    """As columns: making a row's object each would take a fifth of an import."""
    added = [(card.contact.id, *name) for card in cards for name in card.added]
    reached = [one for one in added if not one[1].startswith(KEY)]
    keyed = [one for one in added if one[1].startswith(KEY)]
    for model, some, source in ((ContactIdentity, reached, "kind"), (ContactKey, keyed, "source")):
        if some:
            contacts, kinds, values = zip(*some, strict=True)
            each = {
                "id": [new_id() for _ in some],
                "contact_id": contacts,
                source: [kind.removeprefix(KEY) for kind in kinds],
                "value" if model is ContactIdentity else "key": values,
            }
            insert_columns(model, len(some), each=each, same={"organisation_id": organisation_id})


def update_cards(contacts: Sequence[Contact]) -> None:
    """Contacts that are here already, written in one statement."""
    if contacts:
        Contact.objects.bulk_create(
            contacts, update_conflicts=True, unique_fields=["id"], update_fields=[*WRITTEN, "merged_into"]
        )


def move_to(gone: Contact, kept: Contact) -> list[Name]:
    """What the one is known by and what happened to it goes to the other, which speaks for both."""
    names = [(kind, value) for kind, value in gone.identities.values_list("kind", "value")]
    names += [(f"key {source}", key) for source, key in gone.keys.values_list("source", "key")]
    for model in (ContactIdentity, ContactKey, Consent, ContactEvent):
        model.objects.filter(contact=gone).update(contact=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    return names


def insert_rows(rows: Sequence[Model]) -> None:
    """The rows as they are, complete."""
    if rows:
        names = [field.attname for field in type(rows[0])._meta.local_concrete_fields]  # noqa: SLF001 - documented
        each = {name: [getattr(row, name) for row in rows] for name in names}
        insert_columns(type(rows[0]), len(rows), each=each, same={})


def _found(organisation_id: UUID, names: Collection[Name]) -> dict[Name, UUID]:
    values: dict[str, list[str]] = {}
    for kind, value in names:
        values.setdefault(kind, []).append(value)
    found: dict[Name, UUID] = {}
    for kind, some in values.items():
        if kind.startswith(KEY):
            rows: Iterable[tuple[str, UUID]] = ContactKey.objects.filter(
                organisation_id=organisation_id, source=kind.removeprefix(KEY), key__in=some
            ).values_list("key", "contact_id")
        else:
            rows = ContactIdentity.objects.filter(
                organisation_id=organisation_id, kind=kind, value__in=some
            ).values_list("value", "contact_id")
        found |= {(kind, value): contact_id for value, contact_id in rows}
    return found


def _keep_changes(import_id: UUID, cards: Sequence[Card]) -> None:
    """What this import changed in contacts that were here before; the first `before` is the one that counts."""
    known = {
        change.contact_id: change
        for change in ContactChange.objects.filter(
            contact_import_id=import_id, contact_id__in=[card.contact.id for card in cards]
        )
    }
    for card in cards:
        change = known.get(card.contact.id) or ContactChange(
            contact_import_id=import_id, contact=card.contact, before={}, after={"names": []}
        )
        now = snapshot(card.contact)
        changed = {name for name, value in now.items() if value != card.before[name]} | change.before.keys()
        change.before = {name: card.before[name] for name in changed} | change.before
        names = [*change.after["names"], *map(list, card.added), *map(list, card.adopted)]
        change.after = {name: now[name] for name in changed} | {"names": names}
        known[card.contact.id] = change
    ContactChange.objects.bulk_create(
        known.values(),
        update_conflicts=True,
        unique_fields=["contact_import", "contact"],
        update_fields=["before", "after"],
    )
