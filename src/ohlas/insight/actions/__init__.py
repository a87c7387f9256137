"""Deeds of this room: verdicts on change, decided once; dashboards and what people keep of them."""

from ohlas.insight.actions.boards import (
    BoardWish,
    archive_board,
    change_board,
    copy_board,
    create_board,
    make_starter,
    move_board,
    restore_board,
    settle_board,
    undo_board,
)
from ohlas.insight.actions.changes import settle_changes, settled_marks
from ohlas.insight.actions.saved import remove_view, save_view

__all__ = [
    "BoardWish",
    "archive_board",
    "change_board",
    "copy_board",
    "create_board",
    "make_starter",
    "move_board",
    "remove_view",
    "restore_board",
    "save_view",
    "settle_board",
    "settle_changes",
    "settled_marks",
    "undo_board",
]
