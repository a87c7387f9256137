"""Write the weekly brief of everybody's part of the tree, once, and tell whoever reads figures."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django_tasks import task

from ohlas.accounts.access import Actor, Colleague, colleagues_of, system_actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import organisations, subtree
from ohlas.accounts.rules import Permission
from ohlas.insight.models import Brief, Notice
from ohlas.insight.queries.briefs import gathered
from ohlas.insight.queries.briefs.kept import EVERYTHING
from ohlas.insight.queries.facts import facts
from ohlas.insight.queries.notices import Wishes, wishes_of
from ohlas.insight.rules.briefs import chosen, monday, read_brief, write_brief
from ohlas.insight.rules.notices import brief_due
from ohlas.lib.database import database_now
from ohlas.outbox.backend import enqueue_once
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

if TYPE_CHECKING:
    from ohlas.outbox.jobs import AnyTask

WRITTEN_FROM = time(4, 0)
"""On Monday, by the organisation's clock: before anybody is up, after the night's work."""


@scheduled("insight.briefs", every=timedelta(minutes=15))
@task
def write_briefs() -> None:
    """This week's briefs where they are missing; a relay that was off on Monday writes them later in the week."""
    now = database_now()
    for organisation in organisations():
        local = now.astimezone(ZoneInfo(organisation.zone))
        if local.weekday() == 0 and local.time() < WRITTEN_FROM:
            continue
        for unit_id in missing_briefs(organisation.id, monday(local.date())):
            where = str(unit_id or "")
            enqueue_once(
                cast("AnyTask", write_one),
                where,
                key=f"insight.brief:{organisation.id}:{where}",
                organisation_id=str(organisation.id),
            )


@task(transactional=False, priority=BACKGROUND)
def write_one(unit_id: str, organisation_id: str) -> None:
    """One brief."""
    write_brief_for(UUID(organisation_id), UUID(unit_id) if unit_id else None, database_now())


def missing_briefs(organisation_id: UUID, week: date) -> set[UUID | None]:
    """The parts of the tree somebody looks after whose brief of this week is not written yet."""
    scopes = {one.scope_id for one in _readers(organisation_id)}
    there = set(
        Brief.objects.filter(organisation_id=organisation_id, week=week).values_list("scope", flat=True)
    )
    return {scope for scope in scopes if _key(scope) not in there}


def write_brief_for(organisation_id: UUID, unit_id: UUID | None, now: datetime) -> UUID | None:
    """The brief's id; None where another relay was faster. What it says is not changed afterwards."""
    actor = _reader(organisation_id, unit_id)
    week = monday(now.astimezone(ZoneInfo(actor.organisation.zone)).date())
    before = _before(organisation_id, unit_id, week)
    found = gathered(facts(), actor, now)
    written = chosen(found.items, before, found.main)
    try:
        with transaction.atomic():
            brief = Brief.objects.create(
                organisation_id=organisation_id,
                unit_id=unit_id,
                scope=_key(unit_id),
                week=week,
                document=write_brief(written),
                made_at=now,
            )
            _tell(brief, actor, now)
            write_audit(actor, "brief.written", "brief", brief.id, now, {"items": len(written.items)})
    except IntegrityError:
        return None
    return brief.id


def _tell(brief: Brief, actor: Actor, now: datetime) -> None:
    wishes = wishes_of(brief.organisation_id, actor.organisation.zone)
    readers = [one for one in _readers(brief.organisation_id) if one.scope_id == brief.unit_id]
    Notice.objects.bulk_create([_notice(brief, one, wishes, now) for one in readers], ignore_conflicts=True)


def _notice(brief: Brief, reader: Colleague, wishes: Wishes, now: datetime) -> Notice:
    due = brief_due(wishes.of(reader.user_id), now)
    return Notice(
        organisation_id=brief.organisation_id,
        user_id=reader.user_id,
        brief=brief,
        made_at=now,
        mail="waiting" if due else "none",
        mail_at=due,
    )


def _readers(organisation_id: UUID) -> list[Colleague]:
    return [one for one in colleagues_of(organisation_id) if one.actor.may(Permission.SEE_FIGURES)]


def _reader(organisation_id: UUID, unit_id: UUID | None) -> Actor:
    """Ohlas itself, with the sight of whoever looks after this part.

    Errors: `NotHere` where the organisation is gone.
    """
    actor = system_actor(organisation_id)
    if unit_id is None:
        return actor
    scope = subtree(unit_id)
    if not scope:
        raise NotHere
    return replace(actor, scope=scope)


def _before(organisation_id: UUID, unit_id: UUID | None, week: date) -> frozenset[str]:
    """What stood in the brief before this one."""
    rows = Brief.objects.filter(organisation_id=organisation_id, scope=_key(unit_id), week__lt=week)
    last = rows.order_by("-week").first()
    return frozenset(read_brief(last.document).stood) if last else frozenset()


def _key(unit_id: UUID | None) -> str:
    return str(unit_id) if unit_id else EVERYTHING
