"""A draft with faults is taken as far as it goes: no rule falls over it."""

from hypothesis import HealthCheck, given, settings

from ohlas.surveys.rules import (
    check_answers,
    compare,
    document_of,
    estimated_seconds,
    order,
    parse_definition,
    remarks,
    unreachable,
    visible,
    with_variant,
    words_for,
)
from ohlas.surveys.rules.reading import read_document
from ohlas.surveys.tests.documents import broken
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, questionnaire

WHOLE = parse_definition(AFTER_PURCHASE)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(broken())
def test_every_rule_takes_what_could_be_read(document):
    draft = read_document(document).definition
    answers = dict.fromkeys(draft.item_by_id, 3)
    remarks(draft, {"whole": WHOLE})
    unreachable(draft)
    assert estimated_seconds(draft) >= 0
    assert set(visible(draft, answers, {}).answers) <= set(answers)
    compare(WHOLE, draft)
    compare(draft, WHOLE)
    check_answers(draft, answers)
    words_for(draft, answers, {}, "cs")
    order(with_variant(draft, "b"), "seed")
    assert document_of(draft)["schema"] == draft.schema


def test_a_question_no_section_asks_is_not_asked():
    document = questionnaire(asked("a"), asked("b"), sections=[{"id": "s", "questions": ["b", "zzz"]}])
    draft = read_document(document).definition
    assert [question.id for question in visible(draft, {}, {}).questions] == ["b"]
