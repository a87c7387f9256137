"""The tree of units: opening, renaming, moving, closing and opening again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.accounts.access import Actor, require, unit_for
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.words import tidy_code, tidy_name
from ohlas.accounts.errors import NotHere, Refused
from ohlas.accounts.events import UnitsChanged
from ohlas.accounts.models import Organisation, Unit, UnitPlacement
from ohlas.accounts.queries import UnitView, places_of, subtree, unit_by_code, unit_view
from ohlas.accounts.rules import CircleInTree, Permission, UnitKind, path_spans
from ohlas.outbox import emit


def open_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    now: datetime,
    kind: UnitKind = UnitKind.BRANCH,
    parent_id: UUID | None = None,
    valid_from: date | None = None,
) -> UnitView:
    """A new unit below `parent_id`, or at the top; `valid_from` None means it was always there.

    Errors: `Refused` for a code that is taken; `NotHere` for a parent out of sight; `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    tidy = {"code": tidy_code(code), "name": tidy_name(name)}
    with transaction.atomic():
        _lock_tree(actor)
        _parent_for(actor, parent_id)
        _refuse_taken_code(actor, tidy["code"])
        unit = Unit.objects.create(
            organisation_id=actor.organisation.id,
            parent_id=parent_id,
            kind=kind,
            valid_from=valid_from,
            **tidy,
        )
        _note(actor, "open_unit", unit, now, {"parent": str(parent_id) if parent_id else None})
    return unit_view(unit)


def rename_unit(
    *, actor: Actor, unit_id: UUID, name: str, code: str, kind: UnitKind, now: datetime
) -> UnitView:
    """Another name, code or kind for the same unit; its answers stay with it.

    Errors: `NotHere`, `Refused`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    tidied_name, tidied_code = tidy_name(name), tidy_code(code)
    with transaction.atomic():
        _lock_tree(actor)
        unit = unit_for(actor, unit_id)
        _refuse_taken_code(actor, tidied_code, except_for=unit.id)
        unit.name, unit.code, unit.kind = tidied_name, tidied_code, kind
        unit.save(update_fields=["name", "code", "kind"])
        _note(actor, "rename_unit", unit, now)
    return unit_view(unit)


def move_unit(*, actor: Actor, unit_id: UUID, parent_id: UUID | None, on: date, now: datetime) -> UnitView:
    """From the day `on` the unit stands elsewhere in the tree; for the days before, it stays where it was.

    Errors: `Refused` for a day before its last move or after today, or where it would stand below itself;
    `NotHere`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        _lock_tree(actor)
        unit = unit_for(actor, unit_id)
        _parent_for(actor, parent_id)
        if parent_id == unit.parent_id:
            return unit_view(unit)
        if on > now.date():
            raise Refused(_("A move can be entered from the day it happens, not ahead."), field="on")
        if parent_id is not None and parent_id in subtree(unit.id):
            raise Refused(_("A unit cannot stand below itself."), field="parent")
        _leave_place(unit, on)
        unit.parent_id = parent_id
        unit.save(update_fields=["parent"])
        _refuse_circles(actor)
        _note(
            actor,
            "move_unit",
            unit,
            now,
            {"parent": str(parent_id) if parent_id else None, "on": on.isoformat()},
        )
    return unit_view(unit)


def close_unit(*, actor: Actor, unit_id: UUID, on: date, now: datetime) -> UnitView:
    """The unit no longer exists from the day `on`; its answers stay.

    Errors: `Refused` while open units stand below it, or for a day before it began; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        _lock_tree(actor)
        unit = unit_for(actor, unit_id)
        still_open = unit.children.exclude(valid_to__lte=on).count()
        if still_open:
            raise Refused(
                ngettext(
                    "%(count)d unit below it is still open on that day; close or move it before.",
                    "%(count)d units below it are still open on that day; close or move them before.",
                    still_open,
                )
                % {"count": still_open},
                field="on",
            )
        if on <= (_standing_since(unit) or date.min):
            raise Refused(_("It cannot end before it began or last moved."), field="on")
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])
        _note(actor, "close_unit", unit, now, {"on": on.isoformat()})
    return unit_view(unit)


def reopen_unit(*, actor: Actor, unit_id: UUID, now: datetime) -> UnitView:
    """Takes a closing back, as if it had not been.

    Errors: `Refused` while the unit above is closed; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        _lock_tree(actor)
        unit = unit_for(actor, unit_id)
        if unit.parent is not None and unit.parent.valid_to is not None:
            raise Refused(_("The unit above it is closed; open that one first."))
        unit.valid_to = None
        unit.save(update_fields=["valid_to"])
        _note(actor, "reopen_unit", unit, now)
    return unit_view(unit)


def _lock_tree(actor: Actor) -> None:
    """Two moves at once could make a circle that neither sees."""
    if not Organisation.objects.select_for_update().filter(id=actor.organisation.id).exists():
        raise NotHere


def _parent_for(actor: Actor, parent_id: UUID | None) -> None:
    if parent_id is not None:
        if unit_for(actor, parent_id).valid_to is not None:
            raise Refused(_("The unit above is closed; choose an open one."), field="parent")
    elif actor.scope is not None:
        raise Refused(
            _("You look after one part of the tree; choose a unit of it to stand above."), field="parent"
        )


def _refuse_taken_code(actor: Actor, code: str, except_for: UUID | None = None) -> None:
    taken = unit_by_code(actor.organisation.id, code)
    if taken is not None and taken.id != except_for:
        raise Refused(_("The code %(code)s is already taken by another unit.") % {"code": code}, field="code")


def _standing_since(unit: Unit) -> date | None:
    """The day the unit came to its place of today."""
    last = unit.placements.order_by("-valid_to").first()
    return last.valid_to if last else unit.valid_from


def _leave_place(unit: Unit, on: date) -> None:
    since = _standing_since(unit)
    if since is not None and on < since:
        raise Refused(
            _("It moved or began on %(day)s; a later move cannot lie before that.")
            % {"day": since.isoformat()},
            field="on",
        )
    if unit.valid_to is not None:
        raise Refused(_("A closed unit does not move; open it again first."))
    if since != on:
        UnitPlacement.objects.create(
            organisation_id=unit.organisation_id,
            unit=unit,
            parent_id=unit.parent_id,
            valid_from=since,
            valid_to=on,
        )


def _refuse_circles(actor: Actor) -> None:
    try:
        path_spans(places_of(actor.organisation.id))
    except CircleInTree:
        raise Refused(_("On some day it would stand below itself; choose a later day."), field="on") from None


def _note(
    actor: Actor, deed: str, unit: Unit, now: datetime, details: dict[str, str | None] | None = None
) -> None:
    write_audit(actor, deed, "unit", unit.id, now, details)
    emit(UnitsChanged(actor.organisation.id, unit.id), organisation_id=actor.organisation.id, now=now)
