"""Who of one programme is asked, skipped or waiting in a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.customers.queries.crowds import names_of
from ohlas.outreach.queries.planning import Outcome, Plan, Planned
from ohlas.outreach.queries.words import CARRIERS, reason_words
from ohlas.outreach.rules import SkipReason
from ohlas.outreach.rules.pacing import REASONS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PEOPLE = 50


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


def counting_people(programme: str, percent: int | None) -> PlanPeoplePage:
    """Nobody to show: the plan is still counted, or the programme asks nobody in it."""
    return PlanPeoplePage(programme, (), 0, "", "", "", may_see_names=False, percent=percent)
