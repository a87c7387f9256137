"""The closed choices of this room."""

from enum import StrEnum


class Channel(StrEnum):
    """Where a person can be reached; an identity belongs to one, SMS and phone share the number."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    APP = "app"


class IdentityKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    APP = "app"


IDENTITY_OF = {
    Channel.EMAIL: IdentityKind.EMAIL,
    Channel.SMS: IdentityKind.PHONE,
    Channel.PHONE: IdentityKind.PHONE,
    Channel.APP: IdentityKind.APP,
}
"""What must be known of a person to reach them there."""


class Purpose(StrEnum):
    SURVEYS = "surveys"
    NEWSLETTER = "newsletter"
    OFFERS = "offers"


class EventKind(StrEnum):
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    CONTACT_CLOSED = "contact_closed"
    VISIT = "visit"
    CANCELLATION = "cancellation"


class AttributeKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DATE = "date"


TEXT_COLUMNS = tuple(f"t{n}" for n in range(1, 9))
NUMBER_COLUMNS = tuple(f"n{n}" for n in range(1, 5))
NUMERIC = frozenset({AttributeKind.NUMBER, AttributeKind.DATE})


def consent_bit(purpose: Purpose, channel: Channel) -> int:
    """The place of a consent in `Contact.consents`; the order of both enums never changes."""
    return 1 << (list(Purpose).index(purpose) * 8 + list(Channel).index(channel))
