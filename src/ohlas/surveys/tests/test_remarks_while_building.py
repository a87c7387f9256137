"""Remarks: each says what is wrong, where, and what to do; a sound questionnaire gets none."""

import pytest

from ohlas.surveys.rules import contrast, estimated_seconds, obstacles, parse_definition, readable, remarks
from ohlas.surveys.rules.library import LANGUAGES, library
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire


def kinds(document, others=None):
    return {(remark.kind, remark.where) for remark in remarks(parse_definition(document), others)}


def worded(text, language="en", kind="csat"):
    question = {"id": "q", "type": kind, "text": {language: text}}
    return {kind for kind, _ in kinds({"schema": 2, "questions": [question]})}


def test_a_sound_questionnaire_gets_no_remark():
    assert kinds(questionnaire(asked("nps", required=True), asked("why", "text"))) == set()


def test_a_condition_beyond_the_scale_is_noticed_wherever_it_stands():
    def about(value, op="at_most"):
        condition = {"question": "nps", "op": op, "value": value}
        told = remarks(parse_definition(questionnaire(asked("nps"), asked("why", "text", show_if=condition))))
        return [str(one.sentence) for one in told if one.kind == "off_the_scale"]

    (said,) = about(99)
    assert said.endswith("with 99; it is answered from 0 to 10.")
    assert about(10) == about(0) == []
    assert len(about([9, 20], "between")) == 1
    skipping = asked(
        "nps", skip_to=[{"when": {"question": "nps", "op": "at_least", "value": 11}, "to": "end"}]
    )
    assert ("off_the_scale", "nps") in kinds(questionnaire(skipping, asked("why", "text")))


@pytest.mark.parametrize(
    ("language", "double", "single"),
    [
        ("en", "How satisfied are you with speed and quality?", "How satisfied are you with the brand?"),
        ("cs", "Jak jste spokojeni s rychlostí a kvalitou?", "Jak jste spokojeni s naší kávou?"),
        ("sk", "Ako ste spokojní s rýchlosťou alebo cenou?", "Ako ste spokojní s obsluhou?"),
        ("pl", "Jak ocenia Pan szybkość oraz jakość?", "Jak ocenia Pan obsługę?"),
        ("uk", "Наскільки ви задоволені ціною та якістю?", "Наскільки ви задоволені обслуговуванням?"),
        ("ru", "Довольны ли вы ценой и качеством?", "Довольны ли вы обслуживанием?"),
        (
            "de",
            "Wie zufrieden sind Sie mit Preis und Qualität?",
            "Wie zufrieden sind Sie mit der Hundewiese?",
        ),
    ],
)
def test_two_things_in_one_question_are_noticed_in_each_language(language, double, single):
    assert "double_barrelled" in worded(double, language)
    assert "double_barrelled" not in worded(single, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How likely are you to recommend us to a friend or colleague?"),
        ("cs", "Jak pravděpodobné je, že nás doporučíte příteli nebo kolegovi?"),
        ("sk", "Odporučili by ste nás priateľovi alebo kolegovi?"),
        ("pl", "Czy poleci nas Pan znajomym i rodzinie?"),
        ("uk", "Чи порекомендуєте ви нас другу або колезі?"),
        ("ru", "Порекомендуете ли вы нас друзьям и знакомым?"),
        ("de", "Würden Sie uns Freunden oder Kollegen empfehlen?"),
    ],
)
def test_a_friend_or_colleague_is_one_circle(language, text):
    assert "double_barrelled" not in worded(text, language, "nps")


def test_an_open_question_may_ask_for_two_things():
    assert "double_barrelled" not in worded("What did you like and why?", kind="text")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How much did you enjoy our excellent coffee?"),
        ("cs", "Jak moc se vám líbila naše skvělá obsluha?"),
        ("sk", "Nemyslíte, že sme rýchli?"),
        ("pl", "Czy nie uważa Pan, że jest tanio?"),
        ("uk", "Наскільки вам сподобалася чудова кава?"),
        ("ru", "Не правда ли, у нас вкусно?"),
        ("de", "Finden Sie nicht, dass es schnell ging?"),
    ],
)
def test_leading_words_are_noticed_in_each_language(language, text):
    assert "leading" in worded(text, language)


def test_neutral_words_do_not_lead():
    assert "leading" not in worded("How satisfied are you with our coffee?")
    assert "leading" not in worded("Jak jste spokojeni s naší kávou?", "cs")


def test_what_is_missing_stops_publishing():
    document = questionnaire(
        asked("s", "single"), asked("m", "matrix"), {"id": "t", "type": "text", "text": {"cs": "  "}},
        languages=["en", "cs"],
    )  # fmt: skip
    found = obstacles(parse_definition(document))
    assert {(one.kind, one.where) for one in found} == {
        ("no_choices", "s"), ("no_rows", "m"), ("no_text", "t"),
    }  # fmt: skip
    assert [one.kind for one in obstacles(parse_definition(questionnaire()))] == ["empty"]
    lonely = questionnaire(asked("s", "single", choices=choices("a")))
    assert [one.kind for one in obstacles(parse_definition(lonely))] == ["no_choices"]


def test_a_question_nobody_reaches_stops_publishing():
    never = {"any": []}
    found = obstacles(parse_definition(questionnaire(asked("a"), asked("b", show_if=never))))
    assert [(one.kind, one.where) for one in found] == [("unreachable", "b")]


def test_each_missing_translation_is_named():
    question = {
        "id": "s",
        "type": "single",
        "text": {"en": "Which?", "cs": "Který?"},
        "choices": choices("a", "b"),
    }
    found = remarks(parse_definition(questionnaire(question, languages=["en", "cs"])))
    missing = [one for one in found if one.kind == "missing_translation"]
    assert [one.where for one in missing] == ["s", "s"]
    assert "The choice “A” is not translated to cs" in str(missing[0].sentence)
    assert not any(one.stops for one in missing)


def test_burdens_are_named():
    texts = [asked(f"t{n}", "text") for n in range(4)]
    assert ("too_many_open", "t3") in kinds(questionnaire(*texts))
    assert ("too_many_open", "t3") not in kinds(questionnaire(*texts[:3]))
    assert ("too_long", "") in kinds(questionnaire(*(asked(f"q{n}") for n in range(60))))
    assert ("many_choices", "s") in kinds(
        questionnaire(asked("s", "single", choices=choices(*(f"c{n}" for n in range(13)))))
    )
    assert ("required_text", "t") in kinds(questionnaire(asked("q"), asked("t", "text", required=True)))
    assert ("required_text", "t") not in kinds(questionnaire(asked("t", "text", required=True)))


def test_forced_ratings_need_not_applicable():
    second = asked("q", "csat", required=True)
    assert ("no_not_applicable", "q") in kinds(questionnaire(asked("first"), second))
    assert ("no_not_applicable", "q") not in kinds(questionnaire(second, asked("after")))
    assert ("no_not_applicable", "q") in kinds(questionnaire(asked("q", "matrix", rows=choices("r"))))
    for harmless in (
        asked("q", "csat"),
        asked("q", "csat", required=True, not_applicable=True),
        asked("q", "nps", required=True),
    ):
        assert ("no_not_applicable", "q") not in kinds(questionnaire(asked("first"), harmless))


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "the quality of our products and services", "the products and services and the price"),
        ("cs", "kvalitou produktů a služeb", "produkty a službami a cenou"),
        ("sk", "výsledkom reklamácie alebo sťažnosti", "výsledkom reklamácie alebo sťažnosti a cenou"),
        ("pl", "jakością produktów i usług", "jakością produktów i usług oraz ceną"),
        ("uk", "якістю товарів і послуг", "якістю товарів і послуг та ціною"),
        ("ru", "качеством товаров и услуг", "качеством товаров и услуг и ценой"),
        ("de", "den Produkten und Dienstleistungen", "den Produkten und Dienstleistungen und dem Preis"),
    ],
)
def test_products_and_services_are_one_offer(language, one, two):
    assert "double_barrelled" not in worded(one, language)
    assert "double_barrelled" in worded(two, language)


@pytest.mark.parametrize("name", sorted(library().templates))
@pytest.mark.parametrize("address", ["formal", "informal"])
def test_our_own_templates_get_no_remark(name, address):
    document = library().template(name).definition(LANGUAGES, address)
    assert [(one.kind, one.where, str(one.sentence)) for one in remarks(parse_definition(document))] == []


def test_our_own_questions_neither_lead_nor_ask_two_things():
    for address in ("formal", "informal"):
        for question in library().questions.values():
            found = kinds({"schema": 2, "questions": [question.document(LANGUAGES, address)]})
            assert not {kind for kind, _ in found} & {"leading", "double_barrelled"}, question.id


def test_one_touchpoint_on_two_scales_is_noticed_across_surveys_and_within_one():
    five, ten = asked("a", "csat", touchpoint="till"), asked("b", "csat10", touchpoint="till")
    other = parse_definition(questionnaire(ten))
    (remark,) = remarks(parse_definition(questionnaire(five)), {"Autumn": other})
    assert (remark.kind, remark.where) == ("mixed_scales", "a")
    assert "rates till on the scale csat_1_5, the survey “Autumn” on csat_1_10" in str(remark.sentence)
    assert ("mixed_scales", "b") in kinds(questionnaire(five, ten))
    assert kinds(questionnaire(five), {"Autumn": parse_definition(questionnaire(five))}) == set()
    agreement = asked("c", "likert", touchpoint="till")
    assert kinds(questionnaire(five, agreement)) == set()
    effort = asked("c", "ease", touchpoint="till")
    assert kinds(questionnaire(five, effort)) == set()


def test_a_pipe_that_may_stay_empty_needs_words():
    bare = [asked("a"), {"id": "b", "type": "text", "text": {"en": "Why {{a}}?"}}]
    assert ("pipe_without_words", "b") in kinds(questionnaire(*bare))
    bare[1]["text"]["en"] = "Why {{a|so}}?"
    assert ("pipe_without_words", "b") not in kinds(questionnaire(*bare))


def test_a_pale_brand_gets_a_shade_that_can_be_read():
    found = remarks(parse_definition(questionnaire(asked("a"), brand={"colour": "#ffcc00"})))
    (remark,) = [one for one in found if one.kind == "contrast"]
    assert readable("#ffcc00") in str(remark.advice)
    assert not remarks(parse_definition(questionnaire(asked("a"), brand={"colour": "#0b6e69"})))


@pytest.mark.parametrize(
    "colour", ["#ffcc00", "#ffffff", "#000000", "#0b6e69", "#ff0000", "#777777", "#123456"]
)
@pytest.mark.parametrize("ground", ["#ffffff", "#12181c"])
def test_the_readable_shade_always_passes_and_a_passing_colour_stays(colour, ground):
    shade = readable(colour, ground)
    assert contrast(shade, ground) >= 4.5
    assert shade == colour or contrast(colour, ground) < 4.5


def test_contrast_is_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#ff0000") == pytest.approx(4.00, abs=0.005)


def test_the_estimate_follows_its_formula():
    ten_words = {"id": "a", "type": "nps", "text": {"en": "one two three four five six seven eight nine ten"}}
    definition = parse_definition(questionnaire(ten_words))
    assert estimated_seconds(definition) == round(10 / (238 / 60) + 3)
    some = {**asked("b", "text"), "show_if": {"question": "a", "op": "answered"}}
    assert estimated_seconds(parse_definition(questionnaire(ten_words, some))) == round(
        10 / (238 / 60) + 3 + (2 / (238 / 60) + 25) / 2
    )
    assert estimated_seconds(parse_definition(questionnaire())) == 0
