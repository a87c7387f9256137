"""Doors to what one was told, how one wants to be told, and to the weekly briefs."""

from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, colleagues_of, staff
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.insight.access import brief_for
from ohlas.insight.actions.notices import (
    mail_again,
    mark_all_read,
    mark_read,
    mark_seen,
    settle_wish,
    snooze,
)
from ohlas.insight.errors import BadAddress, BadRule
from ohlas.insight.pages import words
from ohlas.insight.pages.alerts.briefs import BriefPage, brief_page
from ohlas.insight.pages.alerts.fields import wish_fields
from ohlas.insight.pages.alerts.letters import frame_for, places_for, question_titles
from ohlas.insight.pages.alerts.lists import NoticesPage, notice_line
from ohlas.insight.pages.alerts.rules import WishPage
from ohlas.insight.queries.alerts import PER_PAGE
from ohlas.insight.queries.briefs import brief_view, briefs_seen
from ohlas.insight.queries.notices import notice_view, notices_of, unread_count, wishes_of
from ohlas.insight.rules.notices import SNOOZES, read_wish
from ohlas.insight.views.parts import place, speaks_plainly
from ohlas.lib.letters import can_mail

_plainly = speaks_plainly("insight:notices")
MOST_PAST = 60
_EUROPE = "Europe/"


@require_GET
@staff(None)
@_plainly
def notices(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Everything one was told, newest first."""
    given = request.GET.get("from", "0")
    if not given.isdecimal() or len(given) > 6:  # noqa: PLR2004 - beyond any list
        raise BadAddress("from", given[:20], "a whole number from 0 on is allowed")
    start, now = int(given), timezone.now()
    rows = list(notices_of(actor)[start : start + PER_PAGE + 1])
    places, questions = places_for(actor), question_titles(actor)
    lines = tuple(
        notice_line(notice_view(row), actor.organisation.zone, questions, places, now)
        for row in rows[:PER_PAGE]
    )
    page = NoticesPage(
        lines=lines,
        unread=unread_count(actor, now),
        earlier=f"?from={max(0, start - PER_PAGE)}" if start else "",
        later=f"?from={start + PER_PAGE}" if len(rows) > PER_PAGE else "",
        range=f"{start + 1}–{start + len(lines)}" if lines else "",
    )
    return render(request, "insight/alerts/notices.html", {"page": page})


@require_POST
@staff(None)
def read_all_notices(request: HttpRequest, actor: Actor) -> HttpResponseBase:  # noqa: ARG001 - as every door
    """Everything at once."""
    mark_all_read(actor=actor, now=timezone.now())
    return redirect("insight:notices", slug=actor.organisation.slug)


@require_POST
@staff(None)
@_plainly
def change_notice(request: HttpRequest, actor: Actor, notice_id: UUID) -> HttpResponseBase:
    """One deed on a notice: open it, read or unread, put off, or mail it again."""
    deed, now = request.POST.get("deed", "read"), timezone.now()
    if deed in {"read", "unread"}:
        mark_read(actor=actor, notice_id=notice_id, is_read=deed == "read", now=now)
    elif deed == "mail":
        mail_again(actor=actor, notice_id=notice_id, now=now)
    elif deed not in SNOOZES:
        raise BadAddress("deed", deed[:20], f"read, unread, mail, {', '.join(SNOOZES)} are allowed")
    else:
        until = snooze(actor=actor, notice_id=notice_id, how_long=deed, now=now)
        messages.success(
            request,
            gettext("It comes back %(when)s.") % {"when": words.day(timezone.localtime(until).date())},
        )
    return redirect("insight:notices", slug=actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(None)
def notice_settings(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """How one wants to be told; posting settles it."""
    error = ""
    given: dict[str, object] = {}
    if request.method == "POST":
        given = {name: str(value) for name, value in request.POST.items()}
        try:
            language = _language(str(given.get("language", "en")))
            settle_wish(actor=actor, wish=read_wish(given), language=language, now=timezone.now())
        except BadRule as refused:
            error = str(refused)
        else:
            messages.success(request, gettext("From now on you are told this way."))
            return redirect("insight:notice_settings", slug=actor.organisation.slug)
    if not error:
        given = _wished(actor)
    zones = sorted({actor.organisation.zone, str(given.get("zone", "")), *_zones()} & available_timezones())
    page = WishPage(wish_fields(given, settings.LANGUAGES, zones), error, can_mail())
    return render(request, "insight/alerts/wish.html", {"page": page}, status=422 if error else 200)


@require_GET
@staff(Permission.SEE_FIGURES)
def briefs(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The newest brief, with the past ones beside it."""
    newest = briefs_seen(actor).first()
    return _brief(request, actor, newest.id if newest else None)


@require_GET
@staff(Permission.SEE_FIGURES)
def brief(request: HttpRequest, actor: Actor, brief_id: UUID) -> HttpResponseBase:
    """One brief as it was written."""
    return _brief(request, actor, brief_id)


def _brief(request: HttpRequest, actor: Actor, brief_id: UUID | None) -> HttpResponseBase:
    page: BriefPage | None = None
    if brief_id is not None:
        view = brief_view(brief_for(actor, brief_id))
        mark_seen(actor=actor, brief_id=brief_id, now=timezone.now())
        past = tuple(
            (place(actor, "insight:brief", row.id), words.day(row.week), row.id == brief_id)
            for row in briefs_seen(actor)[:MOST_PAST]
        )
        page = brief_page(view, frame_for(actor, places_for(actor)), past)
    return render(request, "insight/alerts/brief.html", {"page": page})


def _wished(actor: Actor) -> dict[str, object]:
    wish = wishes_of(actor.organisation.id, actor.organisation.zone).of(actor.user_id)
    me = next((one for one in colleagues_of(actor.organisation.id) if one.user_id == actor.user_id), None)
    if me is None:
        raise NotHere
    return {
        "rhythm": wish.rhythm.value,
        "quiet_from": wish.quiet_from,
        "quiet_to": wish.quiet_to,
        "digest_at": wish.digest_at,
        "zone": wish.zone,
        "language": me.language,
        "brief_by_mail": wish.brief_by_mail,
    }


def _language(given: str) -> str:
    known = dict(settings.LANGUAGES)
    if given not in known:
        raise BadRule("language", given[:20], f"one of {', '.join(known)} is allowed")
    return given


def _zones() -> list[str]:
    return [one for one in available_timezones() if one.startswith(_EUROPE)] + ["UTC"]
