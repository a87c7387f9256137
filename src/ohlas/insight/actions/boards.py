"""Make, change, take back, copy and put away dashboards. Every change keeps what was before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import Forbidden
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission, Role
from ohlas.insight.access import board_for, board_to_change, boards_for, may_share
from ohlas.insight.errors import BadBoard
from ohlas.insight.models import Board, BoardVersion
from ohlas.insight.rules.boards import (
    KEPT_VERSIONS,
    LONGEST_NAME,
    BoardDocument,
    read_document,
    write_document,
)
from ohlas.insight.rules.starters import starter_document
from ohlas.surveys.queries import survey_names

Edit = Callable[[BoardDocument], BoardDocument]


@dataclass(frozen=True)
class BoardWish:
    """What a dashboard is to be called, who is to see it, and which unit it is about."""

    name: str
    audience: tuple[Role, ...] = ()
    unit_id: UUID | None = None


def create_board(
    *, actor: Actor, wish: BoardWish, document: BoardDocument, now: datetime, starter: str = ""
) -> UUID:
    """A new dashboard of the actor's own.

    Errors: `BadBoard` for a name, an audience, a unit or a survey that cannot be.
    """
    boards_for(actor)
    _check_wish(actor, wish)
    _check_owned(actor, document)
    with transaction.atomic():
        board = Board.objects.create(
            organisation_id=actor.organisation.id,
            owner_id=actor.user_id,
            name=wish.name.strip(),
            document=write_document(document),
            audience=[role.value for role in wish.audience],
            unit_id=wish.unit_id,
            starter=starter,
            position=boards_for(actor).count(),
            created_at=now,
            changed_at=now,
        )
        write_audit(actor, "board.created", "board", board.id, now, {"starter": starter} if starter else None)
    return board.id


def make_starter(*, actor: Actor, starter: str, name: str, now: datetime) -> UUID:
    """The dashboard somebody begins with; made at the first call, the same one ever after."""
    mine = Board.objects.filter(
        organisation_id=actor.organisation.id, owner_id=actor.user_id, starter=starter, owner__isnull=False
    )
    found = mine.values_list("id", flat=True).first()
    if found is not None:
        return found
    document = starter_document(starter, sees_answers=actor.may(Permission.SEE_ANSWERS))
    wish = BoardWish(name[:LONGEST_NAME])
    try:
        with transaction.atomic():
            return create_board(actor=actor, wish=wish, document=document, now=now, starter=starter)
    except IntegrityError:  # two first pages opened at once: one made it, both show it
        return mine.values_list("id", flat=True).get()


def change_board(*, actor: Actor, board_id: UUID, edit: Edit, now: datetime) -> BoardDocument:
    """The document after the edit, kept; what was before can be taken back. No change keeps nothing.

    Errors: `BadBoard`; `NotHere`; `Forbidden`.
    """
    with transaction.atomic():
        board = _locked(actor, board_id)
        before = read_document(board.document)
        after = edit(before)
        if write_document(after) == write_document(before):
            return before
        _check_owned(actor, after)
        BoardVersion.objects.create(
            organisation_id=board.organisation_id,
            board=board,
            number=board.number,
            document=board.document,
            made_at=board.changed_at,
        )
        board.versions.filter(number__lte=board.number - KEPT_VERSIONS).delete()
        _write(board, write_document(after), now)
        write_audit(actor, "board.changed", "board", board.id, now, {"tiles": len(after.tiles)})
    return after


def undo_board(*, actor: Actor, board_id: UUID, now: datetime) -> bool:
    """The last change taken back; False when there is none left.

    Errors: `NotHere`; `Forbidden`.
    """
    with transaction.atomic():
        board = _locked(actor, board_id)
        last = board.versions.order_by("-number").first()
        if last is None:
            return False
        _write(board, last.document, now)
        last.delete()
        write_audit(actor, "board.change_undone", "board", board.id, now)
    return True


def settle_board(*, actor: Actor, board_id: UUID, wish: BoardWish, now: datetime) -> None:
    """Name, audience and unit as wished.

    Errors: `BadBoard`; `Forbidden` for sharing without the right to hand figures on; `NotHere`.
    """
    with transaction.atomic():
        board = _locked(actor, board_id)
        if set(board.audience) != {role.value for role in wish.audience} and not may_share(actor):
            raise Forbidden(Permission.EXPORT.value)
        _check_wish(actor, wish, now_about=board.unit_id)
        board.name, board.unit_id, board.changed_at = wish.name.strip(), wish.unit_id, now
        board.audience = [role.value for role in wish.audience]
        board.save(update_fields=["name", "unit", "audience", "changed_at"])
        write_audit(actor, "board.settled", "board", board.id, now, {"audience": sorted(board.audience)})


def copy_board(*, actor: Actor, board_id: UUID, name: str, now: datetime) -> UUID:
    """One's own copy of a dashboard one may see; it is shared with nobody."""
    board = board_for(actor, board_id)
    wish = BoardWish(name[:LONGEST_NAME], unit_id=board.unit_id)
    return create_board(actor=actor, wish=wish, document=read_document(board.document), now=now)


def archive_board(*, actor: Actor, board_id: UUID, now: datetime) -> None:
    """Out of the list, kept whole."""
    _set_archived(actor, board_id, now, now)


def restore_board(*, actor: Actor, board_id: UUID, now: datetime) -> None:
    _set_archived(actor, board_id, None, now)


def move_board(*, actor: Actor, board_id: UUID, to: int, now: datetime) -> None:
    """At another place of one's list; the others keep their order."""
    with transaction.atomic():
        board = _locked(actor, board_id)
        others = [one for one in boards_for(actor).filter(archived_at__isnull=True) if one.id != board.id]
        others.insert(max(0, min(to, len(others))), board)
        for place, one in enumerate(others):
            Board.objects.filter(id=one.id).update(position=place)
        write_audit(actor, "board.moved", "board", board.id, now, {"to": to})


def _locked(actor: Actor, board_id: UUID) -> Board:
    """The dashboard held until the end of the transaction, so that two editors take turns."""
    board_to_change(actor, board_id)
    return Board.objects.select_for_update().get(id=board_id)


def _write(board: Board, document: object, now: datetime) -> None:
    board.document, board.number, board.changed_at = document, board.number + 1, now
    board.save(update_fields=["document", "number", "changed_at"])


def _set_archived(actor: Actor, board_id: UUID, at: datetime | None, now: datetime) -> None:
    with transaction.atomic():
        board = _locked(actor, board_id)
        board.archived_at = at
        board.save(update_fields=["archived_at"])
        write_audit(actor, "board.archived" if at else "board.restored", "board", board.id, now)


def _check_wish(actor: Actor, wish: BoardWish, now_about: UUID | None = None) -> None:
    name = wish.name.strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise BadBoard("name", name[:40], f"a name of 1 to {LONGEST_NAME} characters is needed")
    if wish.audience and not may_share(actor):
        raise Forbidden(Permission.EXPORT.value)
    if wish.unit_id is None or wish.unit_id == now_about:
        return
    known = {unit.id for unit in units_of(actor.organisation.id) if actor.sees_unit(unit.id)}
    if wish.unit_id not in known:
        raise BadBoard("unit", str(wish.unit_id), "a unit you may see is needed")


def _check_owned(actor: Actor, document: BoardDocument) -> None:
    """Surveys and units of this organisation only: another's id is as unknown as one that was never given."""
    names = survey_names(actor.organisation.id)
    surveys = {str(survey) for survey in names}
    units = {str(unit.id) for unit in units_of(actor.organisation.id) if actor.sees_unit(unit.id)}
    before = ", ".join(sorted(names.values())[:10]) or "none yet"
    places = [("filters", document.filters)]
    places += [(f"tiles[{place}].filters", tile.filters) for place, tile in enumerate(document.tiles)]
    for place, filters in places:
        for value in filters.get("survey", ()):
            if value not in surveys:
                raise BadBoard(f"{place}.survey", value[:60], f"the surveys are {before}")
        for value in filters.get("unit", ()):
            if value not in units and value != "~":
                raise BadBoard(f"{place}.unit", value[:60], "a unit you may see is needed")
