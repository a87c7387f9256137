"""What happens to contacts."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ContactErased:
    """Everything this installation's record knew about the contact is gone; upper rooms and facts follow."""

    name: ClassVar[str] = "customers.contact_erased"
    contact_id: UUID


@dataclass(frozen=True)
class ContactEventRecorded:
    """Something happened to a contact now; imported history is not told."""

    name: ClassVar[str] = "customers.contact_event_recorded"
    event_id: UUID
    contact_id: UUID
    at: datetime


@dataclass(frozen=True)
class AttributeChosen:
    """New answers carry this attribute of the contact into the figures from now on."""

    name: ClassVar[str] = "customers.attribute_chosen"
    attribute_id: UUID
