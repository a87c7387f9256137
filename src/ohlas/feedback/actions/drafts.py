"""Answers on their way: saved as they are given, settled as partial when nobody goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django_tasks import task

from ohlas.feedback.actions.invitations import note_started
from ohlas.feedback.actions.record import record_response
from ohlas.feedback.models import Draft, Response
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules import CustomerRef, Submission, body_hash_of
from ohlas.feedback.rules.spontaneous import CHANNEL, SOURCE, apart
from ohlas.lib.database import database_now, one_writer
from ohlas.lib.ids import new_id
from ohlas.outbox.schedule import scheduled
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import check_answers, visible

SETTLED_AFTER = timedelta(minutes=30)
"""Who says nothing for so long has left; who comes back later still completes the same response."""
PORTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswers:
    """What one respondent has answered so far, and under which circumstances."""

    link: LinkView
    client_id: UUID
    version_id: UUID
    language: str
    answers: Mapping[str, object]
    attributes: Mapping[str, str]


def save_draft(given: GivenAnswers, now: datetime, *, is_person: bool = True) -> None:
    """Keeps the answers; what is None takes an earlier one away. A complete response is not touched.

    `is_person` False is for what waits until a person is known to stand behind it: nothing is told of it yet.
    """
    mine = Draft.objects.filter(organisation_id=given.link.organisation_id, client_id=given.client_id)
    with one_writer(), transaction.atomic():
        row = mine.select_for_update().first()
        if row is None:
            _begin(given, now)
        else:
            row.answers = _together(row.answers, given.answers)
            row.language, row.version_id, row.saved_at = given.language, given.version_id, now
            row.save(update_fields=["answers", "language", "version", "saved_at"])
    if row is None and is_person:
        note_started(given.link, now)


def drop_draft(given: GivenAnswers) -> None:
    """A change of what was sent has been sent itself: nothing is on its way any more."""
    mine = Draft.objects.filter(organisation_id=given.link.organisation_id, client_id=given.client_id)
    with one_writer():
        mine.delete()


def _begin(given: GivenAnswers, now: datetime) -> None:
    try:
        with transaction.atomic():
            Draft.objects.create(
                id=new_id(),
                organisation_id=given.link.organisation_id,
                link_id=given.link.id,
                client_id=given.client_id,
                version_id=given.version_id,
                answers=_together({}, given.answers),
                attributes=dict(given.attributes),
                language=given.language,
                saved_at=now,
            )
    except IntegrityError:  # another tab was faster by a breath; its answers are as good as ours
        return


def _together(before: Mapping[str, object], now_given: Mapping[str, object]) -> dict[str, object]:
    return {name: one for name, one in {**before, **now_given}.items() if one is not None}


def submission_of(given: GivenAnswers, *, is_complete: bool, edit_for: timedelta) -> Submission:
    """What intake takes: the answers on the respondent's path, and the link's circumstances."""
    link = given.link
    version = published_version(given.version_id)
    is_anonymous = version is not None and version.definition.anonymous
    said = {"answers": given.answers, "language": given.language, "complete": is_complete}
    answers, customer = given.answers, None
    if link.channel == CHANNEL:
        told = apart(given.answers, given.client_id, given.language)
        answers = told.answers
        customer = CustomerRef(SOURCE, told.key, told.details) if told.key and not is_anonymous else None
    return Submission(
        organisation_id=link.organisation_id,
        client_id=given.client_id,
        is_client_made=True,
        body_hash=body_hash_of(said),
        survey=None,
        version_id=given.version_id,
        answers=answers,
        channel=link.channel,
        language=given.language,
        unit=link.unit.code or None,
        employee=link.employee.code or None,
        attributes={**link.attributes, **given.attributes},
        is_complete=is_complete,
        weight=link.weight,
        link_id=None if link.is_open else link.id,
        open_link_id=link.id if link.is_open else None,
        invitation_id=link.invitation_id,
        contact_id=None if is_anonymous else link.contact_id,
        customer=customer,
        edit_for=edit_for,
    )


@scheduled("feedback.settle_drafts", every=timedelta(minutes=5))
@task
def settle_left_drafts() -> None:
    """Stores what was left unsent as partial responses."""
    settle_drafts(database_now())


def settle_drafts(now: datetime) -> int:
    """How many drafts became partial responses; those whose response is complete just go."""
    settled = 0
    old = Draft.objects.filter(saved_at__lt=now - SETTLED_AFTER).order_by("saved_at")
    links = "link__organisation", "link__unit", "link__employee", "link__contact"
    for draft in old.select_related(*links)[:PORTION]:
        settled += settle_draft(draft, now)
        Draft.objects.filter(id=draft.id, saved_at=draft.saved_at).delete()
    return settled


def settle_draft(draft: Draft, now: datetime, *, is_whole: bool = False) -> bool:
    """Stores what is answered so far; who comes back completes the same response. False: nothing to store."""
    mine = Response.objects.filter(organisation_id=draft.organisation_id, client_id=draft.client_id)
    version = published_version(draft.version_id)
    if version is None or mine.filter(is_complete=True).exists():
        return False
    given = GivenAnswers(
        link=link_view(draft.link),
        client_id=draft.client_id,
        version_id=draft.version_id,
        language=draft.language,
        answers=draft.answers,
        attributes=draft.attributes,
    )
    clean = check_answers(version.definition, draft.answers, partial=True).answers
    facts = submission_of(given, is_complete=False, edit_for=timedelta(0)).facts
    answers = visible(version.definition, clean, facts).answers
    if not answers:
        return False
    whole = replace(given, answers=answers)
    partial = submission_of(whole, is_complete=is_whole, edit_for=timedelta(0))
    record_response(replace(partial, answered_at=draft.saved_at, was_in_time=True), now)
    return True
