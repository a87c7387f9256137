"""Schedules of reports: made, paused, removed and taken back; one sent by hand; long ones made aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.insight.access import board_for
from ohlas.insight.actions.sendings import open_sending
from ohlas.insight.errors import BadSchedule
from ohlas.insight.events import ReportDue, ReportFileWanted
from ohlas.insight.models import ReportFile, ReportPolicy, ReportReader, ReportSchedule, ReportSending
from ohlas.insight.queries.reports import colleagues_by_id, outside_allowed, when_of
from ohlas.insight.rules import Selection
from ohlas.insight.rules.reports import (
    LAST_DAY,
    LAST_WEEKDAY,
    MOST_READERS,
    Format,
    Rhythm,
    State,
    When,
)
from ohlas.lib.ids import new_id
from ohlas.outbox import emit


@dataclass(frozen=True)
class ScheduleWish:
    """What is to be sent, when and to whom; `outside` are addresses with the language they are written in."""

    formats: tuple[str, ...]
    rhythm: str
    day: int
    at: time
    zone: str
    members: tuple[UUID, ...] = ()
    outside: tuple[tuple[str, str], ...] = ()


def schedules_for(actor: Actor) -> Sequence[ReportSchedule]:
    """All of the organisation whose dashboard this actor may see, and those whose dashboard is gone.

    Errors: `Forbidden` without the right to hand figures on.
    """
    require(actor, Permission.EXPORT)
    found = (
        ReportSchedule.objects.filter(organisation_id=actor.organisation.id)
        .select_related("board")
        .prefetch_related("readers")
    )
    return [one for one in found if _sees(actor, one)]


def schedule_for(actor: Actor, schedule_id: UUID) -> ReportSchedule:
    """Errors: `NotHere`; `Forbidden`."""
    found = next((one for one in schedules_for(actor) if one.id == schedule_id), None)
    if found is None:
        raise NotHere
    return found


def make_schedule(
    *, actor: Actor, board_id: UUID, selection: Selection, wish: ScheduleWish, now: datetime
) -> UUID:
    """From its next date on the dashboard leaves by itself.

    Errors: `BadSchedule` naming the field; `NotHere`; `Forbidden` without the right to hand figures on.
    """
    require(actor, Permission.EXPORT)
    board = board_for(actor, board_id)
    when = _checked(actor, wish)
    with transaction.atomic():
        made = ReportSchedule.objects.create(
            organisation_id=actor.organisation.id,
            board=board,
            name=board.name,
            address=selection.address,
            formats=[kind.value for kind in Format if kind.value in wish.formats],
            rhythm=when.rhythm.value,
            day=when.day,
            at=when.at,
            zone=when.zone,
            created_by_id=actor.user_id,
            created_at=now,
            next_at=when.next_after(now),
        )
        readers = [
            ReportReader(schedule=made, organisation_id=made.organisation_id, user_id=one)
            for one in wish.members
        ]
        readers += [
            ReportReader(schedule=made, organisation_id=made.organisation_id, email=email, language=language)
            for email, language in wish.outside
        ]
        ReportReader.objects.bulk_create(readers)
        details = {"rhythm": when.rhythm.value, "readers": len(wish.members), "outside": len(wish.outside)}
        write_audit(actor, "report.scheduled", "report_schedule", made.id, now, details)
    return made.id


def pause_schedule(*, actor: Actor, schedule_id: UUID, now: datetime) -> None:
    """It rests until it is resumed. Errors: `NotHere`; `Forbidden`."""
    _changed(actor, schedule_id, "report.paused", now, paused_at=now, next_at=None)


def resume_schedule(*, actor: Actor, schedule_id: UUID, now: datetime) -> None:
    """From its next date on; dates that passed while it rested are not made up. Errors: `NotHere`; `Forbidden`."""
    schedule = schedule_for(actor, schedule_id)
    upcoming = when_of(schedule).next_after(now)
    _changed(actor, schedule_id, "report.resumed", now, paused_at=None, removed_at=None, next_at=upcoming)


def remove_schedule(*, actor: Actor, schedule_id: UUID, now: datetime) -> None:
    """Nothing leaves any more; what was sent stays listed, and it can be taken back. Errors: as above."""
    _changed(actor, schedule_id, "report.removed", now, removed_at=now, next_at=None)


def send_now(*, actor: Actor, schedule_id: UUID, now: datetime) -> None:
    """One to the actor alone, at once, besides all dates. Errors: `NotHere`; `Forbidden`; `BadSchedule`."""
    schedule = schedule_for(actor, schedule_id)
    if actor.user_id is None:
        raise BadSchedule("to", _("Only a person can be sent one."))
    with transaction.atomic():
        open_sending(schedule, f"now {new_id()}", str(actor.user_id), now, user_id=actor.user_id)
        write_audit(actor, "report.sent_by_hand", "report_schedule", schedule.id, now)


def send_again(*, actor: Actor, sending_id: UUID, now: datetime) -> UUID:
    """What is in doubt or was refused, once more: a person decides that. The schedule's id.

    Errors: `NotHere` also for a sending that is neither; `Forbidden`.
    """
    require(actor, Permission.EXPORT)
    found = ReportSending.objects.filter(organisation_id=actor.organisation.id, id=sending_id).first()
    if found is None:
        raise NotHere
    schedule_for(actor, found.schedule_id)
    with transaction.atomic():
        ended = [State.DOUBT.value, State.REFUSED.value, State.NOT_SENT.value]
        again = ReportSending.objects.filter(id=sending_id, state__in=ended)
        if again.update(state=State.WAITING.value, reason="", due_at=now, changed_at=now, tries=0) == 0:
            raise NotHere
        emit(ReportDue(sending_id), organisation_id=actor.organisation.id, now=now)
        write_audit(actor, "report.sent_again", "report_sending", sending_id, now)
    return found.schedule_id


def allow_outside(*, actor: Actor, is_allowed: bool, now: datetime) -> None:
    """Whether reports may leave to addresses that are no colleague's. Errors: `Forbidden`."""
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        ReportPolicy.objects.update_or_create(
            organisation_id=actor.organisation.id, defaults={"outside_allowed": is_allowed}
        )
        write_audit(
            actor,
            "report.outside_settled",
            "organisation",
            actor.organisation.id,
            now,
            {"allowed": is_allowed},
        )


def want_file(
    *, actor: Actor, board_id: UUID, selection: Selection, kind: Format, language: str, now: datetime
) -> UUID:
    """A long report is made aside; where to look for it. Errors: `NotHere`; `Forbidden`."""
    require(actor, Permission.EXPORT)
    if actor.user_id is None:
        raise BadSchedule("to", _("Only a person can be sent one."))
    board = board_for(actor, board_id)
    with transaction.atomic():
        wanted = ReportFile.objects.create(
            organisation_id=actor.organisation.id,
            board=board,
            user_id=actor.user_id,
            kind=kind.value,
            address=selection.address,
            language=language,
            wanted_at=now,
        )
        emit(ReportFileWanted(wanted.id), organisation_id=actor.organisation.id, now=now)
        write_audit(actor, "report.made", "board", board.id, now, {"format": kind.value})
    return wanted.id


def file_for(actor: Actor, file_id: UUID) -> ReportFile:
    """A long report of one's own. Errors: `NotHere` also for somebody else's; `Forbidden`."""
    require(actor, Permission.EXPORT)
    if actor.user_id is None:
        raise NotHere
    mine = ReportFile.objects.select_related("board").filter(
        organisation_id=actor.organisation.id, user_id=actor.user_id, id=file_id
    )
    found = mine.first()
    if found is None:
        raise NotHere
    return found


def note_report(*, actor: Actor, board_id: UUID, kind: Format, now: datetime) -> None:
    """That a report was taken out of the house."""
    with transaction.atomic():
        write_audit(actor, "report.made", "board", board_id, now, {"format": kind.value})


def _checked(actor: Actor, wish: ScheduleWish) -> When:
    if not set(wish.formats) & {kind.value for kind in Format}:
        raise BadSchedule("formats", _("Choose at least one kind of file."))
    if wish.rhythm not in list(Rhythm):
        raise BadSchedule("rhythm", _("Choose weekly or monthly."))
    rhythm = Rhythm(wish.rhythm)
    first, last = (0, LAST_WEEKDAY) if rhythm is Rhythm.WEEKLY else (1, LAST_DAY)
    if not first <= wish.day <= last:
        raise BadSchedule("day", _("Choose a day of the week, or of the month from 1 to 31."))
    try:
        ZoneInfo(wish.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSchedule("zone", _("Choose a time zone such as Europe/Prague.")) from error
    _check_readers(actor, wish)
    return When(rhythm, wish.day, wish.at, wish.zone)


def _check_readers(actor: Actor, wish: ScheduleWish) -> None:
    count = len(wish.members) + len(wish.outside)
    if not 1 <= count <= MOST_READERS:
        raise BadSchedule("members", _("Choose 1 to %(most)s readers.") % {"most": MOST_READERS})
    colleagues = colleagues_by_id(actor.organisation.id)
    for member in wish.members:
        if member not in colleagues or not colleagues[member].actor.may(Permission.SEE_FIGURES):
            raise BadSchedule("members", _("Every reader must be a colleague who may see figures."))
    if wish.outside and not outside_allowed(actor.organisation.id):
        raise BadSchedule("outside", _("Your organisation does not send reports to addresses outside."))
    for email, _lang in wish.outside:
        try:
            validate_email(email)
        except ValidationError as error:
            said = _("“%(address)s” is no mail address.") % {"address": email[:60]}
            raise BadSchedule("outside", said) from error


def _sees(actor: Actor, schedule: ReportSchedule) -> bool:
    if schedule.created_by_id == actor.user_id or schedule.board is None:
        return schedule.board is not None or actor.scope is None or schedule.created_by_id == actor.user_id
    try:
        board_for(actor, schedule.board.id)
    except NotHere:
        return False
    return True


def _changed(actor: Actor, schedule_id: UUID, deed: str, now: datetime, **fields: datetime | None) -> None:
    schedule = schedule_for(actor, schedule_id)
    with transaction.atomic():
        ReportSchedule.objects.filter(id=schedule.id).update(**fields)
        write_audit(actor, deed, "report_schedule", schedule.id, now)
