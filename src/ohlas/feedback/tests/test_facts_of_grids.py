"""Each row of a grid becomes a fact of its own, on its own scale and at its own touchpoint."""

import pytest

from ohlas.feedback.facts import fact_rows
from ohlas.feedback.models import Response
from ohlas.feedback.queries import response_view
from ohlas.feedback.tests.scene import program_of
from ohlas.surveys.actions import create_survey
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE

ANSWERS = {
    "nps": 4,
    "sorry": "dÃ©Å¡Å¥",
    "bought": ["shoes", "else"],
    "bought.other": "deštník",
    "csi.staff.importance": 9,
    "csi.staff.performance": 3,
    "csi.clean.performance": 8,
    "keep.shoes": 2,
    "keep.else": "not_applicable",
}


@pytest.fixture
def response(world):
    program = program_of(world.organisation, world.now)
    create_survey(
        actor=program.actor, name="After purchase", definition=AFTER_PURCHASE, now=world.now, publish=True
    )
    sent = program.post("/responses", {"survey": "After purchase", "answers": ANSWERS, "language": "cs"})
    assert sent.status_code == 201, sent.content
    return Response.objects.get()


def test_every_row_is_a_fact_with_its_own_scale_and_touchpoint(response):
    facts = {fact.question: (fact.scale, fact.value, fact.touchpoint) for fact in fact_rows([response])}
    assert facts["csi.staff.importance"] == ("rating_1_10", 9, "staff")
    assert facts["csi.staff.performance"] == ("csat_1_10", 3, "staff")
    assert facts["csi.clean.performance"] == ("csat_1_10", 8, "shop")
    assert facts["keep.shoes"] == ("rating_1_5", 2, None)
    assert facts["keep.else"] == ("rating_1_5", None, None)
    assert facts["bought.other"][0] == "text"


def test_rows_are_shown_in_words(response):
    shown = {answer.question: (answer.text, answer.shown) for answer in response_view(response).answers}
    assert shown["csi.staff.performance"] == ("obsluha – spokojenost", "3")
    assert shown["bought"] == ("Co jste koupili?", "boty, něco jiného")
    assert shown["bought.other"] == ("něco jiného", "deštník")
