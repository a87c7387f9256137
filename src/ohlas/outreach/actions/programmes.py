"""The life of a programme: made, changed, started, paused, resumed, ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import count_of, segments_of
from ohlas.outreach.access import programme_for
from ohlas.outreach.errors import BadProgramme, WrongState
from ohlas.outreach.models import Invitation, Message, Occasion, PacingPolicy, Programme
from ohlas.outreach.queries.programmes import closed_gate
from ohlas.outreach.rules import InvitationState, MessageState, ProgrammeState, SkipReason
from ohlas.outreach.rules.pacing import read_policy, write_policy
from ohlas.outreach.rules.programmes import read_programme, write_programme
from ohlas.surveys.queries import standing
from ohlas.surveys.rules import takes_answers

LONGEST_NAME = 120
_P = ProgrammeState


def make_programme(*, actor: Actor, name: str, survey_id: UUID, settings: object, now: datetime) -> Programme:
    """A draft.

    Errors: `Forbidden`, `BadProgramme` also for a name that is taken, `NotHere` for a survey of others.
    """
    require(actor, Permission.RUN_PROGRAMMES)
    document = write_programme(read_programme(settings))
    _survey_here(actor, survey_id, now)
    try:
        with transaction.atomic():
            row = Programme.objects.create(
                organisation_id=actor.organisation.id,
                survey_id=survey_id,
                name=_name(name),
                settings=document,
                created_at=now,
            )
            write_audit(actor, "make_programme", "programme", row.id, now)
    except IntegrityError as taken:
        raise BadProgramme(
            "name", name[:60], "another programme has this name; a fresh one is needed"
        ) from taken
    return row


def change_programme(
    *, actor: Actor, programme_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Programme:
    """Changes name, priority, segment_id, survey_id or settings; what is queued already stays as it was.

    Errors: `Forbidden`, `NotHere`, `BadProgramme`, `WrongState` when it has ended.
    """
    with transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        if row.state == _P.ENDED:
            raise WrongState("This programme has ended; make a new one from it.")
        _apply(actor, row, changes, now)
        row.turns_on = None
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as taken:
            raise BadProgramme("name", row.name[:60], "another programme has this name") from taken
        write_audit(actor, "change_programme", "programme", row.id, now, {"fields": sorted(changes)})
    return row


def start_programme(*, actor: Actor, programme_id: UUID, now: datetime) -> None:
    """From now on it asks people.

    Errors: `Forbidden`, `NotHere`, `WrongState`, `BadProgramme` while its survey takes no answers or its first channel
    is not ready to send, with every cure.
    """
    with transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        if row.state not in {_P.DRAFT, _P.PAUSED}:
            raise WrongState("Only a draft can be started, or a paused programme resumed.")
        found = standing(actor.organisation.id, str(row.survey_id), now)
        if found is None or found.version is None or not takes_answers(found.state):
            raise BadProgramme("survey", "a survey that takes no answers", "publish the survey first")
        if shut := closed_gate(row):
            why = " ".join(f"{one.says} {one.cure}".strip() for one in shut if one.says)
            way = f"{shut[0].carrier}, which is not ready to send"
            raise BadProgramme("steps[0]", way, why or "set it up under Channels first")
        row.state = _P.RUNNING
        row.started_at = row.started_at or now
        row.paused_at = row.turns_on = None
        row.save(update_fields=["state", "started_at", "paused_at", "turns_on"])
        write_audit(actor, "start_programme", "programme", row.id, now)


def pause_programme(*, actor: Actor, programme_id: UUID, now: datetime) -> None:
    """Nobody new is asked and nothing queued leaves, until it is resumed by `start_programme`.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    with transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        if row.state != _P.RUNNING:
            raise WrongState("Only a running programme can be paused.")
        row.state, row.paused_at = _P.PAUSED, now
        row.save(update_fields=["state", "paused_at"])
        write_audit(actor, "pause_programme", "programme", row.id, now)


def end_programme(*, actor: Actor, programme_id: UUID, now: datetime) -> int:
    """For good: what has not left is taken back; answers of those asked are still welcome. Invitations taken back.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    with transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        if row.state == _P.ENDED:
            raise WrongState("This programme has ended already.")
        row.state, row.ended_at = _P.ENDED, now
        row.save(update_fields=["state", "ended_at"])
        queued = Invitation.objects.filter(programme=row, state=InvitationState.QUEUED)
        # In two statements, however many were asked: the messages first, while their invitations still wait.
        messages = Message.objects.filter(invitation__in=queued, state=MessageState.QUEUED)
        messages.update(state=MessageState.CANCELLED, settled_at=now, lease_until=None)
        taken_back = queued.update(state=InvitationState.CANCELLED, ended_at=now, remind_at=None)
        Occasion.objects.filter(programme=row, is_decided=False).update(
            is_decided=True, reason=SkipReason.PROGRAMME_STOPPED, decided_at=now
        )
        write_audit(actor, "end_programme", "programme", row.id, now, {"taken_back": taken_back})
    return taken_back


def set_policy(*, actor: Actor, settings: object, now: datetime) -> None:
    """The organisation's budget of contacts per person.

    Errors: `Forbidden`, `BadProgramme`, `BadCondition` of a rule.
    """
    require(actor, Permission.RUN_PROGRAMMES)
    policy = read_policy(settings)
    for rule in policy.rules:
        count_of(actor.organisation.id, rule.when, now)
    with transaction.atomic():
        PacingPolicy.objects.update_or_create(
            organisation_id=actor.organisation.id,
            defaults={"settings": write_policy(policy), "changed_at": now},
        )
        write_audit(actor, "set_pacing", "organisation", actor.organisation.id, now)


def _apply(actor: Actor, row: Programme, changes: Mapping[str, Any], now: datetime) -> None:
    if "name" in changes:
        row.name = _name(changes["name"])
    if "priority" in changes:
        row.priority = _priority(changes["priority"])
    if "segment_id" in changes:
        row.segment_id = _segment(actor, changes["segment_id"])
    if "survey_id" in changes:
        _survey_here(actor, changes["survey_id"], now)
        row.survey_id = changes["survey_id"]
    if "settings" in changes:
        settings = read_programme(changes["settings"])
        for step in settings.steps:
            if step.when is not None:
                count_of(actor.organisation.id, step.when, now)
        row.settings = write_programme(settings)


def _name(given: object) -> str:
    name = str(given or "").strip()
    if not 1 <= len(name) <= LONGEST_NAME or "\0" in name:
        raise BadProgramme("name", name[:60], f"1 to {LONGEST_NAME} characters are allowed")
    return name


def _priority(given: object) -> int:
    if not str(given).isdecimal() or not 1 <= int(str(given)) <= 9:  # noqa: PLR2004 - the field's own bounds
        raise BadProgramme("priority", str(given)[:20], "a number from 1 (first) to 9 (last) is allowed")
    return int(str(given))


def _segment(actor: Actor, given: UUID | None) -> UUID | None:
    if given is not None and given not in {one.id for one in segments_of(actor.organisation.id)}:
        raise NotHere
    return given


def _survey_here(actor: Actor, survey_id: UUID, now: datetime) -> None:
    if standing(actor.organisation.id, str(survey_id), now) is None:
        raise NotHere
