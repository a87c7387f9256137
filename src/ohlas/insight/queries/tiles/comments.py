"""Comments: the newest, or those that stand for most others. Read anew each time, never kept."""

from dataclasses import dataclass

from ohlas.accounts.rules import Permission
from ohlas.engine import rows
from ohlas.feedback.access import CommentView, comments_at
from ohlas.feedback.queries.texts import imported_unread
from ohlas.insight.queries.comments import CommentAsk, comments_on
from ohlas.insight.queries.facts import ask_for
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import Order, TileSpec
from ohlas.metrics import MEASURES

SHOWN = 8
READ = 400
"""Comments looked through for the most representative ones; the newest."""
_FIELDS = frozenset({"topic", "sentiment", "unit", "survey", "language", "channel"})


@dataclass(frozen=True)
class CommentsData:
    """`listed` is how many there are; `is_hidden` for those who may not read answers.

    `unread` are imported answers whose words are still to be read.
    """

    comments: tuple[CommentView, ...]
    listed: int
    order: Order
    is_hidden: bool
    asked: TileAsk
    unused: tuple[str, ...]
    unread: int = 0


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> CommentsData:
    unused = tuple(name for name in asked.ask.filters if name not in _FIELDS)
    if not frame.actor.may(Permission.SEE_ANSWERS):
        return CommentsData((), 0, tile.order, True, asked, unused)
    filters = {name: values for name, values in asked.ask.filters.items() if name in _FIELDS}
    ask = CommentAsk(
        ask_for(frame.actor, MEASURES["mean"], "number", filters, asked.ask.window, tree=frame.tree)
    )
    if tile.order is Order.REPRESENTATIVE:
        found, listed = _representative(frame, ask)
    else:
        found, listed = comments_on(frame.store, frame.actor, ask, 1)
    unread = imported_unread(frame.actor.organisation.id)
    return CommentsData(found[:SHOWN], listed, tile.order, False, asked, unused, unread)


def _representative(frame: Frame, ask: CommentAsk) -> tuple[tuple[CommentView, ...], int]:
    """Of the newest comments in the language most are in."""
    from ohlas.text.phrases import representative

    found = rows(frame.store, ask.query(whole="topic" not in ask.ask.filters), limit=READ)
    read = comments_at(frame.actor, list(dict.fromkeys((row.signal, row.question) for row in found.rows)))
    languages = [one.reading.said.language for one in read]
    usual = max(sorted(set(languages)), key=languages.count, default="en")
    same = [one for one in read if one.reading.said.language == usual]
    chosen = representative([one.text for one in same], usual, most=SHOWN)
    return tuple(same[place] for place in chosen), found.total
