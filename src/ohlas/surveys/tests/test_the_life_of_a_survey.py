"""Drafts change, published versions never do, and only a running survey takes answers."""

from datetime import timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import AuditEntry
from ohlas.outbox.models import Event
from ohlas.surveys.actions import (
    archive_survey,
    close_survey,
    create_survey,
    publish_version,
    reopen_survey,
    save_version,
)
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.queries import published_version, standing, surveys_of
from ohlas.surveys.rules import SurveyState

ONE = {"questions": [{"id": "q", "type": "nps", "text": {"en": "How likely?"}}]}
TWO = {"questions": [*ONE["questions"], {"id": "why", "type": "text", "text": {"en": "Why?"}}]}


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def survey(actor, world):
    return create_survey(actor=actor, name="After a visit", definition=ONE, now=world.now)


def test_a_new_survey_is_a_draft_that_takes_no_answers(actor, world, survey):
    found = standing(world.organisation.id, "After a visit", world.now)
    assert (found.survey_id, found.state, found.version) == (survey, SurveyState.DRAFT, None)


def test_publishing_starts_it_and_is_told(actor, world, survey):
    version_id = publish_version(actor=actor, survey_id=survey, now=world.now)
    found = standing(world.organisation.id, str(survey), world.now)
    assert (found.state, found.version.id, found.version.number) == (SurveyState.RUNNING, version_id, 1)
    assert Event.objects.filter(name="surveys.version_published").count() == 1
    assert AuditEntry.objects.filter(deed="publish_version", object_id=str(version_id)).exists()


def test_a_published_version_stays_while_a_new_one_is_written(actor, world, survey):
    first = publish_version(actor=actor, survey_id=survey, now=world.now)
    draft = save_version(actor=actor, survey_id=survey, definition=TWO, now=world.now)
    assert save_version(actor=actor, survey_id=survey, definition=TWO, now=world.now) == draft
    assert published_version(draft) is None
    assert len(published_version(first).definition.questions) == 1
    publish_version(actor=actor, survey_id=survey, now=world.now)
    assert len(published_version(first).definition.questions) == 1
    assert len(published_version(draft).definition.questions) == 2
    assert list(SurveyVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_nothing_to_publish_is_said(actor, world, survey):
    publish_version(actor=actor, survey_id=survey, now=world.now)
    with pytest.raises(NotAllowed, match="no draft"):
        publish_version(actor=actor, survey_id=survey, now=world.now)


def test_closing_is_seen_at_once_here_and_within_a_second_elsewhere(actor, world, survey):
    publish_version(actor=actor, survey_id=survey, now=world.now)
    assert standing(world.organisation.id, str(survey), world.now).state is SurveyState.RUNNING
    close_survey(actor=actor, survey_id=survey, now=world.now)
    assert standing(world.organisation.id, str(survey), world.now).state is SurveyState.CLOSED
    later = world.now + timedelta(seconds=1)
    assert standing(world.organisation.id, str(survey), later).state is SurveyState.CLOSED


def test_each_state_allows_only_its_own_deeds(actor, world, survey):
    with pytest.raises(NotAllowed, match="draft"):
        close_survey(actor=actor, survey_id=survey, now=world.now)
    publish_version(actor=actor, survey_id=survey, now=world.now)
    close_survey(actor=actor, survey_id=survey, now=world.now)
    reopen_survey(actor=actor, survey_id=survey, now=world.now)
    archive_survey(actor=actor, survey_id=survey, now=world.now)
    assert surveys_of(world.organisation.id) == ()
    with pytest.raises(NotAllowed, match="archived"):
        save_version(actor=actor, survey_id=survey, definition=TWO, now=world.now)


@pytest.mark.parametrize("name", ["", "   ", "x" * 161, "After a visit"])
def test_a_name_is_needed_and_taken_once(actor, world, survey, name):
    with pytest.raises(NotAllowed):
        create_survey(actor=actor, name=name, definition=ONE, now=world.now)
    assert create_survey(actor=actor, name="Another", definition=ONE, now=world.now)


def test_a_bad_definition_leaves_nothing_behind(actor, world):
    with pytest.raises(BadDefinition):
        create_survey(actor=actor, name="New", definition={"questions": []}, now=world.now)
    assert surveys_of(world.organisation.id) == ()


def test_a_foreigner_finds_no_survey(world, survey):
    foreigner = system_actor(world.elsewhere.id)
    with pytest.raises(NotHere):
        publish_version(actor=foreigner, survey_id=survey, now=world.now)
    assert standing(world.elsewhere.id, str(survey), world.now) is None
