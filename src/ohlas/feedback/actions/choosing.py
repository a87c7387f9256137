"""Scores clicked in a message: kept as intents, doubted where a program clicks, settled where a person stays.

Programs that guard mailboxes open every address of a message, some in a browser that runs scripts. So an
opened address never counts by itself. What speaks for a program is kept with the message's token; from then
on only a sent form counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.feedback.actions.drafts import GivenAnswers, save_draft, settle_draft
from ohlas.feedback.actions.invitations import note_opened
from ohlas.feedback.models import Draft, ScoreIntent
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.rules.links import client_id_for, key_hash
from ohlas.lib.database import database_now, one_writer
from ohlas.lib.ids import new_id
from ohlas.outbox.schedule import scheduled
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import one_click_question

WINDOW = timedelta(seconds=45)
"""Two different scores within it are a program's, or a person's who can press Send."""
QUIET = timedelta(seconds=60)
"""How long a seen score waits for such signs before it counts: longer than the window."""
PORTION = 200


class Doubt(StrEnum):
    """What a person does not do."""

    HEAD = "head"
    TRAP = "trap"
    SCORES = "scores"


@dataclass(frozen=True, slots=True)
class Choice:
    """A score chosen at one message's address; `is_doubted` when only a sent form will count."""

    score: int | None
    is_doubted: bool


def choose_score(link: LinkView, key: str, score: int, now: datetime) -> Choice:
    """Keeps the score as an intent; it is no answer yet."""
    with one_writer(), transaction.atomic():
        row = _held(link, key)
        is_quick = row.chosen_at is not None and now - row.chosen_at < WINDOW
        if is_quick and row.score != score:
            _doubt(row, Doubt.SCORES, now)
        row.score, row.chosen_at, row.seen_at, row.settled_at = score, now, None, None
        row.save()
    return Choice(score, row.doubted_at is not None)


def doubt_reader(link: LinkView, key: str, doubt: Doubt, now: datetime) -> None:
    """Who reads this message is a program: what it chose and chooses counts nothing until a form is sent."""
    with one_writer(), transaction.atomic():
        row = _held(link, key)
        _doubt(row, doubt, now)
        row.save()


def stand_by(given: GivenAnswers, key: str, now: datetime) -> bool:
    """The page was seen long enough or touched: its score is kept on the way; False where it is doubted.

    It counts after a quiet minute, in which a program would have opened the other scores too.
    """
    with one_writer(), transaction.atomic():
        row = ScoreIntent.objects.select_for_update().filter(key_hash=key_hash(key)).first()
        if row is None or row.score is None:
            return True
        if row.doubted_at is not None:
            return False
        row.seen_at, row.settled_at = now, None
        row.save(update_fields=["seen_at", "settled_at"])
    save_draft(given, now, is_person=False)
    return True


def is_doubted(key: str) -> bool:
    return ScoreIntent.objects.filter(key_hash=key_hash(key), doubted_at__isnull=False).exists()


def has_intent(key: str) -> bool:
    """Whether a score waits at this message's address for somebody to stand by it."""
    return ScoreIntent.objects.filter(key_hash=key_hash(key), score__isnull=False).exists()


def _held(link: LinkView, key: str) -> ScoreIntent:
    """The row of this token, ours alone until the transaction ends."""
    mine, _ = ScoreIntent.objects.get_or_create(
        key_hash=key_hash(key),
        defaults={"id": new_id(), "organisation_id": link.organisation_id, "link_id": link.id},
    )
    return ScoreIntent.objects.select_for_update().get(id=mine.id)


def _doubt(row: ScoreIntent, doubt: Doubt, now: datetime) -> None:
    """What only waited is taken back; what a person changed meanwhile is theirs and stays."""
    if row.doubted_at is None:
        row.doubted_at, row.doubt = now, doubt.value
    if row.seen_at is not None and row.settled_at is None:
        drafts = Draft.objects.filter(link_id=row.link_id, client_id=client_id_for(row.link_id, ""))
        for draft in drafts:
            if list(draft.answers.values()) == [row.score]:
                draft.delete()


@scheduled("feedback.settle_scores", every=timedelta(minutes=1))
@task
def settle_seen_scores() -> None:
    """Scores that were seen and not doubted become answers."""
    settle_scores(database_now())


def settle_scores(now: datetime) -> int:
    """How many scores became answers; whoever is still writing completes the same one."""
    waiting = ScoreIntent.objects.filter(
        seen_at__lt=now - QUIET, settled_at__isnull=True, doubted_at__isnull=True
    ).order_by("seen_at")
    return sum(_settle(row_id, now) for row_id in list(waiting.values_list("id", flat=True)[:PORTION]))


def _settle(intent_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        row = ScoreIntent.objects.select_for_update().filter(id=intent_id, doubted_at__isnull=True).first()
        if row is None or row.settled_at is not None or row.seen_at is None:
            return False
        row.settled_at = now
        row.save(update_fields=["settled_at"])
        drafts = Draft.objects.filter(client_id=client_id_for(row.link_id, ""))
        links = "link__organisation", "link__unit", "link__employee", "link__contact"
        draft = drafts.filter(link_id=row.link_id).select_related(*links).first()
        if draft is None:
            return False
        note_opened(link_view(draft.link), row.seen_at)
        return settle_draft(draft, now, is_whole=_is_whole(draft))


def _is_whole(draft: Draft) -> bool:
    """Whether nothing else was asked than the score that is given."""
    version = published_version(draft.version_id)
    if version is None:
        return False
    question = one_click_question(version.definition)
    return question is not None and len(version.definition.questions) == 1 and question.id in draft.answers
