"""What happens to contacts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ContactErased:
    """Everything this installation's record knew about the contact is gone; upper rooms and facts follow."""

    name: ClassVar[str] = "customers.contact_erased"
    contact_id: UUID
