"""Schema 2: everything a questionnaire may hold is read, and every mistake in it is told with its place."""

import copy

import pytest

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules import document_of, parse_definition
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

TWO = (asked("a"), asked("b"))
ABOUT_B = {"question": "b", "op": "at_least", "value": 3}
ABOUT_A = {"question": "a", "op": "at_least", "value": 3}


def told(document):
    with pytest.raises(BadDefinition) as refused:
        parse_definition(document)
    return str(refused.value)


def test_one_of_everything_is_read():
    definition = parse_definition(AFTER_PURCHASE)
    assert [question.id for question in definition.questions][:4] == ["nps", "why", "sorry", "bought"]
    assert [section.id for section in definition.sections] == ["s1", "s2", "s3"]
    assert definition.ends[0].review_link == "https://example.com/review"
    assert definition.variants[1].layout == "single"


def test_writing_and_reading_again_gives_the_same():
    definition = parse_definition(AFTER_PURCHASE)
    again = parse_definition(document_of(definition))
    assert again == definition
    assert again.items() == definition.items()


def test_rows_are_answers_of_their_own_with_scale_and_touchpoint():
    items = parse_definition(AFTER_PURCHASE).item_by_id
    performance, importance = items["csi.staff.performance"], items["csi.clean.importance"]
    assert (performance.scale, performance.touchpoint) == ("csat_1_10", "staff")
    assert (importance.scale, importance.touchpoint) == ("rating_1_10", "shop")
    assert performance.title("cs") == "obsluha – spokojenost"
    assert "csi" not in items
    assert {"keep.shoes", "keep.coat", "keep.else", "keep.nothing", "bought.other"} <= set(items)


def test_without_sections_there_is_one():
    definition = parse_definition(questionnaire(*TWO))
    assert [section.questions for section in definition.sections] == [("a", "b")]
    assert document_of(definition)["sections"] == []


def test_questions_stand_in_the_order_of_their_sections():
    document = questionnaire(
        *TWO, sections=[{"id": "x", "questions": ["b"]}, {"id": "y", "questions": ["a"]}]
    )
    assert [question.id for question in parse_definition(document).questions] == ["b", "a"]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (questionnaire(*TWO, colour="red"), "unknown field 'colour'"),
        (questionnaire(*TWO, schema=3), "schema: 3 was given"),
        (questionnaire(*TWO, layout="wide"), "layout: 'wide'"),
        (questionnaire(*TWO, address="rude"), "address: 'rude'"),
        (questionnaire(*TWO, brand={"colour": "teal"}), "brand.colour: 'teal'"),
        (questionnaire(*TWO, brand={"logo": "https://evil.example/x.png"}), "brand.logo"),
        (questionnaire(*TWO, closes_at="2026-13-01T18:00"), "closes_at: '2026-13-01T18:00'"),
        (questionnaire(*TWO, closes_at="tomorrow"), "closes_at: 'tomorrow'"),
        (questionnaire(*TWO, edit_minutes=-1), "edit_minutes: -1"),
        (
            questionnaire({**TWO[0], "show_if": ABOUT_B}, TWO[1]),
            "questions[0].show_if: 'b', which is not asked earlier",
        ),
        (questionnaire({**TWO[0], "show_if": ABOUT_A}), "'a', which is not asked earlier"),
        (questionnaire(*TWO, asked("c", show_if={"question": "z", "op": "answered"})), "the question 'z'"),
        (
            questionnaire(TWO[0], {**TWO[1], "skip_to": [{"when": None, "to": "a"}]}),
            "'a', which does not come later than 'b'",
        ),
        (questionnaire(TWO[0], {**TWO[1], "skip_to": [{"to": "b"}]}), "'b', which does not come later"),
        (questionnaire({**TWO[0], "skip_to": [{"to": "nowhere"}]}, TWO[1]), "'nowhere'"),
        (questionnaire(*TWO, asked("c", show_if={"question": "a", "op": "is", "value": 11})), "11 for 'a'"),
        (questionnaire(*TWO, asked("c", show_if={"question": "a", "op": "is", "value": "9"})), "'9' for 'a'"),
        (
            questionnaire(
                asked("t", "text"), asked("c", show_if={"question": "t", "op": "at_least", "value": 1})
            ),
            "at_least for 't'",
        ),
        (
            questionnaire(*TWO, asked("c", show_if={"question": "a", "op": "like", "value": 1})),
            "show_if.op: 'like'",
        ),
        (questionnaire(*TWO, asked("c", show_if={"all": [], "any": []})), "unknown field 'any'"),
        (
            questionnaire(*TWO, asked("c", show_if={"field": "password", "op": "answered"})),
            "show_if.field: 'password'",
        ),
        (questionnaire(*TWO, sections=[{"id": "x", "questions": ["a"]}]), "no section with the question 'b'"),
        (questionnaire(*TWO, sections=[{"id": "x", "questions": ["a", "b", "a"]}]), "the id 'a' twice"),
        (questionnaire(*TWO, sections=[{"id": "x", "questions": ["a", "b", "z"]}]), "the question 'z'"),
        (questionnaire(*TWO, sections=[{"id": "a", "questions": ["a", "b"]}]), "an id that no question has"),
        (questionnaire(asked("end")), "the id 'end'"),
        (questionnaire(asked("m", "matrix", rows=choices("r")), asked("m.r")), "the id 'm.r' twice"),
        (questionnaire(asked("m", "matrix", choices=choices("r"))), "none for a matrix question"),
        (questionnaire(asked("s", "single", choices=[{"id": "x y"}])), "choices[0].id: 'x y'"),
        (questionnaire(asked("s", "single", choices=[{"id": "x", "score": "1"}])), "choices[0].score: '1'"),
        (
            questionnaire(*TWO, asked("c", "single", carry_from={"question": "a"})),
            "an earlier question with choices",
        ),
        (questionnaire(asked("t", min=1)), "min: a bound of a nps question"),
        (
            questionnaire(asked("t", "slider", min=5, max=1)),
            "min: 5 was given; allowed: at most the highest, 1",
        ),
        (questionnaire(asked("t", "slider", step=0)), "step: 0"),
        (questionnaire(asked("t", max_length=5)), "max_length: a nps question"),
        (questionnaire(asked("t", "text", max_length=20_001)), "max_length: 20001"),
        (questionnaire(asked("t", entry="line")), "entry: a nps question"),
        (questionnaire(asked("t", "text", entry="many")), "entry: 'many'"),
        (questionnaire(*TWO, quotas=[{"id": "x", "limit": 5, "text": "full"}]), "quotas[0].text: 'full'"),
        (questionnaire(*TWO, quotas=[{"id": "x", "limit": 0}]), "quotas[0].limit: 0"),
        (
            questionnaire(
                *TWO, quotas=[{"id": "x", "limit": 5, "when": {"question": "z", "op": "answered"}}]
            ),
            "quotas[0].when",
        ),
        (
            questionnaire(*TWO, ends=[{"id": "x", "review_link": "javascript:alert(1)"}]),
            "ends[0].review_link",
        ),
        (questionnaire(*TWO, variants=[{"id": "x"}]), "variants: one variant"),
        (questionnaire(*TWO, variants=[{"id": "x"}, {"id": "y", "texts": {"z": {}}}]), "the question 'z'"),
        (questionnaire({**TWO[0], "text": {"en": "Why {{b}}?"}}, TWO[1]), "the pipe {{b}}"),
        (questionnaire({**TWO[0], "quota": 5}), "questions[0].quota: 5"),
    ],
)
def test_a_mistake_is_told_with_its_place(document, said):
    assert said in told(document)


def test_a_shuffled_section_has_no_earlier_question():
    sections = [{"id": "x", "questions": ["a", "b"], "shuffle": True}]
    document = questionnaire(TWO[0], {**TWO[1], "show_if": ABOUT_A}, sections=sections)
    assert "not asked earlier" in told(document)
    sections[0]["shuffle"] = False
    assert parse_definition(document)


def test_nobody_jumps_into_a_shuffled_section():
    sections = [{"id": "x", "questions": ["a"]}, {"id": "y", "questions": ["b", "c"], "shuffle": True}]
    jumping = {**TWO[0], "skip_to": [{"to": "c"}]}
    assert "in a shuffled section" in told(questionnaire(jumping, TWO[1], asked("c"), sections=sections))


def test_conditions_may_be_eight_deep_and_no_deeper():
    def nested(levels):
        inner = {"question": "a", "op": "answered"}
        for _ in range(levels - 1):
            inner = {"not": inner}
        return questionnaire(TWO[0], {**TWO[1], "show_if": inner})

    assert parse_definition(nested(8))
    assert "a condition this deep" in told(nested(9))
    assert "a condition this deep" in told(nested(5_000))


def test_nesting_beyond_any_limit_is_refused_calmly():
    deep = []
    for _ in range(20_000):
        deep = [deep]
    for document in (deep, questionnaire(deep), questionnaire({**TWO[0], "text": deep, "choices": deep})):
        assert "a list" in told(document)


def test_five_hundred_questions_are_read_and_one_more_is_not():
    many = [asked(f"q{n}") for n in range(500)]
    for n in range(1, 500):
        many[n]["show_if"] = {"question": f"q{n - 1}", "op": "at_least", "value": 5}
    assert len(parse_definition(questionnaire(*many)).questions) == 500
    assert "501 questions" in told(questionnaire(*many, asked("more")))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "שלום {{ עולם",
        "a\u200bb\u202ec",
        "👩‍👩‍👧",
        "&lt;b&gt;",
        "{{}} }} {{",
        "\r\n",
    ],
)
def test_any_text_is_kept_as_it_is(text):
    question = parse_definition(questionnaire({**TWO[0], "text": {"en": text}})).questions[0]
    assert question.text["en"] == text


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 2001, None, 5, ["x"], {"a": 1}])
def test_what_is_no_storable_text_is_refused(text):
    assert "questions[0].text.en" in told(questionnaire({**TWO[0], "text": {"en": text}}))


def test_a_missing_translation_falls_back_to_the_default_language():
    question = parse_definition(AFTER_PURCHASE).by_id["speed"]
    assert question.title("en", "cs") == "Snadné?"


def test_a_draft_may_begin_empty():
    assert parse_definition(questionnaire()).questions == ()
    assert parse_definition(questionnaire(asked("s", "single"))).questions[0].choices == ()


def test_reading_does_not_change_the_document():
    before = copy.deepcopy(AFTER_PURCHASE)
    parse_definition(AFTER_PURCHASE)
    assert before == AFTER_PURCHASE
