"""Deeds on contacts: meeting them, what they agreed to, what happened to them, segments, forgetting."""

from ohlas.customers.actions.consents import grant_consent, withdraw_consent
from ohlas.customers.actions.happenings import HappenedIn, record_contact_event
from ohlas.customers.actions.meeting import (
    contact_for,
    contacts_for,
    drop_contacts_of_batch,
    erase_contact,
    export_contact,
    forget_contact,
)
from ohlas.customers.actions.people import PersonEdit, add_identity, declare_contact_attribute, edit_contact
from ohlas.customers.actions.segments import delete_segment, save_segment

__all__ = [
    "HappenedIn",
    "PersonEdit",
    "add_identity",
    "contact_for",
    "contacts_for",
    "declare_contact_attribute",
    "delete_segment",
    "drop_contacts_of_batch",
    "edit_contact",
    "erase_contact",
    "export_contact",
    "forget_contact",
    "grant_consent",
    "record_contact_event",
    "save_segment",
    "withdraw_consent",
]
