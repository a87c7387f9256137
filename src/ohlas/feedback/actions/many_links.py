"""Open links in number: one for each branch or employee that has none."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission, UnitKind
from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.actions.links import LinkWish, MadeLink, create_link
from ohlas.feedback.queries.handed import units_linked
from ohlas.feedback.rules.links import CAMPAIGN, MARKS, TOUCHPOINT
from ohlas.lib.database import one_writer


def create_marked_link(*, actor: Actor, survey_id: UUID, wish: LinkWish, now: datetime) -> MadeLink:
    """A link that may carry a product or campaign; these become columns of the figures.

    Errors: as `create_link`.
    """
    with one_writer(), transaction.atomic():
        _declare(actor, wish, now)
        return create_link(actor=actor, survey_id=survey_id, wish=wish, now=now)


def create_links_of_units(*, actor: Actor, survey_id: UUID, wish: LinkWish, now: datetime) -> int:
    """A link for every open branch the actor sees that has no such link yet; how many were made.

    Errors: `NotHere`, `Forbidden`, `BadLink`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    marks = {name: one for name, one in wish.attributes.items() if name in {CAMPAIGN, TOUCHPOINT}}
    with one_writer(), transaction.atomic():
        have = units_linked(actor.organisation.id, survey_id, wish.channel, marks)
        lacking = [code for unit, code in _open_branches(actor, now.date()) if unit not in have]
        _declare(actor, wish, now)
        for code in lacking:
            create_link(actor=actor, survey_id=survey_id, wish=replace(wish, unit=code), now=now)
    return len(lacking)


def _declare(actor: Actor, wish: LinkWish, now: datetime) -> None:
    for key in wish.attributes:
        if key in MARKS:
            declare_attribute(actor=actor, key=key, title=MARKS[key], now=now)


def _open_branches(actor: Actor, today: date) -> list[tuple[UUID, str]]:
    return [
        (unit.id, unit.code)
        for unit in units_of(actor.organisation.id)
        if unit.kind == UnitKind.BRANCH
        and actor.sees_unit(unit.id)
        and (unit.valid_to is None or unit.valid_to > today)
    ]
