"""The organisation's topics with how often each is told."""

from dataclasses import dataclass

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, run
from ohlas.feedback.queries.texts import topic_tree
from ohlas.feedback.rules.texts import Tree
from ohlas.insight.queries.comments import SCALE, CommentAsk
from ohlas.insight.queries.facts import ask_for
from ohlas.insight.rules import Window
from ohlas.metrics import MEASURES


@dataclass(frozen=True)
class TopicsFound:
    tree: Tree
    counts: dict[str, int]
    total: int


def topics_found(store: FactStore, actor: Actor) -> TopicsFound:
    """The tree with its counts."""
    ask = CommentAsk(ask_for(actor, MEASURES["mean"], SCALE, {}, Window()))
    rows = run(store, ask.query(by=("topic",))).rows
    counts = {row.key["topic"]: row.counts.n for row in rows}
    total = counts.pop(None, 0)
    told = {topic: n for topic, n in counts.items() if topic is not None}
    return TopicsFound(topic_tree(actor.organisation.id), told, total)


def languages_told(store: FactStore, actor: Actor) -> tuple[str, ...]:
    """The languages comments are written in, the most frequent first."""
    ask = CommentAsk(ask_for(actor, MEASURES["mean"], SCALE, {}, Window()))
    rows = sorted(run(store, ask.query(by=("language",), whole=True)).rows, key=lambda row: -row.counts.n)
    codes = [row.key["language"] for row in rows]
    return tuple(code for code in codes if code is not None and code not in {"unknown", "other"})
