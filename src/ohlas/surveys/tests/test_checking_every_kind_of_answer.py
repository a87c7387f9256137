"""Answers of schema 2 carry compound names, and each kind takes only what it can mean."""

import pytest

from ohlas.surveys.rules import check_answers, parse_definition
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

DEFINITION = parse_definition(AFTER_PURCHASE)
FITTING = {
    "csi.staff.importance": [1, 10],
    "csi.staff.performance": [7],
    "keep.shoes": [5, "not_applicable"],
    "bought": [["shoes", "coat"], ["nothing"]],
    "bought.other": ["deštník"],
    "mail": ["jana@example.com", "Jana.Nováková+x@shop.example.cz"],
    "agree": [True, False],
    "budget": [0, 5, 100],
}
UNFIT = {
    "csi": [7],
    "csi.staff": [7],
    "csi.staff.performance": [0, 11, "7"],
    "keep.shoes": [6],
    "bought": [["nothing", "shoes"], ["shoes", "coat", "else", "nothing"], ["socks"]],
    "bought.other": [5, "a\0b", "\ud800"],
    "mail": ["jana", "jana@", "a b@c.cz", "a@b", "x" * 300 + "@a.cz", "a@b.cz\0", 5],
    "agree": ["yes", 1],
    "budget": [-5, 3, 105, "5"],
}


@pytest.mark.parametrize(("name", "given"), [(n, g) for n, values in FITTING.items() for g in values])
def test_a_fitting_answer_is_kept(name, given):
    checked = check_answers(DEFINITION, {name: given}, partial=True)
    assert not checked.problems
    assert checked.answers == {name: given}


@pytest.mark.parametrize(("name", "given"), [(n, g) for n, values in UNFIT.items() for g in values])
def test_an_unfit_answer_is_refused_by_name(name, given):
    (problem,) = check_answers(DEFINITION, {name: given}, partial=True).problems
    assert problem.field == f"answers.{name}"
    assert problem.allowed


def test_required_rows_are_those_offered():
    checked = check_answers(DEFINITION, {"nps": 9, "bought": ["shoes", "coat"], "keep.coat": 3})
    assert [problem.field for problem in checked.problems] == ["answers.keep.shoes"]


def test_a_required_question_that_is_not_shown_is_not_missed():
    assert not check_answers(DEFINITION, {"nps": 9}).problems


def test_an_answer_off_the_path_is_kept_and_named():
    checked = check_answers(DEFINITION, {"nps": 9, "sorry": "rain"})
    assert (checked.hidden, checked.problems) == (("sorry",), ())
    assert checked.answers["sorry"] == "rain"


def test_a_required_choice_is_not_met_by_choosing_nothing():
    question = asked("m", "multiple", choices=choices("a", "b"), required=True)
    checked = check_answers(parse_definition(questionnaire(question)), {"m": []})
    assert [problem.field for problem in checked.problems] == ["answers.m"]


def test_required_consent_must_be_given():
    definition = parse_definition(questionnaire(asked("ok", "consent", required=True)))
    assert check_answers(definition, {"ok": False}).problems
    assert not check_answers(definition, {"ok": True}).problems


def test_a_ranking_holds_each_choice_once():
    question = asked("r", "ranking", choices=choices("a", "b", "c"), min=2)
    definition = parse_definition(questionnaire(question))
    assert not check_answers(definition, {"r": ["c", "a"]}).problems
    for given in (["c"], ["c", "c"], ["c", "x"]):
        assert check_answers(definition, {"r": given}).problems


def test_the_least_and_the_most_of_a_number_count_from_the_least():
    definition = parse_definition(questionnaire(asked("n", "number", min=0.1, step=0.1, max=1)))
    for given in (0.1, 0.3, 0.7, 1):
        assert not check_answers(definition, {"n": given}).problems
    for given in (0, 0.15, 1.1):
        assert check_answers(definition, {"n": given}).problems


def test_a_number_python_would_not_write_is_refused():
    (problem,) = check_answers(DEFINITION, {"budget": 10**5000}, partial=True).problems
    assert problem.given == "a very large number"
