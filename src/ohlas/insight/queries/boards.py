"""Dashboards people made: what is on them, counted; and the same for reports."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Role
from ohlas.engine import FactStore
from ohlas.insight.access import boards_for, may_change, views_for, within_board
from ohlas.insight.models import Board
from ohlas.insight.queries.catalogue import catalogue_of, titles_of
from ohlas.insight.queries.facts import facts
from ohlas.insight.queries.side_by_side import Sides, sides_of
from ohlas.insight.queries.tiles import Frame, TileFound, tile_found
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import BoardDocument, read_document
from ohlas.insight.rules.tiles import TileSpec


@dataclass(frozen=True)
class ViewSaved:
    id: UUID
    name: str
    address: str
    is_shared: bool
    is_own: bool


@dataclass(frozen=True)
class BoardView:
    """A dashboard as others may know it."""

    id: UUID
    name: str
    document: BoardDocument
    owner_id: UUID | None
    owner: str
    audience: tuple[Role, ...]
    unit_id: UUID | None
    unit: str
    starter: str
    is_archived: bool
    changed_at: datetime
    can_undo: bool
    may_change: bool


@dataclass(frozen=True)
class BoardFound:
    """Everything on one dashboard. `is_empty` before the first answer at all."""

    board: BoardView
    frame: Frame
    tiles: tuple[TileFound, ...]
    sides: Sides | None
    version: int | None
    freshness: datetime | None

    @property
    def is_empty(self) -> bool:
        return self.version is None


def board_list(actor: Actor) -> tuple[BoardView, ...]:
    """The dashboards this actor may open, archived ones included, in their order."""
    return tuple(board_view(actor, board) for board in boards_for(actor))


def first_board(actor: Actor) -> UUID | None:
    """The first dashboard shared with somebody who has none of their own."""
    found = boards_for(actor).filter(archived_at__isnull=True)
    return next((board.id for board in found), None)


def board_view(actor: Actor, board: Board) -> BoardView:
    return BoardView(
        id=board.id,
        name=board.name,
        document=read_document(board.document),
        owner_id=board.owner_id,
        owner=(board.owner.name or board.owner.email) if board.owner else "",
        audience=tuple(Role(role) for role in board.audience if role in list(Role)),
        unit_id=board.unit_id,
        unit=board.unit.name if board.unit else "",
        starter=board.starter,
        is_archived=board.archived_at is not None,
        changed_at=board.changed_at,
        can_undo=board.versions.exists(),
        may_change=may_change(actor, board),
    )


def saved_views(actor: Actor, board: Board) -> tuple[ViewSaved, ...]:
    return tuple(
        ViewSaved(view.id, view.name, view.address, view.is_shared, view.owner_id == actor.user_id)
        for view in views_for(actor, board)
    )


def board_data(
    actor: Actor,
    board: Board,
    selection: Selection,
    now: datetime,
    *,
    beside: str | None = None,
    store: FactStore | None = None,
) -> BoardFound:
    """All tiles of a dashboard counted for this actor, in order; `beside` also compares units or periods.

    A tile that cannot be counted says why in `refusal`; the others are not touched by it.
    """
    view = board_view(actor, board)
    frame = frame_of(actor, board, view.document, selection, now, store=store)
    found = tuple(tile_found(frame, tile) for tile in view.document.tiles)
    snapshot = frame.store.snapshot("answers")
    freshness = snapshot.slice(str(actor.organisation.id)).newest if snapshot else None
    return BoardFound(
        board=view,
        frame=frame,
        tiles=found,
        sides=sides_of(frame, [one.asked for one in found if one.asked], beside) if beside else None,
        version=snapshot.version if snapshot and freshness else None,
        freshness=freshness,
    )


def tile_data(actor: Actor, board: Board, tile: TileSpec, selection: Selection, now: datetime) -> TileFound:
    """One tile alone, also one that is not on the dashboard yet."""
    document = read_document(board.document)
    return tile_found(frame_of(actor, board, document, selection, now), tile)


def frame_of(
    actor: Actor,
    board: Board,
    document: BoardDocument,
    selection: Selection,
    now: datetime,
    *,
    store: FactStore | None = None,
) -> Frame:
    """What the dashboard's tiles share. The actor sees no more units than the dashboard is about."""
    narrowed = within_board(actor, board)
    catalogue = catalogue_of(actor)
    return Frame(
        store=store or facts(),
        actor=narrowed,
        selection=selection,
        filters=document.filters,
        preset=document.preset,
        today=today_of(actor, now),
        catalogue=catalogue,
        titles=titles_of(narrowed, catalogue),
    )


def today_of(actor: Actor, now: datetime) -> date:
    """The organisation's own day, also on the two days a year that are an hour short or long."""
    return now.astimezone(ZoneInfo(actor.organisation.zone)).date()
