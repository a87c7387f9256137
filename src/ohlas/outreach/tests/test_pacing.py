"""Nobody over budget, nobody starved, every skip with its reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules import SkipReason
from ohlas.outreach.rules.pacing import (
    ALWAYS,
    NEVER,
    AttributeRule,
    Decision,
    People,
    Policy,
    Queue,
    Window,
    budgets_of,
    decide,
    most_touches,
    read_policy,
    write_policy,
)

TODAY = 20_000
POLICY = Policy(windows=(Window(1, 30), Window(3, 365)))


def people(n: int, policy: Policy = POLICY) -> People:
    return People(
        touches=np.full((n, most_touches(policy)), NEVER, np.int32),
        budget=np.zeros(n, np.int8),
        held_until=np.full(n, NEVER, np.int32),
        budgets=budgets_of(policy),
    )


def queue(rows: list[int], *, due: int = TODAY, wait: int = 14, priority: int = 5, every: int = 90) -> Queue:
    n = len(rows)
    return Queue(
        priority=priority,
        every_days=every,
        rows=np.array(rows, np.intp),
        due=np.full(n, due, np.int32),
        until=np.full(n, due + wait, np.int32),
        refused=np.full(n, -1, np.int8),
        last=np.full(max(rows, default=0) + 1, NEVER, np.int32),
        since=np.full(max(rows, default=0) + 1, ALWAYS, np.int32),
        decided=np.zeros(n, bool),
    )


def reasons(decision: Decision) -> dict[str, list[int]]:
    return {reason: sorted(map(int, rows)) for rows, reason in decision.given_up}


def waits(decision: Decision) -> dict[str, list[int]]:
    return {reason: sorted(map(int, rows)) for rows, reason in decision.waiting}


def test_whoever_is_due_is_asked_once() -> None:
    crowd, wishes = people(3), queue([0, 1, 2])
    assert list(decide(TODAY, crowd, [wishes])[0].asked) == [0, 1, 2]
    assert len(decide(TODAY + 1, crowd, [wishes])[0].asked) == 0


def test_the_more_important_programme_goes_first_and_the_other_waits_for_the_budget() -> None:
    crowd = people(2)
    first, second = queue([0], priority=2), queue([0, 1], priority=6)
    decisions = decide(TODAY, crowd, [second, first])
    assert list(decisions[1].asked) == [0]
    assert list(decisions[0].asked) == [1]
    assert waits(decisions[0]) == {SkipReason.OVER_BUDGET: [0]}


def test_whoever_waits_to_the_end_is_given_up_with_the_reason_that_held_them() -> None:
    crowd = people(1)
    crowd.touches[0, 0] = TODAY - 1
    wishes = queue([0], wait=2)
    for day in range(2):
        assert waits(decide(TODAY + day, crowd, [wishes])[0]) == {SkipReason.OVER_BUDGET: [0]}
    assert reasons(decide(TODAY + 2, crowd, [wishes])[0]) == {SkipReason.OVER_BUDGET: [0]}


def test_waiting_lifts_a_programme_that_would_starve() -> None:
    crowd = people(1, Policy(windows=(Window(1, 10),)))
    weak = queue([0], priority=9, wait=200)
    asked = None
    for day in range(200):
        strong = queue([0], due=TODAY + day, priority=3, wait=0, every=10)
        if len(decide(TODAY + day, crowd, [strong, weak])[1].asked):
            asked = day
            break
    assert asked is not None
    assert asked <= 14 * 7 + 10


def test_two_events_of_one_person_ask_once() -> None:
    decision = decide(TODAY, people(1, Policy(windows=(Window(9, 1),))), [queue([0, 0])])[0]
    assert list(decision.asked) == [0]
    assert waits(decision) == {SkipReason.TOO_SOON: [1]}


def test_held_and_ruled_out_people_are_told_apart() -> None:
    policy = Policy(rules=(AttributeRule("VIP never", {"field": "a_vip"}, ()),))
    crowd = people(3, policy)
    crowd.held_until[0] = TODAY + 100
    crowd.budget[1] = 1
    decision = decide(TODAY, crowd, [queue([0, 1, 2], wait=0)])[0]
    assert list(decision.asked) == [2]
    assert reasons(decision) == {SkipReason.HELD: [0], SkipReason.RULE: [1]}


def test_who_cannot_be_reached_at_all_is_told_on_the_day_they_are_due() -> None:
    wishes = queue([0, 1])
    wishes.refused[1] = list(SkipReason).index(SkipReason.NO_CONSENT)
    decision = decide(TODAY, people(2), [wishes])[0]
    assert list(decision.asked) == [0]
    assert reasons(decision) == {SkipReason.NO_CONSENT: [1]}


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 60), st.integers(1, 9)), max_size=40),
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 40)), min_size=1, max_size=2),
)
def test_nobody_is_ever_over_budget_and_every_occasion_ends(
    wishes: list[tuple[int, int, int]], windows: list[tuple[int, int]]
) -> None:
    policy = Policy(windows=tuple(Window(*one) for one in windows))
    crowd = people(5, policy)
    queues = [
        queue([row], due=TODAY + day, priority=priority, wait=7, every=5) for row, day, priority in wishes
    ]
    asked: list[tuple[int, int]] = []
    ended = 0
    for day in range(TODAY, TODAY + 70):
        for decision, one in zip(decide(day, crowd, queues), queues, strict=True):
            asked += [(int(one.rows[position]), day) for position in decision.asked]
            ended += len(decision.asked) + sum(len(rows) for rows, _ in decision.given_up)
    assert ended == len(wishes)
    for count, days in windows:
        for person, day in asked:
            same = [one for who, one in asked if who == person and day <= one < day + days]
            assert len(same) <= count


def test_a_policy_reads_back_as_it_was_written() -> None:
    policy = Policy((Window(2, 60),), (AttributeRule("VIP", {"field": "a_vip"}, (Window(1, 90),)),), 7)
    assert read_policy(write_policy(policy)) == policy


def test_a_wrong_policy_names_the_place_and_what_is_allowed() -> None:
    with pytest.raises(BadProgramme, match=r"windows\[0\]\.count.*from 1 to 100"):
        read_policy({"windows": [{"count": 0, "days": 3}]})
