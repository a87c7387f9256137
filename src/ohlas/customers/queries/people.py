"""Reads about one person: where they are reached, what they agreed to, what happened to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.customers.models import Consent, Contact, ContactEvent, ContactIdentity, ContactMerge, Suppression
from ohlas.customers.queries.contacts import ContactView, contact_view, speaking_for
from ohlas.customers.rules import (
    IDENTITY_OF,
    Channel,
    EventKind,
    IdentityKind,
    Purpose,
    consent_bit,
    country_of_zone,
    identity_digest,
)
from ohlas.customers.rules.namedays import NameDay, name_day
from ohlas.lib.config import config
from ohlas.lib.secret import secret_key
from ohlas.text.names import LANGUAGES, Greeting, greeting, greeting_with

EVENTS_SHOWN = 50


@dataclass(frozen=True)
class ConsentView:
    """The last word on one purpose and channel."""

    purpose: Purpose
    channel: Channel
    is_granted: bool
    text_version: str
    proof: str
    at: datetime


@dataclass(frozen=True)
class EventView:
    kind: EventKind
    at: datetime


@dataclass(frozen=True)
class IdentityView:
    id: UUID
    kind: IdentityKind
    value: str


@dataclass(frozen=True)
class MergeView:
    """A card that was merged into this one."""

    id: UUID
    name: str
    at: datetime


@dataclass(frozen=True)
class PersonView:
    """One contact with everything staff may see of them."""

    contact: ContactView
    address: str
    gender: str
    vocative: str
    is_guess: bool
    zone: str
    company: str
    position: str
    greeting: Greeting
    identities: tuple["IdentityView", ...]
    consents: tuple[ConsentView, ...]
    events: tuple[EventView, ...]
    suppressed: tuple[str, ...]
    """Channels this person asked to be left alone on."""
    merges: tuple[MergeView, ...]
    name_day: NameDay | None = None


def person_view(row: Contact, default_language: str, country: str | None = None) -> PersonView:
    """Everything staff may see; `country` is where a contact lives whose language does not tell it."""
    identities = ContactIdentity.objects.filter(contact=row).order_by("kind", "value")
    events = ContactEvent.objects.filter(contact=row).order_by("-at")[:EVENTS_SHOWN]
    return PersonView(
        contact=contact_view(row),
        address=row.address,
        gender=row.gender,
        vocative=row.vocative,
        is_guess=row.is_guess,
        zone=row.zone,
        company=row.company,
        position=row.position,
        greeting=greeting_of(row, default_language),
        identities=tuple(IdentityView(one.id, IdentityKind(one.kind), one.value) for one in identities),
        consents=consents_of(row.id),
        events=tuple(EventView(EventKind(event.kind), event.at) for event in events),
        suppressed=_suppressed_channels(row),
        merges=tuple(
            MergeView(one.id, one.gone.name or one.gone.email or one.gone.phone, one.at)
            for one in ContactMerge.objects.filter(kept=row, undone_at=None).select_related("gone")
        ),
        name_day=name_day(row.name, row.language, country_of_zone(row.zone) or country),
    )


def greeting_of(row: Contact, default_language: str) -> Greeting:
    """The first line of a message to this contact: as a person set it, else as the grammar tells."""
    language, address = row.language or default_language, row.address or "formal"
    if row.vocative:
        return greeting_with(row.vocative, language, address, row.gender or None)
    return greeting(row.name, language, address, row.gender or None)


def greeted_in(row: Contact, language: str) -> str:
    """The first line in the language a message is written in, which need not be the contact's own."""
    spoken, address = language if language in LANGUAGES else "en", row.address or "formal"
    if row.vocative and (row.language or spoken) == spoken:
        return greeting_with(row.vocative, spoken, address, row.gender or None).text
    return greeting(row.name, spoken, address, row.gender or None).text


def consents_of(contact_id: UUID) -> tuple[ConsentView, ...]:
    """The last entry for each purpose and channel, in their order."""
    last: dict[tuple[str, str], Consent] = {}
    for entry in Consent.objects.filter(contact_id=contact_id).order_by("at", "id"):
        last[entry.purpose, entry.channel] = entry
    return tuple(
        ConsentView(Purpose(e.purpose), Channel(e.channel), e.is_granted, e.text_version, e.proof, e.at)
        for _, e in sorted(last.items())
    )


def has_consent(organisation_id: UUID, contact_id: UUID, purpose: Purpose, channel: Channel) -> bool:
    """Whether this contact may be written to: agreed, and not on the suppression list."""
    row = Contact.objects.filter(organisation_id=organisation_id, id=contact_id).first()
    row = speaking_for(row) if row else None
    if row is None or not row.consents & consent_bit(purpose, channel):
        return False
    return not is_suppressed(organisation_id, values_of(row.id, channel), purpose, channel)


def values_of(contact_id: UUID, channel: Channel) -> list[str]:
    """Addresses or numbers by which this contact is reached on the channel."""
    kind = IDENTITY_OF[channel]
    return list(
        ContactIdentity.objects.filter(contact_id=contact_id, kind=kind).values_list("value", flat=True)
    )


def values_by_contact(contact_ids: Collection[UUID], channel: Channel) -> dict[UUID, list[str]]:
    """As `values_of`, for many at once."""
    rows = ContactIdentity.objects.filter(contact_id__in=contact_ids, kind=IDENTITY_OF[channel])
    found: dict[UUID, list[str]] = {}
    for contact_id, value in rows.values_list("contact_id", "value"):
        found.setdefault(contact_id, []).append(value)
    return found


def left_alone(
    organisation_id: UUID, values: Collection[str], purpose: Purpose, channel: Channel
) -> frozenset[str]:
    """Those of the addresses that asked for no more."""
    ordered = list(values)
    known = dict(zip(digests(ordered, IDENTITY_OF[channel]), ordered, strict=True))
    rows = Suppression.objects.filter(
        organisation_id=organisation_id, digest__in=known, channel=channel, purpose=purpose
    )
    return frozenset(known[digest] for digest in rows.values_list("digest", flat=True))


def digests(values: list[str], kind: IdentityKind) -> list[str]:
    """What the suppression list knows these by."""
    secret = secret_key(config().home)
    return [identity_digest(kind, value, secret) for value in values]


def is_suppressed(organisation_id: UUID, values: list[str], purpose: Purpose, channel: Channel) -> bool:
    """Whether one of these addresses asked for no more."""
    return Suppression.objects.filter(
        organisation_id=organisation_id,
        digest__in=digests(values, IDENTITY_OF[channel]),
        channel=channel,
        purpose=purpose,
    ).exists()


def _suppressed_channels(row: Contact) -> tuple[str, ...]:
    return tuple(
        f"{purpose.value} · {channel.value}"
        for purpose in Purpose
        for channel in Channel
        if is_suppressed(row.organisation_id, values_of(row.id, channel), purpose, channel)
    )


@dataclass(frozen=True)
class SuppressionView:
    """An entry of the list: whom it names cannot be read back."""

    id: UUID
    channel: Channel
    purpose: Purpose
    reason: str
    at: datetime


def suppressions_of(
    organisation_id: UUID, *, kind: IdentityKind | None = None, value: str = "", limit: int = 200
) -> tuple[tuple[SuppressionView, ...], int]:
    """The newest entries and how many there are; those of one address where it is given."""
    rows = Suppression.objects.filter(organisation_id=organisation_id)
    if kind is not None:
        rows = rows.filter(digest__in=digests([value], kind))
    views = tuple(
        SuppressionView(one.id, Channel(one.channel), Purpose(one.purpose), one.reason, one.at)
        for one in rows.order_by("-at", "-id")[:limit]
    )
    return views, rows.count()
