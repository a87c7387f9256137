"""Comments over facts: which topics, how they feel, what changed, where it is said; and the comments themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, Filter, Query, rows, run
from ohlas.feedback.access import CommentView, comments_at
from ohlas.insight.queries.apart import own_answers
from ohlas.insight.queries.catalogue import MOST_OPTIONS
from ohlas.insight.queries.facts import Ask, ask_for, facts
from ohlas.insight.queries.finding import Search, search_for
from ohlas.insight.rules import Step, Test, Window, buckets_between, family, step_for
from ohlas.insight.rules.explored import COMMENT_FIELDS, Explored, compared
from ohlas.metrics import MEASURES, Comparison, Figure, ScoreCounts, ShareTally, compare_shares, share_figure

PER_PAGE = 20
MOST_RATERS = 2_000
"""People looked up per grade when comments are narrowed to those who gave it; the newest ones."""
LEAST = 30
"""Comments below which a share is indicative and never tested."""
SCALE = "number"
TABLE = "comments"
MOST_LIKE = 2_000
"""Comments put in order by likeness; a search by meaning finds at most half as many people."""
CONTRASTED = 1_500
"""Comments read on either side of a contrast; the newest ones."""


@dataclass(frozen=True)
class CommentAsk:
    """Which comments of whom, over which days; `signals` are those that hold the words looked for."""

    ask: Ask
    urgency: tuple[str, ...] = ()
    signals: tuple[str, ...] | None = None

    def over(self, window: Window) -> "CommentAsk":
        return replace(self, ask=self.ask.over(window))

    def without(self, name: str) -> "CommentAsk":
        kept = {key: values for key, values in self.ask.filters.items() if key != name}
        return replace(self, ask=replace(self.ask, filters=kept))

    def given(self, name: str, *values: str) -> "CommentAsk":
        return replace(self, ask=replace(self.ask, filters={**self.ask.filters, name: values}))

    def query(
        self, *extra: Filter, by: tuple[str, ...] = (), step: Step | None = None, whole: bool = False
    ) -> Query:
        """The engine's own words; `whole` counts comments rather than comments times topics."""
        asked = self.ask.query(by=by, step=step)
        more = [*extra]
        if self.urgency:
            more.append(Filter("urgency", "contains", self.urgency))
        if self.signals is not None:
            more.append(Filter("signal", "in", self.signals))
        if whole:
            more.append(Filter("topic", "is null"))
        return replace(asked, table=TABLE, where=(*asked.where, *more))


@dataclass(frozen=True)
class Told:
    """A number of comments by how they feel."""

    n: int
    good: int
    bad: int


@dataclass(frozen=True)
class TopicLine:
    """One topic: its share of the comments, how it feels, and how the share moved; None where not compared."""

    topic: str
    share: Figure
    told: Told
    before: Figure | None = None
    after: Figure | None = None
    test: Test | None = None


@dataclass(frozen=True)
class PlaceLine:
    """One unit: the share of its comments that speak of the topic, tested against all others."""

    unit: str | None
    share: Figure
    test: Test | None


@dataclass(frozen=True)
class SharePoint:
    start: date
    share: Figure


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


@dataclass(frozen=True)
class Asked:
    """What the page asks: of all comments, and of those chosen."""

    everything: CommentAsk
    chosen: CommentAsk
    search: Search | None = field(default=None)


def asked(actor: Actor, explored: Explored, window: Window) -> Asked:
    """The question as this actor may ask it: own organisation, own units."""
    filters = {name: values for name, values in explored.selection.filters.items() if name != "urgency"}
    mean = MEASURES["mean"]
    everything = CommentAsk(ask_for(actor, mean, SCALE, {}, Window()))
    chosen = CommentAsk(
        ask_for(actor, mean, SCALE, filters, window), explored.selection.filters.get("urgency", ())
    )
    if explored.rated:
        chosen = replace(chosen, signals=_raters(chosen, explored.rated))
    search = search_for(actor, explored)
    if search is None or not explored.words:
        return Asked(everything, chosen, search)
    signals = search.signals
    if chosen.signals is not None:
        raters = set(chosen.signals)
        signals = tuple(one for one in signals if one in raters)
    return Asked(everything, replace(chosen, signals=signals), search)


def _raters(chosen: CommentAsk, rated: Sequence[str]) -> tuple[str, ...]:
    """The newest people who gave one of these grades, within the asker's units."""
    found = []
    for one in rated:
        question, _, grade = one.rpartition(":")
        query = Query(
            str(chosen.ask.organisation),
            where=(Filter("value", "in", (float(grade),)), *own_answers(chosen.ask.apart)),
            questions=(question,),
            scope_units=chosen.ask.scope,
        )
        found += [row.signal for row in rows(facts(), query, limit=MOST_RATERS).rows]
    return tuple(dict.fromkeys(found))


def told(store: FactStore, ask: CommentAsk) -> Told:
    """How many comments, and how many of them are good and bad."""
    return _told(run(store, ask.query(whole="topic" not in ask.ask.filters)).total)


def covered(store: FactStore, ask: CommentAsk) -> tuple[date, date] | None:
    """The first days of the first and last month with comments."""
    found = run(store, ask.query(step=Step.MONTH, whole=True)).rows
    starts = [row.bucket for row in found if row.bucket is not None]
    return (min(starts), max(starts)) if starts else None


def topic_lines(
    store: FactStore, ask: CommentAsk, periods: tuple[Window, Window] | None
) -> tuple[TopicLine, ...]:
    """Every topic by its share; compared between a later and an earlier period, those that really moved stand first.

    All comparisons of one page are one family; topics with under 30 comments on both sides together are not tested.
    """
    free = ask.without("topic")
    counts, whole = _by_topic(store, free)
    if periods is None:
        lines = [TopicLine(topic, _share(n.n, whole), _told(n)) for topic, n in counts.items()]
        return tuple(sorted(lines, key=lambda line: (-line.told.n, line.topic)))
    (after, after_all), (before, before_all) = (_by_topic(store, free.over(period)) for period in periods)
    empty = ScoreCounts({}, SCALE)
    pairs = {topic: (after.get(topic, empty).n, before.get(topic, empty).n) for topic in counts}
    tests = family([_moved(*pair, after_all, before_all) for pair in pairs.values()])
    lines = [
        TopicLine(
            topic,
            _share(counts[topic].n, whole),
            _told(counts[topic]),
            _share(pairs[topic][1], before_all),
            _share(pairs[topic][0], after_all),
            test,
        )
        for topic, test in zip(pairs, tests, strict=True)
    ]
    return tuple(sorted(lines, key=_by_movement))


def share_trend(store: FactStore, ask: CommentAsk, step: Step) -> tuple[SharePoint, ...]:
    """The share of the chosen topic, or of bad comments where none is chosen, step by step."""
    free = ask.without("topic")
    whole = {
        row.bucket: row.counts for row in run(store, free.query(step=step, whole=True)).rows if row.bucket
    }
    if not whole:
        return ()
    hits: dict[date, int] = {}
    if ask.ask.filters.get("topic"):
        hits = {row.bucket: row.counts.n for row in run(store, ask.query(step=step)).rows if row.bucket}
    else:
        hits = {start: _told(counts).bad for start, counts in whole.items()}
    empty = ScoreCounts({}, SCALE)
    return tuple(
        SharePoint(start, _share(hits.get(start, 0), whole.get(start, empty).n))
        for start in buckets_between(min(whole), max(whole), step)
    )


def place_lines(store: FactStore, ask: CommentAsk) -> tuple[PlaceLine, ...]:
    """Where the chosen topic is spoken of: its share in each unit, each tested against all others."""
    whole = {
        row.key["unit"]: row.counts.n
        for row in run(store, ask.without("topic").query(by=("unit",), whole=True)).rows
    }
    hits = {row.key["unit"]: row.counts.n for row in run(store, ask.query(by=("unit",))).rows}
    all_hits, everybody = sum(hits.values()), sum(whole.values())
    tests = family(
        [
            _moved(hits.get(unit, 0), all_hits - hits.get(unit, 0), n, everybody - n)
            for unit, n in whole.items()
        ]
    )
    lines = [
        PlaceLine(unit, _share(hits.get(unit, 0), n), test)
        for (unit, n), test in zip(whole.items(), tests, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: (line.share.is_indicative, -(line.share.value or 0))))


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


def today_of(actor: Actor, now: datetime) -> date:
    return now.astimezone(ZoneInfo(actor.organisation.zone)).date()


def _by_topic(store: FactStore, ask: CommentAsk) -> tuple[dict[str, ScoreCounts], int]:
    counts, whole = {}, 0
    for row in run(store, ask.query(by=("topic",))).rows:
        topic = row.key["topic"]
        if topic is None:
            whole = row.counts.n
        else:
            counts[topic] = row.counts
    return counts, whole


def _told(counts: ScoreCounts) -> Told:
    good, bad = (counts.cells[value].n if value in counts.cells else 0 for value in (1.0, -1.0))
    return Told(counts.n, good, bad)


def _share(hits: int, whole: int) -> Figure:
    return share_figure(ShareTally(hits, max(whole - hits, 0)))


def _moved(hits: int, other_hits: int, whole: int, other_whole: int) -> Comparison | None:
    if min(whole, other_whole) < LEAST or hits + other_hits < LEAST:
        return None
    first, second = (
        ShareTally(mine, max(all_ - mine, 0)) for mine, all_ in ((hits, whole), (other_hits, other_whole))
    )
    return compare_shares(first, second)


def _by_movement(line: TopicLine) -> tuple[bool, float, str]:
    moved = line.test is not None and line.test.is_marked
    by = abs(line.test.comparison.difference) if line.test else 0.0
    return not moved, -by, line.topic


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
    )


def answered(window: Window, months: tuple[date, date] | None) -> Window:
    """The days of the window on which there may be comments at all."""
    if months is None:
        return window
    end = (months[1] + timedelta(days=31)).replace(day=1)
    return Window(max(window.since or months[0], months[0]), min(window.until or end, end))


def comparisons_of(lines: Sequence[TopicLine]) -> dict[str, Comparison | None]:
    """What the page's verdicts are decided from, by topic."""
    return {line.topic: line.test.comparison if line.test else None for line in lines}
