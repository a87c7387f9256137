"""Staff pages about contacts, their attributes, who is left alone, and segments."""

from ohlas.customers.views.contacts import (
    consent,
    contact,
    contacts,
    edit,
    erase,
    export,
    merge,
    reach,
    unmerge,
    unreach,
)
from ohlas.customers.views.lists import (
    attribute,
    attributes,
    lift_suppression,
    retire_attribute,
    suppressions,
)
from ohlas.customers.views.namedays import name_days
from ohlas.customers.views.segments import delete_segment, new_segment, segment, segments

__all__ = [
    "attribute",
    "attributes",
    "consent",
    "contact",
    "contacts",
    "delete_segment",
    "edit",
    "erase",
    "export",
    "lift_suppression",
    "merge",
    "name_days",
    "new_segment",
    "reach",
    "retire_attribute",
    "segment",
    "segments",
    "suppressions",
    "unmerge",
    "unreach",
]
