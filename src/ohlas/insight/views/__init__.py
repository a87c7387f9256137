"""Doors of this room: figures and the answers behind them, comments and their topics."""

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
    "breakdown_csv",
    "change_topics",
    "comments",
    "comments_picture",
    "contrast",
    "correct_sentiment_view",
    "dashboard_view",
    "end_trial",
    "picture",
    "resume_trial",
    "take_topic_off_view",
    "today",
    "topics",
    "trial",
    "undo_correction_view",
]
