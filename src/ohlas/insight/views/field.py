"""Response rates: the page and its table for spreadsheets."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.pages.field import field_page
from ohlas.insight.pages.field_exports import field_lines
from ohlas.insight.queries.field import field_of, field_wish
from ohlas.outreach.queries.field import BY


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def field(request: HttpRequest, actor: Actor) -> HttpResponse:
    by = _by(request)
    found = field_of(actor, field_wish(request.GET, actor), by, timezone.now())
    page = field_page(actor, found, by, request.GET.urlencode())
    return TemplateResponse(request, "insight/field.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
def field_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    by = _by(request)
    found = field_of(actor, field_wish(request.GET, actor), by, timezone.now())
    text = StringIO()
    csv.writer(text).writerows(field_lines(found, by))
    response = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="response-rates.csv"'
    return response


def _by(request: HttpRequest) -> str:
    wished = request.GET.get("by", "")
    return wished if wished in BY else BY[0]
