"""Doors of this room: figures and the answers behind them, comments and their topics."""

from ohlas.insight.views.board_edit import (
    archive_board_view,
    change_tiles,
    copy_board_view,
    edit_board,
    new_board,
    remove_view_view,
    restore_board_view,
    save_view_view,
    settle_board_view,
)
from ohlas.insight.views.boards import board, board_filters, boards, tile_picture
from ohlas.insight.views.comments import (
    add_topic_view,
    comments,
    comments_picture,
    contrast,
    correct_sentiment_view,
    take_topic_off_view,
    undo_correction_view,
)
from ohlas.insight.views.dashboard import (
    answers,
    answers_csv,
    breakdown_csv,
    dashboard_view,
    picture,
    today,
)
from ohlas.insight.views.topics import change_topics, topics
from ohlas.insight.views.trials import end_trial, resume_trial, trial

__all__ = [
    "add_topic_view",
    "answers",
    "answers_csv",
    "archive_board_view",
    "board",
    "board_filters",
    "boards",
    "breakdown_csv",
    "change_tiles",
    "change_topics",
    "comments",
    "comments_picture",
    "contrast",
    "copy_board_view",
    "correct_sentiment_view",
    "dashboard_view",
    "edit_board",
    "end_trial",
    "new_board",
    "picture",
    "remove_view_view",
    "restore_board_view",
    "resume_trial",
    "save_view_view",
    "settle_board_view",
    "take_topic_off_view",
    "tile_picture",
    "today",
    "topics",
    "trial",
    "undo_correction_view",
]
