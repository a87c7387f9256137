"""Goals on a dashboard: figure against target, and a plain verdict."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.goals import GoalRow, goal_row
from ohlas.insight.pages.tiles.card import Paper, TileCard, bare_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.goal import GoalsData


@dataclass(frozen=True)
class GoalsBody:
    rows: tuple[GoalRow, ...]
    periods: tuple[str, ...]
    href: str
    more: int
    unused: str


def card(found: TileFound, asked: TileAsk, content: GoalsData, paper: Paper) -> TileCard:  # noqa: ARG001 - every kind has this shape
    place = reverse("insight:goals", args=[paper.frame.actor.organisation.slug])
    body = GoalsBody(
        rows=tuple(goal_row(one, paper.titles, f"{place}{one.goal.id}/") for one in content.found),
        periods=tuple(words.period(one.goal.period.window, one.goal.period.step) for one in content.found),
        href=place,
        more=content.more,
        unused=", ".join(words.field_title(paper.titles, name) for name in content.unused),
    )
    return replace(bare_card(found, body, gettext("Goals")), days=gettext("periods that run today"))
