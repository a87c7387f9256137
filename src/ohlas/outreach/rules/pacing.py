"""Who may be asked today: one decision for the planner, the simulator and what is really sent.

Everybody is a row of a few arrays, so that a million people are decided in a breath; a small organisation takes the
same way. Days are whole numbers, `date.toordinal()`, in the organisation's calendar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules.care import Care, read_care, write_care
from ohlas.outreach.rules.spending import Draw, drawn, inclusions
from ohlas.outreach.rules.states import SkipReason

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.intp]

NEVER = -(10**6)
"""A day so long ago that nothing counts it."""
ALWAYS = 10**6
AGES_AFTER = 14
"""Who waits so many days moves up one step of priority, so that nobody waits for ever."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` contacts within any `days` days."""

    count: int
    days: int


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """A budget of their own for whom the condition chooses; no windows: never asked."""

    name: str
    when: Mapping[str, Any]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The organisation's budget of contacts per person; the first rule that fits a person is theirs.

    `care` says who is left alone after what they told.
    """

    windows: tuple[Window, ...] = (Window(1, 30), Window(6, 365))
    rules: tuple[AttributeRule, ...] = ()
    ages_after: int = AGES_AFTER
    care: Care = field(default_factory=Care)


@dataclass(slots=True)
class People:
    """The state of pacing per person; arrays of one length, changed by `decide`.

    `touches` holds the last few days of contact, newest first; `budget` tells which of `budgets` is theirs, -1 for
    people who are never asked; `held_until` is the last day they are left alone; `unit` groups them for spending.
    """

    touches: "Days"
    budget: "npt.NDArray[np.int8]"
    held_until: "Days"
    budgets: Sequence[tuple[Window, ...]]

    def __len__(self) -> int:
        return len(self.held_until)


@dataclass(slots=True)
class Queue:
    """What one programme wants of these people: rows of `People`, with the day each is due and waits to.

    `refused` holds a reason's number from `REASONS` where the person cannot be asked at all, else -1; `last` is, for
    everybody of `People`, the day this programme last asked them, `since` the day from which they wait for it (the
    first occasion that the budget took from them after that; `ALWAYS`: none); `draw` limits how many it asks a day.
    """

    priority: int
    every_days: int
    rows: "Rows"
    due: "Days"
    until: "Days"
    refused: "npt.NDArray[np.int8]"
    last: "Days"
    since: "Days"
    decided: "Mask" = field(repr=False)
    draw: Draw | None = None


@dataclass(slots=True)
class Decision:
    """Of one programme on one day, positions in its queue: who is asked, given up and why, who waits for what."""

    asked: "Rows"
    given_up: list[tuple["Rows", SkipReason]]
    waiting: list[tuple["Rows", SkipReason]]


REASONS = tuple(SkipReason)


def read_policy(document: object) -> Policy:
    """The policy in the document.

    Errors: `BadProgramme`.
    """
    if document is None or document == {}:
        return Policy()
    if not isinstance(document, Mapping):
        raise BadProgramme("policy", str(document)[:40], "a set of names and values is allowed")
    for name in document:
        if name not in {"windows", "rules", "ages_after", "care"}:
            raise BadProgramme(
                str(name), str(name), "only windows, rules, ages_after and care are known here"
            )
    ages = document.get("ages_after", AGES_AFTER)
    if isinstance(ages, bool) or not isinstance(ages, int) or not 1 <= ages <= 365:  # noqa: PLR2004 - a year
        raise BadProgramme("ages_after", str(ages), "a whole number of days from 1 to 365 is allowed")
    rules = document.get("rules") or ()
    return Policy(
        _windows(document.get("windows"), "windows") or Policy().windows,
        tuple(_rule(one, n) for n, one in enumerate(rules)),
        ages,
        read_care(document.get("care")),
    )


def write_policy(policy: Policy) -> dict[str, Any]:
    """The document `read_policy` reads back as this policy."""
    return {
        "windows": [{"count": one.count, "days": one.days} for one in policy.windows],
        "rules": [
            {
                "name": rule.name,
                "when": rule.when,
                "windows": [{"count": one.count, "days": one.days} for one in rule.windows],
            }
            for rule in policy.rules
        ],
        "ages_after": policy.ages_after,
        "care": write_care(policy.care),
    }


def _windows(given: object, place: str) -> tuple[Window, ...]:
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise BadProgramme(place, str(given)[:40], "a list of {count, days} is allowed")
    found = []
    for n, one in enumerate(given):
        count, days = (one.get("count"), one.get("days")) if isinstance(one, Mapping) else (None, None)
        for name, part, high in (("count", count, 100), ("days", days, 3650)):
            if isinstance(part, bool) or not isinstance(part, int) or not 1 <= part <= high:
                raise BadProgramme(
                    f"{place}[{n}].{name}", str(part), f"a whole number from 1 to {high} is allowed"
                )
        found.append(Window(int(str(count)), int(str(days))))
    return tuple(found)


def _rule(given: object, n: int) -> AttributeRule:
    place = f"rules[{n}]"
    if not isinstance(given, Mapping):
        raise BadProgramme(place, str(given)[:40], "a rule with name, when and windows is allowed")
    when = given.get("when")
    if not isinstance(when, Mapping):
        raise BadProgramme(f"{place}.when", str(when)[:40], "a condition is needed")
    name = str(given.get("name") or "").strip()[:80]
    if not name:
        raise BadProgramme(f"{place}.name", "nothing", "a name is needed, as skips are explained by it")
    return AttributeRule(name, when, _windows(given.get("windows"), f"{place}.windows"))


def most_touches(policy: Policy) -> int:
    """How many last contacts must be known per person to decide by this policy."""
    windows = [*policy.windows, *(window for rule in policy.rules for window in rule.windows)]
    return max((window.count for window in windows), default=1)


def budgets_of(policy: Policy) -> list[tuple[Window, ...]]:
    """The organisation's windows first, then each rule's; a person's `budget` points here."""
    return [policy.windows, *(rule.windows for rule in policy.rules)]


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
