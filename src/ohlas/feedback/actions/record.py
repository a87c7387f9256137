"""Storing: one transaction holds the response and its event; only after its commit is it acknowledged."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from ohlas.customers.actions import contact_for
from ohlas.feedback.actions.counting import count_refusal, count_step
from ohlas.feedback.actions.intake import Intake, take_in
from ohlas.feedback.actions.quotas import QuotaFull, count_towards_quotas
from ohlas.feedback.actions.used_links import use_link
from ohlas.feedback.events import InvitationAnswered, ResponseChanged, ResponseRecorded
from ohlas.feedback.models import Response
from ohlas.feedback.queries import forget_attributes, forget_places
from ohlas.feedback.rules import Refusal, RefusalReason, Submission
from ohlas.feedback.rules.releases import WAITING, pseudonym
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id
from ohlas.lib.inserting import insert_values
from ohlas.outbox import emit
from ohlas.surveys.queries import forget_standings, forget_version
from ohlas.surveys.rules.conditions import Answers


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
    try:
        return _store_once(taken)
    except QuotaFull as full:
        return Refusal(RefusalReason.QUOTA_FULL, str(full))


def _store_once(taken: Intake) -> Recorded | Refusal | None:
    """Stored, or what was said to the same client id before; None when the record refused something else."""
    started, submission = time.perf_counter(), taken.submission
    try:
        stored = _store(taken)
    except (IntegrityError, QuotaFull) as error:
        known = _known(submission) if submission.edit_for is None else _give_anew(taken)
        count_step("refuse_duplicate", started, refused=known is not None)
        if known is None and isinstance(error, QuotaFull):
            raise
        return known
    count_step("store", started, refused=False)
    return stored


def _store(intake: Intake) -> Recorded:
    given, version = intake.submission, intake.found_version
    row = _row(intake)
    with one_writer(), transaction.atomic():
        _use_up(intake)
        insert_values(Response, {**row, "contact_id": _contact(intake)})
        told = ResponseRecorded(row["id"], _link_to_tell(intake))
        emit(told, organisation_id=given.organisation_id, now=intake.now)
        if given.invitation_id is not None:
            _tell_invitation(intake, given.invitation_id)
    return Recorded(row["id"], version.id, tuple(intake.warnings))


def _row(intake: Intake) -> dict[str, Any]:
    """The response as it is inserted, but for its contact; what is not named has the column's default."""
    given, version = intake.submission, intake.found_version
    return {
        "id": new_id(),
        "organisation_id": given.organisation_id,
        "client_id": given.client_id,
        "body_hash": given.body_hash,
        "version_id": version.id,
        "answers": intake.answers,
        "originals": intake.originals,
        "warnings": intake.warnings,
        "answered_at": given.answered_at or intake.now,
        "received_at": intake.now,
        "channel": given.channel,
        "language": given.language or version.definition.default_language,
        "unit_id": intake.unit_id,
        "employee_id": intake.employee_id,
        "weight": given.weight,
        "attributes": given.attributes,
        "is_complete": given.is_complete,
        "batch_id": given.batch_id,
        "link_id": given.open_link_id,
        "release": WAITING if version.definition.anonymous else None,
        "person": _pseudonym(intake),
        **_signs(intake),
    }


def _tell_invitation(intake: Intake, invitation_id: UUID) -> None:
    """Saved with the answer, noted by the relay: whoever has answered is not reminded, and need not wait."""
    given = intake.submission
    names = (question.id for question in intake.found_version.definition.questions)
    answered = {name.partition(".")[0] for name in intake.answers}
    last = "" if given.is_complete else next((name for name in reversed([*names]) if name in answered), "")
    event = InvitationAnswered(invitation_id, given.answered_at or intake.now, given.is_complete, last)
    emit(event, organisation_id=given.organisation_id, now=intake.now)


def _give_anew(intake: Intake) -> Recorded | Refusal | None:
    """A partial answer completed, or a complete one changed while that is allowed; the facts follow.

    Errors: `QuotaFull`, with nothing changed.
    """
    given, version = intake.submission, intake.found_version
    with one_writer(), transaction.atomic():
        mine = Response.objects.filter(organisation_id=given.organisation_id, client_id=given.client_id)
        row = mine.select_for_update().first()
        if row is None:
            return None
        if row.body_hash == given.body_hash or not _may_change(row, given, intake.now):
            return _known(given)
        _use_up(intake, instead_of=row.answers if row.is_complete else None)
        _mark_link(intake)
        if not row.is_complete:
            row.answered_at = row.received_at = intake.now
        row.body_hash, row.version_id, row.answers = given.body_hash, version.id, intake.answers
        row.originals, row.warnings = intake.originals, intake.warnings
        row.is_complete = given.is_complete
        row.language = given.language or row.language
        row.save(update_fields=_CHANGED)
        emit(ResponseChanged(row.id), organisation_id=given.organisation_id, now=intake.now)
        if given.invitation_id is not None:
            _tell_invitation(intake, given.invitation_id)
    return Recorded(row.id, version.id, tuple(intake.warnings))


_CHANGED = (
    "body_hash", "version", "answers", "originals", "warnings", "is_complete", "language", "answered_at",
    "received_at",
)  # fmt: skip


def _may_change(row: Response, given: Submission, now: datetime) -> bool:
    if not row.is_complete:
        return True
    return given.is_complete and given.edit_for is not None and now < row.received_at + given.edit_for


def _use_up(intake: Intake, instead_of: Answers | None = None) -> None:
    """Inside the transaction that stores: quotas are raised, or nothing is."""
    if intake.submission.is_complete and intake.found_version.definition.quotas:
        facts = intake.submission.facts
        count_towards_quotas(intake.found_version, intake.answers, facts, instead_of=instead_of)


def _link_to_tell(intake: Intake) -> UUID | None:
    """The personal link that the relay marks as used; of an anonymous answer no event tells it.

    That nobody answers twice rests on the response's own client id, so the mark need not wait for anybody.
    """
    given = intake.submission
    if given.link_id is None or not given.is_complete:
        return None
    if intake.found_version.definition.anonymous:
        _mark_link(intake)
        return None
    return given.link_id


def _mark_link(intake: Intake) -> None:
    given = intake.submission
    if given.link_id is not None and given.is_complete:
        use_link(given.link_id, intake.now)


def _contact(intake: Intake) -> UUID | None:
    """Met inside the transaction: a refused answer leaves no contact behind."""
    customer = intake.submission.customer
    if intake.found_version.definition.anonymous:
        return None
    if customer is None:
        return intake.submission.contact_id
    return contact_for(
        organisation_id=intake.submission.organisation_id,
        source=customer.source,
        key=customer.key,
        now=intake.now,
        details=customer.details,
    )


def _signs(intake: Intake) -> dict[str, Any]:
    """What tells devices apart for a while; of an anonymous survey nothing is kept."""
    given = intake.submission
    if intake.found_version.definition.anonymous:
        return {}
    return {"device": given.device, "by_staff": given.by_staff}


def _pseudonym(intake: Intake) -> str:
    """One word per person and survey where an anonymous answer comes with a customer's key; the key is not kept."""
    version, customer = intake.found_version, intake.submission.customer
    if customer is None or not version.definition.anonymous:
        return ""
    return pseudonym(settings.SECRET_KEY, str(version.survey_id), customer.source, customer.key)


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
