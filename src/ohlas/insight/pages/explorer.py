"""The comment explorer's page: everything its template may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext, ngettext

from ohlas.feedback.queries.texts import RelabellingView
from ohlas.insight.pages import words
from ohlas.insight.pages.charts import ChartCard, ChartRow
from ohlas.insight.pages.comments import CommentCard, comment_card, unread_note
from ohlas.insight.pages.explorer_bar import ExplorerBar, explorer_bar
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.pages.meaning import MeaningNote, meaning_note
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import PER_PAGE, CommentsFound, SharePoint, TopicLine
from ohlas.insight.rules.explored import Explored
from ohlas.insight.rules.periods import following
from ohlas.lib.charts import THEMES, Axis, Point, Spec, config, params, trend
from ohlas.metrics import Figure


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
class TopicRow:
    """A topic: its share of the comments, how it feels, and how it moved."""

    name: str
    href: str
    n: str
    share: str
    sentence: str
    bad: str
    before: str
    after: str
    symbol: str
    verdict: str
    is_marked: bool
    is_indicative: bool
    is_chosen: bool
    whisker: Whisker | None


@dataclass(frozen=True)
class PlaceRow:
    name: str
    href: str
    share: str
    sentence: str
    symbol: str
    verdict: str
    is_indicative: bool
    whisker: Whisker | None


@dataclass(frozen=True)
class RelabelNote:
    """The history is being read anew: how far, how fast, how long still."""

    done: str
    total: str
    share: int
    rate: str
    left: str


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
    today: date,
    zone: str,
    may_correct: bool,
    may_edit: bool = False,
    response_href: Callable[[str], str],
    relabelling: RelabellingView | None,
    unread: int = 0,
) -> ExplorerPage:
    """The page in words; `marks` are the verdicts stored for its topics, `unread` imported answers to be read."""
    if found.covered is None:
        return ExplorerPage(
            True,
            places,
            here=places.explorer + found.explored.address,
            relabel=relabel_note(relabelling),
            unread=unread_note(unread),
        )
    explored = found.explored
    address = {
        line.topic: places.explorer + explored.narrowed("topic", line.topic).address for line in found.topics
    }
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
        topics=tuple(_topic_rows(found, marks, titles)),
        topic=titles.of("topic", explored.topic) or "" if explored.topic else "",
        trend=_trend(found, places) if found.trend else None,
        units=tuple(_place_rows(found, titles)),
        contrast_href=places.contrast + explored.on_page(1).address,
        comments=tuple(
            comment_card(one, titles, href=response_href(str(one.response.id)), topic_address=address)
            for one in found.comments
        ),
        earlier=explored.on_page(explored.page - 1).address if explored.page > 1 else "",
        later=explored.on_page(explored.page + 1).address if last < found.listed else "",
        words=gettext("%(first)s–%(last)s of %(total)s")
        % {"first": first + 1 if found.comments else 0, "last": last, "total": words.number(found.listed, 0)},
        zone=zone,
        here=places.explorer + explored.address,
        relabel=relabel_note(relabelling),
        unread=unread_note(unread),
        themes={name: {"params": params(theme), "config": config(theme)} for name, theme in THEMES.items()},
        meaning=meaning_note(found.search, may_edit=may_edit),
        list_title=_list_title(found),
    )


def _list_title(found: CommentsFound) -> str:
    if found.search is not None and found.search.by_meaning:
        return gettext("Comments, nearest in meaning first")
    return gettext("In whose words") if found.explored.topic else gettext("Comments, newest first")


def comments_in_words(n: int) -> str:
    return ngettext("%(n)s comment", "%(n)s comments", n) % {"n": words.number(n, 0)}


def share_spec(points: tuple[SharePoint, ...], found: CommentsFound) -> Spec:
    """The trend of a share with its interval band."""
    one_year = len({point.start.year for point in points}) <= 1
    return trend(
        [
            Point(
                label=words.tick(point.start, found.step, with_year=not one_year),
                value=point.share.value,
                low=point.share.low,
                high=point.share.high,
                n=point.share.n,
                sentence=f"{words.bucket(point.start, found.step)}: {_share_words(point.share)}",
                indicative=point.share.is_indicative,
            )
            for point in points
        ],
        Axis("", 0.0, 1.0, ".1~%"),
    )


def relabel_note(view: RelabellingView | None) -> RelabelNote | None:
    """Nothing when no reading is under way."""
    if view is None or view.ended_at is not None:
        return None
    share = round(100 * view.done / view.total) if view.total else 0
    rate = gettext("%(n)s a second") % {"n": words.number(view.rate, 0)} if view.rate else ""
    left = ""
    if view.left is not None:
        minutes = max(1, round(view.left.total_seconds() / 60))
        left = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}
    return RelabelNote(words.number(view.done, 0), words.number(view.total, 0), share, rate, left)


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


def _topic_rows(found: CommentsFound, marks: Mapping[str, bool], titles: Titles) -> list[TopicRow]:
    ends = [line.share.high or 0.0 for line in found.topics]
    axis = Axis("", 0.0, max(ends, default=1.0) or 1.0)
    return [
        _topic_row(line, found.explored, titles, axis, is_marked=marks.get(line.topic, False))
        for line in found.topics
    ]


def _topic_row(
    line: TopicLine, explored: Explored, titles: Titles, axis: Axis, *, is_marked: bool
) -> TopicRow:
    name = words.value_title(titles, "topic", line.topic)
    symbol, verdict = _movement(line, is_marked=is_marked)
    bad = words.percent(line.told.bad / line.told.n, 0) if line.told.n else words.NOBODY
    is_chosen = explored.topic == line.topic
    there = explored.narrowed("topic") if is_chosen else explored.narrowed("topic", line.topic)
    parts = [f"{name}: {_share_words(line.share)}", verdict]
    return TopicRow(
        name=name,
        href=there.address,
        n=words.number(line.told.n, 0),
        share=_share(line.share),
        sentence=", ".join(part for part in parts if part),
        bad=bad,
        before=_share(line.before) if line.before else "",
        after=_share(line.after) if line.after else "",
        symbol=symbol,
        verdict=verdict,
        is_marked=is_marked,
        is_indicative=line.told.n < 30,  # noqa: PLR2004 - as every figure under 30 answers
        is_chosen=is_chosen,
        whisker=whisker(axis, line.after or line.share, line.before.value if line.before else None),
    )


def _movement(line: TopicLine, *, is_marked: bool) -> tuple[str, str]:
    if line.before is None:
        return "", ""
    if line.test is None:
        return "", gettext("too few to tell")
    if not is_marked:
        return "", gettext("no clear change")
    if line.test.comparison.difference > 0:
        return "▲", gettext("said more often")
    return "▼", gettext("said less often")


def _place_rows(found: CommentsFound, titles: Titles) -> list[PlaceRow]:
    """Nothing where no unit is known: "not known" alone says nothing about places."""
    if not any(line.unit for line in found.places):
        return []
    ends = [line.share.high or 0.0 for line in found.places]
    axis = Axis("", 0.0, max(ends, default=1.0) or 1.0)
    rows = []
    for line in found.places:
        name = words.value_title(titles, "unit", line.unit)
        is_marked = line.test is not None and line.test.is_marked
        more = is_marked and line.test is not None and line.test.comparison.difference > 0
        verdict = gettext("more often than elsewhere") if more else gettext("less often than elsewhere")
        rows.append(
            PlaceRow(
                name=name,
                href=found.explored.narrowed("unit", line.unit).address if line.unit else "",
                share=_share(line.share),
                sentence=f"{name}: {_share_words(line.share)}",
                symbol=("▲" if more else "▼") if is_marked else "",
                verdict=verdict if is_marked else "",
                is_indicative=line.share.is_indicative,
                whisker=whisker(axis, line.share),
            )
        )
    return rows


def _trend(found: CommentsFound, places: ExplorerPlaces) -> ChartCard:
    rows = tuple(
        ChartRow(
            name=words.bucket(point.start, found.step),
            value=_share(point.share),
            interval=_interval(point.share),
            n=words.number(point.share.n, 0),
            href=replace(
                found.explored,
                changed=None,
                selection=found.explored.selection.within(
                    point.start, _last_day(following(point.start, found.step))
                ),
            ).address,
            is_indicative=point.share.is_indicative,
        )
        for point in found.trend
    )
    picture = f"{places.picture}{found.explored.address}"
    return ChartCard(
        id="share",
        title=gettext("Trend"),
        spec=share_spec(found.trend, found),
        light=picture.replace("THEME", "light"),
        dark=picture.replace("THEME", "dark"),
        rows=rows,
        sentence="; ".join(f"{row.name}: {row.value}" for row in rows),
    )


def _last_day(end: date) -> date:
    return date.fromordinal(end.toordinal() - 1)


def _share(figure: Figure) -> str:
    return words.NOBODY if figure.value is None else words.percent(figure.value)


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = {"low": words.percent(figure.low), "high": words.percent(figure.high)}
    return gettext("between %(low)s and %(high)s") % ends


def _share_words(figure: Figure) -> str:
    if figure.value is None:
        return gettext("no comments")
    return gettext("%(share)s of %(comments)s, %(interval)s") % {
        "share": _share(figure),
        "comments": comments_in_words(figure.n),
        "interval": _interval(figure),
    }
