"""Who was asked and did not answer, and what that could change: representativity, bounds, early against late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.field import EarlyLate, field_of, field_wish
from ohlas.insight.rules.studies import Studied
from ohlas.metrics import Comparison, Figure, Interval
from ohlas.metrics.nonresponse import FrameRow, Group, against_frame, nps_bounds, r_indicator
from ohlas.metrics.registry import NpsMeasure
from ohlas.outreach.queries.field import BY, FieldGroup

USUAL = "unit"


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
    )


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
