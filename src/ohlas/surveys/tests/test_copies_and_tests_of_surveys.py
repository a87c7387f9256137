"""Duplicating, archiving, sharing and testing surveys: deeds on the record, kept apart by organisation."""

import json

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import AuditEntry
from ohlas.surveys.actions import (
    archive_survey,
    create_survey,
    create_survey_from_file,
    duplicate_survey,
    end_variants,
    publish_version,
    restore_survey,
    save_version,
    share_survey,
    start_variants,
)
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.models import Survey
from ohlas.surveys.queries import newest_definitions, standing, surveys_of
from ohlas.surveys.rules import SurveyState, parse_definition
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, questionnaire

ARMS = [{"id": "a"}, {"id": "b", "layout": "single", "texts": {"nps": {"cs": "A teď?"}}}]


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def survey(actor, world):
    document = {**AFTER_PURCHASE, "variants": []}
    return create_survey(actor=actor, name="Po nákupu", definition=document, now=world.now, publish=True)


def current(world, survey_id):
    return standing(world.organisation.id, str(survey_id), world.now)


def test_a_duplicate_is_a_draft_with_the_newest_questions(actor, world, survey):
    copy = duplicate_survey(actor=actor, survey_id=survey, now=world.now)
    assert Survey.objects.get(id=copy).name == "Po nákupu (2)"
    newest = newest_definitions(world.organisation.id)
    assert newest[copy][1] == newest[survey][1]
    assert current(world, copy).state is SurveyState.DRAFT
    assert duplicate_survey(actor=actor, survey_id=survey, now=world.now, name="Jiný") != copy
    with pytest.raises(NotAllowed):
        duplicate_survey(actor=actor, survey_id=survey, now=world.now, name="Jiný")


def test_a_long_name_stays_within_its_bounds(actor, world):
    survey = create_survey(actor=actor, name="x" * 160, definition=AFTER_PURCHASE, now=world.now)
    copy = duplicate_survey(actor=actor, survey_id=survey, now=world.now)
    assert Survey.objects.get(id=copy).name.endswith("x (2)")


def test_an_archived_survey_can_be_restored_to_what_it_was(actor, world, survey):
    draft = duplicate_survey(actor=actor, survey_id=survey, now=world.now)
    for one in (survey, draft):
        archive_survey(actor=actor, survey_id=one, now=world.now)
    assert surveys_of(world.organisation.id) == ()
    for one in (survey, draft):
        restore_survey(actor=actor, survey_id=one, now=world.now)
    assert current(world, survey).state is SurveyState.CLOSED
    assert current(world, draft).state is SurveyState.DRAFT
    with pytest.raises(NotAllowed):
        restore_survey(actor=actor, survey_id=survey, now=world.now)


def test_a_file_moves_a_survey_to_another_organisation(actor, world, survey):
    content = share_survey(actor=actor, survey_id=survey)
    there = create_survey_from_file(actor=system_actor(world.elsewhere.id), content=content, now=world.now)
    moved = newest_definitions(world.elsewhere.id)[there][1]
    assert moved == newest_definitions(world.organisation.id)[survey][1]
    again = create_survey_from_file(actor=actor, content=content, now=world.now)
    assert Survey.objects.get(id=again).name == "Po nákupu (2)"
    with pytest.raises(BadDefinition):
        create_survey_from_file(actor=actor, content=json.dumps({"a": 1}).encode(), now=world.now)


def test_a_test_of_variants_begins_and_ends_with_a_version(actor, world, survey):
    started = start_variants(actor=actor, survey_id=survey, variants=ARMS, now=world.now)
    during = current(world, survey).version
    assert during.id == started
    assert [variant.id for variant in during.definition.variants] == ["a", "b"]
    end_variants(actor=actor, survey_id=survey, winner="b", now=world.now)
    after = current(world, survey).version.definition
    assert (after.variants, after.layout, after.by_id["nps"].text["cs"]) == ((), "single", "A teď?")
    assert [item.id for item in after.items()] == [item.id for item in during.definition.items()]
    deeds = set(AuditEntry.objects.values_list("deed", flat=True))
    assert {"start_variants", "end_variants"} <= deeds


def test_a_test_needs_two_arms_a_published_survey_and_a_winner_of_its_own(actor, world, survey):
    with pytest.raises(NotAllowed, match="two variants"):
        start_variants(actor=actor, survey_id=survey, variants=ARMS[:1], now=world.now)
    with pytest.raises(NotAllowed, match="no test is running"):
        end_variants(actor=actor, survey_id=survey, winner="a", now=world.now)
    with pytest.raises(BadDefinition):
        start_variants(actor=actor, survey_id=survey, variants=[{"id": "a"}, {"id": "a"}], now=world.now)
    save_version(actor=actor, survey_id=survey, definition=AFTER_PURCHASE, now=world.now)
    with pytest.raises(NotAllowed, match="draft"):
        start_variants(actor=actor, survey_id=survey, variants=ARMS, now=world.now)


def test_what_cannot_be_asked_is_not_published(actor, world):
    for faulty in (
        questionnaire(),
        questionnaire({"id": "q", "type": "nps"}),
        questionnaire(asked("s", "single")),
        questionnaire(asked("a"), asked("b", show_if={"any": []})),
    ):
        assert parse_definition(faulty)
        with pytest.raises(BadDefinition):
            create_survey(actor=actor, name="New", definition=faulty, now=world.now, publish=True)
    assert surveys_of(world.organisation.id) == ()
    draft = create_survey(actor=actor, name="New", definition=questionnaire(), now=world.now)
    with pytest.raises(BadDefinition):
        publish_version(actor=actor, survey_id=draft, now=world.now)
    assert current(world, draft).state is SurveyState.DRAFT


def test_a_foreigner_copies_nothing(world, survey):
    foreigner = system_actor(world.elsewhere.id)
    for deed in (duplicate_survey, restore_survey):
        with pytest.raises(NotHere):
            deed(actor=foreigner, survey_id=survey, now=world.now)
    with pytest.raises(NotHere):
        share_survey(actor=foreigner, survey_id=survey)
    with pytest.raises(NotHere):
        start_variants(actor=foreigner, survey_id=survey, variants=ARMS, now=world.now)
    assert surveys_of(world.elsewhere.id) == ()
