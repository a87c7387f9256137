"""Each change of a document does one thing and leaves the old document as it was."""

from copy import deepcopy

import pytest

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules import parse_definition
from ohlas.surveys.rules.editing import (
    add_choice,
    add_condition,
    add_end,
    add_language,
    add_question,
    add_quota,
    add_section,
    add_skip,
    add_variant,
    blank_question,
    condition_at,
    duplicate_question,
    faults_of,
    join_conditions,
    move_choice,
    move_question,
    move_section,
    normal,
    parts_of,
    remove_choice,
    remove_condition,
    remove_language,
    remove_part,
    remove_question,
    remove_section,
    remove_skip,
    set_address,
    set_choice,
    set_part,
    set_question,
    set_settings,
    set_text,
    step_question,
    texts_of,
)
from ohlas.surveys.rules.library import library

LOW = {"question": "nps", "op": "at_most", "value": 6}


@pytest.fixture
def document():
    template = library().template("after_purchase").definition(["cs", "en"])
    return normal(template)


def names(document):
    return [question["id"] for question in document["questions"]]


def test_zero_is_a_bound_and_a_score_while_nothing_takes_a_field_away(document):
    new, name = add_question(document, blank_question("number"))
    new = set_question(new, name, {"min": 0, "max": 60, "required": True})
    assert (new["questions"][-1]["min"], new["questions"][-1]["max"]) == (0, 60)
    new = set_question(new, name, {"min": None, "required": False})
    assert "min" not in new["questions"][-1]
    assert "required" not in new["questions"][-1]


def test_no_change_touches_the_document_it_was_given(document):
    before = deepcopy(document)
    changes = (
        lambda d: add_question(d, blank_question("single"))[0],
        lambda d: duplicate_question(d, "nps")[0],
        lambda d: remove_question(d, "nps"),
        lambda d: step_question(d, "nps", 1),
        lambda d: set_question(d, "nps", {"required": False, "touchpoint": "till"}),
        lambda d: add_section(d, "nps", {"cs": "Druhá"})[0],
        lambda d: add_condition(d, "questions/score_reason", LOW),
        lambda d: add_skip(d, "nps", "end"),
        lambda d: add_end(d)[0],
        lambda d: add_quota(d, 20)[0],
        lambda d: add_variant(d, "single"),
        lambda d: add_language(d, "de"),
        lambda d: remove_language(d, "en"),
        lambda d: set_address(d, "informal"),
        lambda d: set_text(d, "questions/nps/text", "en", "New"),
        lambda d: set_settings(d, {"layout": "single", "colour": "#112233"}),
        lambda d: remove_part(d, "ends", "sorry"),
    )
    for change in changes:
        assert change(document) != document
        assert document == before


def test_questions_move_within_and_across_sections(document):
    parted, second = add_section(document, "score_reason", {"cs": "Podrobně"})
    assert [len(section["questions"]) for section in parted["sections"]] == [2, 2]
    down = step_question(parted, "score_reason", 1)
    assert down["sections"][1]["questions"][0] == "score_reason"
    assert names(down) == names(document)
    up = step_question(down, "score_reason", -1)
    assert up["sections"] == parted["sections"]
    first = move_question(parted, "detractor_fix", parted["sections"][0]["id"], 0)
    assert names(first)[0] == "detractor_fix"
    assert names(move_section(parted, second, -1))[:2] == ["csi_purchase", "detractor_fix"]
    assert names(remove_section(parted, second)) == names(document)
    assert step_question(parted, "nps", -1) == parted
    assert parse_definition(parted).sections[1].title == {"cs": "Podrobně"}


def test_conditions_grow_and_shrink_one_comparison_at_a_time(document):
    owner = "questions/score_reason"
    one = add_condition(document, owner, LOW)
    assert condition_at(one, owner) == LOW
    two = join_conditions(add_condition(one, owner, {**LOW, "value": 3}), owner, "any")
    assert parts_of(condition_at(two, owner)) == ("any", [LOW, {**LOW, "value": 3}])
    parse_definition(two)
    assert condition_at(remove_condition(two, owner, "1"), owner) == LOW
    assert condition_at(remove_condition(one, owner, "0"), owner) is None
    skip = add_condition(add_skip(document, "nps", "end"), "skips/nps/0", LOW)
    assert parse_definition(skip).by_id["nps"].skip_to[0].to == "end"
    assert remove_skip(skip, "nps", 0) == normal(document)


def test_conditions_are_grouped_within_groups_and_each_group_is_joined_its_own_way(document):
    owner = "questions/score_reason"
    high, czech = {**LOW, "op": "at_least", "value": 9}, {"field": "language", "op": "is", "value": "cs"}
    first = add_condition(add_condition(document, owner, LOW), owner, czech, apart=True)
    assert condition_at(first, owner) == {"all": [LOW, {"any": [czech]}]}
    second = add_condition(first, owner, high, "1")
    third = join_conditions(add_condition(second, owner, high, "1", apart=True), owner, "none", "1.2")
    assert condition_at(third, owner) == {"all": [LOW, {"any": [czech, high, {"not": {"any": [high]}}]}]}
    parse_definition(third)
    flipped = join_conditions(third, owner, "not_all")
    assert parts_of(condition_at(flipped, owner))[0] == "not_all"
    assert condition_at(remove_condition(third, owner, "1.2"), owner) == condition_at(second, owner)
    assert condition_at(remove_condition(second, owner, "1"), owner) == LOW
    assert condition_at(remove_condition(second, owner, "0"), owner) == {"any": [czech, high]}
    assert condition_at(remove_condition(third, owner, ""), owner) is None
    for beyond in ("1.2", "9", "1.x", "0.0.0"):
        with pytest.raises(NotAllowed):
            add_condition(third, owner, LOW, beyond, apart=True)
    with pytest.raises(NotAllowed):
        join_conditions(third, owner, "perhaps")


def test_choices_keep_their_names_while_they_move(document):
    chosen, name = add_question(document, blank_question("single"))
    for text in ("Cena", "Kvalita"):
        chosen = add_choice(chosen, name, "choices", {"cs": text})
    moved = move_choice(chosen, name, "choices", "c4", -3)
    listed = moved["questions"][-1]["choices"]
    assert [choice["id"] for choice in listed] == ["c4", "c1", "c2", "c3"]
    assert set_choice(moved, name, "choices", "c3", {"other": True})["questions"][-1]["choices"][3]["other"]
    assert len(remove_choice(moved, name, "choices", "c1")["questions"][-1]["choices"]) == 3
    with pytest.raises(NotAllowed):
        remove_choice(moved, name, "choices", "c9")


def test_a_new_language_brings_the_librarys_words_but_not_over_own_ones(document):
    own = set_text(document, "questions/score_reason/text", "cs", "Pověz nám proč")
    own = set_text(own, "questions/score_reason/text", "en", "Tell us why")
    german = add_language(own, "de")
    texts = {place.path: place.texts for place in texts_of(german)}
    assert "empfehlen" in texts["questions/nps/text"]["de"]
    assert "de" not in texts["questions/score_reason/text"]
    assert next(place.path for place in texts_of(german) if place.is_missing("de", "cs")) == (
        "questions/score_reason/text"
    )
    assert remove_language(german, "en")["languages"] == ["cs", "de"]
    with pytest.raises(NotAllowed):
        remove_language(german, "cs")


def test_the_way_of_address_changes_the_librarys_words_only(document):
    own = set_text(document, "questions/score_reason/text", "cs", "Proč jste dali tolik?")
    informal = set_address(own, "informal")
    texts = {place.path: place.texts for place in texts_of(informal)}
    assert texts["questions/score_reason/text"]["cs"] == "Proč jste dali tolik?"
    assert texts["questions/nps/text"] != document["questions"][0]["text"]
    assert set_address(informal, "formal") == normal(own)


def test_a_test_has_two_arms_or_none(document):
    tested = add_variant(document, "single")
    assert [variant.layout for variant in parse_definition(tested).variants] == [None, "single"]
    worded = set_text(tested, "variants/b/nps", "cs", "Jinak")
    assert parse_definition(worded).variants[1].texts == {"nps": {"cs": "Jinak"}}
    assert set_part(tested, "variants", "b", {"share": 3})["variants"][1]["share"] == 3
    assert remove_part(tested, "variants", "b")["variants"] == []


def test_every_fault_says_where_it_lies(document):
    assert faults_of(document) == ()
    wrong = step_question(document, "detractor_fix", -3)
    wrong, empty = add_question(wrong, blank_question("single"))
    told = {(fault.part, fault.code) for fault in faults_of(wrong)}
    assert told >= {("detractor_fix", "show_if"), (empty, "no_choice_text")}
    looped = add_skip(document, "score_reason", "nps")
    assert [(fault.part, fault.code) for fault in faults_of(looped)] == [("score_reason", "skip_to")]
