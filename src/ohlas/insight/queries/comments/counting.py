"""Comments counted: by topic, by place, step by step; and which shares moved by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ohlas.engine import FactStore, run
from ohlas.insight.queries.comments.asking import SCALE, CommentAsk
from ohlas.insight.rules import Step, Test, Window, buckets_between, family
from ohlas.metrics import Comparison, Figure, ScoreCounts, ShareTally, compare_shares, share_figure

LEAST = 30
"""Comments below which a share is indicative and never tested."""


@dataclass(frozen=True)
class Told:
    """A number of comments by how they feel."""

    n: int
    good: int
    bad: int


@dataclass(frozen=True)
class TopicLine:
    """One topic: its share of the comments, how it feels, and how the share moved; None where not compared.

    Where two periods are compared, `share` and `told` are those of the later one.
    """

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
    if periods is None:
        counts, whole = _by_topic(store, free)
        lines = [TopicLine(topic, _share(n.n, whole), _told(n)) for topic, n in counts.items()]
        return tuple(sorted(lines, key=lambda line: (-line.told.n, line.topic)))
    (after, after_all), (before, before_all) = (_by_topic(store, free.over(period)) for period in periods)
    empty = ScoreCounts({}, SCALE)
    pairs = {topic: (after.get(topic, empty).n, before.get(topic, empty).n) for topic in {**after, **before}}
    tests = family([_moved(*pair, after_all, before_all) for pair in pairs.values()])
    lines = [
        TopicLine(
            topic,
            _share(pairs[topic][0], after_all),
            _told(after.get(topic, empty)),
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


def comparisons_of(lines: Sequence[TopicLine]) -> dict[str, Comparison | None]:
    """What the page's verdicts are decided from, by topic."""
    return {line.topic: line.test.comparison if line.test else None for line in lines}


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
