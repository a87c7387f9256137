"""What written answers were read to say: topics as they stand, labels that count, progress of reading anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ohlas.accounts.queries import organisation_settings
from ohlas.feedback.events import BatchImported
from ohlas.feedback.models import Relabelling, TextReading, TopicTreeVersion
from ohlas.feedback.queries.readers import own_word
from ohlas.feedback.rules.searching import wanted_words
from ohlas.feedback.rules.texts import (
    Given,
    Said,
    Tree,
    given_from_json,
    mentions_from_json,
    urgency_from_json,
    usual_tree,
)
from ohlas.lib.search import with_words
from ohlas.outbox.queries import waiting_events
from ohlas.text.topics import tree_from_json

READER = "feedback.reader"
"""The listener that reads what people wrote."""
Key = tuple[str, str]
"""A response's id and a question's: what one comment is known by in the facts."""


@dataclass(frozen=True)
class ReadingView:
    """One reading: the labels that count, those of the reader, and whether a person changed them."""

    number: int
    response_id: UUID
    question: str
    said: Said
    read: Said
    given: Given
    corrected_at: datetime | None
    can_undo: bool


@dataclass(frozen=True)
class RelabellingView:
    """How far the history is read again; rate in responses a second, both None before the first bite."""

    done: int
    total: int
    started_at: datetime
    ended_at: datetime | None
    rate: float | None
    left: timedelta | None


def topic_tree(organisation_id: UUID) -> Tree:
    """The organisation's topics as they stand; those of its line of business before anybody changed them."""
    newest = TopicTreeVersion.objects.filter(organisation_id=organisation_id).order_by("-number")
    found = newest.values_list("id", flat=True).first()
    own = own_word(organisation_id)
    if found is None:
        return Tree(usual_tree(organisation_settings(organisation_id).line_of_business), own=own)
    return replace(_tree(found), own=own)


def readings_at(organisation_id: UUID, keys: Collection[Key]) -> dict[Key, ReadingView]:
    """The readings of these comments."""
    signals = {signal for signal, _ in keys}
    rows = TextReading.objects.filter(organisation_id=organisation_id, response_id__in=signals)
    found = {(str(row.response_id), row.question): row for row in rows}
    return {key: reading_view(found[key]) for key in keys if key in found}


def comments_with(organisation_id: UUID, words: str) -> tuple[Key, ...]:
    """The comments that hold all these words, in whatever form."""
    mine = TextReading.objects.filter(organisation_id=organisation_id, response__release__isnull=True)
    rows = with_words(mine, "words", wanted_words(words)).order_by("-response_id")
    keys = rows.values_list("response_id", "question").iterator(chunk_size=10_000)
    return tuple((str(signal), question) for signal, question in keys)


def relabelling_of(organisation_id: UUID) -> RelabellingView | None:
    """The latest reading of the whole history; None before the first."""
    row = Relabelling.objects.filter(organisation_id=organisation_id).order_by("-started_at", "-id").first()
    if row is None:
        return None
    took = (row.moved_at - row.started_at).total_seconds()
    rate = row.done / took if row.done and took > 0 else None
    left = timedelta(seconds=round((row.total - row.done) / rate)) if rate and row.ended_at is None else None
    return RelabellingView(row.done, row.total, row.started_at, row.ended_at, rate, left)


def imported_unread(organisation_id: UUID) -> int:
    """How many imported answers still wait for their words to be read; 0 when none do."""
    waiting = waiting_events(organisation_id, READER, BatchImported.name)
    return sum(int(body["count"]) for body in waiting)


def corrections_of(organisation_id: UUID) -> QuerySet[TextReading]:
    """Every reading a person corrected, for learning from it later; the latest first."""
    rows = TextReading.objects.filter(organisation_id=organisation_id, corrected_at__isnull=False)
    return rows.exclude(given={}).select_related("response").order_by("-corrected_at")


def reading_view(row: TextReading) -> ReadingView:
    """A stored reading in this room's words."""
    read, given = read_of(row), given_from_json(row.given)
    return ReadingView(
        number=row.number,
        response_id=row.response_id,
        question=row.question,
        said=given.over(read),
        read=read,
        given=given,
        corrected_at=row.corrected_at if given.is_correction else None,
        can_undo=bool(row.given_before),
    )


def read_of(row: TextReading) -> Said:
    """What the reader said, without any correction."""
    return Said(
        language=row.language,
        language_confidence=row.language_confidence,
        sentiment=row.sentiment,
        positive=row.positive,
        neutral=row.neutral,
        negative=row.negative,
        topics=mentions_from_json(row.topics),
        urgency=urgency_from_json(row.urgency),
        words=row.words,
    )


def known_stamps(responses: Sequence[UUID]) -> Mapping[Key, str]:
    """Which comments of these responses were read, and by which reader."""
    rows = TextReading.objects.filter(response_id__in=responses)
    return {
        (str(signal), question): stamp
        for signal, question, stamp in rows.values_list("response_id", "question", "stamp")
    }


@lru_cache(maxsize=256)
def _tree(version_id: UUID) -> Tree:
    """Versions never change, so each process keeps the trees it has read."""
    row = TopicTreeVersion.objects.get(id=version_id)
    merged: dict[str, Any] = row.merged
    return Tree(tree_from_json(row.topics), row.number, merged)
