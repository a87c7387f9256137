"""A question changes its kind and its name: what can stay stays, what is lost is told, references follow."""

import pytest

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules import QUESTION_TYPES, AllOf, AnswerIs, Op, parse_definition
from ohlas.surveys.rules.editing import blank_question, change_kind, faults_of, lost_by, rename_question
from ohlas.surveys.rules.reading import read_document
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire

ROWS = [{"id": "staff", "text": {"en": "Staff"}}, {"id": "till", "text": {"en": "Till"}}]
SINGLE = {**asked("q", "single", choices=choices("a", "b")), "help": {"en": "Help"}, "touchpoint": "till"}


def losses(question, kind, *more):
    document = questionnaire(question, *more)
    return lost_by(read_document(document).definition, document, question["id"], kind)


def kept(question, kind):
    return change_kind(questionnaire(question), question["id"], kind)["questions"][0]


def test_words_and_choices_stay_where_the_new_kind_has_them():
    multiple = kept(SINGLE, "multiple")
    assert multiple == {**SINGLE, "type": "multiple"}
    assert kept(SINGLE, "matrix")["rows"] == [
        {"id": one["id"], "text": one["text"]} for one in SINGLE["choices"]
    ]
    assert kept(asked("q", "matrix", rows=ROWS), "ranking")["choices"] == ROWS
    text = kept(SINGLE, "text")
    assert "choices" not in text
    assert (text["text"], text["help"], text["touchpoint"]) == (SINGLE["text"], SINGLE["help"], "till")
    assert len(kept(asked("q", "text"), "single")["choices"]) == 2


def test_what_is_lost_is_told_before_and_nothing_else():
    other = {"id": "x", "text": {"en": "Other"}, "other": True, "exclusive": True}
    several = asked("q", "multiple", choices=[*choices("a"), other], min=1)
    assert losses(SINGLE, "multiple") == ()
    assert losses(several, "single") == ("exclusive", "bounds")
    assert losses(several, "text") == ("choices", "other", "exclusive", "bounds")
    worded = {**asked("q", "csat"), "low_label": {"en": "Bad"}}
    assert losses(worded, "csat10") == ()
    assert losses(worded, "nps") == ("labels",)
    assert losses({**asked("q", "text"), "max_length": 90}, "number") == ("max_length",)
    follows = asked("b", "text", show_if={"not": {"question": "q", "op": "at_most", "value": 6}})
    assert losses(asked("q", "nps"), "text", follows) == ("logic",)
    changed = change_kind(questionnaire(asked("q", "nps"), follows), "q", "text")
    assert [fault.part for fault in faults_of(changed)] == ["b"]


@pytest.mark.parametrize("old", sorted(QUESTION_TYPES))
@pytest.mark.parametrize("new", sorted(QUESTION_TYPES))
def test_every_kind_becomes_every_other_and_can_be_read(old, new):
    question = {**blank_question(old), "id": "q", "text": {"en": "Q"}}
    assert read_document(change_kind(questionnaire(question), "q", new)).problems == ()
    assert change_kind(questionnaire(question), "q", old)["questions"][0] == question


def test_an_unknown_kind_is_refused():
    with pytest.raises(NotAllowed):
        change_kind(questionnaire(SINGLE), "q", "laser")
    with pytest.raises(NotAllowed):
        losses(SINGLE, "laser")


LANGUAGE = {"field": "language", "op": "is", "value": "q"}
REFERS = {
    "id": "why",
    "type": "text",
    "text": {"en": "Why {{q}} and {{ q.staff|so }}, not {{quite}}?"},
    "show_if": {
        "all": [
            {"question": "q.staff", "op": "at_most", "value": 2},
            {"not": {"any": [{"question": "q.till", "op": "is", "value": 1}, LANGUAGE]}},
        ]
    },
    "skip_to": [{"when": {"question": "q.staff", "op": "answered"}, "to": "end"}],
}  # fmt: skip


def test_everything_that_names_a_question_follows_its_new_name():
    document = questionnaire(
        asked("zero", "nps", skip_to=[{"when": None, "to": "q"}]),
        asked("q", "matrix", rows=ROWS, scale="rating_1_5"),
        REFERS,
        sections=[{"id": "s", "title": {"en": "{{q}}"}, "questions": ["zero", "q", "why"]}],
        ends=[{"id": "q", "when": {"question": "q.till", "op": "answered"}, "title": {"en": "Bye"}}],
        variants=[{"id": "a", "name": "A", "texts": {"q": {"en": "?"}}}, {"id": "b", "name": "B"}],
    )
    new = rename_question(document, "q", "branch")
    definition = read_document(new).definition
    why = definition.by_id["why"]
    assert why.text["en"] == "Why {{branch}} and {{ branch.staff|so }}, not {{quite}}?"
    assert isinstance(why.show_if, AllOf)
    assert why.show_if.conditions[0] == AnswerIs("branch.staff", Op.AT_MOST, 2)
    assert "branch.till" in str(why.show_if)
    assert new["questions"][2]["show_if"]["all"][1]["not"]["any"][1]["value"] == "q"
    assert definition.by_id["zero"].skip_to[0].to == "branch"
    assert new["sections"][0]["questions"] == ["zero", "branch", "why"]
    assert (new["ends"][0]["id"], new["ends"][0]["when"]["question"]) == ("q", "branch.till")
    assert new["variants"][0]["texts"] == {"branch": {"en": "?"}}
    assert len(faults_of(new)) == len(faults_of(document))
    back = rename_question(new, "branch", "q")
    assert back["questions"][2]["show_if"] == REFERS["show_if"]


@pytest.mark.parametrize("wrong", ["", "a b", "příliš", "<b>", "x" * 61, "end", "other", "s1"])
def test_a_name_that_is_none_or_taken_is_refused(wrong):
    document = questionnaire(
        asked("q"), asked("other"), sections=[{"id": "s1", "title": {}, "questions": ["q", "other"]}]
    )
    with pytest.raises(NotAllowed):
        rename_question(document, "q", wrong)
    assert parse_definition(rename_question(document, "q", "fine-1")).by_id["fine-1"]
