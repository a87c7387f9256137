"""One plan in words and bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.outreach.queries.planning import Outcome, Plan
from ohlas.outreach.queries.plans_kept import Progress
from ohlas.outreach.queries.words import CARRIERS, reason_words
from ohlas.outreach.rules.pacing import REASONS

MOST_CELLS = 400
WIDTH, HEIGHT, FLOOR = 600, 120, 100


@dataclass(frozen=True)
class Bar:
    """A day of the chart: its place in units of the picture, and what it says."""

    day: date
    count: int
    x: float
    y: float
    width: float
    height: float
    has_label: bool


@dataclass(frozen=True)
class PlanCell:
    """So many are asked that day by this programme, on this channel, at this branch."""

    day: date
    programme: str
    carrier: str
    unit: str
    count: int


@dataclass(frozen=True)
class ReasonLine:
    programme: str
    programme_id: UUID
    reason: str
    words: str
    count: int


@dataclass(frozen=True)
class PlanView:
    """One plan in words and bars."""

    first: date
    last: date
    made_at: datetime
    contacts: int
    asked: int
    people: int
    skipped: int
    waiting: int
    bars: Sequence[Bar]
    cells: Sequence[PlanCell]
    more_cells: int
    by_programme: Sequence[tuple[str, UUID, int]]
    skips: Sequence[ReasonLine]
    waits: Sequence[ReasonLine]


@dataclass(frozen=True)
class PlanPage:
    """`outreach/programmes/plan.html`; `percent` is set while the plan is still being counted."""

    plan: PlanView | None
    percent: int | None
    may_see_people: bool


def plan_view(plan: Plan, actor: Actor) -> PlanView:
    import numpy as np

    per_day = np.zeros(plan.days, int)
    askable = np.zeros(plan.contacts, bool)
    for one in plan.programmes:
        asked = one.outcome == Outcome.ASKED
        np.add.at(per_day, one.day[asked], 1)
        askable[one.row[asked]] = True
    cells = cells_of(plan, actor)
    skips, waits = (_reasons(plan, kind) for kind in (Outcome.SKIPPED, Outcome.WAITING))
    return PlanView(
        first=plan.first,
        last=plan.first + timedelta(days=plan.days - 1),
        made_at=plan.made_at,
        contacts=plan.contacts,
        asked=int(per_day.sum()),
        people=int(askable.sum()),
        skipped=sum(one.count for one in skips),
        waiting=sum(one.count for one in waits),
        bars=_bars(plan, [int(one) for one in per_day]),
        cells=cells[:MOST_CELLS],
        more_cells=max(0, len(cells) - MOST_CELLS),
        by_programme=[
            (one.name, one.id, int((one.outcome == Outcome.ASKED).sum())) for one in plan.programmes
        ],
        skips=skips,
        waits=waits,
    )


def _bars(plan: Plan, counts: Sequence[int]) -> list[Bar]:
    most, step = max([*counts, 1]), WIDTH / plan.days
    return [
        Bar(
            plan.first + timedelta(days=n),
            count,
            round(n * step + 1, 1),
            round(FLOOR - FLOOR * count / most, 1),
            round(step - 2, 1),
            round(FLOOR * count / most, 1),
            n % 7 == 0,
        )
        for n, count in enumerate(counts)
    ]


def cells_of(plan: Plan, actor: Actor) -> list[PlanCell]:
    """How many are asked, by day, programme, channel and branch."""
    import numpy as np

    names = {one.code: one.name for one in units_of(actor.organisation.id)}
    found = []
    for order, one in enumerate(plan.programmes):
        asked = one.outcome == Outcome.ASKED
        triples = np.stack([one.day[asked], one.step[asked], one.unit[asked]])
        kinds, counts = np.unique(triples, axis=1, return_counts=True)
        for (day, step, unit), count in zip(kinds.T.tolist(), counts.tolist(), strict=True):
            code = plan.units[unit]
            cell = PlanCell(
                plan.first + timedelta(days=day),
                one.name,
                str(CARRIERS.get(one.carriers[step], one.carriers[step])),
                names.get(code, code) or "–",
                count,
            )
            found.append((day, order, step, unit, cell))
    return [each[-1] for each in sorted(found, key=lambda each: each[:4])]


def _reasons(plan: Plan, kind: Outcome) -> list[ReasonLine]:
    import numpy as np

    found = []
    for one in plan.programmes:
        mine = (one.outcome == kind) & (one.reason >= 0)
        for reason, count in zip(*np.unique(one.reason[mine], return_counts=True), strict=True):
            name = REASONS[int(reason)]
            found.append(ReasonLine(one.name, one.id, name, reason_words(name), int(count)))
    return sorted(found, key=lambda line: -line.count)


def percent_of(progress: Progress) -> int:
    return min(99, round(100 * progress.done / max(1, progress.of)))
