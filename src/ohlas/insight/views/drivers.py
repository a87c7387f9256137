"""What moves a score: the page and its map as a picture."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.pages.drivers import DriverPlaces, drivers_page, map_spec
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.drivers import DriversFound, drivers_found
from ohlas.insight.queries.kept import drawn
from ohlas.insight.rules.driven import parse_driven
from ohlas.insight.views.parts import asked_for, place, speaks_plainly
from ohlas.lib.charts import THEMES

_WIDTH = 640


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly("insight:drivers")
def drivers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What the score goes with, how surely, and what it could add."""
    page = drivers_page(_found(request, actor), _places(actor))
    return render(request, "insight/drivers.html", {"page": page})


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly("insight:drivers")
@cache_control(private=True, max_age=60)
def drivers_picture(request: HttpRequest, actor: Actor, theme: str) -> HttpResponseBase:
    """The map as SVG, before scripts run and where none do."""
    spec = map_spec(_found(request, actor), _places(actor))
    if spec is None or theme not in THEMES:
        raise Http404
    return HttpResponse(drawn(spec, theme, _WIDTH), content_type="image/svg+xml")


def _found(request: HttpRequest, actor: Actor) -> DriversFound:
    driven = parse_driven(asked_for(request), list(attribute_fields(actor)))
    return drivers_found(facts(), actor, driven, timezone.now())


def _places(actor: Actor) -> DriverPlaces:
    may_read = actor.may(Permission.SEE_ANSWERS)
    return DriverPlaces(
        page=place(actor, "insight:drivers"),
        answers=place(actor, "insight:answers") if may_read else "",
        comments=place(actor, "insight:comments") if may_read else "",
        imports=place(actor, "exchange:imports") if actor.may(Permission.IMPORT) else "",
    )
