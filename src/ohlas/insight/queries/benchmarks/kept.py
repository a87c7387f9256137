"""Competitors and industries with what is kept of them: published figures, and surveys of their customers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.insight.models import Competitor, CompetitorSurvey, PublishedFigure
from ohlas.metrics import MEASURES, SCALES
from ohlas.metrics.published import Published
from ohlas.surveys.queries import survey_names


@dataclass(frozen=True)
class FigureRow:
    """A published figure as it was entered."""

    id: UUID
    competitor: str
    kind: str
    published: Published
    since: date | None
    until: date
    source: str
    link: str
    note: str
    is_removed: bool = False


@dataclass(frozen=True)
class CompetitorRow:
    """A competitor or industry with everything kept of it; `surveys` are (id, name)."""

    id: UUID
    name: str
    kind: str
    note: str
    is_archived: bool
    figures: tuple[FigureRow, ...]
    surveys: tuple[tuple[UUID, str], ...]


def competitors_of(actor: Actor) -> tuple[CompetitorRow, ...]:
    """All competitors and industries of the organisation, those put away last."""
    mine = Competitor.objects.filter(organisation_id=actor.organisation.id)
    names = survey_names(actor.organisation.id)
    marked: dict[UUID, list[tuple[UUID, str]]] = {}
    for link in CompetitorSurvey.objects.filter(organisation_id=actor.organisation.id):
        marked.setdefault(link.competitor_id, []).append((link.survey_id, names.get(link.survey_id, "")))
    found = [
        CompetitorRow(
            row.id,
            row.name,
            row.kind,
            row.note,
            row.archived_at is not None,
            tuple(_figure_row(one, row) for one in row.figures.all() if one.removed_at is None),
            tuple(sorted(marked.get(row.id, []), key=lambda one: one[1].casefold())),
        )
        for row in mine.prefetch_related("figures")
    ]
    return tuple(sorted(found, key=lambda row: (row.is_archived, row.name.casefold())))


def free_surveys(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """Surveys that no competitor's customers are asked by yet, by name."""
    taken = set(
        CompetitorSurvey.objects.filter(organisation_id=actor.organisation.id).values_list(
            "survey_id", flat=True
        )
    )
    names = survey_names(actor.organisation.id)
    free = [(survey, name) for survey, name in names.items() if survey not in taken]
    return tuple(sorted(free, key=lambda one: one[1].casefold()))


def figure_row(row: PublishedFigure) -> FigureRow:
    return _figure_row(row, row.competitor)


def _figure_row(row: PublishedFigure, competitor: Competitor) -> FigureRow:
    published = Published(
        MEASURES[row.measure], SCALES[row.scale], row.value, row.n, row.sd, row.promoters, row.detractors
    )
    return FigureRow(
        row.id,
        competitor.name,
        competitor.kind,
        published,
        row.since,
        row.until,
        row.source,
        row.link,
        row.note,
        row.removed_at is not None,
    )
