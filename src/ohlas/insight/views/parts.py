"""What every door of this room does: read the address, say plainly what is wrong with it, know the way."""

import csv
from collections.abc import Callable, Iterable
from functools import wraps
from io import StringIO
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from ohlas.accounts.access import Actor
from ohlas.engine import BadQuery
from ohlas.feedback.errors import BadLabel
from ohlas.insight.errors import BadAddress, BadRule
from ohlas.insight.pages import bad_address_page
from ohlas.metrics import MetricsError

View = Callable[..., HttpResponseBase]


def speaks_plainly(way_on: str) -> Callable[[View], View]:
    """What is asked and does not exist gets a page saying what is allowed, never a 500."""

    def around(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, actor: Actor, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, actor, **kwargs)
            except (BadAddress, BadLabel, BadRule, MetricsError, BadQuery) as error:
                page = bad_address_page(error, place(actor, way_on))
                return render(request, "insight/bad_address.html", {"page": page}, status=400)

        return door

    return around


def place(actor: Actor, name: str, *parts: str | int | UUID) -> str:
    """An address in this organisation; empty for a page that does not exist."""
    try:
        return reverse(name, args=[actor.organisation.slug, *parts])
    except NoReverseMatch:
        return ""


def asked_for(request: HttpRequest) -> dict[str, list[str]]:
    """The address's parts, without what mail programs add to links."""
    return {name: values for name, values in request.GET.lists() if not name.startswith("utm_")}


def csv_file(name: str, lines: Iterable[Iterable[str]]) -> HttpResponse:
    """A table as a file that spreadsheets read as UTF-8, for which they need a mark at its beginning."""
    written = StringIO()
    csv.writer(written).writerows(lines)
    response = HttpResponse(f"\ufeff{written.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
