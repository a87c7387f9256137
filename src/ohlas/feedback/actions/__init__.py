"""Deeds on signals: taking them in, storing, importing, undoing, erasing."""

from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.actions.bulk import CHUNK, Stored, open_batch, record_many, undo_batch
from ohlas.feedback.actions.counting import StepCount, count_refusal, save_refusals, step_counts
from ohlas.feedback.actions.drafts import GivenAnswers, drop_draft, save_draft, settle_drafts, submission_of
from ohlas.feedback.actions.erase import (
    erase_response,
    export_responses_of,
    forget_responses_of,
    forget_signals,
)
from ohlas.feedback.actions.intake import STEPS, closings_of, is_closed_by_now, take_in
from ohlas.feedback.actions.links import (
    LinkWish,
    MadeLink,
    close_link,
    create_link,
    reopen_link,
)
from ohlas.feedback.actions.record import Recorded, record_response

__all__ = [
    "CHUNK",
    "STEPS",
    "GivenAnswers",
    "LinkWish",
    "MadeLink",
    "Recorded",
    "StepCount",
    "Stored",
    "close_link",
    "closings_of",
    "count_refusal",
    "create_link",
    "declare_attribute",
    "drop_draft",
    "erase_response",
    "export_responses_of",
    "forget_responses_of",
    "forget_signals",
    "is_closed_by_now",
    "open_batch",
    "record_many",
    "record_response",
    "reopen_link",
    "save_draft",
    "save_refusals",
    "settle_drafts",
    "step_counts",
    "submission_of",
    "take_in",
    "undo_batch",
]
