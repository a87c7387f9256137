"""Response rates: the page and its table for spreadsheets."""

import csv
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.pages.field import field_lines, field_page
from ohlas.insight.queries.field import field_of
from ohlas.outreach.queries.field import BY, FieldWish
from ohlas.outreach.rules import Carrier


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def field(request: HttpRequest, actor: Actor) -> HttpResponse:
    by = _by(request)
    found = field_of(actor, read_wish(request, actor), by, timezone.now())
    page = field_page(actor, found, by, request.GET.urlencode())
    return TemplateResponse(request, "insight/field.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
def field_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    by = _by(request)
    found = field_of(actor, read_wish(request, actor), by, timezone.now())
    text = StringIO()
    csv.writer(text).writerows(field_lines(found, by))
    response = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="response-rates.csv"'
    return response


def read_wish(request: HttpRequest, actor: Actor) -> FieldWish:
    """What the address asks for; what cannot be read asks for everything."""
    given = request.GET
    last = _day(given.get("until", ""))
    return FieldWish(
        organisation_id=actor.organisation.id,
        zone=actor.organisation.zone,
        scope=actor.scope,
        programme_id=_uuid(given.get("programme", "")),
        survey_id=_uuid(given.get("survey", "")),
        carrier=next((one for one in Carrier if one == given.get("carrier")), None),
        unit_id=_uuid(given.get("unit", "")),
        since=_day(given.get("since", "")),
        until=last + timedelta(days=1) if last and last < date.max else None,
    )


def _by(request: HttpRequest) -> str:
    wished = request.GET.get("by", "")
    return wished if wished in BY else BY[0]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
