"""Storing: one transaction holds the response and its event; only after its commit is it acknowledged."""

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.customers.actions import contact_for
from ohlas.feedback.actions.counting import count_refusal, count_step
from ohlas.feedback.actions.intake import Intake, take_in
from ohlas.feedback.events import ResponseRecorded
from ohlas.feedback.models import Response
from ohlas.feedback.queries import forget_attributes, forget_places
from ohlas.feedback.rules import Refusal, RefusalReason, Submission
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id
from ohlas.lib.inserting import insert_row
from ohlas.outbox import emit
from ohlas.surveys.queries import forget_standings, forget_version


@dataclass(frozen=True, slots=True)
class Recorded:
    """The acknowledgement; `is_replay` when the same answer had been taken before."""

    id: UUID
    version_id: UUID
    warnings: tuple[str, ...]
    is_replay: bool = False


def record_response(submission: Submission, now: datetime) -> Recorded | Refusal:
    """Takes in and stores one answer, once for its client id, however often and at once it is sent.

    A repeat of a stored answer gets the first acknowledgement again, even when the survey has closed
    since; the same client id with another body is refused.
    """
    outcome = _try(submission, now)
    if outcome is None:
        # Something remembered was gone from the record (a unit, a survey): forget, and look once more.
        _forget(submission)
        outcome = _try(submission, now)
    if outcome is None:
        raise IntegrityError("The record refused a response that intake had accepted twice.")
    if isinstance(outcome, Refusal):
        count_refusal(submission.organisation_id, outcome.reason, now)
    return outcome


def _try(submission: Submission, now: datetime) -> Recorded | Refusal | None:
    taken = take_in(submission, now)
    if isinstance(taken, Refusal):
        return _known(submission) or taken
    started = time.perf_counter()
    try:
        stored = _store(taken)
    except IntegrityError:
        known = _known(submission)
        count_step("refuse_duplicate", started, refused=known is not None)
        return known
    count_step("store", started, refused=False)
    return stored


def _store(intake: Intake) -> Recorded:
    given, version = intake.submission, intake.found_version
    response = Response(
        id=new_id(),
        organisation_id=given.organisation_id,
        client_id=given.client_id,
        body_hash=given.body_hash,
        version_id=version.id,
        answers=intake.answers,
        originals=intake.originals,
        warnings=intake.warnings,
        answered_at=given.answered_at or intake.now,
        received_at=intake.now,
        channel=given.channel,
        language=given.language or version.definition.default_language,
        unit_id=intake.unit_id,
        employee_id=intake.employee_id,
        weight=given.weight,
        attributes=given.attributes,
        is_complete=given.is_complete,
    )
    with one_writer(), transaction.atomic():
        response.contact_id = _contact(intake)
        insert_row(response)
        emit(ResponseRecorded(response.id), organisation_id=given.organisation_id, now=intake.now)
    return Recorded(response.id, version.id, tuple(intake.warnings))


def _contact(intake: Intake) -> UUID | None:
    """Met inside the transaction: a refused answer leaves no contact behind."""
    customer = intake.submission.customer
    if customer is None:
        return None
    return contact_for(
        organisation_id=intake.submission.organisation_id,
        source=customer.source,
        key=customer.key,
        now=intake.now,
    )


def _known(submission: Submission) -> Recorded | Refusal | None:
    """What was said when this client id came first."""
    if not submission.is_client_made:
        return None
    found = Response.objects.filter(
        organisation_id=submission.organisation_id, client_id=submission.client_id
    ).first()
    if found is None:
        return None
    if found.body_hash != submission.body_hash:
        return Refusal(
            RefusalReason.DUPLICATE,
            "This client id or Idempotency-Key was used for another answer. Use a new one for a new answer.",
        )
    return Recorded(found.id, found.version_id, tuple(found.warnings), is_replay=True)


def _forget(submission: Submission) -> None:
    forget_places(submission.organisation_id)
    forget_standings(submission.organisation_id)
    forget_attributes(submission.organisation_id)
    if submission.version_id is not None:
        forget_version(submission.version_id)
