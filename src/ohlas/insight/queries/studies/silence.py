"""Who was asked and did not answer, and what that could change: representativity, bounds, early against late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.field import EarlyLate, field_of, field_wish
from ohlas.insight.rules.studies import Studied
from ohlas.metrics import Comparison, Figure, Interval, ShareTally, compare_shares
from ohlas.metrics.nonresponse import FrameRow, Group, against_frame, nps_bounds, r_indicator
from ohlas.metrics.registry import NpsMeasure
from ohlas.outreach.queries.field import BY, FieldGroup

USUAL = "unit"
FEWEST = 30
MOST_TESTED = 200
"""Groups whose response is tested, the largest: a verdict is stored for each."""
LATE = "late less early"


@dataclass(frozen=True)
class SilenceFound:
    """`groups` are those asked and eligible, `bounds` the NPS of everybody asked whatever the silent think."""

    by: str
    asked: int
    answered: int
    groups: Mapping[str, Group]
    frame: tuple[FrameRow, ...]
    indicator: float | None
    early_late: EarlyLate | None
    change: Comparison | None
    score: Figure | None
    bounds: Interval | None
    waiting: int
    comparisons: Mapping[str, Comparison | None]
    """The page's family: late less early, and each group's response less that of all others; None is not tested."""
    period: str | None
    """The days asked about, once they are over and nobody is asked any more; None while the field is open."""


def silence_found(actor: Actor, studied: Studied, now: datetime) -> SilenceFound | None:
    """None for those who may not see programmes.

    Errors: `BadAddress` for a grouping invitations do not have.
    """
    if not actor.may(Permission.SEE_PROGRAMMES):
        return None
    by = studied.selection.by or USUAL
    if by not in BY:
        raise BadAddress("by", by[:60], f"one of {', '.join(BY)} is allowed")
    field = field_of(actor, field_wish(_wish(studied), actor), by, now)
    groups = {one.key: _group(one) for one in field.report.groups}
    groups = {key: group for key, group in groups.items() if group.sampled}
    asked, answered = (sum(getattr(one, part) for one in groups.values()) for part in ("sampled", "answered"))
    halves = field.early_late
    score = halves.measure.score(halves.early + halves.late) if halves else None
    return SilenceFound(
        by=by,
        asked=asked,
        answered=answered,
        groups=groups,
        frame=against_frame(groups),
        indicator=r_indicator(groups),
        early_late=halves,
        change=halves.measure.compare(halves.late, halves.early) if halves else None,
        score=score,
        bounds=_bounds(halves, score, answered, asked),
        waiting=field.report.total.waiting,
        comparisons={LATE: _late(halves)} | _responses(groups),
        period=_closed(studied, field.report.total, today_of(actor, now)),
    )


def _late(halves: EarlyLate | None) -> Comparison | None:
    if halves is None or min(halves.late.n, halves.early.n) < FEWEST:
        return None
    return halves.measure.compare(halves.late, halves.early)


def _responses(groups: Mapping[str, Group]) -> dict[str, Comparison | None]:
    """Of the largest groups, the share that answered less the share among all others."""
    asked, answered = (sum(getattr(one, part) for one in groups.values()) for part in ("sampled", "answered"))
    largest = sorted(groups, key=lambda key: (-groups[key].sampled, key))[:MOST_TESTED]
    found: dict[str, Comparison | None] = {}
    for key in largest:
        mine = groups[key]
        rest = Group(asked - mine.sampled, answered - mine.answered)
        is_tested = min(mine.sampled, rest.sampled) >= FEWEST
        found[group_name(key)] = compare_shares(_share(mine), _share(rest)) if is_tested else None
    return found


def _share(one: Group) -> ShareTally:
    return ShareTally(one.answered, one.sampled - one.answered)


def group_name(key: str) -> str:
    """What a group's test is called within the family."""
    return f"group {key}"


def _closed(studied: Studied, total: FieldGroup, today: date) -> str | None:
    selection = studied.selection
    if selection.until is None or selection.until >= today or total.waiting or total.running:
        return None
    return f"{selection.since.isoformat() if selection.since else ''}/{selection.until.isoformat()}"


def _group(one: FieldGroup) -> Group:
    counts = one.counts
    sampled = (
        counts.interviews + counts.partials + counts.refusals + counts.non_contacts + counts.others
        + counts.unknown_household + counts.unknown_other
    )  # fmt: skip
    return Group(sampled, counts.interviews)


def _bounds(halves: EarlyLate | None, score: Figure | None, answered: int, asked: int) -> Interval | None:
    if halves is None or score is None or score.value is None or not asked:
        return None
    if not isinstance(halves.measure, NpsMeasure):
        return None
    return nps_bounds(score.value, answered / asked)


def _wish(studied: Studied) -> dict[str, str]:
    selection = studied.selection
    chosen = {name: values[-1] for name, values in selection.filters.items() if name in {"survey", "unit"}}
    days = {"since": selection.since, "until": selection.until}
    return chosen | {name: day.isoformat() for name, day in days.items() if day}
