"""A league table: score, interval and possible ranks; or plain groups with a word why."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import BreakdownCard, breakdown_card
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.pages.tiles.words import PLAIN_WORDS
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.league import LeagueData
from ohlas.lib.charts import Axis
from ohlas.metrics import Figure

if TYPE_CHECKING:
    from ohlas.metrics.league import League, LeagueRow  # numpy loads with it

SHOWN = 15
"""Units of one tile; beyond twice as many the ends of the table are shown, the middle is counted."""
CHANCE = 0.05


@dataclass(frozen=True)
class LeagueLine:
    name: str
    score: str
    ranks: str
    n: str
    whisker: Whisker | None
    sentence: str


@dataclass(frozen=True)
class LeagueBody:
    by: str
    lines: tuple[LeagueLine, ...]
    more: str
    warning: str
    plain: BreakdownCard | None
    why: str


def card(found: TileFound, asked: TileAsk, content: LeagueData, paper: Paper) -> TileCard:
    body = _league(asked, content, paper) if content.league else _plain(asked, content, paper)
    drawn = counted_card(found, asked, content.counted, paper, body, by=content.by)
    return (
        drawn
        if found.tile.title
        else replace(drawn, title=gettext("%(title)s, league") % {"title": drawn.title})
    )


def _league(asked: TileAsk, content: LeagueData, paper: Paper) -> LeagueBody:
    league = content.league
    if league is None:
        raise ValueError("a plain league has no rows")
    rows, shown = league.rows, shown_rows(league, asked)
    common = Axis("", min(row.low for row in shown), max(row.high for row in shown))
    hidden = len(rows) - len(shown)
    return LeagueBody(
        by=words.field_title(paper.titles, content.by),
        lines=tuple(_line(row, asked, content, paper, common) for row in shown),
        more=gettext("%(n)s groups between the first %(first)s and the last are not shown")
        % {"n": words.number(hidden, 0), "first": SHOWN}
        if hidden
        else "",
        warning=gettext("The groups do not differ beyond chance: their order says nothing.")
        if league.prior.p_equal > CHANCE
        else "",
        plain=None,
        why="",
    )


def shown_rows(league: "League", asked: TileAsk) -> tuple["LeagueRow", ...]:
    """Best first; of a long league both ends."""
    rows = league.rows if asked.ask.measure.better == "higher" else league.rows[::-1]
    return rows if len(rows) <= 2 * SHOWN else (*rows[:SHOWN], *rows[-SHOWN:])


def _line(row: "LeagueRow", asked: TileAsk, content: LeagueData, paper: Paper, common: Axis) -> LeagueLine:
    measure, name = asked.ask.measure, words.value_title(paper.titles, content.by, row.unit)
    figure = Figure(row.score, row.low, row.high, row.n, None, None)
    ranks = f"{row.rank_low}–{row.rank_high}" if row.rank_low != row.rank_high else str(row.rank_low)
    said = gettext("%(figure)s; rank %(ranks)s") % {
        "figure": words.sentence(name, measure, figure),
        "ranks": ranks,
    }
    return LeagueLine(
        name=name,
        score=words.score(measure, row.score),
        ranks=ranks,
        n=words.number(row.n, 0),
        whisker=whisker(common, figure, content.counted.figure.value),
        sentence=said,
    )


def _plain(asked: TileAsk, content: LeagueData, paper: Paper) -> LeagueBody:
    plain = content.plain
    groups = (
        breakdown_card(
            plain, asked.ask, paper.titles, asked.selection, answers=paper.places.answers, csv_href=""
        )
        if plain
        else None
    )
    why = str(PLAIN_WORDS[content.why]) if content.why else ""
    return LeagueBody(words.field_title(paper.titles, content.by), (), "", "", groups, why)
