"""Doors to comments that ask somebody to act: the list, the same as a file, and a mark whether the reader was right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.correct import MARKS, mark_signal
from ohlas.feedback.queries.texts import imported_unread
from ohlas.insight.pages.comments import anchor_of
from ohlas.insight.pages.urgent import UrgentPlaces, urgent_page
from ohlas.insight.pages.urgent_table import urgent_table
from ohlas.insight.queries import attribute_fields, catalogue_of, facts, titles_of
from ohlas.insight.queries.comments import today_of
from ohlas.insight.queries.urgent import urgent_comments, urgent_lines
from ohlas.insight.rules.urgent import UrgentWish, parse_urgent
from ohlas.insight.views.parts import asked_for, csv_file, place, speaks_plainly

_plainly = speaks_plainly("insight:urgent")


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
def urgent(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Who asks for action today, the newest first, with the words that told."""
    today = today_of(actor, timezone.now())
    found = urgent_comments(facts(), actor, _wish(request, actor), today)
    page = urgent_page(
        found,
        titles_of(actor, catalogue_of(actor)),
        _places(actor),
        zone=actor.organisation.zone,
        may_mark=actor.may(Permission.RECORD_ANSWERS),
        unread=imported_unread(actor.organisation.id),
    )
    return render(request, "insight/urgent.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
@_plainly
def urgent_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The same comments as a file."""
    require(actor, Permission.SEE_ANSWERS)
    found = urgent_lines(facts(), actor, _wish(request, actor), today_of(actor, timezone.now()))
    titles = titles_of(actor, catalogue_of(actor))

    def there(signal: str) -> str:
        return request.build_absolute_uri(place(actor, "feedback:response", signal))

    return csv_file("urgent.csv", urgent_table(found, titles, response_href=there))


@require_POST
@staff(Permission.RECORD_ANSWERS)
@_plainly
def mark_urgent(request: HttpRequest, actor: Actor, response_id: UUID, question: str) -> HttpResponseBase:
    """Whether the comment really says so."""
    mark = request.POST.get("mark", "")
    reading = mark_signal(
        actor=actor,
        comment=(str(response_id), question),
        kind=request.POST.get("kind", ""),
        mark=mark,
        now=timezone.now(),
    )
    if MARKS[mark]:
        messages.success(request, gettext("Marked as right."))
    else:
        messages.success(request, gettext("Marked as wrong: it no longer counts."))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = place(actor, "insight:urgent")
    return redirect(f"{back}#{anchor_of(reading)}")


def _wish(request: HttpRequest, actor: Actor) -> UrgentWish:
    return parse_urgent(asked_for(request), list(attribute_fields(actor)))


def _places(actor: Actor) -> UrgentPlaces:
    return UrgentPlaces(
        here=place(actor, "insight:urgent"),
        explorer=place(actor, "insight:comments"),
        mark=lambda response, question: place(actor, "insight:mark_urgent", response, question),
        undo=lambda response, question: place(actor, "insight:undo_correction", response, question),
        response=lambda signal: place(actor, "feedback:response", signal),
        export=place(actor, "insight:urgent_csv") if actor.may(Permission.EXPORT) else "",
        alerts=place(actor, "insight:alert_rules"),
        imports=place(actor, "exchange:imports") if actor.may(Permission.IMPORT) else "",
        sample=place(actor, "site:sample") if actor.may(Permission.EDIT_ORGANISATION) else "",
    )
