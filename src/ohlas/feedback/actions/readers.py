"""A reader of the organisation's own: made in the background, used when somebody says so, laid down again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.relabel import start_relabelling
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.models import OwnReader, TextReading
from ohlas.feedback.queries.readers import corrected_sentiments
from ohlas.feedback.rules.readers import FEWEST, MOST_OTHERS, STAGES, Correction, made_of
from ohlas.feedback.rules.texts import reader_now, without_people
from ohlas.lib.database import database_now
from ohlas.outbox.rules import BACKGROUND

GIVEN_UP = timedelta(minutes=30)
"""After this a retraining that did not end is taken for one that never will."""


def retrain(*, actor: Actor, now: datetime) -> UUID:
    """Begins to make a reader of the organisation's own corrections; it reads nothing until it is chosen.

    Errors: `Forbidden`; `BadLabel` where too few are corrected, or one is being made already.
    """
    require(actor, Permission.EDIT_SURVEYS)
    owner = actor.organisation.id
    known = corrected_sentiments(owner)
    if known < FEWEST:
        raise BadLabel(f"{known} comments have a corrected sentiment; at least {FEWEST} are needed.")
    with transaction.atomic():
        if OwnReader.objects.filter(
            organisation_id=owner, ended_at=None, started_at__gt=now - GIVEN_UP
        ).exists():
            raise BadLabel("A reader is being made already; wait until it is done.")
        row = OwnReader.objects.create(
            organisation_id=owner, base=reader_now(), started_at=now, made_by=actor.user_id
        )
        write_audit(actor, "retrain_reader", "reader", row.id, now)
        make_reader.enqueue(str(row.id))
    return row.id


@task(transactional=False, priority=2 * BACKGROUND)
def make_reader(reader_id: str) -> None:
    """Learns and judges. Safe to repeat: the same corrections give the same reader."""
    row = OwnReader.objects.filter(id=reader_id, ended_at=None).first()
    if row is None:
        return
    mine = OwnReader.objects.filter(id=row.id, ended_at=None)
    mine.update(stage=1)
    corrections, others = _corrections(row.organisation_id), _others(row.organisation_id)
    mine.update(stage=2)
    if len({one.text for one in corrections}) < FEWEST:
        mine.update(trouble=f"Fewer than {FEWEST} different comments are corrected.", ended_at=database_now())
        return
    made = made_of(corrections, others)
    mine.update(
        stage=STAGES,
        weights=made.weights,
        word=made.word,
        learnt=made.learnt,
        held_out=made.held_out,
        before=made.before,
        after=made.after,
        others=made.others,
        moved=made.moved,
        ended_at=database_now(),
    )


def use_reader(*, actor: Actor, reader_id: UUID, now: datetime) -> None:
    """From now on comments are read with this reader; older ones are read again in the background.

    Errors: `Forbidden`, `NotHere`; `BadLabel` for one made of an older shipped reader.
    """
    require(actor, Permission.EDIT_SURVEYS)
    mine = OwnReader.objects.filter(organisation_id=actor.organisation.id)
    with transaction.atomic():
        row = mine.select_for_update().filter(id=reader_id, weights__isnull=False).first()
        if row is None:
            raise NotHere
        if row.base != reader_now():
            raise BadLabel("This reader was made of an older shipped one; retrain to use your corrections.")
        mine.filter(is_used=True).update(is_used=False)
        mine.filter(id=row.id).update(is_used=True)
        write_audit(actor, "use_reader", "reader", row.id, now)
        start_relabelling(actor.organisation.id, now)


def use_shipped_reader(*, actor: Actor, now: datetime) -> None:
    """Back to the reader that comes with the program; older comments are read again in the background.

    Errors: `Forbidden`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    with transaction.atomic():
        used = OwnReader.objects.filter(organisation_id=actor.organisation.id, is_used=True)
        if used.update(is_used=False):
            write_audit(actor, "use_shipped_reader", "organisation", actor.organisation.id, now)
            start_relabelling(actor.organisation.id, now)


def _corrections(owner: UUID) -> list[Correction]:
    rows = TextReading.objects.filter(
        organisation_id=owner,
        corrected_at__isnull=False,
        given__has_key="sentiment",
        response__release__isnull=True,
    )
    ordered = rows.select_related("response").order_by("corrected_at", "number")
    return [Correction(_text(row), row.given["sentiment"], row.language) for row in ordered if _text(row)]


def _others(owner: UUID) -> list[str]:
    """Comments nobody corrected, the newest ones: a reader bent too far would read them otherwise."""
    rows = TextReading.objects.filter(
        organisation_id=owner, corrected_at__isnull=True, response__release__isnull=True
    )
    newest = rows.select_related("response").order_by("-response_id", "question")[:MOST_OTHERS]
    return [_text(row) for row in newest]


def _text(row: TextReading) -> str:
    """The comment without personal data: a reader must not learn names."""
    return without_people(str(row.response.answers.get(row.question, "")), row.language)
