"""Learning what written answers mean, so that they are found by it: only where somebody asked for it, bite by bite."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django_tasks import task

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.feedback.models import MeaningIndex, Response, TextMeaning
from ohlas.feedback.queries.meanings import unlearnt
from ohlas.feedback.rules.meanings import can_embed, points_of
from ohlas.feedback.rules.texts import without_people
from ohlas.lib.database import database_now
from ohlas.outbox.backend import enqueue_once
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

if TYPE_CHECKING:
    from ohlas.outbox.jobs import AnyTask

BITE = 32
"""Answers per bite: a second or two, so that other work is not kept waiting."""


def want_meanings(*, actor: Actor, now: datetime) -> None:
    """From now on comments of the organisation can be found by their meaning; the old ones are learnt first.

    Errors: `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    with transaction.atomic():
        index = MeaningIndex(organisation_id=owner, wanted_at=now, moved_at=now)
        if MeaningIndex.objects.filter(organisation_id=owner).exists():
            return
        MeaningIndex.objects.bulk_create([index], ignore_conflicts=True)
        write_audit(actor, "want_meanings", "organisation", owner, now)
        _go_on(str(owner))


def forget_meanings(*, actor: Actor, now: datetime) -> None:
    """Comments are found by their words only; what was learnt of them is removed.

    Errors: `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    with transaction.atomic():
        gone, _ = MeaningIndex.objects.filter(organisation_id=owner).delete()
        points = TextMeaning.objects.filter(organisation_id=owner)
        points._raw_delete(points.db)  # noqa: SLF001 - nothing hangs on them; the collector would load them
        if gone:
            write_audit(actor, "forget_meanings", "organisation", owner, now)


@scheduled("feedback.meanings", every=timedelta(minutes=1))
@task
def learn_where_wanted() -> None:
    """Comments written since are learnt within a minute, where the organisation wants it."""
    if not can_embed():
        return
    for owner in MeaningIndex.objects.values_list("organisation_id", flat=True):
        if unlearnt(owner).exists():
            _go_on(str(owner))


@task(transactional=False, priority=2 * BACKGROUND)
def learn_meanings(owner: str) -> None:
    """One bite; the next is put at the end of the queue. Safe to repeat: what is known is not learnt twice."""
    if not can_embed() or not MeaningIndex.objects.filter(organisation_id=owner).exists():
        return
    missing = unlearnt(UUID(owner))
    bite = list(missing.select_related("response")[:BITE])
    texts = [without_people(str(row.response.answers.get(row.question, "")), row.language) for row in bite]
    points = points_of(texts) if texts else []
    rows = [
        TextMeaning(
            organisation_id=row.organisation_id,
            response_id=row.response_id,
            question=row.question,
            point=point,
        )
        for row, point in zip(bite, points, strict=True)
    ]
    with transaction.atomic():
        index = MeaningIndex.objects.select_for_update().filter(organisation_id=owner)
        if not index.exists():  # taken back meanwhile
            return
        alive = _alive(rows)
        TextMeaning.objects.bulk_create(alive, ignore_conflicts=True)
        index.update(learnt=F("learnt") + len(alive), moved_at=database_now())
        if len(bite) == BITE:
            _go_on(owner)


def _alive(rows: list[TextMeaning]) -> list[TextMeaning]:
    """Those whose answer was not erased while it was being learnt."""
    ids = {row.response_id for row in rows}
    alive = set(Response.objects.select_for_update().filter(id__in=ids).values_list("id", flat=True))
    return [row for row in rows if row.response_id in alive]


def _go_on(owner: str) -> None:
    enqueue_once(cast("AnyTask", learn_meanings), owner, key=f"meanings {owner}")
