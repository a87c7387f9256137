"""Making a plan: at once for a small organisation, in the background for a big one."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast  # Any is a trial's document
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor, require
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import count_of
from ohlas.lib.database import database_now
from ohlas.outbox.backend import enqueue_once
from ohlas.outreach.queries.planning import Plan, Terms, make_plan
from ohlas.outreach.queries.plans_kept import (
    Progress,
    keep_plan,
    kept_plan,
    note_progress_of,
    plan_key,
    progress_of,
)
from ohlas.outreach.rules.whatif import WhatIf, read_whatif

if TYPE_CHECKING:
    from ohlas.outbox.jobs import AnyTask

AT_ONCE = 50_000
"""So many contacts are planned while the page waits; it takes a second or two."""


def plan_for(*, actor: Actor, whatif: WhatIf, now: datetime) -> Plan | Progress:
    """The plan as things stand, or how far its counting came.

    Errors: `Forbidden`, `BadProgramme` for a change that cannot be.
    """
    require(actor, Permission.SEE_PROGRAMMES)
    organisation_id = actor.organisation.id
    key = plan_key(organisation_id, whatif, now)
    kept = kept_plan(organisation_id, key, now)
    if kept is not None:
        return kept
    if count_of(organisation_id, {"all": []}, now) <= AT_ONCE:
        plan = make_plan(organisation_id, now, Terms(whatif=whatif))
        keep_plan(organisation_id, key, plan)
        return plan
    with transaction.atomic():
        enqueue_once(
            cast("AnyTask", count_plan), str(organisation_id), key, dict(whatif.document), key=f"plan {key}"
        )
    return progress_of(organisation_id, key) or Progress(0, 1)


@task(priority=-5, transactional=False)
def count_plan(organisation_id: str, key: str, document: Mapping[str, Any]) -> None:
    """Makes and keeps the plan, unless another run just did."""
    own, now = UUID(organisation_id), database_now()
    if kept_plan(own, key, now) is not None:
        return

    def tell(done: int, of: int) -> None:
        note_progress_of(own, key, Progress(done, of))

    keep_plan(own, key, make_plan(own, now, Terms(whatif=read_whatif(document), progress=tell)))
