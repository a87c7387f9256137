"""Reads about contacts, segments and what happened."""

from ohlas.customers.queries.contacts import (
    PAGE,
    ContactPage,
    ContactView,
    KeyView,
    contact_of,
    contact_page,
    contact_view,
    contacts_of,
    contacts_of_batch,
)
from ohlas.customers.queries.people import (
    ConsentView,
    EventView,
    PersonView,
    consents_of,
    has_consent,
    is_suppressed,
    person_view,
)
from ohlas.customers.queries.segments import (
    SegmentView,
    attributes_declared,
    count_of,
    members_of,
    segment_fields,
    segment_view,
    segments_of,
)

__all__ = [
    "PAGE",
    "ConsentView",
    "ContactPage",
    "ContactView",
    "EventView",
    "KeyView",
    "PersonView",
    "SegmentView",
    "attributes_declared",
    "consents_of",
    "contact_of",
    "contact_page",
    "contact_view",
    "contacts_of",
    "contacts_of_batch",
    "count_of",
    "has_consent",
    "is_suppressed",
    "members_of",
    "person_view",
    "segment_fields",
    "segment_view",
    "segments_of",
]
