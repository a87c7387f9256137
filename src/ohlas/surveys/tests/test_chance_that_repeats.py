"""Orders and variants: different between respondents, always the same for one."""

from collections import Counter
from datetime import UTC, datetime

from ohlas.surveys.rules import (
    closing_time,
    full_quota,
    is_past,
    order,
    parse_definition,
    quotas_of,
    variant_for,
    with_variant,
)
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

DEFINITION = parse_definition(AFTER_PURCHASE)
SEEDS = [f"respondent-{n}" for n in range(3_000)]


def test_each_place_in_a_shuffled_list_is_equally_likely():
    question = asked("s", "single", choices=choices("a", "b", "c"), shuffle=True)
    definition = parse_definition(questionnaire(question))
    seen = Counter(tuple(c.id for c in order(definition, seed).questions[0].choices) for seed in SEEDS)
    assert len(seen) == 6
    assert all(400 < times < 600 for times in seen.values())


def test_other_and_none_stay_last():
    for seed in SEEDS[:50]:
        (bought,) = [q for q in order(DEFINITION, seed).questions if q.id == "bought"]
        assert [choice.id for choice in bought.choices[2:]] == ["else", "nothing"]


def test_a_shuffled_section_keeps_its_questions_together():
    seen = {tuple(q.id for q in order(DEFINITION, seed).questions) for seed in SEEDS[:200]}
    assert len(seen) == 6
    assert {names[:7] for names in seen} == {("nps", "why", "sorry", "bought", "csi", "keep", "speed")}


def test_two_shuffled_lists_of_equal_names_are_ordered_apart():
    two = [asked(name, "single", choices=choices("a", "b", "c", "d"), shuffle=True) for name in ("s", "t")]
    definition = parse_definition(questionnaire(*two))
    same = 0
    for seed in SEEDS[:240]:
        first, second = order(definition, seed).questions
        same += [c.id for c in first.choices] == [c.id for c in second.choices]
    assert same < 30


def test_arms_get_their_shares_and_keep_their_people():
    variants = [{"id": "a", "share": 3}, {"id": "b", "layout": "single"}]
    definition = parse_definition(questionnaire(asked("q"), variants=variants))
    seen = Counter(variant_for(definition, seed).id for seed in SEEDS)
    assert 2_150 < seen["a"] < 2_350
    renamed = parse_definition(questionnaire(asked("q"), variants=[variants[0], {"id": "b", "name": "New"}]))
    assert all(variant_for(definition, s).id == variant_for(renamed, s).id for s in SEEDS[:100])


def test_without_a_test_there_is_no_arm():
    assert variant_for(parse_definition(questionnaire(asked("q"))), "x") is None


def test_an_arm_changes_words_and_layout_and_nothing_else():
    arm = with_variant(DEFINITION, "b")
    assert arm.layout == "single"
    assert arm.by_id["speed"].text == {"cs": "Bylo to snadné?"}
    assert [item.id for item in arm.items()] == [item.id for item in DEFINITION.items()]
    assert with_variant(DEFINITION, "a") == DEFINITION
    assert with_variant(DEFINITION, "unknown") == DEFINITION


def test_a_quota_is_full_at_its_limit_and_not_before():
    detractors = {"question": "q", "op": "at_most", "value": 6}
    quotas = [
        {"id": "low", "when": detractors, "limit": 2, "action": "screen_out"},
        {"id": "all", "limit": 9},
    ]
    definition = parse_definition(questionnaire(asked("q"), quotas=quotas))
    assert [quota.id for quota in quotas_of(definition, {"q": 3}, {})] == ["low", "all"]
    assert [quota.id for quota in quotas_of(definition, {"q": 9}, {})] == ["all"]
    assert full_quota(definition, {"q": 3}, {}, {"low": 1, "all": 8}) is None
    assert full_quota(definition, {"q": 3}, {}, {"low": 2}).action == "screen_out"
    assert full_quota(definition, {"q": 9}, {}, {"low": 2}) is None
    assert full_quota(definition, {"q": 9}, {}, {"all": 9}).id == "all"


def test_it_closes_by_the_organisations_clock():
    assert closing_time(DEFINITION, "Europe/Prague") == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    assert not is_past(DEFINITION, "Europe/Prague", datetime(2026, 12, 1, 16, 59, tzinfo=UTC))
    assert is_past(DEFINITION, "Europe/Prague", datetime(2026, 12, 1, 17, 0, tzinfo=UTC))
    assert is_past(DEFINITION, "Asia/Tokyo", datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
