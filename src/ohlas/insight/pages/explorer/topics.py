"""Topics in a table: the share of each, how it feels, and how it moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.explorer.shares import share_of, share_words
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import CommentsFound, TopicLine
from ohlas.insight.rules.explored import Explored
from ohlas.lib.charts import Axis

Above = Mapping[str, Sequence[str]]
"""For each topic those it is part of, the widest first."""


@dataclass(frozen=True)
class TopicRow:
    """A topic: its share of the comments, how it feels, and how it moved.

    `depth` counts the topics above it in the table; `part_of` names the nearest where rows stand by movement.
    """

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
    depth: int
    part_of: str


def topic_rows(
    found: CommentsFound, marks: Mapping[str, bool], titles: Titles, above: Above
) -> list[TopicRow]:
    """Topics with their parts below them; what moved stands first where two periods are compared."""
    ends = [line.share.high or 0.0 for line in found.topics]
    axis = Axis("", 0.0, max(ends, default=1.0) or 1.0)
    lines = found.topics if found.later else _as_tree(found.topics, above)
    shown = {line.topic for line in lines}
    rows = []
    for line in lines:
        upper = [topic for topic in above.get(line.topic, ()) if topic in shown]
        row = _topic_row(line, found.explored, titles, axis, is_marked=marks.get(line.topic, False))
        if found.later:
            row = replace(row, part_of=words.value_title(titles, "topic", upper[-1]) if upper else "")
        else:
            row = replace(row, depth=len(upper))
        rows.append(row)
    return rows


def _as_tree(lines: Sequence[TopicLine], above: Above) -> list[TopicLine]:
    """Each topic before its parts, at every step the most frequent first."""
    n = {line.topic: line.told.n for line in lines}

    def place(line: TopicLine) -> tuple[tuple[int, str], ...]:
        return tuple((-n.get(topic, 0), topic) for topic in (*above.get(line.topic, ()), line.topic))

    return sorted(lines, key=place)


def _topic_row(
    line: TopicLine, explored: Explored, titles: Titles, axis: Axis, *, is_marked: bool
) -> TopicRow:
    name = words.value_title(titles, "topic", line.topic)
    symbol, verdict = _movement(line, is_marked=is_marked)
    bad = words.percent(line.told.bad / line.told.n, 0) if line.told.n else words.NOBODY
    is_chosen = explored.topic == line.topic
    there = explored.narrowed("topic") if is_chosen else explored.narrowed("topic", line.topic)
    parts = [f"{name}: {share_words(line.share)}", verdict]
    return TopicRow(
        name=name,
        href=there.address,
        n=words.number(line.told.n, 0),
        share=share_of(line.share),
        sentence=", ".join(part for part in parts if part),
        bad=bad,
        before=share_of(line.before) if line.before else "",
        after=share_of(line.after) if line.after else "",
        symbol=symbol,
        verdict=verdict,
        is_marked=is_marked,
        is_indicative=line.told.n < 30,  # noqa: PLR2004 - as every figure under 30 answers
        is_chosen=is_chosen,
        whisker=whisker(axis, line.after or line.share, line.before.value if line.before else None),
        depth=0,
        part_of="",
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
