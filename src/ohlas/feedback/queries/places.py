"""Units and employees as sources name them, by code or id; remembered for some seconds per process."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.accounts.queries import employee_by_code, employees_of, unit_by_code, units_of

KEPT = timedelta(seconds=5)
"""A code that moves to another branch may lag this long; new codes are found at once."""
MOST_KEPT = 20_000

_known: dict[tuple[str, UUID, str], tuple[datetime, UUID]] = {}


def unit_named(organisation_id: UUID, given: str, now: datetime) -> UUID | None:
    """The organisation's unit with this code or id."""
    return _named("unit", organisation_id, given, now, _find_unit)


def employee_named(organisation_id: UUID, given: str, now: datetime) -> UUID | None:
    """The organisation's employee with this code or id."""
    return _named("employee", organisation_id, given, now, _find_employee)


def forget_places(organisation_id: UUID) -> None:
    """Makes the next look ask the database."""
    for key in [key for key in _known if key[1] == organisation_id]:
        _known.pop(key, None)


def _named(
    kind: str, organisation_id: UUID, given: str, now: datetime, find: Callable[[UUID, str], UUID | None]
) -> UUID | None:
    key = (kind, organisation_id, given)
    kept = _known.get(key)
    if kept is not None and abs(now - kept[0]) < KEPT:
        return kept[1]
    found = find(organisation_id, given)
    if found is not None:
        if len(_known) >= MOST_KEPT:
            _known.clear()
        _known[key] = (now, found)
    return found


def _find_unit(organisation_id: UUID, given: str) -> UUID | None:
    found = unit_by_code(organisation_id, given)
    if found is not None:
        return found.id
    return next((unit.id for unit in units_of(organisation_id) if str(unit.id) == given.lower()), None)


def _find_employee(organisation_id: UUID, given: str) -> UUID | None:
    found = employee_by_code(organisation_id, given)
    if found is not None:
        return found.id
    return next((one.id for one in employees_of(organisation_id) if str(one.id) == given.lower()), None)
