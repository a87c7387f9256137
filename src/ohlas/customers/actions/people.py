"""Deeds on one contact: its identities, how it is addressed, its attributes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.errors import BadCondition, BadContact, BadIdentity
from ohlas.customers.events import AttributeChosen
from ohlas.customers.models import Contact, ContactAttribute, ContactIdentity
from ohlas.customers.queries.chosen import forget_chosen
from ohlas.customers.queries.segments import AttributeView, attributes_declared
from ohlas.customers.rules import (
    NUMBER_COLUMNS,
    NUMERIC,
    TEXT_COLUMNS,
    AttributeKind,
    IdentityKind,
    column_value,
    country_of_zone,
    identity_value,
)
from ohlas.outbox import emit
from ohlas.text.names import LANGUAGES, guess_gender, vocative

LONGEST_IN_COLUMN = 60
FILLED_AT_ONCE = 1000
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class PersonEdit:
    """What staff may set on a contact; None leaves a field as it is."""

    name: str | None = None
    language: str | None = None
    address: str | None = None
    gender: str | None = None
    vocative: str | None = None
    zone: str | None = None
    company: str | None = None
    position: str | None = None
    attributes: Mapping[str, str] | None = None


def edit_contact(*, actor: Actor, contact_id: UUID, edit: PersonEdit, now: datetime) -> None:
    """Changes what is given; a gender or vocative set by a person is no guess any more.

    Errors: `Forbidden`, `NotHere`, `BadContact`.
    """
    with transaction.atomic():
        contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
        given = {name: value for name, value in vars(edit).items() if value is not None}
        attributes = given.pop("attributes", None)
        _check(given)
        for name, value in given.items():
            setattr(contact, name, value.strip())
        if attributes is not None:
            set_attributes(contact, attributes, attributes_declared(actor.organisation.id))
        contact.by_hand = sorted({*contact.by_hand, *given, *(f"a_{key}" for key in attributes or ())})
        contact.changed_at = now
        if given.keys() & {"gender", "vocative"}:
            contact.is_guess = False
        elif given.keys() & {"name", "language"}:
            guess_address(contact, default_language(actor.organisation.languages))
        contact.save()
        write_audit(actor, "edit_contact", "contact", contact_id, now, {"fields": sorted(given)})


def add_identity(*, actor: Actor, contact_id: UUID, kind: IdentityKind, given: str, now: datetime) -> str:
    """Another address or number of the contact, in its one spelling.

    Errors: `Forbidden`, `NotHere`, `BadIdentity` also where it belongs to somebody else here.
    """
    contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    value = identity_value(kind, given, country_of_zone(actor.organisation.zone))
    try:
        with transaction.atomic():
            _, is_new = ContactIdentity.objects.get_or_create(
                organisation_id=actor.organisation.id, kind=kind, value=value, defaults={"contact": contact}
            )
            if not is_new and not contact.identities.filter(kind=kind, value=value).exists():
                raise BadIdentity(f"{value} belongs to another contact already.")
            show_identity(contact, kind, value)
            contact.save(update_fields=["email", "phone"])
            write_audit(actor, "add_identity", "contact", contact_id, now, {"kind": kind.value})
    except IntegrityError:
        raise BadIdentity(f"{value} belongs to another contact already.") from None
    return value


def remove_identity(*, actor: Actor, contact_id: UUID, identity_id: UUID, now: datetime) -> None:
    """The contact is not reached there any more; the card shows the next address or number it has.

    Errors: `Forbidden`, `NotHere`, `BadContact` for the last thing the contact is known by.
    """
    with transaction.atomic():
        contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
        row = contact.identities.filter(id=identity_id).first()
        if row is None:
            raise NotHere
        if contact.identities.count() == 1 and not contact.keys.exists():
            raise BadContact("Nothing else says who this contact is; add another address first, or erase it.")
        row.delete()
        left = {one.kind: one.value for one in contact.identities.order_by("-id")}
        if row.value == contact.email:
            contact.email = left.get(IdentityKind.EMAIL, "")
        if row.value == contact.phone:
            contact.phone = left.get(IdentityKind.PHONE, "")
        contact.save(update_fields=["email", "phone"])
        write_audit(actor, "remove_identity", "contact", contact_id, now, {"kind": row.kind})


def show_identity(contact: Contact, kind: IdentityKind, value: str) -> None:
    """The first e-mail and phone stand on the contact itself, for lists."""
    if kind is IdentityKind.EMAIL and not contact.email:
        contact.email = value
    if kind is IdentityKind.PHONE and not contact.phone:
        contact.phone = value


def declare_contact_attribute(
    *, actor: Actor, key: str, title: str, kind: AttributeKind, now: datetime, is_fact: bool = False
) -> str:
    """From now on segments may ask for a_<key>; contacts that have it already are filled in.

    With `is_fact` new answers of contacts carry it into the figures.

    Errors: `Forbidden`, `BadContact` for a key that is none, is taken, or when the columns are used up.
    """
    require(actor, Permission.EDIT_CONTACTS)
    if not _KEY.fullmatch(key):
        raise BadContact(f"“{key[:40]}” is no key; write small letters, digits and _, a letter first.")
    with transaction.atomic():
        used = {one.column: one.key for one in attributes_declared(actor.organisation.id)}
        if key in used.values():
            raise BadContact(f"“{key}” is declared already.")
        columns = NUMBER_COLUMNS if kind in NUMERIC else TEXT_COLUMNS
        free = next((column for column in columns if column not in used), None)
        if free is None:
            raise BadContact(f"All {len(columns)} places for this kind of attribute are taken.")
        row = ContactAttribute.objects.create(
            organisation_id=actor.organisation.id,
            key=key,
            title=title[:80] or key,
            kind=kind,
            column=free,
            is_fact=is_fact,
        )
        _fill(actor.organisation.id, key, kind, free)
        write_audit(actor, "declare_contact_attribute", "organisation", actor.organisation.id, now)
        if is_fact:
            emit(AttributeChosen(row.id), organisation_id=actor.organisation.id, now=now)
    forget_chosen(actor.organisation.id)
    transaction.on_commit(lambda: forget_chosen(actor.organisation.id))
    return free


def set_attributes(
    contact: Contact, given: Mapping[str, str], declared: tuple[AttributeView, ...], *, strict: bool = True
) -> None:
    """Sets attributes on the contact, and those declared in their columns; an empty value takes one away.

    Errors: `BadContact` for a value that its kind does not allow, unless not `strict`.
    """
    columns = {one.key: one for one in declared}
    for key, value in given.items():
        one = columns.get(key)
        if one is not None:
            setattr(contact, one.column, _in_column(one.kind, value, key, strict=strict))
        contact.attributes = {**contact.attributes, key: value}
        if not value:
            del contact.attributes[key]


def guess_address(contact: Contact, default_language: str) -> None:
    """Gender and vocative by the grammar of the contact's language, marked as a guess."""
    if not contact.is_guess:
        return
    language = contact.language if contact.language in LANGUAGES else default_language
    guess = guess_gender(contact.name, language)
    contact.gender = guess.gender or ""
    called = vocative(contact.name, language)
    informal = contact.address == "informal" or not called.surname
    spoken = called.given if informal or language in {"pl", "uk", "ru"} else called.surname
    contact.vocative = spoken if called.confidence else ""


def default_language(languages: Iterable[str]) -> str:
    """The first of the organisation's languages whose grammar is known."""
    return next((one for one in languages if one in LANGUAGES), "en")


def _in_column(kind: AttributeKind, value: str, key: str, *, strict: bool) -> str | float | None:
    if not value:
        return None
    try:
        read = column_value(kind, value, key)
    except BadCondition as fault:
        if strict:
            raise BadContact(str(fault)) from None
        return None
    return read[:LONGEST_IN_COLUMN] if isinstance(read, str) else read


def _fill(organisation_id: UUID, key: str, kind: AttributeKind, column: str) -> None:
    rows = Contact.objects.filter(organisation_id=organisation_id, attributes__has_key=key)
    some: list[Contact] = []
    for contact in rows.only("id", "attributes", column).iterator(chunk_size=FILLED_AT_ONCE):
        value = _in_column(kind, str(contact.attributes.get(key) or ""), key, strict=False)
        setattr(contact, column, value)
        some.append(contact)
        if len(some) == FILLED_AT_ONCE:
            Contact.objects.bulk_update(some, [column])
            some.clear()
    Contact.objects.bulk_update(some, [column])


def _check(given: Mapping[str, str]) -> None:
    longest = {"name": 160, "vocative": 160, "company": 120, "position": 120, "zone": 64}
    for name, value in given.items():
        if len(value) > longest.get(name, 8) or "\0" in value or "\n" in value or "\r" in value:
            raise BadContact(f"{name}: up to {longest.get(name, 8)} characters on one line are allowed.")
    allowed = {"address": ("", "formal", "informal"), "gender": ("", "f", "m"), "language": ("", *LANGUAGES)}
    for name, values in allowed.items():
        if given.get(name, "") not in values:
            raise BadContact(f"{name}: {', '.join(values[1:])} are allowed.")
    if given.get("zone") and given["zone"] not in available_timezones():
        raise BadContact(f"zone: “{given['zone'][:40]}” is no time zone; write one such as Europe/Prague.")
