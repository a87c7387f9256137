"""Branches that a file names and the organisation does not know yet."""

from datetime import datetime
from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import open_unit
from ohlas.accounts.rules import Permission
from ohlas.exchange.actions.survey import lookups_for
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import ColumnRole
from ohlas.lib.tables import Row, rows
from ohlas.text import made_whole

MOST_NEW_UNITS = 2_000
LONGEST_NAME, LONGEST_CODE = 120, 60


def open_missing_units(*, actor: Actor, view: ImportView, now: datetime) -> list[UUID]:
    """Opens each unit the file names, as a branch at the top of the tree; their ids.

    Errors: `Forbidden` for somebody who may not change the organisation, `BadMapping` for too many names.
    """
    column = view.mapping.one(ColumnRole.UNIT)
    if column is None or not view.mapping.opens_units:
        return []
    require(actor, Permission.EDIT_ORGANISATION)
    info = view.table()
    place = info.names.index(column.column)
    known = lookups_for(actor.organisation, now).units
    missing: dict[str, str] = {}
    for row in rows(view.path, info):
        label = made_whole(row.values[place].strip()) if isinstance(row, Row) else ""
        if label and label.casefold() not in known:
            missing.setdefault(label.casefold(), label)
        if len(missing) > MOST_NEW_UNITS:
            raise BadMapping(
                [f"Column “{column.column}” names over {MOST_NEW_UNITS} unknown units; is it the right one?"]
            )
    return [
        open_unit(actor=actor, code=label[:LONGEST_CODE], name=label[:LONGEST_NAME], now=now).id
        for label in missing.values()
    ]
