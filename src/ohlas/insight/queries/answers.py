"""The answers behind a figure: the same filters, the same days, as many as its n."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ohlas.accounts.access import Actor
from ohlas.engine import FactRow, FactStore, rows
from ohlas.feedback.access import answers_of
from ohlas.feedback.queries import ResponseView
from ohlas.insight.queries.facts import Ask

PER_PAGE = 50
EXPORT_STEP = 1_000


@dataclass(frozen=True)
class AnswerLine:
    """One answer with what was said beside it."""

    signal: str
    value: float
    question: str
    at: datetime
    channel: str
    language: str
    unit: str | None
    survey: str
    comments: tuple[str, ...]
    weight: float | None


@dataclass(frozen=True)
class AnswersFound:
    """`page` is the last one where a later one was asked for."""

    lines: tuple[AnswerLine, ...]
    total: int
    page: int = 1


def answers_behind(store: FactStore, actor: Actor, ask: Ask, page: int) -> AnswersFound:
    """One page of the answers, newest first; `total` equals the figure's n."""
    found = rows(store, ask.query(), limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    last = max(1, -(-found.total // PER_PAGE))
    if page > last:
        return answers_behind(store, actor, ask, last)
    return AnswersFound(tuple(_lines(actor, found.rows)), found.total, page)


def answer_rows(store: FactStore, actor: Actor, ask: Ask) -> Iterator[AnswerLine]:
    """All of them, for an export, in portions so that memory stays bounded."""
    offset = 0
    while portion := rows(store, ask.query(), limit=EXPORT_STEP, offset=offset).rows:
        yield from _lines(actor, portion)
        offset += len(portion)


def _lines(actor: Actor, found: tuple[FactRow, ...]) -> Iterator[AnswerLine]:
    views = {str(view.id): view for view in answers_of(actor, {row.signal for row in found})}
    for row in found:
        view = views.get(row.signal)
        yield AnswerLine(
            signal=row.signal,
            value=row.value,
            question=row.question,
            at=row.at,
            channel=row.channel,
            language=row.language,
            unit=row.unit,
            survey=row.survey,
            comments=_comments(view),
            weight=row.weight,
        )


def _comments(view: ResponseView | None) -> tuple[str, ...]:
    return tuple(answer.shown for answer in view.comments) if view else ()
