"""The arms of an A/B test are counted from the responses: started, completed, scores."""

import pytest

from ohlas.feedback.queries import arms_of
from ohlas.feedback.tests.scene import program_of
from ohlas.metrics import counts_of
from ohlas.surveys.actions import create_survey
from ohlas.surveys.rules import variant_result
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE


@pytest.fixture
def program(world):
    return program_of(world.organisation, world.now)


@pytest.fixture
def survey(program, world):
    return create_survey(
        actor=program.actor, name="Test", definition=AFTER_PURCHASE, now=world.now, publish=True
    )


def send(program, arm, **more):
    body = {"survey": "Test", "answers": {"nps": 9}, "attributes": {"variant": arm}, **more}
    assert program.post("/responses", body).status_code == 201


def test_each_arm_has_its_own_starts_completions_and_scores(program, survey, world):
    send(program, "a")
    send(program, "b", answers={"nps": 3})
    send(program, "b", answers={"why": "…"}, complete=False)
    send(program, "zzz")
    first, second = arms_of(world.organisation.id, survey, "nps")
    assert (first.variant, first.started, first.completed) == ("a", 1, 1)
    assert (second.variant, second.started, second.completed) == ("b", 2, 1)
    assert second.scores == counts_of({3: 1}, "nps_0_10")
    assert variant_result([first, second], "nps").verdict == "too_early"


def test_a_survey_without_a_test_or_of_others_has_no_arms(program, survey, world):
    document = {**AFTER_PURCHASE, "variants": []}
    plain = create_survey(actor=program.actor, name="Plain", definition=document, now=world.now, publish=True)
    assert arms_of(world.organisation.id, plain, "nps") == ()
    assert arms_of(world.elsewhere.id, survey, "nps") == ()
