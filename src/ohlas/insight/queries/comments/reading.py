"""The comments themselves, what filters offer, and all that one page of the explorer shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, rows, run
from ohlas.feedback.access import CommentView, comments_at
from ohlas.insight.queries.catalogue import MOST_OPTIONS
from ohlas.insight.queries.comments.asking import Asked, CommentAsk
from ohlas.insight.queries.comments.counting import (
    PlaceLine,
    SharePoint,
    Told,
    TopicLine,
    covered,
    place_lines,
    share_trend,
    told,
    topic_lines,
)
from ohlas.insight.queries.finding import Search
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.rules import Step, Window, step_for
from ohlas.insight.rules.explored import COMMENT_FIELDS, Explored, compared

PER_PAGE = 20
MOST_LIKE = 2_000
"""Comments put in order by likeness; a search by meaning finds at most half as many people."""
CONTRASTED = 1_500
"""Comments read on either side of a contrast; the newest ones."""


@dataclass(frozen=True)
class CommentsFound:
    """Everything on one page of the explorer. `covered` are the first and last months with comments."""

    explored: Explored
    window: Window
    later: Window | None
    earlier: Window | None
    covered: tuple[date, date] | None
    step: Step
    total: Told
    options: Mapping[str, tuple[str | None, ...]]
    topics: tuple[TopicLine, ...] = ()
    trend: tuple[SharePoint, ...] = ()
    places: tuple[PlaceLine, ...] = ()
    comments: tuple[CommentView, ...] = ()
    listed: int = 0
    version: int | None = None
    freshness: datetime | None = None
    search: Search | None = None
    has_moves: bool = False


def comments_on(
    store: FactStore, actor: Actor, ask: CommentAsk, page: int, search: Search | None = None
) -> tuple[tuple[CommentView, ...], int]:
    """One page of the comments themselves, newest first or by likeness, and how many there are."""
    query = ask.query(whole="topic" not in ask.ask.filters)
    if search is not None and search.by_meaning:
        every = rows(store, query, limit=MOST_LIKE)
        near = search.ordered([(row.signal, row.question) for row in every.rows])
        return comments_at(actor, near[(page - 1) * PER_PAGE : page * PER_PAGE]), len(near)
    found = rows(store, query, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    keys = list(dict.fromkeys((row.signal, row.question) for row in found.rows))
    return comments_at(actor, keys), found.total


def field_options(store: FactStore, ask: CommentAsk) -> dict[str, tuple[str | None, ...]]:
    """What each filter offers, the most frequent first."""
    found = {}
    for name in COMMENT_FIELDS:
        if name != "urgency":
            lines = run(store, ask.query(by=(name,), whole=name != "topic")).rows
            listed = sorted(lines, key=lambda row: -row.counts.n)[:MOST_OPTIONS]
            found[name] = tuple(row.key[name] for row in listed if row.key[name] is not None)
    return found


def texts_of_class(
    store: FactStore, actor: Actor, ask: CommentAsk, score_class: str, language: str
) -> tuple[CommentView, ...]:
    """The newest comments of those who gave high, or low, scores, in one language."""
    narrowed = ask.given("score_class", score_class).given("language", language)
    found = rows(store, narrowed.query(whole="topic" not in ask.ask.filters), limit=CONTRASTED)
    return comments_at(actor, list(dict.fromkeys((row.signal, row.question) for row in found.rows)))


def usual_language(store: FactStore, ask: CommentAsk) -> str | None:
    """The language most of these comments are in."""
    query = ask.query(by=("language",), whole="topic" not in ask.ask.filters)
    lines = [row for row in run(store, query).rows if row.key["language"] not in {None, "unknown", "other"}]
    return max(lines, key=lambda row: row.counts.n).key["language"] if lines else None


def read_everything(
    store: FactStore, actor: Actor, question: Asked, explored: Explored, today: date
) -> CommentsFound:
    """All that one page of the explorer shows."""
    ask = question.chosen
    window, months = ask.ask.window, covered(store, question.everything)
    periods = compared(explored.changed, window, today) if explored.changed else None
    step = explored.selection.bucket or step_for(answered(window, months))
    shown = ask.over(periods[0]) if periods else ask
    comments, listed = comments_on(store, actor, shown, explored.page, question.search)
    if not comments and listed:  # an address beyond the last page
        explored = explored.on_page(-(-listed // PER_PAGE))
        comments, listed = comments_on(store, actor, shown, explored.page, question.search)
    newest = run(store, question.everything.query(whole=True))
    return CommentsFound(
        explored=explored,
        window=window,
        later=periods[0] if periods else None,
        earlier=periods[1] if periods else None,
        covered=months,
        step=step,
        total=told(store, shown),
        options=field_options(store, question.everything),
        topics=topic_lines(store, ask, periods),
        trend=share_trend(store, ask, step),
        places=place_lines(store, shown) if explored.topic else (),
        comments=comments,
        listed=listed,
        version=newest.version,
        freshness=newest.freshness,
        search=question.search,
        has_moves=has_moves(ask.ask.organisation),
    )


def answered(window: Window, months: tuple[date, date] | None) -> Window:
    """The days of the window on which there may be comments at all."""
    if months is None:
        return window
    end = (months[1] + timedelta(days=31)).replace(day=1)
    return Window(max(window.since or months[0], months[0]), min(window.until or end, end))
