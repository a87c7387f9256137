"""Deeds on signals: taking them in, storing, importing, undoing, erasing."""

from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.actions.bulk import CHUNK, Stored, open_batch, record_many, undo_batch
from ohlas.feedback.actions.counting import StepCount, count_refusal, save_refusals, step_counts
from ohlas.feedback.actions.erase import (
    erase_response,
    export_responses_of,
    forget_responses_of,
    forget_signals,
)
from ohlas.feedback.actions.intake import STEPS, take_in
from ohlas.feedback.actions.record import Recorded, record_response

__all__ = [
    "CHUNK",
    "STEPS",
    "Recorded",
    "StepCount",
    "Stored",
    "count_refusal",
    "declare_attribute",
    "erase_response",
    "export_responses_of",
    "forget_responses_of",
    "forget_signals",
    "open_batch",
    "record_many",
    "record_response",
    "save_refusals",
    "step_counts",
    "take_in",
    "undo_batch",
]
