"""Handing dashboards on: files at once, files made aside, and schedules with what became of each sending."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, colleagues_of, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.access import board_for
from ohlas.insight.actions.reports import (
    ScheduleWish,
    allow_outside,
    file_for,
    make_schedule,
    note_report,
    pause_schedule,
    remove_schedule,
    resume_schedule,
    schedule_for,
    schedules_for,
    send_again,
    send_now,
    want_file,
)
from ohlas.insight.errors import BadSchedule
from ohlas.insight.pages.filters import chips
from ohlas.insight.pages.reports import file_name, made_report
from ohlas.insight.pages.reports.schedules import (
    FORMAT_LEADS,
    FORMAT_TITLES,
    ReportPage,
    ReportsPage,
    ScheduleForm,
    ScheduleLine,
    SchedulePage,
    SendingLine,
    file_page,
    schedule_form,
    schedule_line,
    sending_line,
)
from ohlas.insight.queries import catalogue_of, titles_of
from ohlas.insight.queries.reports import (
    colleagues_by_id,
    outside_allowed,
    path_of,
    schedule_view,
    sendings_of,
)
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.reports import Format, Rhythm
from ohlas.insight.views.boards import selection_of
from ohlas.insight.views.parts import place, speaks_plainly
from ohlas.lib.letters import can_mail
from ohlas.lib.reports import file_of, media_type

BOARDS, REPORTS = "insight:boards", "insight:reports"
LONG_FROM = 16
"""Tiles from which on a report is made aside: fewer take less than two seconds."""


@require_GET
@staff(Permission.EXPORT)
@speaks_plainly(BOARDS)
def report_file(request: HttpRequest, actor: Actor, board_id: UUID, kind: str) -> HttpResponseBase:
    """The dashboard as a file, at once; a long one is made aside."""
    board, chosen = board_for(actor, board_id), _format(kind)
    selection, now = selection_of(request, actor), timezone.now()
    language = get_language() or "en"
    if len(read_document(board.document).tiles) > LONG_FROM:
        wanted = want_file(
            actor=actor, board_id=board_id, selection=selection, kind=chosen, language=language, now=now
        )
        return redirect("insight:report_progress", actor.organisation.slug, wanted)
    name = _called(actor)
    report = made_report(
        actor=actor, board=board, selection=selection, now=now, language=language, reader=name
    )
    note_report(actor=actor, board_id=board_id, kind=chosen, now=now)
    answer = HttpResponse(file_of(report, chosen), content_type=media_type(chosen))
    return _as_file(answer, file_name(report, chosen))


@require_GET
@staff(Permission.EXPORT)
@speaks_plainly(BOARDS)
def report(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    """Files of this dashboard with the filters of the address, its schedules, and a form for another."""
    selection = selection_of(request, actor)
    return _report(request, actor, board_id, selection, None)


@require_POST
@staff(Permission.EXPORT)
@speaks_plainly(BOARDS)
def new_schedule(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponseBase:
    selection = selection_of(request, actor)
    board_for(actor, board_id)
    given = dict(request.POST.lists())
    try:
        wish = _wish(given)
        made = make_schedule(
            actor=actor, board_id=board_id, selection=selection, wish=wish, now=timezone.now()
        )
    except BadSchedule as error:
        return _report(request, actor, board_id, selection, given, (error.field, str(error)))
    messages.success(request, _("Kept. The first one leaves at the next date."))
    return redirect("insight:report_schedule", actor.organisation.slug, made)


@require_GET
@staff(Permission.EXPORT)
def reports(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = schedules_for(actor)
    lines = _lines(actor, seen)
    allowed = {one.id for one in seen}
    page = ReportsPage(
        schedules=tuple(line for line in lines if not line.is_removed),
        removed=tuple(line for line in lines if line.is_removed),
        sendings=_sendings(actor, allowed),
        boards=place(actor, BOARDS),
        outside=place(actor, "insight:reports_outside"),
        is_outside_allowed=outside_allowed(actor.organisation.id),
        may_settle=actor.may(Permission.EDIT_ORGANISATION),
        can_mail=can_mail(),
    )
    return render(request, "insight/reports/list.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
def report_schedule(request: HttpRequest, actor: Actor, schedule_id: UUID) -> HttpResponse:
    schedule = schedule_for(actor, schedule_id)
    page = SchedulePage(
        line=_lines(actor, [schedule])[0],
        sendings=_sendings(actor, {schedule_id}),
        reports=place(actor, REPORTS),
        board=place(actor, "insight:report", str(schedule.board_id)) if schedule.board_id else "",
        filters=schedule.address.lstrip("?"),
        can_mail=can_mail(),
    )
    return render(request, "insight/reports/schedule.html", {"page": page})


@require_POST
@staff(Permission.EXPORT)
def change_schedule(request: HttpRequest, actor: Actor, schedule_id: UUID) -> HttpResponseBase:
    """Pause, resume, remove, take back, or send oneself one now."""
    deed = _DEEDS.get(request.POST.get("deed", ""))
    schedule_for(actor, schedule_id)
    if deed is None:
        messages.error(request, _("Nothing was done: the form named no deed."))
    else:
        do, said = deed
        do(actor=actor, schedule_id=schedule_id, now=timezone.now())
        messages.success(request, str(said()))
    return redirect("insight:report_schedule", actor.organisation.slug, schedule_id)


@require_POST
@staff(Permission.EXPORT)
def send_report_again(
    request: HttpRequest,
    actor: Actor,
    sending_id: UUID,
) -> HttpResponseBase:
    schedule = send_again(actor=actor, sending_id=sending_id, now=timezone.now())
    messages.success(request, _("It leaves once more."))
    return redirect("insight:report_schedule", actor.organisation.slug, schedule)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def reports_outside(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    allow_outside(actor=actor, is_allowed=request.POST.get("allowed") == "1", now=timezone.now())
    messages.success(request, _("Kept."))
    return redirect(
        REPORTS if actor.may(Permission.EXPORT) else "accounts:organisation", actor.organisation.slug
    )


@require_GET
@staff(Permission.EXPORT)
def report_progress(request: HttpRequest, actor: Actor, report_id: UUID) -> HttpResponse:
    """How far a long report came; the page looks again by itself."""
    wanted = file_for(actor, report_id)
    page = file_page(
        wanted,
        here=place(actor, "insight:report_progress", str(report_id)),
        content=place(actor, "insight:report_content", str(report_id)),
        board=place(actor, "insight:board", str(wanted.board_id)),
    )
    template = "progress_part" if request.headers.get("HX-Request") else "progress"
    return render(request, f"insight/reports/{template}.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
def report_content(
    request: HttpRequest,  # noqa: ARG001 - Django's shape
    actor: Actor,
    report_id: UUID,
) -> HttpResponseBase:
    wanted = file_for(actor, report_id)
    path = path_of(report_id)
    if not wanted.made_at or not path.exists():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=media_type(Format(wanted.kind)))
    return _as_file(answer, wanted.name)


def _report(  # noqa: PLR0917 - the page and what was wrong with the form
    request: HttpRequest,
    actor: Actor,
    board_id: UUID,
    selection: Selection,
    given: Mapping[str, Sequence[str]] | None,
    error: tuple[str, str] = ("", ""),
) -> HttpResponse:
    board = board_for(actor, board_id)
    titles = titles_of(actor, catalogue_of(actor))
    mine = [one for one in schedules_for(actor) if one.board_id == board_id and one.removed_at is None]
    page = ReportPage(
        name=board.name,
        board=place(actor, "insight:board", str(board_id)) + selection.address,
        filters="; ".join(f"{chip.name}: {chip.words}" for chip in chips(selection, titles)),
        downloads=tuple(
            (
                str(FORMAT_TITLES[kind]),
                str(FORMAT_LEADS[kind]),
                place(actor, "insight:report_file", str(board_id), kind.value) + selection.address,
            )
            for kind in Format
        ),
        form=_form(actor, given, error),
        schedules=_lines(actor, mine),
        make=place(actor, "insight:new_schedule", str(board_id)) + selection.address,
        reports=place(actor, REPORTS),
        can_mail=can_mail(),
    )
    status = 422 if error[0] else 200
    return render(request, "insight/reports/report.html", {"page": page}, status=status)


def _form(actor: Actor, given: Mapping[str, Sequence[str]] | None, error: tuple[str, str]) -> ScheduleForm:
    people = colleagues_of(actor.organisation.id)
    allowed = outside_allowed(actor.organisation.id)
    return schedule_form(actor, people, given, may_send_outside=allowed, error=error)


def _lines(actor: Actor, schedules: Sequence[Any]) -> tuple[ScheduleLine, ...]:
    colleagues, base = colleagues_by_id(actor.organisation.id), place(actor, REPORTS)
    return tuple(schedule_line(schedule_view(one, colleagues), base) for one in schedules)


def _sendings(actor: Actor, schedules: set[UUID]) -> tuple[SendingLine, ...]:
    zone = actor.organisation.zone
    return tuple(
        sending_line(view, zone, place(actor, "insight:send_report_again", str(view.id)))
        for view in sendings_of(actor.organisation.id, schedules)
    )


def _wish(given: Mapping[str, Sequence[str]]) -> ScheduleWish:
    """Errors: `BadSchedule` for a time that is none or a reader without an id."""

    def one(name: str) -> str:
        return next(iter(given.get(name, ())), "").strip()

    rhythm = one("rhythm")
    day = one("weekday") if rhythm == Rhythm.WEEKLY else one("month_day")
    try:
        at = time.fromisoformat(one("at"))
        members = tuple(dict.fromkeys(UUID(member) for member in given.get("members", ())))
    except ValueError as error:
        raise BadSchedule("at", _("A time such as 07:00 and readers from the list are needed.")) from error
    outside = tuple(dict.fromkeys(line.strip() for line in one("outside").splitlines() if line.strip()))
    return ScheduleWish(
        formats=tuple(given.get("formats", ())),
        rhythm=rhythm,
        day=int(day) if day.isdecimal() and len(day) < 3 else -1,  # noqa: PLR2004 - days have two digits
        at=at.replace(second=0, microsecond=0, tzinfo=None),
        zone=one("zone"),
        members=members,
        outside=tuple((address, one("outside_language") or "en") for address in outside),
    )


def _format(kind: str) -> Format:
    try:
        return Format(kind)
    except ValueError as error:
        raise Http404 from error


def _called(actor: Actor) -> str:
    found = colleagues_by_id(actor.organisation.id).get(actor.user_id) if actor.user_id else None
    return found.called if found else ""


def _as_file(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


_DEEDS: Mapping[str, tuple[Callable[..., None], Callable[[], str]]] = {
    "pause": (pause_schedule, lambda: _("Paused. Nothing leaves until it is resumed.")),
    "resume": (resume_schedule, lambda: _("It leaves again from the next date on.")),
    "remove": (remove_schedule, lambda: _("Removed. It can be taken back here.")),
    "now": (send_now, lambda: _("One is on its way to you.")),
}
