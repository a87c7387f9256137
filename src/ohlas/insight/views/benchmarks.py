"""Doors to benchmarks: the comparison, the competitors behind it, their figures, and tables of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.actions import drop_upload, keep_upload, kept_upload
from ohlas.accounts.errors import Refused
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.benchmarks import (
    MOST_LINES,
    add_competitor,
    add_figure,
    archive_competitor,
    change_figure,
    competitor_to_change,
    figure_to_change,
    mark_survey,
    remove_figure,
    restore_competitor,
    restore_figure,
    settle_competitor,
    take_table,
    unmark_survey,
)
from ohlas.insight.pages.benchmarks import BenchmarkPlaces, benchmarks_page
from ohlas.insight.pages.competitors import competitors_page, figure_form, table_page, typed_figure
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.benchmarks import benchmarks_found, competitors_of, figure_row, free_surveys
from ohlas.insight.rules import parse_selection
from ohlas.insight.rules.benchmarks import FIELDS
from ohlas.insight.views.parts import asked_for, place, speaks_plainly
from ohlas.lib.tables import BadRow, TableError, inspect, rows

BENCHMARKS, COMPETITORS = "insight:benchmarks", "insight:competitors"
_SPELLINGS = {
    "company": "competitor",
    "answers": "n",
    "date": "until",
    "from": "since",
    "to": "until",
    "url": "link",
}


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(BENCHMARKS)
def benchmarks(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Our own figures beside those of others."""
    selection = parse_selection(asked_for(request), list(attribute_fields(actor)))
    found = benchmarks_found(facts(), actor, selection, timezone.now())
    page = benchmarks_page(found, _places(actor))
    return render(request, "insight/benchmarks/page.html", {"page": page})


@require_GET
@staff(Permission.SEE_FIGURES)
def competitors(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    return _listed(request, actor)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def new_competitor(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    given = _typed(request)
    try:
        add_competitor(actor=actor, name=given["competitor"], kind=given["kind"], now=timezone.now())
    except Refused as refusal:
        return _listed(request, actor, str(refusal), given)
    messages.success(request, _("Kept. Add what was published of it, or mark a survey of its customers."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def settle_competitor_view(request: HttpRequest, actor: Actor, competitor_id: UUID) -> HttpResponseBase:
    given = _typed(request)
    try:
        settle_competitor(
            actor=actor,
            competitor_id=competitor_id,
            name=given["competitor"],
            kind=given["kind"],
            note=given["note"],
            now=timezone.now(),
        )
    except Refused as refusal:
        return _listed(request, actor, str(refusal))
    messages.success(request, _("Kept."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def archive_competitor_view(request: HttpRequest, actor: Actor, competitor_id: UUID) -> HttpResponseBase:
    archive_competitor(actor=actor, competitor_id=competitor_id, now=timezone.now())
    messages.success(request, _("Put away; its figures and surveys stay as they are."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def restore_competitor_view(request: HttpRequest, actor: Actor, competitor_id: UUID) -> HttpResponseBase:
    restore_competitor(actor=actor, competitor_id=competitor_id, now=timezone.now())
    messages.success(request, _("Taken out again."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def mark_survey_view(request: HttpRequest, actor: Actor, competitor_id: UUID) -> HttpResponseBase:
    """Marks a survey as one of the competitor's customers, or takes the mark back."""
    deed = unmark_survey if request.POST.get("deed") == "unmark" else mark_survey
    try:
        survey_id = UUID(request.POST.get("survey", ""))
    except ValueError:
        competitor_to_change(actor, competitor_id)
        return _listed(request, actor, _("Choose a survey."))
    try:
        deed(actor=actor, competitor_id=competitor_id, survey_id=survey_id, now=timezone.now())
    except Refused as refusal:
        return _listed(request, actor, str(refusal))
    if deed is mark_survey:
        messages.success(request, _("Marked: from now on none of its answers counts among your own."))
    else:
        messages.success(request, _("The mark is off: its answers count among your own again."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def new_figure(request: HttpRequest, actor: Actor, competitor_id: UUID) -> HttpResponseBase:
    competitor = competitor_to_change(actor, competitor_id)
    row = (competitor.id, competitor.name)
    if request.method == "GET":
        return render(request, "insight/benchmarks/figure.html", {"page": figure_form(row, {})})
    given = _typed(request)
    try:
        add_figure(
            actor=actor, competitor_id=competitor_id, given=given, today=_today(actor), now=timezone.now()
        )
    except Refused as refusal:
        page = figure_form(row, given, refusal=str(refusal), field=refusal.field or "")
        return render(request, "insight/benchmarks/figure.html", {"page": page}, status=422)
    messages.success(request, _("Kept with its source."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def edit_figure(request: HttpRequest, actor: Actor, figure_id: UUID) -> HttpResponseBase:
    found = figure_to_change(actor, figure_id)
    row = (found.competitor_id, found.competitor.name)
    if request.method == "GET":
        page = figure_form(row, typed_figure(figure_row(found)), figure_id=figure_id)
        return render(request, "insight/benchmarks/figure.html", {"page": page})
    given = _typed(request)
    try:
        change_figure(actor=actor, figure_id=figure_id, given=given, today=_today(actor), now=timezone.now())
    except Refused as refusal:
        page = figure_form(row, given, figure_id=figure_id, refusal=str(refusal), field=refusal.field or "")
        return render(request, "insight/benchmarks/figure.html", {"page": page}, status=422)
    messages.success(request, _("Kept."))
    return redirect(COMPETITORS, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def remove_figure_view(request: HttpRequest, actor: Actor, figure_id: UUID) -> HttpResponseBase:
    """Removes a figure, or takes the removal back; the list then offers to take it back."""
    if request.POST.get("deed") == "restore":
        restore_figure(actor=actor, figure_id=figure_id, now=timezone.now())
        return redirect(COMPETITORS, actor.organisation.slug)
    remove_figure(actor=actor, figure_id=figure_id, now=timezone.now())
    return _listed(request, actor, removed=place(actor, "insight:remove_benchmark", str(figure_id)))


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def benchmark_table(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A table of published figures: tried at once, kept only after a second press."""
    file = request.FILES.get("file")
    if request.method == "GET":
        return render(request, "insight/benchmarks/table.html", {"page": table_page((), None)})
    if file is None:
        return _table_refused(request, _("Choose a file."))
    try:
        upload_id = keep_upload(actor=actor, chunks=file.chunks(), now=timezone.now())
        lines = tuple(_lines_of(kept_upload(actor=actor, upload_id=upload_id)))
    except (Refused, TableError) as refusal:
        return _table_refused(request, str(refusal))
    found = take_table(actor=actor, lines=lines, today=_today(actor), now=timezone.now(), is_trial=True)
    return render(request, "insight/benchmarks/table.html", {"page": table_page(found, upload_id)})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def take_benchmark_table(request: HttpRequest, actor: Actor, upload_id: UUID) -> HttpResponseBase:
    try:
        lines = tuple(_lines_of(kept_upload(actor=actor, upload_id=upload_id)))
    except (Refused, TableError) as refusal:
        return _table_refused(request, str(refusal))
    taken = take_table(actor=actor, lines=lines, today=_today(actor), now=timezone.now(), is_trial=False)
    drop_upload(actor=actor, upload_id=upload_id)
    n = sum(one.outcome == "added" for one in taken)
    messages.success(request, ngettext("%(n)s figure is kept.", "%(n)s figures are kept.", n) % {"n": n})
    return redirect(COMPETITORS, actor.organisation.slug)


def _listed(
    request: HttpRequest,
    actor: Actor,
    refusal: str = "",
    typed: Mapping[str, str] | None = None,
    *,
    removed: str = "",
) -> HttpResponse:
    may_edit = actor.may(Permission.EDIT_SURVEYS)
    free = free_surveys(actor) if may_edit else ()
    page = competitors_page(
        competitors_of(actor), free, may_edit=may_edit, refusal=refusal, typed=typed, removed=removed
    )
    template = "insight/benchmarks/competitors.html"
    return render(request, template, {"page": page}, status=422 if refusal else 200)


def _table_refused(request: HttpRequest, refusal: str) -> HttpResponse:
    page = table_page((), None, refusal)
    return render(request, "insight/benchmarks/table.html", {"page": page}, status=422)


def _lines_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The table's lines by the names of its columns.

    Errors: `Refused` for a table without the columns needed, or too long; lib's `TableError`.
    """
    info = inspect(path)
    names = [_SPELLINGS.get(name.strip().casefold(), name.strip().casefold()) for name in info.names]
    missing = [name for name in ("competitor", "measure", "value", "until", "source") if name not in names]
    if missing:
        known = ", ".join(info.names)[:200]
        raise Refused(
            _("The table has no column %(missing)s; its columns are %(known)s.")
            % {"missing": ", ".join(missing), "known": known},
            field="file",
        )
    for count, row in enumerate(rows(path, info)):
        if count >= MOST_LINES:
            raise Refused(
                _("The table has more than %(most)s lines; split it.") % {"most": MOST_LINES}, field="file"
            )
        values = row.raw.split(info.delimiter or ",") if isinstance(row, BadRow) else row.values
        yield row.number, {name: value for name, value in zip(names, values, strict=False) if name in FIELDS}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in FIELDS}


def _today(actor: Actor) -> date:
    return timezone.now().astimezone(ZoneInfo(actor.organisation.zone)).date()


def _places(actor: Actor) -> BenchmarkPlaces:
    may_edit = actor.may(Permission.EDIT_SURVEYS)
    return BenchmarkPlaces(
        page=place(actor, BENCHMARKS),
        competitors=place(actor, COMPETITORS),
        table=place(actor, "insight:benchmark_table") if may_edit else "",
        answers=place(actor, "insight:answers") if actor.may(Permission.SEE_ANSWERS) else "",
    )
