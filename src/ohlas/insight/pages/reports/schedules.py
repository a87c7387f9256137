"""Pages about reports that leave by themselves, and about long ones being made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor, Colleague
from ohlas.accounts.rules import Permission
from ohlas.insight.models import ReportFile
from ohlas.insight.pages import words
from ohlas.insight.queries.reports import ScheduleView, SendingView
from ohlas.insight.rules.reports import LAST_DAY, Format, Rhythm, State, When, Why

FORMAT_TITLES: Mapping[Format, Promise] = {
    Format.PDF: _("PDF"),
    Format.XLSX: _("Excel"),
    Format.PPTX: _("Slides"),
}
FORMAT_LEADS: Mapping[Format, Promise] = {
    Format.PDF: _("to read and print, with the charts of this page"),
    Format.XLSX: _("every figure as a number, charts of its own, and what each figure was made from"),
    Format.PPTX: _("one tile per slide, with charts that can be changed"),
}
WEEKDAYS: tuple[Promise, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
STATES: Mapping[State, Promise] = {
    State.WAITING: _("waits"),
    State.LEAVING: _("is leaving"),
    State.SENT: _("sent"),
    State.REFUSED: _("refused"),
    State.DOUBT: _("in doubt"),
    State.NOT_SENT: _("not sent"),
}
WHYS: Mapping[Why, Promise] = {
    Why.LEFT: _("is no longer a member here"),
    Why.NO_SIGHT: _("may no longer see these figures or units"),
    Why.NO_BOARD: _("the dashboard was put away or removed"),
    Why.NO_MAIL: _("this installation has no mail server"),
    Why.OUTSIDE: _("reports to addresses outside are switched off"),
    Why.NO_SENDER: _("who made the schedule may no longer hand figures on"),
    Why.AWAY: _("the mail server was away; tried again by itself"),
    Why.REFUSED: _("the mail server refused the address or the letter"),
    Why.TORN: _("the connection tore after the letter was handed over: it may have arrived"),
}
MAY_SEND_AGAIN = frozenset({State.DOUBT, State.REFUSED, State.NOT_SENT})


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool
    lead: str = ""


@dataclass(frozen=True)
class ScheduleLine:
    """A schedule as a list shows it."""

    id: str
    name: str
    when: str
    formats: str
    readers: str
    next: str
    state: str
    is_paused: bool
    is_removed: bool
    href: str
    change: str


@dataclass(frozen=True)
class SendingLine:
    name: str
    to: str
    date: str
    state: str
    tone: str
    why: str
    at: str
    again: str


@dataclass(frozen=True)
class ScheduleForm:
    """The form as last filled in; `error` says which field is wrong and what is allowed."""

    formats: tuple[Choice, ...]
    rhythms: tuple[Choice, ...]
    weekdays: tuple[Choice, ...]
    month_days: tuple[Choice, ...]
    at: str
    zone: str
    members: tuple[Choice, ...]
    outside: str
    languages: tuple[Choice, ...]
    may_send_outside: bool
    error_field: str = ""
    error: str = ""


@dataclass(frozen=True)
class ReportPage:
    """Handing a dashboard on: files now, and a schedule."""

    name: str
    board: str
    filters: str
    downloads: tuple[tuple[str, str, str], ...]
    form: ScheduleForm
    schedules: tuple[ScheduleLine, ...]
    make: str
    reports: str
    can_mail: bool


@dataclass(frozen=True)
class ReportsPage:
    """All schedules of the organisation this reader may see, and what became of what was sent."""

    schedules: tuple[ScheduleLine, ...]
    removed: tuple[ScheduleLine, ...]
    sendings: tuple[SendingLine, ...]
    boards: str
    outside: str
    is_outside_allowed: bool
    may_settle: bool
    can_mail: bool


@dataclass(frozen=True)
class SchedulePage:
    line: ScheduleLine
    sendings: tuple[SendingLine, ...]
    reports: str
    board: str
    filters: str
    can_mail: bool


@dataclass(frozen=True)
class FilePage:
    """A long report: how far it came, or where it lies."""

    name: str
    done: int
    of: int
    is_made: bool
    failure: str
    here: str
    content: str
    board: str


def schedule_line(view: ScheduleView, base: str) -> ScheduleLine:
    zone = ZoneInfo(view.when.zone)
    state = ""
    if view.is_board_gone:
        state = gettext("the dashboard was put away or removed: nothing is sent")
    elif view.is_paused:
        state = gettext("paused")
    gone = [one.name or gettext("somebody who left") for one in view.readers if one.has_left]
    if gone and not state:
        state = gettext("not sent to: %(who)s") % {"who": ", ".join(gone)}
    return ScheduleLine(
        id=str(view.id),
        name=view.name,
        when=when_words(view.when),
        formats=", ".join(str(FORMAT_TITLES[kind]) for kind in view.formats),
        readers=", ".join(one.name for one in view.readers if one.name) or gettext("nobody"),
        next=moment(view.next_at, zone) if view.next_at else "",
        state=state,
        is_paused=view.is_paused,
        is_removed=view.is_removed,
        href=f"{base}{view.id}/",
        change=f"{base}{view.id}/change/",
    )


def when_words(when: When) -> str:
    at = when.at.strftime("%H:%M")
    if when.rhythm is Rhythm.WEEKLY:
        return gettext("every week on %(day)s at %(at)s (%(zone)s)") % {
            "day": WEEKDAYS[when.day],
            "at": at,
            "zone": when.zone,
        }
    return gettext("every month on day %(day)s at %(at)s (%(zone)s)") % {
        "day": when.day,
        "at": at,
        "zone": when.zone,
    }


def sending_line(view: SendingView, zone: str, again: str) -> SendingLine:
    tone = {State.SENT: "better", State.WAITING: "plain", State.LEAVING: "plain"}.get(view.state, "worse")
    return SendingLine(
        name=view.name,
        to=view.to or gettext("somebody who left"),
        date=gettext("by hand") if view.slot.startswith("now") else view.slot,
        state=str(STATES[view.state]),
        tone=tone,
        why=str(WHYS[view.why]) if view.why else "",
        at=moment(view.changed_at, ZoneInfo(zone)),
        again=again if view.state in MAY_SEND_AGAIN else "",
    )


def moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{words.day(local.date())} {formats.time_format(local, 'H:i')}"


def schedule_form(
    actor: Actor,
    colleagues: Sequence[Colleague],
    given: Mapping[str, Sequence[str]] | None,
    *,
    may_send_outside: bool,
    error: tuple[str, str] = ("", ""),
) -> ScheduleForm:
    """Friday at 7, as PDF, to oneself, until somebody chooses otherwise."""
    told = dict(given or {})

    def chosen(name: str, *usual: str) -> frozenset[str]:
        return frozenset(told.get(name, ()) if given is not None else usual)

    def one(name: str, usual: str) -> str:
        return next(iter(told.get(name, ())), "") if given is not None else usual

    kinds, who = chosen("formats", "pdf"), chosen("members", str(actor.user_id))
    return ScheduleForm(
        formats=tuple(Choice(k.value, str(FORMAT_TITLES[k]), k.value in kinds) for k in Format),
        rhythms=tuple(
            Choice(rhythm.value, said, rhythm.value == one("rhythm", "weekly"))
            for rhythm, said in (
                (Rhythm.WEEKLY, gettext("every week")),
                (Rhythm.MONTHLY, gettext("every month")),
            )
        ),
        weekdays=tuple(
            Choice(str(n), str(said), str(n) == one("weekday", "4")) for n, said in enumerate(WEEKDAYS)
        ),
        month_days=tuple(
            Choice(str(n), str(n), str(n) == one("month_day", "1")) for n in range(1, LAST_DAY + 1)
        ),
        at=one("at", "07:00"),
        zone=one("zone", actor.organisation.zone),
        members=tuple(
            Choice(str(person.user_id), person.called, str(person.user_id) in who, _sight(person))
            for person in colleagues
            if person.actor.may(Permission.SEE_FIGURES)
        ),
        outside=one("outside", ""),
        languages=tuple(Choice(c, n, c == one("outside_language", "en")) for c, n in settings.LANGUAGES),
        may_send_outside=may_send_outside,
        error_field=error[0],
        error=error[1],
    )


def _sight(person: Colleague) -> str:
    scope = gettext("all units") if person.actor.scope is None else gettext("own units")
    return f"{scope}, {dict(settings.LANGUAGES).get(person.language, person.language)}"


def file_page(wanted: ReportFile, *, here: str, content: str, board: str) -> FilePage:
    return FilePage(
        name=wanted.name or wanted.board.name,
        done=wanted.done,
        of=wanted.of or 1,
        is_made=bool(wanted.made_at and not wanted.failure),
        failure=gettext("It could not be made: you may no longer see this dashboard.")
        if wanted.failure
        else "",
        here=here,
        content=content,
        board=board,
    )
