"""The life of a survey: made, changed, published, closed, archived."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.lib.ids import new_id
from ohlas.outbox import emit
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.events import VersionPublished
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.queries import forget_standings
from ohlas.surveys.rules import Definition, SurveyState, obstacles, parse_definition, takes_answers

MAX_NAME = 160
Document = Mapping[str, object]


def create_survey(
    *, actor: Actor, name: str, definition: Document, now: datetime, publish: bool = False
) -> UUID:
    """A new survey with its first version, a draft unless `publish`.

    Errors: `BadDefinition`; `NotAllowed` for an empty, too long or taken name.
    """
    parse_definition(definition)
    name = _checked_name(name)
    with transaction.atomic():
        survey = _insert(actor, name, now)
        SurveyVersion.objects.create(
            id=new_id(),
            organisation_id=survey.organisation_id,
            survey=survey,
            number=1,
            definition=dict(definition),
        )
        write_audit(actor, "create_survey", "survey", survey.id, now)
        if publish:
            publish_version(actor=actor, survey_id=survey.id, now=now)
    _forget(actor)
    return survey.id


def save_version(*, actor: Actor, survey_id: UUID, definition: Document, now: datetime) -> UUID:
    """The survey's draft with these questions: the existing draft, or a new one after the published.

    Errors: `BadDefinition`, `NotHere`, `NotAllowed` for an archived survey.
    """
    parse_definition(definition)
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        if survey.state == SurveyState.ARCHIVED:
            raise NotAllowed("An archived survey cannot be changed. Restore it first.")
        draft = survey.versions.filter(published_at__isnull=True).first() or next_version(survey)
        draft.definition = dict(definition)
        draft.revision += 1  # pages that show the draft as it was must not overwrite it
        draft.save()
        draft.edits.all().delete()
        write_audit(actor, "save_version", "survey_version", draft.id, now)
    return draft.id


def publish_version(*, actor: Actor, survey_id: UUID, now: datetime) -> UUID:
    """Publishes the draft and starts the survey; answers from now on belong to this version.

    Errors: `NotHere`; `NotAllowed` when there is no draft or the survey is archived; `BadDefinition` for a
    draft with faults, such as a condition on a later question.
    """
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        draft = survey.versions.filter(published_at__isnull=True).order_by("-number").first()
        if draft is None or survey.state == SurveyState.ARCHIVED:
            raise NotAllowed("There is no draft to publish. Save a new version first.")
        _check_ready(parse_definition(draft.definition))
        draft.published_at = now
        draft.save(update_fields=["published_at"])
        draft.edits.all().delete()
        _move(survey, SurveyState.RUNNING, now)
        write_audit(actor, "publish_version", "survey_version", draft.id, now)
        emit(VersionPublished(survey.id, draft.id), organisation_id=survey.organisation_id)
    _forget(actor)
    return draft.id


def close_survey(*, actor: Actor, survey_id: UUID, now: datetime) -> None:
    """No new answers from now on. Errors: `NotHere`, `NotAllowed`."""
    _change(actor, survey_id, {SurveyState.RUNNING}, SurveyState.CLOSED, now)


def reopen_survey(*, actor: Actor, survey_id: UUID, now: datetime) -> None:
    """Answers are taken again. Errors: `NotHere`, `NotAllowed`."""
    _change(actor, survey_id, {SurveyState.CLOSED}, SurveyState.RUNNING, now)


def archive_survey(*, actor: Actor, survey_id: UUID, now: datetime) -> None:
    """Closed and out of sight; its answers stay in every figure. Errors: `NotHere`, `NotAllowed`."""
    _change(actor, survey_id, set(SurveyState) - {SurveyState.ARCHIVED}, SurveyState.ARCHIVED, now)


def restore_survey(*, actor: Actor, survey_id: UUID, now: datetime) -> None:
    """An archived survey is back among the others, closed, or a draft when it never ran.

    Errors: `NotHere`, `NotAllowed`.
    """
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        ran = survey.versions.filter(published_at__isnull=False).exists()
        _change(
            actor, survey_id, {SurveyState.ARCHIVED}, SurveyState.CLOSED if ran else SurveyState.DRAFT, now
        )


def _change(actor: Actor, survey_id: UUID, allowed: set[SurveyState], to: SurveyState, now: datetime) -> None:
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        if survey.state not in allowed:
            raise NotAllowed(
                f"The survey is {survey.state}; only one that is {_words(allowed)} can become {to}."
            )
        _move(survey, to, now)
        write_audit(actor, f"survey_{to.value}", "survey", survey.id, now)
    _forget(actor)


def _check_ready(definition: Definition) -> None:
    """Documents of programs older than schema 2 may lack texts; what people build may not."""
    found = obstacles(definition) if definition.schema > 1 else ()
    if found:
        raise BadDefinition(
            [f"{one.where or 'questions'}: {one.sentence} was given; allowed: {one.advice}" for one in found]
        )


def _words(states: set[SurveyState]) -> str:
    return " or ".join(sorted(state.value for state in states))


def _move(survey: Survey, state: SurveyState, now: datetime) -> None:
    """An archived survey that was closed before stays closed since then."""
    if takes_answers(state):
        survey.closed_at = None
    elif takes_answers(SurveyState(survey.state)):
        survey.closed_at = now
    survey.state = state.value
    survey.save(update_fields=["state", "closed_at"])


def locked_survey(actor: Actor, survey_id: UUID) -> Survey:
    """For the other deeds of this room: the survey, nobody else changing it meanwhile."""
    found = (
        Survey.objects.select_for_update().filter(id=survey_id, organisation_id=actor.organisation.id).first()
    )
    if found is None:
        raise NotHere
    return found


def next_version(survey: Survey) -> SurveyVersion:
    """For the other deeds of this room: a version after the last one, not saved yet."""
    last = survey.versions.aggregate(last=Max("number"))["last"] or 0
    return SurveyVersion(
        id=new_id(), organisation_id=survey.organisation_id, survey=survey, number=last + 1, definition={}
    )


def _insert(actor: Actor, name: str, now: datetime) -> Survey:
    try:
        with transaction.atomic():
            return Survey.objects.create(
                id=new_id(), organisation_id=actor.organisation.id, name=name, created_at=now
            )
    except IntegrityError as taken:
        raise NotAllowed(f"There is already a survey named “{name}”. Choose another name.") from taken


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or "\0" in name:
        raise NotAllowed(f"A survey needs a name of 1 to {MAX_NAME} characters; {len(name)} were given.")
    return name


def _forget(actor: Actor) -> None:
    """At once for this transaction's own reads, and again when others can see the change."""
    forget_standings(actor.organisation.id)
    transaction.on_commit(lambda: forget_standings(actor.organisation.id))
