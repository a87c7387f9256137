"""Doors of this room: the dashboard, its pictures, the answers behind it, and both as CSV."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from itertools import chain, islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.insight.actions import settle_changes
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages import (
    answers_page,
    bad_address_page,
    breakdown_spec,
    dashboard_page,
    distribution_spec,
    trend_spec,
)
from ohlas.insight.pages.dashboard import Places, tile_name
from ohlas.insight.pages.exports import answer_lines, group_lines
from ohlas.insight.queries import (
    Ask,
    Catalogue,
    Dashboard,
    Outline,
    answer_rows,
    answers_behind,
    ask_for,
    attribute_fields,
    breakdown,
    catalogue_of,
    counted,
    dashboard,
    facts,
    outline,
    read_window,
    titles_of,
    trend,
)
from ohlas.insight.queries.closing import sealed_steps
from ohlas.insight.queries.kept import drawn
from ohlas.insight.queries.placing import tree_of
from ohlas.insight.rules import Selection, parse_selection
from ohlas.insight.views.boards import start_page
from ohlas.lib.charts import THEMES, Spec
from ohlas.metrics import MEASURES, MetricsError

_STARTS = (
    (Permission.SEE_FIGURES, "insight:dashboard"),
    (Permission.SEE_ANSWERS, "feedback:responses"),
    (Permission.SEE_SURVEYS, "surveys:surveys"),
    (Permission.SEE_ORGANISATION, "accounts:units"),
)


class _Echo:
    """A file that gives back what is written, so that a table streams line by line."""

    def write(self, line: str) -> str:
        return line


def _speaks_plainly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """An address that asks for what does not exist gets a page saying what is allowed, never a 500."""

    @wraps(view)
    def door(request: HttpRequest, actor: Actor, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, actor, **kwargs)
        except (BadAddress, MetricsError, BadQuery) as error:
            way_on = reverse("insight:dashboard", kwargs={"slug": actor.organisation.slug})
            return render(
                request, "insight/bad_address.html", {"page": bad_address_page(error, way_on)}, status=400
            )

    return door


@require_GET
@staff(None)
def today(request: HttpRequest, actor: Actor) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """The start page by role: one's own first dashboard, else the first page this person may open."""
    if started := start_page(actor):
        return started
    for permission, name in _STARTS:
        if actor.may(permission):
            try:
                return redirect(name, slug=actor.organisation.slug)
            except NoReverseMatch:
                continue
    require(actor, Permission.SEE_FIGURES)
    raise Http404


@require_GET
@vary_on_headers("HX-Request")
@staff(Permission.SEE_FIGURES)
@_speaks_plainly
def dashboard_view(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Figures, charts and groups; htmx asks for the board alone."""
    now = timezone.now()
    selection = _selection(request, actor)
    found = dashboard(facts(), actor, selection, now)
    marks = _marks(actor, found, selection) if found.main else {}
    page = dashboard_page(
        found,
        marks,
        _places(actor),
        may_see_answers=actor.may(Permission.SEE_ANSWERS),
        may_export=actor.may(Permission.EXPORT),
    )
    is_part = bool(request.headers.get("HX-Request"))
    template = "insight/board.html" if is_part and not page.is_empty else "insight/dashboard.html"
    response = render(request, template, {"page": page})
    if is_part:  # the address bar gets the tidy address, without the form's empty fields
        response["HX-Push-Url"] = request.path + found.about.selection.address
    return response


@require_GET
@staff(Permission.SEE_FIGURES)
@_speaks_plainly
@cache_control(private=True, max_age=60)
def picture(request: HttpRequest, actor: Actor, chart: str, theme: str) -> HttpResponseBase:
    """A chart as SVG, before scripts run and where none do."""
    selection = _selection(request, actor)
    about = outline(facts(), actor, selection, timezone.now())
    if chart not in _PICTURES or theme not in THEMES:
        raise Http404
    draw, width = _PICTURES[chart]
    return HttpResponse(drawn(draw(about), theme, width), content_type="image/svg+xml")


@require_GET
@staff(Permission.SEE_ANSWERS)
@_speaks_plainly
def answers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The answers behind a figure, newest first."""
    catalogue = catalogue_of(actor)
    selection, ask = _asked(request, actor, catalogue)
    found = answers_behind(facts(), actor, ask, selection.page)
    page = answers_page(
        found,
        ask,
        selection,
        titles_of(actor, catalogue),
        back=_place(actor, "insight:dashboard"),
        export=_place(actor, "insight:answers_csv") if actor.may(Permission.EXPORT) else "",
        response_href=lambda signal: _place(actor, "feedback:response", signal),
        zone=actor.organisation.zone,
    )
    return render(request, "insight/answers.html", {"page": page})


@require_GET
@staff(Permission.EXPORT)
@_speaks_plainly
def answers_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The same answers as a file."""
    require(actor, Permission.SEE_ANSWERS)
    catalogue = catalogue_of(actor)
    _, ask = _asked(request, actor, catalogue)
    titles = titles_of(actor, catalogue)
    lines = answer_lines(answer_rows(facts(), actor, ask), titles)
    begun = list(islice(lines, 2))  # what may not be listed is refused here, not in the middle of a file
    return _csv("answers.csv", chain(begun, lines))


@require_GET
@staff(Permission.EXPORT)
@_speaks_plainly
def breakdown_csv(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every group of a breakdown as a file."""
    selection = _selection(request, actor)
    about = outline(facts(), actor, selection, timezone.now())
    if about.by is None:
        raise Http404
    return _csv(
        "breakdown.csv", group_lines(breakdown(facts(), about.ask, about.by), about.ask, about.titles)
    )


def _selection(request: HttpRequest, actor: Actor) -> Selection:
    given = {name: values for name, values in request.GET.lists() if not name.startswith("utm_")}
    return parse_selection(given, list(attribute_fields(actor)))


def _asked(request: HttpRequest, actor: Actor, catalogue: Catalogue) -> tuple[Selection, Ask]:
    """A list has one measure: the one in the address, else that of the first scale in use."""
    selection = _selection(request, actor)
    usual = catalogue.measures()
    measure = MEASURES[selection.measure] if selection.measure else usual[0][0] if usual else MEASURES["nps"]
    scale = catalogue.scale_for(measure, selection.filters)
    window = read_window(actor, selection, timezone.now())
    tree = tree_of(actor.organisation.id, selection)
    return selection, ask_for(
        actor, measure, scale, selection.filters, window, weighted=selection.weighted, tree=tree
    )


def _marks(actor: Actor, found: Dashboard, selection: Selection) -> dict[str, bool]:
    """The stored verdicts of this page's headline figures, one family per closed period."""
    marks: dict[str, bool] = {}
    periods = {tile.pair.id for tile in found.tiles if tile.pair}
    filters = sorted((name, *values) for name, values in selection.filters.items())
    scope = sorted(str(unit) for unit in actor.scope) if actor.scope is not None else "all"
    for period in periods:
        tiles = [tile for tile in found.tiles if tile.pair and tile.pair.id == period]
        marks |= settle_changes(
            organisation_id=actor.organisation.id,
            comparisons={tile_name(tile): tile.change.comparison if tile.change else None for tile in tiles},
            page=f"dashboard {filters} {scope} {selection.weighted}{' then' if selection.as_then else ''}",
            period=period,
            facts_version=found.version,
            now=timezone.now(),
        )
    return marks


def _places(actor: Actor) -> Places:
    return Places(
        dashboard=_place(actor, "insight:dashboard"),
        answers=_place(actor, "insight:answers") if actor.may(Permission.SEE_ANSWERS) else "",
        export=_place(actor, "insight:breakdown_csv"),
        imports=_place(actor, "exchange:imports") if actor.may(Permission.IMPORT) else "",
        sample=_place(actor, "site:sample") if actor.may(Permission.EDIT_ORGANISATION) else "",
    )


def _place(actor: Actor, name: str, *parts: str) -> str:
    """An address in this organisation; empty for a page that does not exist."""
    try:
        return reverse(name, args=[actor.organisation.slug, *parts])
    except NoReverseMatch:
        return ""


def _csv(name: str, lines: Iterable[Iterable[str]]) -> StreamingHttpResponse:
    def streamed() -> Iterator[str]:
        yield "\ufeff"  # spreadsheets read it as UTF-8 only with this mark
        writer = csv.writer(_Echo())
        for line in lines:
            yield writer.writerow(line)

    response = StreamingHttpResponse(streamed(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _trend_picture(about: Outline) -> Spec:
    points = trend(facts(), about.ask, about.step)
    sealed = sealed_steps(about.ask, [point.start for point in points], about.step)
    return trend_spec(about.ask, points, about.step, sealed=sealed)


def _distribution_picture(about: Outline) -> Spec:
    return distribution_spec(counted(facts(), about.ask), about.selection, "")


def _breakdown_picture(about: Outline) -> Spec:
    if about.by is None:
        raise Http404
    return breakdown_spec(breakdown(facts(), about.ask, about.by), about.ask, about.titles)


_PICTURES: Mapping[str, tuple[Callable[[Outline], Spec], int]] = {
    "trend": (_trend_picture, 640),
    "distribution": (_distribution_picture, 380),
    "breakdown": (_breakdown_picture, 720),
}
"""Per chart: who draws it, and the width of the place it stands in, so that its letters keep their size."""
