"""Reasons to ask that come from outside: something happened to a contact, or a person chose whom to ask."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.queries import organisation_settings
from ohlas.accounts.rules import Permission
from ohlas.customers.events import ContactEventRecorded
from ohlas.customers.queries import members_of
from ohlas.customers.queries.happenings import Happening, happenings
from ohlas.lib.database import database_now
from ohlas.lib.ids import new_ids
from ohlas.lib.inserting import insert_columns
from ohlas.outbox import Delivered
from ohlas.outbox.schedule import scheduled
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Occasion, Programme
from ohlas.outreach.queries.running import Running, running_programmes
from ohlas.outreach.rules import ProgrammeState, SkipReason
from ohlas.outreach.rules.programmes import OccasionKind

SOON = timedelta(hours=1)
"""What falls due so soon is decided at once; the rest waits for the hourly round."""
AT_ONCE = 500
DECIDED_AT_ONCE = 5_000
"""So many chosen by hand are decided while whoever chose waits, about two seconds; more in the background."""


def note_events(events: Sequence[Delivered], now: datetime) -> None:
    """Things that happened become occasions of the programmes that wait for them."""
    ids: dict[UUID, list[UUID]] = {}
    for one in events:
        if isinstance(one.event, ContactEventRecorded) and one.organisation_id is not None:
            ids.setdefault(one.organisation_id, []).append(one.event.event_id)
    for organisation_id, event_ids in ids.items():
        zone = organisation_settings(organisation_id).zone
        programmes = running_programmes(organisation_id, zone)
        told = happenings(organisation_id, event_ids)
        made = [row for one in programmes for row in _occasions(organisation_id, one, told, now)]
        Occasion.objects.bulk_create(made, ignore_conflicts=True)
        if any(not row.is_decided and row.due_at <= now + SOON for row in made):
            decide_due(organisation_id=organisation_id, now=now)


def ask_by_hand(*, actor: Actor, programme_id: UUID, contact_ids: Iterable[UUID], now: datetime) -> int:
    """These contacts are to be asked by this programme today, as far as pacing allows; how many were new.

    Errors: `Forbidden`, `NotHere`, `WrongState` unless the programme runs.
    """
    row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    if row.state != ProgrammeState.RUNNING:
        raise WrongState("Start the programme first.")
    settings = next(
        one for one in running_programmes(actor.organisation.id, "UTC") if one.id == row.id
    ).settings
    asked = list(dict.fromkeys(contact_ids))
    wanted = members_of(actor.organisation.id, {"all": []}, now)
    same = {
        "organisation_id": actor.organisation.id,
        "programme_id": row.id,
        "key": f"by hand {now:%Y-%m-%d}",
        "due_at": now,
        "expires_at": now + timedelta(days=settings.wait_days),
    }
    fresh = 0
    for start in range(0, len(asked), AT_ONCE):
        here = wanted.filter(id__in=asked[start : start + AT_ONCE])
        fresh += choose(list(here.values_list("id", flat=True)), same)
    write_audit(actor, "ask_by_hand", "programme", row.id, now, {"contacts": len(asked)})
    if fresh > DECIDED_AT_ONCE:
        with transaction.atomic():
            decide_organisation.enqueue(str(actor.organisation.id))
    else:
        decide_due(organisation_id=actor.organisation.id, now=now)
    return fresh


def choose(ids: Sequence[UUID], same: Mapping[str, object]) -> int:
    """Occasions for these contacts; how many were not there before."""
    if not ids:
        return 0
    each = {"id": new_ids(len(ids)), "contact_id": ids}
    unless_known = ("programme_id", "contact_id", "key")
    with transaction.atomic():
        return insert_columns(Occasion, len(ids), each=each, same=same, unless_known=unless_known)


@task(exclusive=True, priority=-10, transactional=False)
def decide_organisation(organisation_id: str) -> None:
    """Decides what is due in one organisation; safe to repeat."""
    decide_due(organisation_id=UUID(organisation_id), now=database_now())


@scheduled("outreach.decide", every=timedelta(hours=1))
@task(priority=-10)
def decide_everywhere() -> None:
    """The hourly round: a delivery of its own for each organisation, so that what fails for one stops no other."""
    running = Programme.objects.filter(state=ProgrammeState.RUNNING)
    for organisation_id in running.values_list("organisation_id", flat=True).distinct():
        decide_organisation.enqueue(str(organisation_id))


def _occasions(
    organisation_id: UUID, programme: Running, told: Sequence[Happening], now: datetime
) -> list[Occasion]:
    wish = programme.settings.occasion
    if wish.kind is not OccasionKind.EVENT:
        return []
    mine = [
        one for one in told if one.kind is wish.event and one.at.date() >= programme.since - timedelta(days=1)
    ]
    audience = _audience(organisation_id, programme, [one.contact_id for one in mine], now)
    made = []
    for one in mine:
        due = max(one.at + timedelta(hours=wish.delay_hours), one.at)
        is_in = one.contact_id in audience
        made.append(
            Occasion(
                organisation_id=organisation_id,
                programme_id=programme.id,
                contact_id=one.contact_id,
                key=f"event {one.id}",
                due_at=due,
                expires_at=due + timedelta(days=programme.settings.wait_days),
                details=dict(one.details),
                is_decided=not is_in,
                reason="" if is_in else SkipReason.NOT_IN_AUDIENCE,
                decided_at=None if is_in else now,
            )
        )
    return made


def _audience(
    organisation_id: UUID, programme: Running, contacts: Sequence[UUID], now: datetime
) -> set[UUID]:
    if programme.condition is None:
        return set(contacts)
    chosen = members_of(organisation_id, programme.condition, now).filter(id__in=set(contacts))
    return set(chosen.values_list("id", flat=True))
