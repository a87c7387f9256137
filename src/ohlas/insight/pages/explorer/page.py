"""The comment explorer's page: everything its template may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from ohlas.feedback.queries.texts import RelabellingView
from ohlas.insight.pages import words
from ohlas.insight.pages.charts import ChartCard
from ohlas.insight.pages.comments import CommentCard, comment_card, unread_note
from ohlas.insight.pages.explorer.bar import ExplorerBar, explorer_bar
from ohlas.insight.pages.explorer.relabelling import RelabelNote, relabel_note
from ohlas.insight.pages.explorer.shares import comments_in_words, share_trend_card
from ohlas.insight.pages.explorer.topics import Above, TopicRow, topic_rows
from ohlas.insight.pages.explorer.units import PlaceRow, place_rows
from ohlas.insight.pages.meaning import MeaningNote, meaning_note
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import PER_PAGE, CommentsFound
from ohlas.lib.charts import both_themes


@dataclass(frozen=True)
class ExplorerPlaces:
    """Where the page's links lead; empty for what this person may not open."""

    explorer: str
    contrast: str
    topics: str
    picture: str
    imports: str
    sample: str
    meaning: str = ""
    urgent: str = ""


@dataclass(frozen=True)
class ExplorerPage:
    """`is_empty` before the first comment at all; `is_nobody` where this address leaves none."""

    is_empty: bool
    places: ExplorerPlaces
    may_correct: bool = False
    may_see_answers: bool = True
    bar: ExplorerBar | None = None
    is_nobody: bool = False
    total: str = ""
    feeling: str = ""
    periods: str = ""
    topics: tuple[TopicRow, ...] = ()
    topic: str = ""
    trend: ChartCard | None = None
    units: tuple[PlaceRow, ...] = ()
    contrast_href: str = ""
    comments: tuple[CommentCard, ...] = ()
    earlier: str = ""
    later: str = ""
    words: str = ""
    zone: str = "UTC"
    here: str = ""
    relabel: RelabelNote | None = None
    unread: str = ""
    themes: Mapping[str, object] | None = None
    meaning: MeaningNote | None = None
    list_title: str = ""


def explorer_page(
    found: CommentsFound,
    marks: Mapping[str, bool],
    titles: Titles,
    places: ExplorerPlaces,
    *,
    above: Above,
    today: date,
    zone: str,
    may_correct: bool,
    may_edit: bool = False,
    response_href: Callable[[str], str],
    relabelling: RelabellingView | None,
    unread: int = 0,
) -> ExplorerPage:
    """The page in words.

    `above` tells what each topic is part of, `marks` are the verdicts stored for topics, `unread` imported answers to
    be read.
    """
    if found.covered is None:
        return ExplorerPage(
            True,
            places,
            here=places.explorer + found.explored.address,
            relabel=relabel_note(relabelling),
            unread=unread_note(unread),
        )
    explored = found.explored
    first = (explored.page - 1) * PER_PAGE
    last = first + len(found.comments)
    return ExplorerPage(
        is_empty=False,
        places=places,
        may_correct=may_correct,
        bar=explorer_bar(found, titles, today),
        is_nobody=found.total.n == 0,
        total=comments_in_words(found.total.n),
        feeling=_feeling(found),
        periods=_periods(found),
        topics=tuple(topic_rows(found, marks, titles, above)),
        topic=titles.of("topic", explored.topic) or "" if explored.topic else "",
        trend=share_trend_card(found, places.picture) if found.trend else None,
        units=tuple(place_rows(found, titles)),
        contrast_href=places.contrast + explored.on_page(1).address,
        comments=_cards(found, titles, places, response_href),
        earlier=explored.on_page(explored.page - 1).address if explored.page > 1 else "",
        later=explored.on_page(explored.page + 1).address if last < found.listed else "",
        words=_shown(found, first, last),
        zone=zone,
        here=places.explorer + explored.address,
        relabel=relabel_note(relabelling),
        unread=unread_note(unread),
        themes=both_themes(),
        meaning=meaning_note(found.search, may_edit=may_edit),
        list_title=_list_title(found),
    )


def _cards(
    found: CommentsFound, titles: Titles, places: ExplorerPlaces, response_href: Callable[[str], str]
) -> tuple[CommentCard, ...]:
    narrowed = found.explored.narrowed
    topics = {line.topic: places.explorer + narrowed("topic", line.topic).address for line in found.topics}
    return tuple(
        comment_card(
            one,
            titles,
            href=response_href(str(one.response.id)),
            topic_address=topics,
            sought=found.explored.words,
        )
        for one in found.comments
    )


def _shown(found: CommentsFound, first: int, last: int) -> str:
    """Which of the comments stand on this page."""
    shown = {
        "first": first + 1 if found.comments else 0,
        "last": last,
        "total": words.number(found.listed, 0),
    }
    return gettext("%(first)s–%(last)s of %(total)s") % shown


def _list_title(found: CommentsFound) -> str:
    if found.search is not None and found.search.by_meaning:
        return gettext("Comments, nearest in meaning first")
    return gettext("In whose words") if found.explored.topic else gettext("Comments, newest first")


def _feeling(found: CommentsFound) -> str:
    total = found.total
    if not total.n or found.explored.selection.filters.get("sentiment"):  # what is asked for is no finding
        return ""
    return gettext("%(good)s positive, %(bad)s negative") % {
        "good": words.percent(total.good / total.n, 0),
        "bad": words.percent(total.bad / total.n, 0),
    }


def _periods(found: CommentsFound) -> str:
    if found.later is None or found.earlier is None:
        return ""
    days = {"later": words.days(found.later), "earlier": words.days(found.earlier)}
    if found.earlier.since is None:
        return gettext("%(later)s, compared with all comments %(earlier)s") % days
    return gettext("%(later)s, compared with %(earlier)s") % days
