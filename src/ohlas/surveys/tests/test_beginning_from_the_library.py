"""Questions and templates become documents that `parse_definition` takes, whatever the languages."""

from itertools import product

import pytest

from ohlas.metrics import SCALES
from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules import QUESTION_TYPES, parse_definition
from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.library import LANGUAGES, library, spoken
from ohlas.surveys.tests.library_page import PAGE, page

WAYS: tuple[Address, ...] = ("formal", "informal")
SUBJECTS = {
    "recommendation", "satisfaction", "effort", "index", "support", "website", "product", "delivery", "visit",
    "loyalty", "mobile", "expectations", "brand", "leaving", "complaint", "employees", "closing",
    "spontaneous",
}  # fmt: skip
STANDARD = {
    "nps": "nps", "recommend_10": "recommend10", "csat": "csat", "csat_10": "csat10", "ces_1": "ces1",
    "ces_2": "ces2", "ease": "ease", "csi_core": "csi", "enps": "enps",
}  # fmt: skip
OCCASIONS = {
    "after_purchase", "after_support", "after_delivery", "quarterly_relationship", "after_visit", "on_leaving",
    "employee_pulse", "web_exit", "after_checkout", "mobile_shop", "product_feedback", "csi_study",
    "brand_competitors", "complaint_follow_up", "new_customer", "one_question", "spontaneous",
}  # fmt: skip


def test_the_library_covers_every_subject_and_occasion() -> None:
    known = library()
    assert {bank.id for bank in known.banks} == SUBJECTS
    assert set(known.templates) == OCCASIONS
    assert {name: known.question(name).type for name in STANDARD} == STANDARD
    assert len(known.questions) == sum(len(bank.questions) for bank in known.banks)


def test_every_scored_question_has_a_scale_and_words_at_both_ends() -> None:
    for question in library().questions.values():
        kind = QUESTION_TYPES[question.type]
        assert question.scale is None or question.scale in SCALES
        assert (question.scale in kind.scales) == bool(kind.scales), question.id
        assert (question.labels is not None) == (bool(kind.scales) and kind.id != "number"), question.id
        assert bool(question.choices) == kind.has_choices, question.id
        assert bool(question.rows) == kind.rows, question.id


@pytest.mark.parametrize("name", sorted(OCCASIONS))
@pytest.mark.parametrize("address", WAYS)
def test_a_template_is_a_whole_questionnaire_in_every_language(name: str, address: Address) -> None:
    for languages in ([one] for one in LANGUAGES):
        definition = parse_definition(library().template(name).definition(languages, address))
        assert (list(definition.languages), definition.address) == (languages, address)
        assert all(question.text.keys() == set(languages) for question in definition.questions)
        assert [question.id for question in definition.questions] == [
            question.id for question in library().template(name).questions
        ]


@pytest.mark.parametrize("name", sorted(OCCASIONS))
def test_a_template_takes_any_mix_of_languages(name: str) -> None:
    document = library().template(name).definition(["uk", "cs", "en"], "informal", "cs")
    definition = parse_definition(document)
    assert (definition.languages, definition.default_language) == (("uk", "cs", "en"), "cs")
    for question in definition.questions:
        texts = (question.text, *(one.text for one in (*question.choices, *question.rows)))
        assert all(set(text) == {"uk", "cs", "en"} for text in texts)


def test_every_question_stands_alone_in_a_questionnaire() -> None:
    for question, address in product(library().questions.values(), WAYS):
        document = question.document(LANGUAGES, address)
        parsed = parse_definition({"schema": 2, "languages": list(LANGUAGES), "questions": [document]})
        assert parsed.questions[0].id == question.id


def test_every_template_thanks_whoever_answers() -> None:
    """The last of the last pages has no condition, so that nobody is left without one."""
    for template in library().templates.values():
        assert template.ends[-1].when is None, template.id
        assert all(end.when for end in template.ends[:-1]), template.id


def test_every_template_asks_for_words_as_well_as_for_scores() -> None:
    for template in library().templates.values():
        types = [question.type for question in template.questions]
        assert "text" in types, template.id
        assert any(QUESTION_TYPES[name].scales for name in types) or template.id in {
            "on_leaving",
            "spontaneous",
        }, template.id
        assert types.count("text") <= 4, template.id


def test_only_detractors_are_asked_what_to_put_right() -> None:
    definition = library().template("after_purchase").definition(["en"])
    questions = {question["id"]: question for question in definition["questions"]}
    assert questions["nps"]["required"] is True
    assert questions["detractor_fix"]["show_if"] == {"question": "nps", "op": "at_most", "value": 6}
    assert [row["id"] for row in questions["csi_purchase"]["rows"]] == ["quality", "value"]


def test_the_pulse_of_employees_is_anonymous() -> None:
    assert library().template("employee_pulse").definition(["cs"])["anonymous"] is True
    assert library().template("after_purchase").definition(["cs"])["anonymous"] is False


def test_the_top_grade_of_performance_exceeds_expectations() -> None:
    document = library().question("csi_core").document(["en", "cs"], "formal")
    assert document["high_label"] == {"en": "Above my expectations", "cs": "Nad mé očekávání"}


def test_languages_the_library_lacks_stay_to_be_translated() -> None:
    document = library().template("one_question").definition(["hu", "cs"])
    assert (document["languages"], document["default_language"]) == (["hu", "cs"], "hu")
    assert set(document["questions"][0]["text"]) == {"cs"}
    assert spoken(["hu"]) == ("en",)
    assert spoken([]) == ("en",)
    assert spoken(["cs", "cs", "de"]) == ("cs", "de")


def test_an_unknown_id_says_which_there_are() -> None:
    with pytest.raises(BadDefinition, match="template: 'after_purhase' was given; allowed: after_purchase,"):
        library().template("after_purhase")
    with pytest.raises(BadDefinition, match="question: 'npss' was given; allowed: nps,"):
        library().question("npss")


def test_the_library_is_read_once() -> None:
    assert library() is library()


def test_what_is_taken_from_the_library_may_be_changed() -> None:
    """A document belongs to whoever asked for it: the next one is whole again."""
    first = library().template("after_purchase").definition(["en"])
    first["questions"][0]["text"]["en"] = "Changed"
    first["questions"][-1]["show_if"]["value"] = 3
    again = library().template("after_purchase").definition(["en"])
    assert again["questions"][0]["text"]["en"] != "Changed"
    assert again["questions"][-1]["show_if"]["value"] == 6


def test_the_documented_list_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(library()), (
        "run python -m ohlas.surveys.tests.library_page"
    )
