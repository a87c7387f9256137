"""What happens to organisations and their trees."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class UnitsChanged:
    """A unit was opened, renamed, moved, closed or opened again; the facts' tree is to be written anew."""

    name: ClassVar[str] = "accounts.units_changed"
    organisation_id: UUID
    unit_id: UUID


@dataclass(frozen=True)
class OrganisationRemoved:
    """Nothing of this organisation is in the record any more."""

    name: ClassVar[str] = "accounts.organisation_removed"
    organisation_id: UUID
