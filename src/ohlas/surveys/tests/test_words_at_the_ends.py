"""A pair asks for importance and for how well something is done; each scale has words of its own."""

from types import SimpleNamespace

import pytest

from ohlas.surveys.pages.asking import Voice, asked_question
from ohlas.surveys.pages.builder.sentences import Teller
from ohlas.surveys.pages.words import SHORT
from ohlas.surveys.rules import parse_definition
from ohlas.surveys.rules.definition import items_of
from ohlas.surveys.tests.questionnaire import questionnaire

OWN = {"low_label": {"en": "Far below"}, "high_label": {"en": "Above"}}
ROWS = [{"id": name, "text": {"en": words}} for name, words in (("a", "Quality"), ("b", "Price"))]


def a_pair(**more):
    text = {"en": "How important is each of these things to you when you buy, and how do we perform in it?"}
    return parse_definition(questionnaire({"id": "csi", "type": "csi", "text": text, "rows": ROWS, **more}))


@pytest.mark.parametrize(("own", "done"), [(OWN, ("Far below", "Above")), ({}, None)])
def test_a_questions_own_words_are_not_put_under_importance(own, done):
    definition = a_pair(**own)
    importance, performance = (
        asked_question(definition.questions[0], Voice(definition, "en")).rows[0].controls
    )
    assert (importance.low, importance.high) == ("Not important at all", "Extremely important")
    assert (performance.low, performance.high) == (
        done or ("Far below my expectations", "Above my expectations")
    )


def test_the_lines_of_a_pair_can_be_told_apart_in_a_list_of_conditions():
    definition = a_pair()
    known = SimpleNamespace(
        question=lambda name: definition.by_id[name].text["en"], language="en", definition=definition
    )
    names = [Teller.item(known, item) for item in items_of(definition.questions[0])]
    assert len(set(names)) == len(names) == 4
    assert all(len(name) <= SHORT + 3 for name in names)
    assert names[1].endswith("… – Quality – satisfaction")
