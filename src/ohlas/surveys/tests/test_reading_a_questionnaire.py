"""A questionnaire document is read strictly, and every mistake is named."""

import pytest

from ohlas.metrics import SCALES
from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules import QUESTION_TYPES, parse_definition

NPS = {"id": "q1", "type": "nps", "text": {"en": "How likely?", "cs": "Jak moc?"}, "required": True}


def _with(*questions, **more):
    return {"questions": list(questions), **more}


def test_a_plain_document_is_read():
    definition = parse_definition(_with(NPS, languages=["cs", "en"], default_language="cs"))
    (question,) = definition.questions
    assert (question.id, question.scale, question.required) == ("q1", "nps_0_10", True)
    assert definition.default_language == "cs"
    assert definition.by_id["q1"].title("de") == "How likely?"


def test_every_type_has_scales_that_metrics_knows():
    assert all(scale in SCALES for kind in QUESTION_TYPES.values() for scale in kind.scales)
    assert {scale for kind in QUESTION_TYPES.values() for scale in kind.scales} == set(SCALES)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "definition: [] was given"),
        ({}, "questions: None was given; allowed: a list"),
        (_with(), "0 questions"),
        (_with({**NPS, "type": "npss"}), "questions[0].type: 'npss'"),
        (_with({**NPS, "scale": "csat_1_5"}), "questions[0].scale: 'csat_1_5' was given; allowed: nps_0_10"),
        (_with({**NPS, "id": "with space"}), "questions[0].id"),
        (_with(NPS, NPS), "the id 'q1' twice"),
        (_with({**NPS, "colour": "red"}), "unknown field 'colour'"),
        (_with({**NPS, "required": "yes"}), "questions[0].required: 'yes' was given; allowed: true or false"),
        (_with({"id": "a", "type": "single"}), "choices"),
        (_with({"id": "a", "type": "single", "choices": ["x", "x"]}), "the id 'x' twice"),
        (_with({**NPS, "text": {"en": "a\0b"}}), "questions[0].text.en"),
        (_with(NPS, languages=["xx1"]), "languages: 'xx1'"),
        (_with(NPS, languages=["en"], default_language="de"), "default_language: 'de'"),
    ],
)
def test_a_mistake_is_named_with_its_place(document, said):
    with pytest.raises(BadDefinition) as refused:
        parse_definition(document)
    assert said in str(refused.value)


def test_all_mistakes_are_named_at_once():
    with pytest.raises(BadDefinition) as refused:
        parse_definition(_with({**NPS, "type": "x"}, {**NPS, "id": ""}))
    assert len(refused.value.problems) == 2
