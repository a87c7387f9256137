"""Which wishes of others this room obeys: its part of a privacy request."""

from ohlas.customers.actions import export_contact, forget_contact
from ohlas.customers.rules import PrivacyPart, register_privacy_part


def listen() -> None:
    """Called once, when Django has started."""
    register_privacy_part(
        PrivacyPart(
            room="customers",
            models=frozenset({"customers.Contact", "customers.ContactKey"}),
            export=export_contact,
            erase=forget_contact,
        )
    )
