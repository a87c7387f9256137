"""The whole history read again, when the reader or the topics change: bite by bite, between other work."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django_tasks import task

from ohlas.accounts.queries import organisations
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.models import Relabelling, Response
from ohlas.feedback.queries.texts import topic_tree
from ohlas.lib.database import database_now
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

BITE = 1_000
"""Responses per bite: about a second, so that answers given meanwhile still show within two."""


def start_relabelling(organisation_id: UUID, now: datetime) -> UUID | None:
    """Begins to read the history anew; None where all of it was read by this reader and tree, or is being."""
    stamp = topic_tree(organisation_id).stamp
    with transaction.atomic():
        newest = (
            Relabelling.objects.filter(organisation_id=organisation_id).order_by("-started_at", "-id").first()
        )
        if newest is not None and newest.stamp == stamp:
            return None
        # An unfinished one for an older tree gives way: it would label what this one labels again.
        Relabelling.objects.filter(organisation_id=organisation_id, ended_at=None).update(ended_at=now)
        total = Response.objects.filter(organisation_id=organisation_id).count()
        started = Relabelling.objects.create(
            organisation_id=organisation_id,
            stamp=stamp,
            total=total,
            started_at=now,
            moved_at=now,
            ended_at=None if total else now,
        )
        if total:
            relabel.enqueue(str(started.id))
    return started.id


@scheduled("feedback.relabel", every=timedelta(minutes=5))
@task
def relabel_where_needed() -> None:
    """After an update the reader may be a new one; every organisation's history is read by it."""
    for organisation in organisations():
        start_relabelling(organisation.id, database_now())


@task(transactional=False, priority=2 * BACKGROUND)
def relabel(relabelling_id: str) -> None:
    """One bite; the next is put at the end of the queue. Safe to repeat: what is read is not read twice."""
    row = Relabelling.objects.filter(id=relabelling_id, ended_at=None).first()
    if row is None:
        return
    responses = Response.objects.filter(organisation_id=row.organisation_id).order_by("id")
    if row.reached is not None:
        responses = responses.filter(id__gt=row.reached)
    bite = list(responses.only("id", "organisation_id", "version_id", "answers")[:BITE])
    now = database_now()
    read_responses(bite, now)
    is_last = len(bite) < BITE
    with transaction.atomic():
        # Only from where this bite began: a repeated one must not count twice.
        begun = Relabelling.objects.filter(id=row.id, reached=row.reached, ended_at=None)
        moved = begun.update(
            done=F("done") + len(bite),
            total=F("done") + len(bite) if is_last else F("total"),
            reached=bite[-1].id if bite else row.reached,
            moved_at=database_now(),
            ended_at=database_now() if is_last else None,
        )
        if moved and not is_last:
            relabel.enqueue(relabelling_id)
