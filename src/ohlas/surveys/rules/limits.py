"""When a survey stops taking answers by itself: quotas that are full, and its closing time."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from ohlas.surveys.rules.conditions import Answers, Facts, holds
from ohlas.surveys.rules.definition import Definition, Quota


def quotas_of(definition: Definition, answers: Answers, facts: Facts) -> tuple[Quota, ...]:
    """The quotas a response with these answers counts towards."""
    return tuple(quota for quota in definition.quotas if holds(quota.when, answers, facts))


def full_quota(
    definition: Definition, answers: Answers, facts: Facts, counts: Mapping[str, int]
) -> Quota | None:
    """The first full quota that one more such response would exceed; `counts` are the complete ones so far."""
    return next(
        (quota for quota in quotas_of(definition, answers, facts) if counts.get(quota.id, 0) >= quota.limit),
        None,
    )


def closing_time(definition: Definition, zone: str) -> datetime | None:
    """The moment it closes, by the organisation's clock; the first one where the clock shows it twice."""
    if definition.closes_at is None:
        return None
    return datetime.fromisoformat(definition.closes_at).replace(tzinfo=ZoneInfo(zone))


def is_past(definition: Definition, zone: str, now: datetime) -> bool:
    """Whether its closing time has come."""
    closing = closing_time(definition, zone)
    return closing is not None and now >= closing
