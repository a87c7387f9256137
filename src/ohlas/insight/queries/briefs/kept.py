"""Past briefs of the reader's own part of the tree."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ohlas.accounts.access import Actor
from ohlas.insight.models import Brief
from ohlas.insight.queries.watching import root_of
from ohlas.insight.rules.briefs import Written, read_brief

EVERYTHING = "all"


@dataclass(frozen=True)
class BriefView:
    id: UUID
    week: date
    unit: str
    made_at: datetime
    written: Written


def scope_key(actor: Actor) -> str:
    """Whose brief this actor reads: everybody with the same part of the tree reads the same one."""
    if actor.scope is None:
        return EVERYTHING
    return str(root_of(actor) or actor.user_id)


def briefs_seen(actor: Actor) -> QuerySet[Brief]:
    """Newest first."""
    own = Brief.objects.filter(organisation_id=actor.organisation.id, scope=scope_key(actor))
    return own.select_related("unit")


def brief_view(row: Brief) -> BriefView:
    return BriefView(
        row.id, row.week, row.unit.name if row.unit else "", row.made_at, read_brief(row.document)
    )
