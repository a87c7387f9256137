"""Answers fit their questions or are refused with what is allowed; nothing is bent to fit."""

import math

import pytest

from ohlas.surveys.rules import MAX_TEXT, check_answers, parse_definition

DEFINITION = parse_definition(
    {
        "questions": [
            {"id": "nps", "type": "nps", "required": True},
            {"id": "clean", "type": "csat", "not_applicable": True},
            {"id": "spent", "type": "number"},
            {"id": "why", "type": "text"},
            {"id": "drink", "type": "single", "choices": ["tea", "coffee"]},
            {
                "id": "extras",
                "type": "multiple",
                "choices": [{"id": "milk", "text": {"en": "Milk"}}, "sugar"],
            },
            {"id": "day", "type": "date"},
        ]
    }
)
FITTING = {
    "nps": [(0, 0), (10, 10), (9.0, 9)],
    "clean": [(5, 5), ("not_applicable", "not_applicable")],
    "spent": [(12.5, 12.5), (-3, -3)],
    "why": [("dobré", "dobré"), ("x" * MAX_TEXT, "x" * MAX_TEXT), ("not_applicable", "not_applicable")],
    "drink": [("tea", "tea")],
    "extras": [(["milk", "sugar"], ["milk", "sugar"]), ([], [])],
    "day": [("2026-11-20", "2026-11-20")],
}
UNFIT = {
    "nps": [6.5, 12, -1, "9", "n/a", True, [9], {"a": 1}, math.inf, 10**400, "not_applicable"],
    "clean": [0, 6, "n/a"],
    "spent": [math.nan, math.inf, 10**400, "12"],
    "why": [5, ["x"], "x" * (MAX_TEXT + 1), "a\0b"],
    "drink": ["water", 1, ["tea"]],
    "extras": ["milk", ["milk", "milk"], ["salt"], [1]],
    "day": ["20.11.2026", "2026-13-01", 5],
}


@pytest.mark.parametrize(
    ("name", "given", "kept"), [(n, g, k) for n, pairs in FITTING.items() for g, k in pairs]
)
def test_a_fitting_answer_is_kept(name, given, kept):
    checked = check_answers(DEFINITION, {"nps": 9, name: given})
    assert not checked.problems
    assert checked.answers[name] == kept
    assert type(checked.answers[name]) is type(kept)


@pytest.mark.parametrize(("name", "given"), [(n, g) for n, values in UNFIT.items() for g in values])
def test_an_unfit_answer_is_refused_by_name(name, given):
    checked = check_answers(DEFINITION, {"nps": 9, name: given})
    (problem,) = checked.problems
    assert problem.field == f"answers.{name}"
    assert problem.allowed
    assert len(problem.given) < 120


def test_a_skipped_answer_is_no_answer():
    assert check_answers(DEFINITION, {"nps": 9, "clean": None, "why": ""}).answers == {"nps": 9}


@pytest.mark.parametrize("answers", [{}, {"nps": None}, {"nps": ""}])
def test_a_required_question_must_be_answered_unless_the_interview_broke_off(answers):
    (problem,) = check_answers(DEFINITION, answers).problems
    assert (problem.field, problem.given) == ("answers.nps", "nothing")
    assert not check_answers(DEFINITION, answers, partial=True).problems


def test_an_unknown_question_is_named():
    (problem,) = check_answers(DEFINITION, {"nps": 1, "npz": 2}).problems
    assert problem.field == "answers.npz"
    assert "nps, clean" in problem.allowed
