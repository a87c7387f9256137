"""The tree of units beside the facts, as it stood on any day."""

from uuid import UUID

from ohlas.accounts.queries import unit_paths
from ohlas.engine import FactStore, UnitRow, units_table


def write_units(store: FactStore, organisation_id: UUID) -> None:
    """Replaces the organisation's tree in the facts; without units it becomes empty."""
    owner = str(organisation_id)
    rows = [
        UnitRow(
            id=str(span.id),
            organisation=owner,
            path=span.path,
            valid_from=span.valid_from,
            valid_to=span.valid_to,
        )
        for span in unit_paths(organisation_id)
    ]
    store.replace("units", owner, units_table(rows))
