"""Who would be asked in the next days, by what, and who would not and why: decided as it will be, never written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.accounts.queries import organisation_settings
from ohlas.outreach.models import Programme
from ohlas.outreach.queries.crowd import Crowd, crowd_of, day_of, people_of, policy_of
from ohlas.outreach.queries.running import Running, running_of, trouble_with
from ohlas.outreach.queries.wishes import Span, Wishes, wishes_of
from ohlas.outreach.rules import ProgrammeState
from ohlas.outreach.rules.pacing import REASONS, Decision, decide
from ohlas.outreach.rules.whatif import Tried, WhatIf, merged

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Column = npt.NDArray[np.generic]

DAYS = 30
NO_REASON = -1
Progress = Callable[[int, int], None]


class Outcome(IntEnum):
    """What becomes of an occasion within the days looked at."""

    ASKED = 0
    SKIPPED = 1
    WAITING = 2


@dataclass(frozen=True)
class Planned:
    """One programme's occasions, a row each; `day` counts from the plan's first, -1 before it ends.

    `row` points into the plan's people, `step` to the programme's carriers, `unit` into the plan's `units`.
    """

    id: UUID
    name: str
    carriers: tuple[str, ...]
    row: "npt.NDArray[np.int32]"
    day: "npt.NDArray[np.int16]"
    outcome: "npt.NDArray[np.int8]"
    reason: "npt.NDArray[np.int8]"
    step: "npt.NDArray[np.int8]"
    unit: "npt.NDArray[np.int16]"


@dataclass(frozen=True)
class Plan:
    """All running programmes over the days from `first` on; `heads` and `keys` are halves of people's ids."""

    first: date
    days: int
    made_at: datetime
    contacts: int
    programmes: tuple[Planned, ...]
    heads: "npt.NDArray[np.uint64]"
    keys: "npt.NDArray[np.uint64]"
    units: tuple[str, ...]

    def id_at(self, row: int) -> UUID:
        return UUID(int=(int(self.heads[row]) << 64) | int(self.keys[row]))


@dataclass(frozen=True)
class Terms:
    """Which days to look at, under which change, for whom alone (None: everybody), telling how far it came."""

    days: int = DAYS
    whatif: WhatIf = field(default_factory=WhatIf)
    only: Sequence[UUID] | None = None
    progress: Progress = lambda _done, _of: None


def make_plan(organisation_id: UUID, now: datetime, terms: Terms | None = None) -> Plan:
    """The plan by the same decision that asks people each day.

    Events yet to come, changes of contacts and new answers are not foreseen.

    Errors: `BadProgramme` for a change that cannot be.
    """
    terms = terms or Terms()
    organisation = organisation_settings(organisation_id)
    first = date.fromordinal(day_of(now, organisation.zone))
    span = Span(first, first + timedelta(days=terms.days - 1), organisation.zone, now)
    programmes = planned_programmes(organisation_id, organisation.zone, terms.whatif, now)
    steps = len(programmes) + terms.days
    policy = merged(policy_of(organisation_id), terms.whatif)
    crowd = crowd_of(organisation, terms.only)
    people = people_of(crowd, policy, organisation.zone, now)
    wishes = []
    for number, one in enumerate(programmes):
        terms.progress(number, steps)
        wishes.append(wishes_of(crowd, one, span))
    sheets = [_Sheet(one) for one in wishes]
    for number in range(terms.days):
        terms.progress(len(programmes) + number, steps)
        decisions = decide(
            first.toordinal() + number, people, [one.queue for one in wishes], policy.ages_after
        )
        for sheet, decision in zip(sheets, decisions, strict=True):
            sheet.note(number, decision)
    return _plan(span, terms, crowd, sheets)


def planned_programmes(
    organisation_id: UUID, zone: str, whatif: WhatIf, now: datetime
) -> tuple[Running, ...]:
    """Programmes that would ask, as they would be, in the order of the decision."""
    found = []
    for row in Programme.objects.select_related("segment").filter(organisation_id=organisation_id):
        tried = whatif.programmes.get(row.id, Tried())
        runs = row.state == ProgrammeState.RUNNING if tried.runs is None else tried.runs
        if not runs or row.state == ProgrammeState.ENDED:
            continue
        begun = row.started_at or now
        one = running_of(row, zone)
        if row.started_at is None:
            one = replace(one, since=date.fromordinal(day_of(now, zone)))
        one = replace(one, settings=tried.applied_to(one.settings), priority=tried.priority or one.priority)
        if not trouble_with(organisation_id, one, now):
            found.append((one.priority, begun, one.id, one))
    return tuple(one for *_, one in sorted(found, key=lambda each: each[:3]))


class _Sheet:
    """Fills in one programme's outcomes day by day."""

    def __init__(self, wishes: Wishes) -> None:
        import numpy as np

        n = len(wishes.queue.rows)
        self.wishes = wishes
        self.day = np.full(n, -1, np.int16)
        self.outcome = np.full(n, Outcome.WAITING, np.int8)
        self.reason = np.full(n, NO_REASON, np.int8)

    def note(self, number: int, decision: Decision) -> None:
        self.day[decision.asked] = number
        self.outcome[decision.asked] = Outcome.ASKED
        self.reason[decision.asked] = NO_REASON
        for rows, reason in decision.given_up:
            self.day[rows] = number
            self.outcome[rows] = Outcome.SKIPPED
            self.reason[rows] = REASONS.index(reason)
        for rows, reason in decision.waiting:
            self.reason[rows] = REASONS.index(reason)


def _plan(span: Span, terms: Terms, crowd: Crowd, sheets: Sequence[_Sheet]) -> Plan:
    import numpy as np

    units = [""]
    programmes = []
    for sheet in sheets:
        wishes = sheet.wishes
        codes = np.zeros(len(sheet.day), np.int16)
        known = {code: n for n, code in enumerate(units)}
        for position, code in enumerate(wishes.units):
            if code and code not in known:
                known[code] = len(units)
                units.append(code)
            codes[position] = known[code]
        running = wishes.programme
        programmes.append(
            Planned(
                running.id,
                running.name,
                tuple(step.carrier.value for step in running.settings.steps),
                wishes.queue.rows.astype(np.int32),
                sheet.day,
                sheet.outcome,
                sheet.reason,
                wishes.step,
                codes,
            )
        )
    return Plan(
        span.first,
        terms.days,
        span.now,
        len(crowd),
        tuple(programmes),
        crowd.heads,
        crowd.keys,
        tuple(units),
    )
