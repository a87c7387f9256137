"""The organisation's topics with how often each is told, and themes that none of them covers yet."""

from dataclasses import dataclass

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, run
from ohlas.feedback.access import CommentView, comments_at
from ohlas.feedback.queries.texts import newest_comments, topic_tree
from ohlas.feedback.rules.texts import Tree
from ohlas.insight.queries.comments import SCALE, CommentAsk
from ohlas.insight.queries.facts import ask_for
from ohlas.insight.rules import Window
from ohlas.metrics import MEASURES
from ohlas.text.phrases import distinctive

READ = 1_500
"""Comments looked at for new themes, on either side."""
MOST_THEMES, MOST_QUOTES = 8, 3


@dataclass(frozen=True)
class Theme:
    """Something people say that no topic covers: its phrase, on how many comments, and some of them."""

    phrase: str
    language: str
    comments: int
    quotes: tuple[CommentView, ...]


@dataclass(frozen=True)
class TopicsFound:
    tree: Tree
    counts: dict[str, int]
    total: int
    themes: tuple[Theme, ...]


def topics_found(store: FactStore, actor: Actor, language: str | None) -> TopicsFound:
    """The tree with its counts; themes are looked for in the language given."""
    ask = CommentAsk(ask_for(actor, MEASURES["mean"], SCALE, {}, Window()))
    rows = run(store, ask.query(by=("topic",))).rows
    counts = {row.key["topic"]: row.counts.n for row in rows}
    total = counts.pop(None, 0)
    told = {topic: n for topic, n in counts.items() if topic is not None}
    themes = themes_in(actor, language) if language else ()
    return TopicsFound(topic_tree(actor.organisation.id), told, total, themes)


def languages_told(store: FactStore, actor: Actor) -> tuple[str, ...]:
    """The languages comments are written in, the most frequent first."""
    ask = CommentAsk(ask_for(actor, MEASURES["mean"], SCALE, {}, Window()))
    rows = sorted(run(store, ask.query(by=("language",), whole=True)).rows, key=lambda row: -row.counts.n)
    codes = [row.key["language"] for row in rows]
    return tuple(code for code in codes if code is not None and code not in {"unknown", "other"})


def themes_in(actor: Actor, language: str) -> tuple[Theme, ...]:
    """What comments without a topic say and those with one do not."""
    owner = actor.organisation.id
    without, with_one = (
        comments_at(actor, newest_comments(owner, language, READ, has_topics=has)) for has in (False, True)
    )
    found = distinctive(
        (one.text for one in without), (one.text for one in with_one), language, most=MOST_THEMES
    )
    return tuple(
        Theme(
            each.phrase,
            language,
            each.here,
            tuple(one for one in without if each.phrase in one.text.lower())[:MOST_QUOTES],
        )
        for each in found
    )
