"""Small changes of a questionnaire document: each takes a document and gives a new one, the old stays as it was.

A change may leave a doubt behind, such as a condition on a question moved below: a draft may have them, a
published version may not.
"""

from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.editing.around import (
    add_end,
    add_quota,
    add_variant,
    move_part,
    remove_part,
    set_part,
    set_settings,
)
from ohlas.surveys.rules.editing.faults import Fault, faults_of
from ohlas.surveys.rules.editing.groups import DEEPEST, JOINERS, Joiner, is_group, parts_of
from ohlas.surveys.rules.editing.kinds import Loss, change_kind, lost_by
from ohlas.surveys.rules.editing.languages import add_language, remove_language, set_address
from ohlas.surveys.rules.editing.logic import (
    add_condition,
    add_skip,
    condition_at,
    join_conditions,
    remove_condition,
    remove_skip,
)
from ohlas.surveys.rules.editing.naming import rename_question
from ohlas.surveys.rules.editing.parts import Document, Operation, in_turn, normal
from ohlas.surveys.rules.editing.questions import (
    Listed,
    add_choice,
    add_question,
    blank_question,
    duplicate_question,
    move_choice,
    move_question,
    remove_choice,
    remove_question,
    set_choice,
    set_question,
    step_question,
)
from ohlas.surveys.rules.editing.sections import add_section, move_section, remove_section
from ohlas.surveys.rules.editing.texts import TextPlace, set_text, set_texts, texts_of

__all__ = [
    "DEEPEST",
    "JOINERS",
    "Address",
    "Document",
    "Fault",
    "Joiner",
    "Listed",
    "Loss",
    "Operation",
    "TextPlace",
    "add_choice",
    "add_condition",
    "add_end",
    "add_language",
    "add_question",
    "add_quota",
    "add_section",
    "add_skip",
    "add_variant",
    "blank_question",
    "change_kind",
    "condition_at",
    "duplicate_question",
    "faults_of",
    "in_turn",
    "is_group",
    "join_conditions",
    "lost_by",
    "move_choice",
    "move_part",
    "move_question",
    "move_section",
    "normal",
    "parts_of",
    "remove_choice",
    "remove_condition",
    "remove_language",
    "remove_part",
    "remove_question",
    "remove_section",
    "remove_skip",
    "rename_question",
    "set_address",
    "set_choice",
    "set_part",
    "set_question",
    "set_settings",
    "set_text",
    "set_texts",
    "step_question",
    "texts_of",
]
