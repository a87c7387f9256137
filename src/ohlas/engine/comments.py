"""Comments as facts: what was read in them, never a word of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.engine.answers import AnswerRow, facts_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow(AnswerRow):
    """One comment and one of its topics, or the comment as a whole where `topic` is None.

    `value` is 1 for good, -1 for bad, 0 for neither or both: of the topic, or of the whole comment. Each comment
    has exactly one row without a topic, so that rows without a topic count comments.
    """

    sentiment: str
    topic: str | None = None
    topic_sentiment: str | None = None
    urgency: str | None = None
    score: float | None = None
    score_class: str | None = None


def comments_table(rows: Iterable[CommentRow]) -> pa.Table:
    """Comments as columns, ready for `FactStore.append` and `FactStore.merge`.

    Shape:  rows in, one Arrow table out; no rows give an empty table with all columns.
    Errors: exact; `BadFact` names the signal and what is wrong with it.
    Source: house.md, "Facts".
    """
    return facts_table("comments", rows)
