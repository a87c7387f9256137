import pytest

from ohlas.engine import BadFact, answers_table, recorded_fingerprints, stored_fingerprints
from ohlas.engine.tests.conftest import answer

RECORD = [
    answer(
        number,
        survey=f"survey {number % 2}",
        weight=1.5,
        attributes={"region": "north"} if number > 5 else {},
    )
    for number in range(12)
]


def recorded(store, rows):
    return recorded_fingerprints(store, [answers_table(rows[:7]), answers_table(rows[7:])])


def test_facts_and_record_agree_in_whatever_order_and_batches(store):
    for batch in range(4):
        store.append("answers", batch, answers_table(RECORD[batch::4]))
    stored = stored_fingerprints(store, "sova")
    assert stored == recorded(store, RECORD) == recorded(store, RECORD[::-1])
    assert {survey: found.facts for survey, found in stored.items()} == {"survey 0": 6, "survey 1": 6}


@pytest.mark.parametrize(
    "change",
    [
        {"value": 3.0},
        {"value": None},
        {"weight": None},
        {"channel": "sms"},
        {"unit": "u1"},
        {"at": answer(0).at},
        {"complete": False},
        {"attributes": {"region": "south"}},
        {"attributes": {"zone": "north"}},
        {"survey": "survey 1"},
    ],
    ids=str,
)
def test_one_changed_answer_is_noticed_in_its_survey(store, change):
    store.append("answers", 1, answers_table(RECORD))
    changed = answer(10, **{"survey": "survey 0", "weight": 1.5, "attributes": {"region": "north"}, **change})
    stored, expected = (
        stored_fingerprints(store, "sova"),
        recorded(store, [*RECORD[:10], changed, RECORD[11]]),
    )
    assert stored["survey 0"] != expected["survey 0"]


def test_an_answer_stored_twice_is_noticed(store):
    store.append("answers", 1, answers_table(RECORD))
    store.append("answers", 2, answers_table(RECORD[:1]))
    stored, expected = stored_fingerprints(store, "sova"), recorded(store, RECORD)
    assert stored["survey 0"] != expected["survey 0"]
    assert stored["survey 1"] == expected["survey 1"]


def test_organisations_are_checked_one_at_a_time(store):
    both = [answer(1), answer(2, organisation="lev")]
    store.append("answers", 1, answers_table(both))
    assert stored_fingerprints(store, "sova") == recorded_fingerprints(store, [answers_table(both[:1])])
    with pytest.raises(BadFact, match="one organisation"):
        recorded_fingerprints(store, [answers_table(both)])


def test_nothing_stored_and_nothing_recorded_agree(store):
    assert stored_fingerprints(store, "sova") == {} == recorded_fingerprints(store, [])
    store.append("answers", 1, answers_table([]))
    assert stored_fingerprints(store, "sova") == {} == recorded_fingerprints(store, [answers_table([])])
