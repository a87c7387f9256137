"""What the templates of the plan and the simulator may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.forms import Form
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.customers.queries.crowds import names_of
from ohlas.outreach.queries.planning import Outcome, Plan, Planned
from ohlas.outreach.queries.plans_kept import Progress
from ohlas.outreach.queries.words import CARRIERS, reason_words
from ohlas.outreach.rules import SkipReason
from ohlas.outreach.rules.pacing import REASONS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PEOPLE = 50
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


@dataclass(frozen=True)
class PersonLine:
    contact_id: UUID
    name: str
    day: date | None
    words: str


@dataclass(frozen=True)
class PlanPeoplePage:
    """`outreach/programmes/plan_people.html`; `earlier` and `later` are query strings or empty."""

    programme: str
    people: Sequence[PersonLine]
    total: int
    words: str
    earlier: str
    later: str
    may_see_names: bool
    percent: int | None = None


@dataclass(frozen=True)
class SimulatorPage:
    """`outreach/programmes/simulator.html`; `after` is None until something is tried."""

    form: Form
    policy: Sequence[object]
    programmes: Sequence[tuple[str, Sequence[object]]]
    before: PlanView | None
    after: PlanView | None
    changes: Sequence[tuple[str, int, int]]
    percent: int | None


def plan_view(plan: Plan, actor: Actor) -> PlanView:
    import numpy as np

    per_day = np.zeros(plan.days, int)
    askable = np.zeros(plan.contacts, bool)
    for one in plan.programmes:
        asked = one.outcome == Outcome.ASKED
        np.add.at(per_day, one.day[asked], 1)
        askable[one.row[asked]] = True
    cells = _cells(plan, actor)
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


def _cells(plan: Plan, actor: Actor) -> list[PlanCell]:
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


def plan_people(
    plan: Plan, actor: Actor, programme_id: UUID, wanted: str, offset: int
) -> PlanPeoplePage | None:
    """People of one programme: asked, or skipped or waiting for a reason; None where the plan has no such one."""
    import numpy as np

    one = next((each for each in plan.programmes if each.id == programme_id), None)
    if one is None:
        return None
    mask = _wanted(one, wanted)
    rows = np.flatnonzero(mask)
    rows = rows[np.argsort(one.day[rows], kind="stable")]
    some = rows[offset : offset + PEOPLE]
    ids = [plan.id_at(int(one.row[n])) for n in some]
    may_see_names = Permission.SEE_CONTACTS in actor.permissions
    names: Mapping[UUID, str] = names_of(actor.organisation.id, ids) if may_see_names else {}
    lines = [
        PersonLine(contact_id, names.get(contact_id, ""), _day(plan, int(one.day[n])), _why(one, int(n)))
        for n, contact_id in zip(some, ids, strict=True)
    ]
    last = offset + len(lines)
    return PlanPeoplePage(
        one.name,
        lines,
        len(rows),
        _("%(first)s–%(last)s of %(total)s")
        % {"first": min(offset + 1, last), "last": last, "total": len(rows)},
        f"?who={wanted}&offset={max(0, offset - PEOPLE)}" if offset else "",
        f"?who={wanted}&offset={offset + PEOPLE}" if last < len(rows) else "",
        may_see_names,
    )


def _wanted(one: Planned, wanted: str) -> "npt.NDArray[np.bool_]":
    if wanted in set(REASONS):
        named: npt.NDArray[np.bool_] = one.reason == REASONS.index(SkipReason(wanted))
        return named
    asked: npt.NDArray[np.bool_] = one.outcome == Outcome.ASKED
    return asked


def _day(plan: Plan, number: int) -> date | None:
    return plan.first + timedelta(days=number) if number >= 0 else None


def _why(one: Planned, n: int) -> str:
    if one.outcome[n] == Outcome.ASKED:
        return str(CARRIERS.get(one.carriers[int(one.step[n])], ""))
    reason = int(one.reason[n])
    return reason_words(REASONS[reason]) if reason >= 0 else _("Their day comes after these.")


def percent_of(progress: Progress) -> int:
    return min(99, round(100 * progress.done / max(1, progress.of)))


def counting_people(programme: str, percent: int | None) -> PlanPeoplePage:
    """Nobody to show: the plan is still counted, or the programme asks nobody in it."""
    return PlanPeoplePage(programme, (), 0, "", "", "", may_see_names=False, percent=percent)


def simulator_page(
    actor: Actor, form: Form, before: Plan | Progress, after: Plan | Progress | None
) -> SimulatorPage:
    """Both plans, or how far the slower one came."""
    counting = [one for one in (before, after) if isinstance(one, Progress)]
    shown = [plan_view(one, actor) if isinstance(one, Plan) else None for one in (before, after)]
    names = list(form.fields)
    rows = []
    for k, one in enumerate(getattr(form, "programmes", ())):
        rows.append((one.name, [form[name] for name in names if name.startswith(f"p{k}_")]))
    return SimulatorPage(
        form,
        [form[name] for name in names if not name.startswith("p")],
        rows,
        shown[0],
        shown[1],
        _changes(*shown),
        min(percent_of(one) for one in counting) if counting else None,
    )


def _changes(before: PlanView | None, after: PlanView | None) -> list[tuple[str, int, int]]:
    if before is None or after is None:
        return []
    then = {programme_id: count for _name, programme_id, count in after.by_programme}
    known = {programme_id for _name, programme_id, _count in before.by_programme}
    lines = [(name, count, then.get(one, 0)) for name, one, count in before.by_programme]
    return lines + [(name, 0, count) for name, one, count in after.by_programme if one not in known]


def plan_document(plan: Plan, actor: Actor) -> dict[str, object]:
    """The plan as the API gives it: counts by day, programme, channel and unit, and reasons; no people."""
    view = plan_view(plan, actor)
    return {
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "contacts": view.contacts,
        "asked": view.asked,
        "people": view.people,
        "days": [
            {
                "day": one.day.isoformat(),
                "programme": one.programme,
                "channel": one.carrier,
                "unit": one.unit,
                "people": one.count,
            }
            for one in _cells(plan, actor)
        ],
        "skipped": [_reason_document(one) for one in view.skips],
        "waiting": [_reason_document(one) for one in view.waits],
    }


def _reason_document(line: ReasonLine) -> dict[str, object]:
    return {
        "programme": line.programme,
        "reason": str(line.reason),
        "words": line.words,
        "occasions": line.count,
    }
