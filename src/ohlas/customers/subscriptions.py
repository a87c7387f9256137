"""Which wishes of others this room obeys: its part of a privacy request."""

from ohlas.customers.actions import export_contact, forget_contact
from ohlas.customers.rules import PrivacyPart, register_privacy_part

OURS = (
    "Contact",
    "ContactKey",
    "ContactIdentity",
    "ContactEvent",
    "ContactChange",
    "ContactMerge",
    "Consent",
)


def listen() -> None:
    """Called once, when Django has started."""
    register_privacy_part(
        PrivacyPart(
            room="customers",
            models=frozenset(map("customers.{}".format, OURS)),
            export=export_contact,
            erase=forget_contact,
            retain="A keyed hash of addresses that asked for no more messages stays, so that they stay out.",
        )
    )
