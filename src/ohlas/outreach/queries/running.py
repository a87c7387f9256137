"""Programmes as pacing knows them, and why one that runs may ask nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import members_of
from ohlas.outreach.models import Programme
from ohlas.outreach.queries.crowd import day_of
from ohlas.outreach.rules import ProgrammeState
from ohlas.outreach.rules.programmes import ProgrammeSettings, read_programme
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import takes_answers


@dataclass(frozen=True)
class Running:
    """A programme as pacing knows it."""

    id: UUID
    name: str
    priority: int
    survey_id: UUID
    condition: Mapping[str, Any] | None
    settings: ProgrammeSettings
    since: date

    @property
    def salt(self) -> str:
        return str(self.id)


def running_programmes(organisation_id: UUID, zone: str) -> tuple[Running, ...]:
    """Programmes that ask people now, the most important and then the oldest first."""
    rows = Programme.objects.select_related("segment").filter(
        organisation_id=organisation_id, state=ProgrammeState.RUNNING
    )
    return tuple(running_of(row, zone) for row in rows.order_by("priority", "started_at", "id"))


def deciding_programmes(organisation_id: UUID, zone: str, now: datetime) -> tuple[Running, ...]:
    """Running programmes that can ask: their survey takes answers, their conditions can be read."""
    return tuple(
        one
        for one in running_programmes(organisation_id, zone)
        if not trouble_with(organisation_id, one, now)
    )


def trouble_with(organisation_id: UUID, programme: Running, now: datetime) -> str:
    """Why the programme can ask nobody although it runs: `survey`, `segment`, `step 1` …; empty: it can."""
    found = standing(organisation_id, str(programme.survey_id), now)
    if found is None or found.version is None or not takes_answers(found.state):
        return "survey"
    conditions = {"segment": programme.condition}
    conditions |= {f"step {n}": step.when for n, step in enumerate(programme.settings.steps, 1)}
    for name, condition in conditions.items():
        try:
            if condition is not None:
                members_of(organisation_id, condition, now)
        except BadCondition:
            return name
    return ""


def running_of(row: Programme, zone: str) -> Running:
    """The programme as pacing knows it; one that is not started counts as starting on its day of making."""
    begun = row.started_at or row.created_at
    return Running(
        row.id,
        row.name,
        row.priority,
        row.survey_id,
        row.segment.condition if row.segment else None,
        read_programme(row.settings),
        date.fromordinal(day_of(begun, zone)),
    )
