"""Stacks of paper: opened, sheets typed in, corrected and taken back, or the whole stack at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.queries import organisation_settings, unit_by_code
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import sheet_for, stack_for
from ohlas.feedback.actions.bulk import open_batch, undo_batch
from ohlas.feedback.actions.record import Recorded, record_response
from ohlas.feedback.errors import BadPaper
from ohlas.feedback.events import ResponseErased
from ohlas.feedback.models import PaperStack
from ohlas.feedback.queries.paper import SHEET, StackView, sheet_of, stack_view
from ohlas.feedback.rules import Refusal, Submission, body_hash_of
from ohlas.feedback.rules.paper import SHEET as NUMBER
from ohlas.feedback.rules.paper import filled_in_at
from ohlas.feedback.rules.paper import sheet_id as id_of_sheet
from ohlas.outbox import emit
from ohlas.surveys.access import survey_for
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import check_answers

CHANNEL = "paper"
OLDEST = timedelta(days=5 * 366)
FOR_EVER = timedelta(days=36_500)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackWish:
    """A stack of forms of one place, language and day; `unit` by code."""

    survey_id: UUID
    unit: str
    language: str
    day: date


def open_stack(*, actor: Actor, wish: StackWish, now: datetime) -> UUID:
    """A stack to type in, under the version of the survey that runs now.

    Errors: `NotHere`, `Forbidden`; `BadPaper` for what cannot be.
    """
    survey = survey_for(actor, wish.survey_id, Permission.RECORD_ANSWERS)
    found = standing(actor.organisation.id, str(survey.id), now)
    if found is None or found.version is None:
        raise BadPaper("survey", "not_published")
    if wish.language not in found.version.definition.languages:
        raise BadPaper("language", "unknown_language")
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    if not today - OLDEST <= wish.day <= today:
        raise BadPaper("day", "bad_day")
    unit_id = _unit(actor, wish.unit)
    with transaction.atomic():
        name = f"{survey.name[:150]} · {wish.day.isoformat()}"
        batch_id = open_batch(organisation_id=actor.organisation.id, kind=CHANNEL, name=name, now=now)
        PaperStack.objects.create(
            batch_id=batch_id,
            organisation_id=actor.organisation.id,
            version_id=found.version.id,
            unit_id=unit_id,
            language=wish.language,
            day=wish.day,
            made_by=actor.id,
        )
        write_audit(actor, "open_stack", "batch", batch_id, now)
    return batch_id


def record_sheet(
    *,
    actor: Actor,
    stack_id: UUID,
    sheet: str,
    answers: Mapping[str, object],
    now: datetime,
    corrects: bool = False,
) -> Recorded | Refusal:
    """One sheet, once for its number; a correction replaces what was typed before.

    Errors: `NotHere`, `Forbidden`; `BadPaper` for a number that is none, or a stack taken back.
    """
    row = stack_for(actor, stack_id)
    if row.batch.undone_at is not None:
        raise BadPaper("stack", "undone")
    if not NUMBER.fullmatch(sheet):
        raise BadPaper("sheet", "bad_sheet")
    stack = stack_view(row)
    submission = _submission(stack, sheet, answers, now, corrects=corrects)
    if corrects and sheet_of(stack.organisation_id, submission.client_id, stack.id) is None:
        raise BadPaper("sheet", "unknown_sheet")
    with transaction.atomic():
        outcome = record_response(submission, now)
        if corrects and isinstance(outcome, Recorded):
            write_audit(actor, "correct_sheet", "response", outcome.id, now)
    return outcome


def take_back_sheet(*, actor: Actor, sheet_id: UUID, now: datetime) -> UUID:
    """Removes one sheet as if it had not been typed; the id of its stack.

    Errors: `NotHere`, `Forbidden`.
    """
    with transaction.atomic():
        row = sheet_for(actor, sheet_id)
        stack_id, organisation_id = row.batch_id, row.organisation_id
        row.delete()
        write_audit(actor, "take_back_sheet", "response", sheet_id, now)
        emit(ResponseErased(sheet_id), organisation_id=organisation_id, now=now)
    if stack_id is None:
        raise LookupError(sheet_id)
    return stack_id


def undo_stack(*, actor: Actor, stack_id: UUID, now: datetime) -> int:
    """Takes the whole stack back; how many sheets that were. Errors: `NotHere`, `Forbidden`."""
    stack_for(actor, stack_id)
    return undo_batch(actor=actor, batch_id=stack_id, now=now)


def _submission(
    stack: StackView, sheet: str, answers: Mapping[str, object], now: datetime, *, corrects: bool
) -> Submission:
    definition = stack.version.definition
    facts = {"unit": stack.unit.code or None, "language": stack.language, "channel": CHANNEL}
    checked = check_answers(definition, answers, facts=facts)
    own = {name: given for name, given in answers.items() if given is not None and name not in checked.hidden}
    lacks = any(problem.given == "nothing" for problem in checked.problems)
    zone = organisation_settings(stack.organisation_id).zone
    return Submission(
        organisation_id=stack.organisation_id,
        client_id=id_of_sheet(stack.version.survey_id, sheet),
        is_client_made=True,
        body_hash=body_hash_of([str(stack.id), own]),
        survey=None,
        version_id=stack.version.id,
        answers=own,
        answered_at=filled_in_at(stack.day, zone, now),
        channel=CHANNEL,
        language=stack.language,
        unit=stack.unit.code or None,
        attributes={SHEET: sheet},
        # Nobody can be asked again: what was left out on paper makes the answer partial, not wrong.
        is_complete=not lacks,
        batch_id=stack.id,
        edit_for=FOR_EVER if corrects else None,
    )


def _unit(actor: Actor, code: str) -> UUID | None:
    if not code and actor.scope is None:
        return None
    unit = unit_by_code(actor.organisation.id, code) if code else None
    if unit is None or not actor.sees_unit(unit.id):
        raise BadPaper("unit", "unknown_unit")
    return unit.id
