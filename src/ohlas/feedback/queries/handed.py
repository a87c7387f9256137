"""Open links of all surveys in one list, with what each has brought."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from ohlas.feedback.models import Link, LinkOpening, Response
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules.links import LinkKind


@dataclass(frozen=True, slots=True)
class LinkWanted:
    """Which links to list; what is None or empty is open."""

    survey_id: UUID | None = None
    unit_id: UUID | None = None
    channel: str = ""
    is_closed: bool = False
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkTally:
    """How often a link was opened, how many answers came to the end, how many broke off."""

    opened: int = 0
    answered: int = 0
    partial: int = 0


def handed_links(organisation_id: UUID, wanted: LinkWanted, scope: Collection[UUID] | None) -> QuerySet[Link]:
    """Open links by survey and unit; a scope leaves those of its units."""
    rows = Link.objects.filter(
        organisation_id=organisation_id,
        kind=LinkKind.OPEN.value,
        closed_at__isnull=not wanted.is_closed,
    )
    if wanted.ids:
        rows = rows.filter(id__in=wanted.ids)
    if wanted.survey_id:
        rows = rows.filter(survey_id=wanted.survey_id)
    if wanted.unit_id:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if scope is not None:
        rows = rows.filter(unit_id__in=scope)
    rows = rows.select_related("organisation", "unit", "employee", "contact")
    return rows.order_by("survey__name", "unit__name", "employee__name", "created_at", "id")


def link_views(rows: QuerySet[Link]) -> tuple[LinkView, ...]:
    return tuple(link_view(row) for row in rows)


def link_tallies(links: Collection[UUID]) -> Mapping[UUID, LinkTally]:
    """What each of these links has brought so far."""
    openings = LinkOpening.objects.filter(link_id__in=links).values("link_id").annotate(total=Sum("count"))
    opened = {row["link_id"]: row["total"] for row in openings}
    answers = (
        Response.objects.filter(link_id__in=links)
        .values("link_id")
        .annotate(
            done=Count("id", filter=Q(is_complete=True)), begun=Count("id", filter=Q(is_complete=False))
        )
        .order_by()
    )
    answered = {row["link_id"]: (row["done"], row["begun"]) for row in answers}
    return {link: LinkTally(opened.get(link, 0), *answered.get(link, (0, 0))) for link in links}


def units_linked(
    organisation_id: UUID, survey_id: UUID, channel: str, marks: Mapping[str, str]
) -> frozenset[UUID]:
    """Units that have an open link of this survey, channel and marks, about nothing else within them."""
    rows = Link.objects.filter(
        organisation_id=organisation_id,
        survey_id=survey_id,
        channel=channel,
        kind=LinkKind.OPEN.value,
        closed_at__isnull=True,
        employee__isnull=True,
        unit__isnull=False,
    )
    return frozenset(unit for unit, given in rows.values_list("unit_id", "attributes") if given == marks)
