"""The path through a questionnaire: sections, conditions, jumps, carried choices, last pages."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ohlas.surveys.rules import (
    AnswerKind,
    next_question,
    next_section,
    order,
    parse_definition,
    unreachable,
    visible,
)
from ohlas.surveys.tests.documents import sound
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

DEFINITION = parse_definition(AFTER_PURCHASE)
MANY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def names(definition, answers, **facts):
    return [question.id for question in visible(definition, answers, facts).questions]


def test_a_detractor_is_asked_what_happened_and_a_promoter_is_not():
    assert names(DEFINITION, {"nps": 3})[:3] == ["nps", "why", "sorry"]
    assert names(DEFINITION, {"nps": 8})[:3] == ["nps", "why", "bought"]
    assert names(DEFINITION, {"nps": 10})[:2] == ["nps", "bought"]


def test_a_section_waits_for_its_condition():
    assert "mail" not in names(DEFINITION, {})
    assert "mail" in names(DEFINITION, {"nps": 0})


def test_an_answer_to_a_hidden_question_counts_for_nothing():
    document = questionnaire(
        asked("a"),
        asked("b", show_if={"question": "a", "op": "at_most", "value": 6}),
        asked("c", show_if={"question": "b", "op": "answered"}),
    )
    definition = parse_definition(document)
    assert names(definition, {"a": 3, "b": 5}) == ["a", "b", "c"]
    path = visible(definition, {"a": 9, "b": 5, "c": 1}, {})
    assert [question.id for question in path.questions] == ["a"]
    assert path.hidden == ("b", "c")
    assert path.answers == {"a": 9}


def test_the_first_jump_that_holds_is_taken_and_the_end_ends():
    jumps = [
        {"when": {"question": "a", "op": "is", "value": 0}, "to": "end"},
        {"when": {"question": "a", "op": "at_most", "value": 5}, "to": "c"},
    ]
    definition = parse_definition(questionnaire(asked("a", skip_to=jumps), asked("b"), asked("c")))
    assert names(definition, {"a": 0}) == ["a"]
    assert names(definition, {"a": 4}) == ["a", "c"]
    assert names(definition, {"a": 7}) == ["a", "b", "c"]


def test_a_question_that_is_not_asked_sends_nobody_anywhere():
    hidden = asked("b", show_if={"field": "unit", "op": "is", "value": "Brno"}, skip_to=[{"to": "end"}])
    definition = parse_definition(questionnaire(asked("a"), hidden, asked("c")))
    assert names(definition, {}, unit="Praha") == ["a", "b", "c"][::2]
    assert names(definition, {}, unit="Brno") == ["a", "b"]


def test_the_chosen_are_carried_on_in_the_respondents_own_words():
    path = visible(DEFINITION, {"nps": 8, "bought": ["else", "coat"], "bought.other": "deštník"}, {})
    (keep,) = [question for question in path.questions if question.id == "keep"]
    assert [row.id for row in keep.rows] == ["coat", "else"]
    assert keep.rows[1].text["cs"] == "deštník"
    assert [item.id for item in path.items if item.question.id == "keep"] == ["keep.coat", "keep.else"]


def test_what_was_not_chosen_can_be_carried_too_and_nothing_carried_asks_nothing():
    source = asked("a", "multiple", choices=choices("x", "y", "z"))
    rest = asked("b", "single", carry_from={"question": "a", "which": "not_chosen"})
    further = asked("c", "ranking", carry_from={"question": "b"})
    definition = parse_definition(questionnaire(source, rest, further))
    path = visible(definition, {"a": ["x"], "b": "y"}, {})
    assert [choice.id for choice in path.questions[1].choices] == ["y", "z"]
    assert [choice.id for choice in path.questions[2].choices] == ["y"]
    assert names(definition, {}) == ["a"]
    assert names(definition, {"a": ["x", "y", "z"]}) == ["a"]


def test_the_first_last_page_that_holds_is_shown():
    assert visible(DEFINITION, {"nps": 10}, {}).end.id == "fan"
    assert visible(DEFINITION, {"nps": 9.0}, {}).end.id == "fan"
    assert visible(DEFINITION, {"nps": 2}, {}).end.id == "all"


def test_sections_and_questions_follow_one_another():
    path = visible(DEFINITION, {"nps": 10}, {})
    first = next_section(path)
    assert (first.id, next_section(path, "s1").id, next_section(path, "s3")) == ("s1", "s2", None)
    assert next_question(path).id == "nps"
    assert next_question(path, "nps").id == "bought"
    assert next_question(path, "budget") is None or next_question(path, "agree") is None


def test_a_question_nobody_reaches_is_found():
    never = {
        "all": [
            {"question": "a", "op": "at_most", "value": 3},
            {"question": "a", "op": "at_least", "value": 9},
        ]
    }
    maybe = {
        "any": [
            {"question": "a", "op": "at_most", "value": 3},
            {"question": "t", "op": "contains", "value": "x"},
        ]
    }
    document = questionnaire(
        asked("a"),
        asked("t", "text"),
        asked("never", show_if=never),
        asked("maybe", show_if=maybe),
        asked("jump", skip_to=[{"to": "last"}]),
        asked("over"),
        asked("last"),
    )
    assert [question.id for question in unreachable(parse_definition(document))] == ["never", "over"]


ANSWERS = {
    AnswerKind.SCORE: st.integers(0, 10),
    AnswerKind.SINGLE: st.sampled_from(["x", "y"]),
    AnswerKind.MULTIPLE: st.lists(st.sampled_from(["x", "y", "z"]), unique=True),
    AnswerKind.CONSENT: st.booleans(),
}


@st.composite
def answered(draw):
    definition = parse_definition(draw(sound()))
    answers = {
        item.id: draw(ANSWERS.get(item.kind, st.sampled_from(["x", "Brno"])))
        for item in definition.items()
        if draw(st.booleans())
    }
    return definition, answers, draw(st.sampled_from([{}, {"unit": "Brno"}, {"unit": "Praha"}]))


@MANY
@given(answered())
def test_the_path_depends_only_on_answers_along_it(case):
    definition, answers, facts = case
    path = visible(definition, answers, facts)
    again = visible(definition, path.answers, facts)
    assert again.questions == path.questions
    assert set(path.answers) | set(path.hidden) == set(answers)
    assert not set(path.answers) & set(path.hidden)


@MANY
@given(answered())
def test_a_path_never_turns_back(case):
    definition, answers, facts = case
    places = [question.id for question in definition.questions]
    walked = [places.index(question.id) for question in visible(definition, answers, facts).questions]
    assert walked == sorted(set(walked))


@MANY
@given(answered())
def test_what_is_called_unreachable_is_never_on_a_path(case):
    definition, answers, facts = case
    on_path = {question.id for question in visible(definition, answers, facts).questions}
    assert not on_path & {question.id for question in unreachable(definition)}


@MANY
@given(answered(), st.text(max_size=8))
def test_an_order_of_ones_own_changes_order_only(case, seed):
    definition, answers, facts = case
    sections = tuple(replace(section, shuffle=not definition.has_logic) for section in definition.sections)
    ordered = order(replace(definition, sections=sections), seed)
    assert order(replace(definition, sections=sections), seed) == ordered
    assert sorted(item.id for item in ordered.items()) == sorted(item.id for item in definition.items())
    asked_of = {question.id for question in visible(definition, answers, facts).questions}
    assert {question.id for question in visible(ordered, answers, facts).questions} == asked_of
