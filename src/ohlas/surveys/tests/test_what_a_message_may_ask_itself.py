from ohlas.surveys.rules import one_click_question, parse_definition, scores_of
from ohlas.surveys.tests.questionnaire import asked, questionnaire


def first_of(*questions):
    return one_click_question(parse_definition(questionnaire(*questions)))


def test_a_message_asks_the_first_question_where_it_is_a_score():
    question = first_of(asked("nps"), asked("why", "text"))
    assert question is not None
    assert question.id == "nps"
    assert scores_of(question) == tuple(range(11))


def test_a_message_does_not_begin_with_a_later_question():
    assert first_of(asked("why", "text"), asked("nps")) is None


def test_a_message_asks_nothing_that_only_some_are_asked():
    shown = {"field": "channel", "op": "is", "value": "email"}
    assert first_of(asked("nps", show_if=shown)) is None


def test_a_free_number_cannot_be_clicked():
    assert first_of(asked("age", "number")) is None
