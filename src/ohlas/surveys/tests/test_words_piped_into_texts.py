"""Answers and circumstances inside texts: plain text in, plain text out, never filled twice."""

import pytest

from ohlas.surveys.rules import fill, parse_definition, words_for
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE

DEFINITION = parse_definition(AFTER_PURCHASE)


def said(text, answers, language="cs", **facts):
    return fill(text, words_for(DEFINITION, answers, facts, language))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Proč {{nps}}?", "Proč 9?"),
        ("{{ bought }}", "boty, deštník"),
        ("{{csi.staff.performance}}", "7"),
        ("{{keep.shoes|nic}}", "nic"),
        ("{{why|tolik}}", "tolik"),
        ("{{why}}", "…"),
        ("{{why|}}", "…"),
        ("{{unit}} a {{a_plan}}", "Brno a Zlatý"),
        ("{{contact.name|zákazníku}}", "zákazníku"),
        ("{{", "{{"),
        ("{{}} { {{nps} }}", "{{}} { {{nps} }}"),
    ],
)
def test_each_pipe_says_its_words(text, words):
    answers = {
        "nps": 9,
        "bought": ["shoes", "else"],
        "bought.other": "deštník",
        "csi.staff.performance": 7.0,
        "keep.shoes": "not_applicable",
    }
    assert said(text, answers, unit="Brno", a_plan="Zlatý") == words


def test_choices_are_said_in_the_language_of_the_page():
    assert said("{{bought}}", {"bought": ["coat"]}, "en") == "a coat"
    assert said("{{bought}}", {"bought": ["coat"]}, "de") == "kabát"


def test_what_a_respondent_wrote_is_neither_filled_nor_changed():
    assert (
        said("Proč {{why}}?", {"why": "{{unit}} <b>&amp;</b>"}, unit="Brno") == "Proč {{unit}} <b>&amp;</b>?"
    )


def test_a_long_answer_is_shortened():
    assert len(said("{{why}}", {"why": "x" * 10_000})) == 200


def test_only_known_circumstances_are_said():
    assert said("{{secret|nothing}}", {}, secret="hidden") == "nothing"
