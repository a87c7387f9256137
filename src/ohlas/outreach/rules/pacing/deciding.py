"""Who is asked today by each programme: an asking day over arrays, changed in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ohlas.outreach.rules.pacing.policy import AGES_AFTER
from ohlas.outreach.rules.pacing.state import ALWAYS, REASONS, Decision, People, Queue
from ohlas.outreach.rules.spending import drawn, inclusions
from ohlas.outreach.rules.states import SkipReason

if TYPE_CHECKING:
    from ohlas.outreach.rules.pacing.state import Days, Rows


def decide(
    today: int, people: People, queues: Sequence[Queue], ages_after: int = AGES_AFTER
) -> list[Decision]:
    """Who is asked today by each programme, in order of priority; `people` and the queues learn of it.

    Within one step of priority (waiting moves people up) programmes take turns in the order given, and whoever is due
    longest comes first. Who cannot be asked waits while their occasion lasts, then is given up with the reason.
    """
    import numpy as np

    decisions = [_refusals(today, queue) for queue in queues]
    open_now = [np.flatnonzero(~queue.decided & (queue.due <= today)) for queue in queues]
    levels = [
        _levels(today, queue, waiting, ages_after) for queue, waiting in zip(queues, open_now, strict=True)
    ]
    asked: list[list[Rows]] = [[] for _ in queues]
    held: list[list[tuple[Rows, SkipReason]]] = [[] for _ in queues]
    for level in sorted({int(one) for part in levels for one in np.unique(part)}):
        for n, queue in enumerate(queues):
            chosen = open_now[n][levels[n] == level]
            if len(chosen) == 0:
                continue
            chosen = chosen[np.argsort(queue.due[chosen], kind="stable")]
            free, barred = _free(today, people, queue, chosen)
            held[n] += barred
            if queue.draw is not None:
                free = _drawn(today, queue, free, held[n], decisions[n])
            _touch(today, people, queue, free)
            asked[n].append(free)
    for n, queue in enumerate(queues):
        decisions[n].asked = _together(asked[n])
        _end(today, queue, held[n], decisions[n])
    return decisions


def _refusals(today: int, queue: Queue) -> Decision:
    """Who cannot be asked at all is told so on the day they are due; whose time passed while nobody decided, too."""
    import numpy as np

    over = ~queue.decided & (queue.until < today) & (queue.refused < 0)
    queue.refused[over] = REASONS.index(SkipReason.EXPIRED)
    lost = np.flatnonzero(~queue.decided & (queue.due <= today) & (queue.refused >= 0))
    given_up = [
        (lost[queue.refused[lost] == number], REASONS[int(number)])
        for number in np.unique(queue.refused[lost])
    ]
    queue.decided[lost] = True
    return Decision(np.empty(0, np.intp), given_up, [])


def _free(
    today: int, people: People, queue: Queue, chosen: "Rows"
) -> tuple["Rows", list[tuple["Rows", SkipReason]]]:
    import numpy as np

    rows = queue.rows[chosen]
    held = people.held_until[rows] >= today
    barred_by_rule = people.budget[rows] < 0
    soon = today - queue.last[rows] < queue.every_days
    over = np.zeros(len(rows), bool)
    for number, windows in enumerate(people.budgets):
        mine = people.budget[rows] == number
        if not windows:
            barred_by_rule |= mine
            continue
        for window in windows:
            over |= mine & (today - people.touches[rows, window.count - 1] < window.days)
    again = np.ones(len(rows), bool)
    again[np.unique(rows, return_index=True)[1]] = False
    barred = []
    left = np.ones(len(rows), bool)
    for mask, reason in (
        (barred_by_rule, SkipReason.RULE),
        (held, SkipReason.HELD),
        (soon | again, SkipReason.TOO_SOON),
        (over, SkipReason.OVER_BUDGET),
    ):
        barred.append((chosen[left & mask], reason))
        left &= ~mask
    return chosen[left], [(some, reason) for some, reason in barred if len(some)]


def _levels(today: int, queue: Queue, waiting: "Rows", ages_after: int) -> "Days":
    """The step of priority of each who waits; a programme that draws moves as one: its pool stays whole."""
    import numpy as np

    since = np.minimum(queue.due[waiting], queue.since[queue.rows[waiting]])
    levels: Days = np.maximum(0, queue.priority - (today - since) // ages_after)
    if queue.draw is not None and len(levels):
        levels[:] = levels.min()
    return levels


def _drawn(
    today: int, queue: Queue, free: "Rows", held: list[tuple["Rows", SkipReason]], decision: Decision
) -> "Rows":
    """Of the free ones, whom the day's one draw chose; the others are given up, who came after it waits."""
    draw = queue.draw
    if draw is None or len(free) == 0:
        return free
    if draw.drawn_on >= today:
        held.append((free, SkipReason.NOT_SAMPLED))
        return free[:0]
    draw.drawn_on = today
    shares = inclusions(draw.widths[free], draw.per_day, draw.random_share)
    chosen = drawn(draw.keys[free], shares, f"{draw.salt}:{today}")
    draw.inclusion[free] = shares
    lost = free[~chosen]
    if len(lost):
        decision.given_up.append((lost, SkipReason.NOT_SAMPLED))
        queue.decided[lost] = True
    return free[chosen]


def _touch(today: int, people: People, queue: Queue, asked: "Rows") -> None:
    rows = queue.rows[asked]
    people.touches[rows, 1:] = people.touches[rows, :-1]
    people.touches[rows, 0] = today
    queue.last[rows] = today
    queue.since[rows] = ALWAYS
    queue.decided[asked] = True


def _end(today: int, queue: Queue, held: list[tuple["Rows", SkipReason]], decision: Decision) -> None:
    """Who waited to the last day is given up, for the reason that held them back; the budget's losers stay in mind."""
    import numpy as np

    for some, reason in held:
        last = queue.until[some] <= today
        if last.any():
            decision.given_up.append((some[last], reason))
            queue.decided[some[last]] = True
            if reason is SkipReason.OVER_BUDGET:
                rows = queue.rows[some[last]]
                np.minimum.at(queue.since, rows, queue.due[some[last]])
        if not last.all():
            decision.waiting.append((some[~last], reason))


def _together(parts: list["Rows"]) -> "Rows":
    import numpy as np

    return np.concatenate(parts) if parts else np.empty(0, np.intp)
