"""A person says it better than the reader: labels corrected, taken back, and kept for learning."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import responses_for
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.events import TextsRead
from ohlas.feedback.models import TextReading
from ohlas.feedback.queries.texts import Key, ReadingView, reading_view, topic_tree
from ohlas.feedback.rules.texts import (
    SENTIMENTS,
    Given,
    Mention,
    given_from_json,
    given_to_json,
    mentions_from_json,
    steps_before,
    urgency_from_json,
)
from ohlas.outbox import emit

MOST_TOPICS = 30
MOST_STEPS = 30
"""Corrections of one comment that can be undone."""
MARKS: Mapping[str, bool] = MappingProxyType({"right": True, "wrong": False})


def correct_sentiment(*, actor: Actor, comment: Key, label: str, now: datetime) -> ReadingView:
    """The comment counts with this sentiment from now on.

    Errors: `Forbidden`, `NotHere`; `BadLabel` naming the labels there are.
    """
    with transaction.atomic():
        row = _row(actor, comment)
        if label not in SENTIMENTS:
            raise BadLabel(f"“{label}” is no sentiment; there are {', '.join(SENTIMENTS)}.")
        return _store(actor, row, replace(given_from_json(row.given), sentiment=label), now)


def correct_topics(*, actor: Actor, comment: Key, topics: Sequence[Mention], now: datetime) -> ReadingView:
    """The comment speaks of these topics, and of no others, from now on.

    Errors: `Forbidden`, `NotHere`; `BadLabel` for a topic that is not in the tree, or an unknown sentiment.
    """
    with transaction.atomic():
        row = _row(actor, comment)
        _check(actor, topics)
        once = tuple({each.topic: each for each in topics}.values())
        return _store(actor, row, replace(given_from_json(row.given), topics=once), now)


def add_topic_to(
    *, actor: Actor, comment: Key, topic: str, sentiment: str | None, now: datetime
) -> ReadingView:
    """One topic more, or another sentiment of one that is there; the comment's own sentiment where none is told.

    Errors: as `correct_topics`.
    """
    said = reading_view(_row(actor, comment)).said
    topics = {each.topic: each for each in said.topics}
    topics[topic] = Mention(topic, sentiment or said.sentiment)  # one that is there keeps its place
    return correct_topics(actor=actor, comment=comment, topics=list(topics.values()), now=now)


def take_topic_off(*, actor: Actor, comment: Key, topic: str, now: datetime) -> ReadingView:
    """One topic less.

    Errors: as `correct_topics`.
    """
    said = reading_view(_row(actor, comment)).said
    kept = [each for each in said.topics if each.topic != topic]
    return correct_topics(actor=actor, comment=comment, topics=kept, now=now)


def mark_signal(*, actor: Actor, comment: Key, kind: str, mark: str, now: datetime) -> ReadingView:
    """Whether the comment really signals this, "right" or "wrong": what is wrong does not count from now on.

    Errors: `Forbidden`, `NotHere`; `BadLabel` for another mark, or a kind that was not read in this comment.
    """
    with transaction.atomic():
        row = _row(actor, comment)
        if mark not in MARKS:
            raise BadLabel(f"“{mark[:60]}” is no mark; there are {', '.join(MARKS)}.")
        read = [each.kind for each in urgency_from_json(row.urgency)]
        if kind not in read:
            raise BadLabel(
                f"“{kind[:60]}” was not read in this comment; there are {', '.join(read) or 'none'}."
            )
        given = given_from_json(row.given)
        return _store(actor, row, replace(given, urgent={**given.urgent, kind: MARKS[mark]}), now)


def undo_correction(*, actor: Actor, comment: Key, now: datetime) -> ReadingView:
    """The labels as they were before the last correction; again, and the one before it goes, to what was read.

    Errors: `Forbidden`, `NotHere`.
    """
    with transaction.atomic():
        row = _row(actor, comment)
        steps = steps_before(row.given_before)
        if not steps:
            return reading_view(row)
        return _store(actor, row, given_from_json(steps[-1]), now, steps[:-1])


def _check(actor: Actor, topics: Sequence[Mention]) -> None:
    known = topic_tree(actor.organisation.id).ids
    for each in topics:
        if each.topic not in known:
            raise BadLabel(f"There is no topic “{each.topic}” in this organisation's tree.")
        if each.sentiment not in SENTIMENTS:
            raise BadLabel(f"“{each.sentiment}” is no sentiment; there are {', '.join(SENTIMENTS)}.")
    if len(topics) > MOST_TOPICS:
        raise BadLabel(f"A comment has at most {MOST_TOPICS} topics.")


def _row(actor: Actor, comment: Key) -> TextReading:
    require(actor, Permission.RECORD_ANSWERS)
    seen = responses_for(actor).values("id")
    rows = TextReading.objects.filter(organisation_id=actor.organisation.id, response_id__in=seen)
    signal, question = comment
    row = rows.filter(response_id=signal, question=question).first()
    if row is None:
        raise NotHere
    return row


def _store(
    actor: Actor,
    row: TextReading,
    given: Given,
    now: datetime,
    before: Sequence[Mapping[str, object]] | None = None,
) -> ReadingView:
    """`before` are the steps that can still be undone; one more than now where not given."""
    labels = given_to_json(_without_the_obvious(row, given))
    if before is None and labels == row.given:
        return reading_view(row)
    steps = [*steps_before(row.given_before), row.given] if before is None else before
    row.given_before, row.given = list(steps[-MOST_STEPS:]) or None, labels
    row.corrected_by, row.corrected_at = actor.id, now
    if row.facts_number is not None:
        row.facts_number = 0
    row.save(update_fields=["given", "given_before", "corrected_by", "corrected_at", "facts_number"])
    write_audit(actor, "correct_reading", "response", row.response_id, now, {"question": row.question})
    emit(TextsRead(1), organisation_id=actor.organisation.id, now=now)
    return reading_view(row)


def _without_the_obvious(row: TextReading, given: Given) -> Given:
    """What agrees with the reader is no correction."""
    read = {(each.topic, each.sentiment) for each in mentions_from_json(row.topics)}
    own = given.topics
    return Given(
        sentiment=None if given.sentiment == row.sentiment else given.sentiment,
        topics=None if own is None or {(each.topic, each.sentiment) for each in own} == read else own,
        urgent=given.urgent,
    )
