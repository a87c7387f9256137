"""Deeds on contacts: meeting them, what they agreed to, what happened to them, segments, forgetting."""

from ohlas.customers.actions.attributes import edit_contact_attribute, retire_contact_attribute
from ohlas.customers.actions.consents import grant_consent, note_consent, withdraw_consent
from ohlas.customers.actions.happenings import HappenedIn, record_contact_event
from ohlas.customers.actions.leaving_alone import lift_suppression, suppress
from ohlas.customers.actions.meeting import (
    contact_for,
    contacts_for,
    drop_contacts_of_batch,
    erase_contact,
    export_contact,
    export_person,
    forget_contact,
)
from ohlas.customers.actions.merging import merge_contacts, undo_merge
from ohlas.customers.actions.people import (
    PersonEdit,
    add_identity,
    declare_contact_attribute,
    edit_contact,
    remove_identity,
)
from ohlas.customers.actions.segments import delete_segment, save_segment
from ohlas.customers.actions.taken_events import TakenEvents, take_events
from ohlas.customers.actions.taking import Taken, Taking
from ohlas.customers.actions.taking_back import (
    close_contact_import,
    open_contact_import,
    undo_contact_import,
)

__all__ = [
    "HappenedIn",
    "PersonEdit",
    "Taken",
    "TakenEvents",
    "Taking",
    "add_identity",
    "close_contact_import",
    "contact_for",
    "contacts_for",
    "declare_contact_attribute",
    "delete_segment",
    "drop_contacts_of_batch",
    "edit_contact",
    "edit_contact_attribute",
    "erase_contact",
    "export_contact",
    "export_person",
    "forget_contact",
    "grant_consent",
    "lift_suppression",
    "merge_contacts",
    "note_consent",
    "open_contact_import",
    "record_contact_event",
    "remove_identity",
    "retire_contact_attribute",
    "save_segment",
    "suppress",
    "take_events",
    "undo_contact_import",
    "undo_merge",
    "withdraw_consent",
]
