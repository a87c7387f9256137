"""Themes that wait for a decision, how far a look for new ones is, and the comments it looks through."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from ohlas.feedback.models import TextMeaning, TextReading, Theme, ThemeSearch
from ohlas.feedback.queries.texts import Key
from ohlas.feedback.rules.themes import FEWEST, MOST_READ, OPEN, can_be_told


@dataclass(frozen=True)
class ThemeView:
    """A theme that waits for a decision; examples are comments to be looked up for a person."""

    id: UUID
    language: str
    name: str
    phrases: tuple[str, ...]
    comments: int
    examples: tuple[Key, ...]


@dataclass(frozen=True)
class ThemeSearchView:
    done: int
    total: int
    is_ended: bool
    by_meaning: bool


def open_themes(organisation_id: UUID) -> tuple[ThemeView, ...]:
    """Themes nobody decided about yet, those on most comments first."""
    rows = Theme.objects.filter(organisation_id=organisation_id, state=OPEN)
    return tuple(sorted(map(theme_view, rows), key=lambda one: (-one.comments, one.name)))


def theme_view(row: Theme) -> ThemeView:
    keys = tuple((str(signal), str(question)) for signal, question in row.examples)
    return ThemeView(row.id, row.language, row.name, tuple(row.phrases), len(row.members), keys)


def theme_search_of(organisation_id: UUID) -> ThemeSearchView | None:
    """The latest look for themes; None before the first."""
    row = ThemeSearch.objects.filter(organisation_id=organisation_id).order_by("-started_at", "-id").first()
    if row is None:
        return None
    return ThemeSearchView(row.done, row.total, row.ended_at is not None, row.by_meaning)


def without_topic(organisation_id: UUID) -> QuerySet[TextReading]:
    """Comments the reader found no topic in, and nobody gave one; never anonymous ones."""
    rows = TextReading.objects.filter(
        organisation_id=organisation_id, topics=[], response__release__isnull=True
    )
    return rows.exclude(given__has_key="topics")


def languages_without_topic(organisation_id: UUID) -> dict[str, int]:
    """How many comments of each language are looked through for themes, the most frequent first."""
    counts = without_topic(organisation_id).values_list("language").annotate(n=Count("number"))
    return {
        language: min(n, MOST_READ)
        for language, n in sorted(counts, key=lambda one: (-one[1], one[0]))
        if n >= FEWEST and can_be_told(language)
    }


def points_at(organisation_id: UUID, keys: Sequence[Key]) -> list[bytes] | None:
    """The points of these comments in their order; None where one of them has none."""
    rows = TextMeaning.objects.filter(
        organisation_id=organisation_id, response_id__in={key[0] for key in keys}
    )
    found = {
        (str(signal), question): bytes(point)
        for signal, question, point in rows.values_list("response_id", "question", "point")
    }
    points = [found[key] for key in keys if key in found]
    return points if len(points) == len(keys) else None
