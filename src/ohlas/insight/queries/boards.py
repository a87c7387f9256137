"""Dashboards people made: what is on them, counted; and the same for reports."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import subtree, units_of
from ohlas.accounts.rules import Role
from ohlas.engine import FactStore
from ohlas.insight.models import Board, SavedView
from ohlas.insight.queries.catalogue import attribute_fields, catalogue_of, field_values, titles_of
from ohlas.insight.queries.facts import ask_for, facts
from ohlas.insight.queries.side_by_side import Sides, sides_of
from ohlas.insight.queries.tiles import Frame, TileFound, tile_found
from ohlas.insight.rules import FIELDS, Selection, Window
from ohlas.insight.rules.boards import BoardDocument, read_document
from ohlas.insight.rules.tiles import TileSpec

MANAGERS = frozenset({Role.OWNER, Role.CX_MANAGER})
"""Roles that may change dashboards others share."""


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
        return self.freshness is None


def board_views(actor: Actor, boards: Iterable[Board]) -> tuple[BoardView, ...]:
    """These dashboards as the actor may know them."""
    return tuple(board_view(actor, board) for board in boards)


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


def saved_views(actor: Actor, views: Iterable[SavedView]) -> tuple[ViewSaved, ...]:
    return tuple(
        ViewSaved(view.id, view.name, view.address, view.is_shared, view.owner_id == actor.user_id)
        for view in views
    )


def board_data(
    actor: Actor,
    board: Board,
    selection: Selection,
    now: datetime,
    *,
    beside: str | None = None,
    document: BoardDocument | None = None,
    store: FactStore | None = None,
) -> BoardFound:
    """All tiles of a dashboard counted for this actor, in order; `beside` also compares units or periods.

    `document` stands for the dashboard's own, for a look at what is not kept.

    A tile that cannot be counted says why in `refusal`; the others are not touched by it.
    """
    view = board_view(actor, board)
    shown = view.document if document is None else document
    frame = frame_of(actor, board, shown, selection, now, store=store)
    found = _found(frame, shown.tiles)
    snapshot = frame.store.snapshot("answers")
    freshness = _newest(frame.store, actor)
    return BoardFound(
        board=view,
        frame=frame,
        tiles=found,
        sides=sides_of(frame, [one.asked for one in found if one.asked], beside) if beside else None,
        version=snapshot.version if snapshot and freshness else None,
        freshness=freshness,
    )


def _found(frame: Frame, tiles: tuple[TileSpec, ...]) -> tuple[TileFound, ...]:
    """In the order shown, but those cut finest are counted first: from them the others are put together."""
    found = {
        place: tile_found(frame, tiles[place])
        for place in sorted(range(len(tiles)), key=lambda i: _coarse(tiles[i]))
    }
    return tuple(found[place] for place in range(len(tiles)))


def _coarse(tile: TileSpec) -> int:
    if tile.kind in {"trend", "heat"}:
        return 0 if tile.kind == "heat" or tile.split else 1
    return 2


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
        now=now,
    )


def today_of(actor: Actor, now: datetime) -> date:
    """The organisation's own day, also on the two days a year that are an hour short or long."""
    return now.astimezone(ZoneInfo(actor.organisation.zone)).date()


def has_answers(actor: Actor) -> bool:
    """Whether anybody answered this organisation at all."""
    return _newest(facts(), actor) is not None


def _newest(store: FactStore, actor: Actor) -> datetime | None:
    """When the newest answer came, or the newest release of anonymous ones: those are answers too."""
    snapshots = filter(None, map(store.snapshot, ("answers", "cube")))
    found = [one.slice(str(actor.organisation.id)).newest for one in snapshots]
    return max((one for one in found if one), default=None)


def top_unit(actor: Actor) -> str:
    """The name of the highest unit the actor sees; empty for those who see all."""
    if actor.scope is None:
        return ""
    units = [unit for unit in units_of(actor.organisation.id) if unit.id in actor.scope]
    return next((unit.name for unit in units if unit.parent_id not in actor.scope), "")


def filter_options(frame: Frame) -> dict[str, tuple[str | None, ...]]:
    """What a dashboard's filters offer; asked only when somebody opens them."""
    measure, scale = frame.main
    ask = ask_for(frame.actor, measure, scale, {}, Window())
    return field_values(frame.store, ask, (*FIELDS, *attribute_fields(frame.actor)))


def may_change(actor: Actor, board: Board) -> bool:
    """Whether this actor may change what others see here."""
    return actor.kind == "system" or board.owner_id == actor.user_id or actor.role in MANAGERS


def within_board(actor: Actor, board: Board) -> Actor:
    """The same actor, seeing only the units the dashboard is about."""
    if board.unit_id is None:
        return actor
    units = subtree(board.unit_id)
    return replace(actor, scope=units if actor.scope is None else units & actor.scope)
