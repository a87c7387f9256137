"""People chosen by hand become occasions in the background: portion by portion, seen on the way, stopped at any time.

Each portion moves the place in the same transaction, so that whoever takes over goes on where it stands.
"""

import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any  # a segment's condition is JSON
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import count_of, members_of, segments_of
from ohlas.lib.database import database_now, one_writer
from ohlas.lib.ids import new_id
from ohlas.outreach.access import choosing_for, programme_for
from ohlas.outreach.actions.occasions import choose, decide_organisation
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Choosing, Occasion, Programme
from ohlas.outreach.rules import ChoosingState, ProgrammeState, SkipReason
from ohlas.outreach.rules.programmes import read_programme

STEP_S = 1.0
"""One job's work; its successor goes on, so that live answers wait no longer."""
PORTION = 500
KEPT = timedelta(days=7)
"""How it ended can be read for so long."""
EVERYBODY: Mapping[str, Any] = {"all": []}


def choose_segment(*, actor: Actor, programme_id: UUID, segment_id: UUID, now: datetime) -> UUID:
    """Everybody the segment chooses now is to be asked today, as far as pacing allows.

    Errors: `Forbidden`, `NotHere`, `BadCondition`; `WrongState` unless the programme runs, or while others are
    being chosen for it.
    """
    found = next((one for one in segments_of(actor.organisation.id) if one.id == segment_id), None)
    if found is None:
        raise NotHere
    total = count_of(actor.organisation.id, found.condition, now)
    return _begin(actor, programme_id, now, total=total, name=found.name, condition=dict(found.condition))


def choose_contacts(*, actor: Actor, programme_id: UUID, contact_ids: Iterable[UUID], now: datetime) -> UUID:
    """These contacts, as `choose_segment`."""
    ids = sorted({str(one) for one in contact_ids})
    return _begin(actor, programme_id, now, total=len(ids), contacts=ids)


def stop_choosing(*, actor: Actor, choosing_id: UUID, now: datetime) -> None:
    """Nobody more is chosen, and whoever was chosen and not yet decided on is let go.

    Errors: `Forbidden`, `NotHere`, `WrongState` when it has ended.
    """
    with one_writer(), transaction.atomic():
        row = choosing_for(actor, choosing_id)
        if not _end(row, ChoosingState.STOPPED, now):
            raise WrongState("It has ended already.")
        write_audit(actor, "stop_choosing", "choosing", row.id, now, {"looked": row.looked})
        let_go.enqueue(str(row.id))


@task(priority=-5, transactional=False)
def choose_step(choosing_id: str) -> None:
    """About a second's worth, then the next step is enqueued."""
    if advance(UUID(choosing_id), now=database_now(), seconds=STEP_S):
        choose_step.enqueue(choosing_id)


@task(priority=-5, transactional=False)
def let_go(choosing_id: str) -> None:
    """Takes back whom nobody has decided on; they can be chosen again at once."""
    row = Choosing.objects.get(id=choosing_id)
    mine = Occasion.objects.filter(programme_id=row.programme_id, key=_key(row), due_at=row.begun_at)
    while ids := list(mine.filter(is_decided=False).values_list("id", flat=True)[:PORTION]):
        with one_writer():
            mine.filter(id__in=ids, is_decided=False).update(
                is_decided=True,
                reason=SkipReason.TAKEN_BACK,
                decided_at=database_now(),
                key=f"stopped {row.id}",
            )
    Choosing.objects.filter(id=row.id).update(fresh=mine.count())


def advance(choosing_id: UUID, *, now: datetime, seconds: float) -> bool:
    """Looks at portions for about that long; whether there is more to do."""
    until = time.monotonic() + seconds
    while _portion(choosing_id, now):
        if time.monotonic() >= until:
            return True
    return False


def _begin(actor: Actor, programme_id: UUID, now: datetime, **chosen: Any) -> UUID:
    with one_writer(), transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        if row.state != ProgrammeState.RUNNING:
            raise WrongState("Start the programme first.")
        Choosing.objects.filter(programme=row, ended_at__lt=now - KEPT).delete()
        if Choosing.objects.filter(programme=row, state=ChoosingState.RUNNING).exists():
            raise WrongState("People are being chosen for it already. Wait for the end, or stop it.")
        choosing = Choosing.objects.create(
            id=new_id(),
            organisation_id=row.organisation_id,
            programme=row,
            begun_at=now,
            **chosen,
        )
        write_audit(actor, "ask_by_hand", "programme", row.id, now, {"contacts": choosing.total})
        choose_step.enqueue(str(choosing.id))
    return choosing.id


def _portion(choosing_id: UUID, now: datetime) -> bool:
    """One portion and its place in one transaction; False at the end."""
    with one_writer(), transaction.atomic():
        mine = Choosing.objects.select_for_update(of=("self",)).select_related("programme")
        row = mine.filter(id=choosing_id, state=ChoosingState.RUNNING).first()
        if row is None:
            return False
        if row.programme.state != ProgrammeState.RUNNING:
            _end(row, ChoosingState.BROKEN, now)
            return False
        try:
            looked, wanted = _next(row)
        except BadCondition:
            _end(row, ChoosingState.BROKEN, now)
            return False
        if not looked:
            _end(row, ChoosingState.DONE, now)
            decide_organisation.enqueue(str(row.organisation_id))
            return False
        row.fresh += choose(wanted, _same(row, row.programme))
        row.looked, row.after = row.looked + len(looked), looked[-1]
        row.save(update_fields=["fresh", "looked", "after"])
    return True


def _next(row: Choosing) -> tuple[list[UUID], list[UUID]]:
    """The next contacts to look at, and those of them that are there to be asked."""
    owner = row.organisation_id
    if row.condition is None:
        start = bisect_right(row.contacts, str(row.after)) if row.after else 0
        looked = [UUID(one) for one in row.contacts[start : start + PORTION]]
        there = members_of(owner, EVERYBODY, row.begun_at).filter(id__in=looked)
        return looked, list(there.values_list("id", flat=True))
    members = members_of(owner, row.condition, row.begun_at).order_by("id")
    rest = members.filter(id__gt=row.after) if row.after else members
    looked = list(rest.values_list("id", flat=True)[:PORTION])
    return looked, looked


def _same(row: Choosing, programme: Programme) -> Mapping[str, object]:
    return {
        "organisation_id": row.organisation_id,
        "programme_id": programme.id,
        "key": _key(row),
        "due_at": row.begun_at,
        "expires_at": row.begun_at + timedelta(days=read_programme(programme.settings).wait_days),
    }


def _key(row: Choosing) -> str:
    return f"by hand {row.begun_at:%Y-%m-%d}"


def _end(row: Choosing, state: ChoosingState, now: datetime) -> bool:
    running = Choosing.objects.filter(id=row.id, state=ChoosingState.RUNNING)
    return bool(running.update(state=state, contacts=[], ended_at=now))
