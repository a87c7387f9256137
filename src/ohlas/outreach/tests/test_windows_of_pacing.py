"""Whatever the windows of the budget: nobody is over any of them, and who waits long enough is asked."""

import random
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohlas.outreach.rules.pacing import (
    ALWAYS,
    NEVER,
    People,
    Policy,
    Queue,
    Window,
    budgets_of,
    decide,
    most_touches,
)

START = 20_000
CROWD = 6
Asked = dict[int, list[int]]


def happenings(
    chance: random.Random, days: int, share: float, *, wait: int, priority: int, every: int
) -> Queue:
    """A programme of events that befall people by chance over these days."""
    found = [(row, day) for day in range(days) for row in range(CROWD) if chance.random() < share]
    due = np.array([START + day for _, day in found], np.int32)
    return Queue(
        priority=priority,
        every_days=every,
        rows=np.array([row for row, _ in found], np.intp),
        due=due,
        until=(due + wait).astype(np.int32),
        refused=np.full(len(found), -1, np.int8),
        last=np.full(CROWD, NEVER, np.int32),
        since=np.full(CROWD, ALWAYS, np.int32),
        decided=np.zeros(len(found), bool),
    )


def lived(policy: Policy, queues: list[Queue], days: int) -> Asked:
    """On which days each was asked; each occasion ends once, asked or given up."""
    people = People(
        touches=np.full((CROWD, most_touches(policy)), NEVER, np.int32),
        budget=np.zeros(CROWD, np.int8),
        held_until=np.full(CROWD, NEVER, np.int32),
        budgets=budgets_of(policy),
    )
    asked: Asked = defaultdict(list)
    ends = [np.zeros(len(queue.rows), int) for queue in queues]
    for day in range(START, START + days):
        for queue, end, decision in zip(queues, ends, decide(day, people, queues), strict=True):
            for n in decision.asked:
                asked[int(queue.rows[n])].append(day)
                end[n] += 1
            for some, _ in decision.given_up:
                end[some] += 1
    for queue, end in zip(queues, ends, strict=True):
        assert (end[queue.until < START + days - 1] == 1).all()
        assert (end <= 1).all()
    return asked


def nobody_is_over(policy: Policy, asked: Asked) -> None:
    for days in asked.values():
        for window in policy.windows:
            for first in days:
                assert sum(first <= one < first + window.days for one in days) <= window.count


@pytest.mark.parametrize(
    "windows",
    [
        ((1, 30), (10, 365)),
        ((1, 7), (2, 30), (6, 180)),
        ((2, 14),),
        ((5, 5), (5, 100)),
        ((1, 90), (2, 365)),
    ],
)
def test_two_years_within_these_windows(windows: tuple[tuple[int, int], ...]) -> None:
    policy = Policy(windows=tuple(Window(*one) for one in windows))
    longest = max(one.days for one in policy.windows)
    chance = random.Random(5)  # noqa: S311 - a story, no secret
    queues = [
        happenings(chance, 730, 0.05, wait=5, priority=1, every=1),
        happenings(chance, 730, 0.01, wait=longest + 9 * 14, priority=9, every=1),
    ]
    asked = lived(policy, queues, 730)
    nobody_is_over(policy, asked)
    # The weak programme waits as long as its budget needs to open, so that nobody who had a reason stays unasked.
    weak = queues[1]
    waited = weak.decided & (weak.until < START + 729)
    assert waited.any()
    assert set(map(int, weak.rows[waited])) <= {row for row in range(CROWD) if weak.last[row] > NEVER}


WINDOWS = st.lists(st.builds(Window, st.integers(1, 4), st.integers(1, 60)), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(WINDOWS, st.integers(0, 10**6), st.integers(1, 20))
def test_any_windows_hold(windows: list[Window], seed: int, every: int) -> None:
    policy, chance = Policy(windows=tuple(windows)), random.Random(seed)  # noqa: S311 - a story, no secret
    queues = [
        happenings(chance, 150, share, wait=wait, priority=priority, every=every)
        for share, wait, priority in ((0.2, 3, 2), (0.1, 20, 5), (0.05, 60, 8))
    ]
    nobody_is_over(policy, lived(policy, queues, 150))
