"""Staff pages about contacts and segments."""

from ohlas.customers.views.contacts import contact, contacts, edit, erase
from ohlas.customers.views.segments import delete_segment, new_segment, segment, segments

__all__ = ["contact", "contacts", "delete_segment", "edit", "erase", "new_segment", "segment", "segments"]
