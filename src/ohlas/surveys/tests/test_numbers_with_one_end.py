"""A number out of its bounds is told which ones they are, with one end or both, in every language."""

import pytest
from django.utils.translation import override

from ohlas.surveys.pages.posted import wrong_sentence
from ohlas.surveys.rules import parse_definition
from ohlas.surveys.tests.questionnaire import asked, questionnaire


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"min": 0, "max": 60}, "A number from 0 to 60, please."),
        ({"min": 0}, "A number of at least 0, please."),
        ({"max": 60}, "A number of at most 60, please."),
        ({}, "A number, please."),
    ],
)
def test_the_bounds_there_are_stand_in_the_sentence(bounds, said):
    item = parse_definition(questionnaire(asked("wait", "number", **bounds))).item_by_id["wait"]
    with override("en"):
        assert wrong_sentence(item) == said


@pytest.mark.parametrize("language", ["cs", "sk", "pl", "uk", "ru", "de"])
@pytest.mark.parametrize("bounds", [{"min": 7}, {"max": 7}])
def test_one_end_is_told_in_every_language(language, bounds):
    item = parse_definition(questionnaire(asked("wait", "number", **bounds))).item_by_id["wait"]
    with override("en"):
        english = wrong_sentence(item)
    with override(language):
        assert "7" in wrong_sentence(item)
        assert wrong_sentence(item) != english
