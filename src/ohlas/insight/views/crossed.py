"""Crosstabs: the page, and the same table as a file."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.pages.crossed import crossed_lines, crossed_page, crossed_workbook
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.crossed import Crossed, crossed
from ohlas.insight.rules.crossed import parse_crossed
from ohlas.insight.views.parts import asked_for, speaks_plainly

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly("insight:crosstab")
def crosstab(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A question's answers by groups, with letters; as a file with `as=csv` or `as=xlsx`."""
    wish = parse_crossed(asked_for(request), list(attribute_fields(actor)))
    found = crossed(facts(), actor, wish, timezone.now())
    wanted = request.GET.get("as")
    if wanted in {"csv", "xlsx"}:
        require(actor, Permission.EXPORT)
        return _csv(found) if wanted == "csv" else _file(crossed_workbook(found), _WORKBOOK, "crosstab.xlsx")
    page = crossed_page(found, actor.organisation.slug, may_export=actor.may(Permission.EXPORT))
    return render(request, "insight/crosstab.html", {"page": page})


def _csv(found: Crossed) -> HttpResponse:
    text = StringIO()
    csv.writer(text).writerows(crossed_lines(found))
    return _file(f"\ufeff{text.getvalue()}".encode(), "text/csv; charset=utf-8", "crosstab.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
