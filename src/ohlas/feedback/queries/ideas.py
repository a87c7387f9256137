"""Ideas with their votes, as the public board and the staff read them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from ohlas.feedback.models import Idea, IdeaVote
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.spontaneous import IdeaStatus

MOST_SHOWN = 1_000
"""Ideas of one board, the newest; a longer list needs merging, not scrolling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaView:
    """One idea; `votes` counts each voter once, those of ideas merged into it too."""

    id: UUID
    response_id: UUID | None
    unit_id: UUID | None
    unit: str
    text: str
    language: str
    status: IdeaStatus
    note: str
    merged_into_id: UUID | None
    published_at: datetime
    is_withdrawn: bool
    votes: int


def ideas_on(link: LinkView) -> QuerySet[Idea]:
    """What the board of a page shows: of a unit its own ideas and those of no unit, else all."""
    shown = Idea.objects.filter(
        organisation_id=link.organisation_id, withdrawn_at__isnull=True, merged_into__isnull=True
    )
    if link.unit.id is None:
        return shown
    return shown.filter(Q(unit_id=link.unit.id) | Q(unit__isnull=True))


def has_ideas(link: LinkView) -> bool:
    return ideas_on(link).exists()


def idea_views(rows: QuerySet[Idea]) -> tuple[IdeaView, ...]:
    """Those still open first, each part by votes and then by age."""
    found = list(rows.select_related("unit").order_by("-published_at", "-id")[:MOST_SHOWN])
    votes = votes_of([row.id for row in found])
    views = [_view(row, votes.get(row.id, 0)) for row in found]
    return tuple(sorted(views, key=lambda one: (not one.status.is_open, -one.votes)))


def published_from(responses: Collection[UUID]) -> dict[UUID, UUID]:
    """The idea that was published from each of these responses."""
    rows = Idea.objects.filter(response_id__in=responses)
    return {response: idea for response, idea in rows.values_list("response_id", "id") if response}


def votes_of(ideas: Collection[UUID]) -> dict[UUID, int]:
    """How many voters each idea has, together with the ideas merged into it."""
    rows = group_votes(ideas).annotate(whole=Coalesce("idea__merged_into_id", "idea_id"))
    counted = rows.values("whole").annotate(n=Count("voter", distinct=True)).order_by()
    return {row["whole"]: row["n"] for row in counted}


def voted_for(ideas: Collection[UUID], voters: Iterable[str]) -> frozenset[UUID]:
    """Which of these ideas one of these voters is for."""
    rows = group_votes(ideas).filter(voter__in=list(voters))
    return frozenset(
        rows.annotate(whole=Coalesce("idea__merged_into_id", "idea_id")).values_list("whole", flat=True)
    )


def group_votes(ideas: Collection[UUID]) -> QuerySet[IdeaVote]:
    """Votes for these ideas and for those merged into them."""
    return IdeaVote.objects.filter(Q(idea_id__in=ideas) | Q(idea__merged_into_id__in=ideas))


def _view(row: Idea, votes: int) -> IdeaView:
    return IdeaView(
        id=row.id,
        response_id=row.response_id,
        unit_id=row.unit_id,
        unit=row.unit.name if row.unit else "",
        text=row.text,
        language=row.language,
        status=IdeaStatus(row.status),
        note=row.note,
        merged_into_id=row.merged_into_id,
        published_at=row.published_at,
        is_withdrawn=row.withdrawn_at is not None,
        votes=votes,
    )
