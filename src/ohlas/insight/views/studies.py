"""Statistics: the list of studies, each study, and its chart as a picture."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.actions import settle_changes
from ohlas.insight.pages.studies.page import Judge, StudyPage, plan_page, studies_page, study_page
from ohlas.insight.queries import attribute_fields
from ohlas.insight.queries.kept import drawn
from ohlas.insight.queries.studies.frame import Around, around
from ohlas.insight.rules.studies import Study, parse_studied
from ohlas.insight.views.parts import asked_for, place, speaks_plainly
from ohlas.lib.charts import THEMES
from ohlas.metrics import Comparison

STUDIES = "insight:studies"
_WIDTH = 640


@require_GET
@staff(Permission.SEE_FIGURES)
def studies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a statistician would ask, one sentence each."""
    return render(request, "insight/studies/list.html", {"page": studies_page(_places(actor))})


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(STUDIES)
def study(request: HttpRequest, actor: Actor, study: str) -> HttpResponseBase:
    page = _page(request, actor, study)
    status = 400 if page.weights is not None and page.weights.is_wrong else 200
    return render(request, "insight/studies/study.html", {"page": page}, status=status)


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(STUDIES)
@cache_control(private=True, max_age=60)
def study_picture(request: HttpRequest, actor: Actor, study: str, theme: str) -> HttpResponseBase:
    """A study's chart as SVG, before scripts run and where none do."""
    picture = _page(request, actor, study).body.picture
    if picture is None or theme not in THEMES:
        raise Http404
    return HttpResponse(drawn(picture.spec, theme, _WIDTH), content_type="image/svg+xml")


def _page(request: HttpRequest, actor: Actor, name: str) -> StudyPage:
    if name not in set(Study):
        raise Http404
    now = timezone.now()
    studied = parse_studied(Study(name), asked_for(request), list(attribute_fields(actor)))
    if studied.study is Study.PLAN:
        return plan_page(studied, _places(actor))
    asked = around(actor, studied, now)
    return study_page(actor, asked, _places(actor), now, _judge(actor, asked, now))


def _judge(actor: Actor, asked: Around, now: datetime) -> Judge:
    """The stored verdicts of one study: another filter, unit or measure is another page."""
    ask, studied = asked.ask, asked.studied
    filters = sorted((name, *values) for name, values in ask.filters.items())
    scope = "all" if actor.scope is None else sorted(map(str, actor.scope))
    told = (
        studied.study.value,
        ask.measure.id,
        ask.scale,
        filters,
        scope,
        ask.weighted,
        studied.selection.by,
    )
    page = f"study {told}{' then' if ask.tree else ''}"

    def judge(comparisons: Mapping[str, Comparison | None], period: str) -> Mapping[str, bool]:
        return settle_changes(
            organisation_id=actor.organisation.id,
            comparisons=comparisons,
            page=page,
            period=period,
            facts_version=asked.store.version("answers"),
            now=now,
        )

    return judge


def _places(actor: Actor) -> dict[Study, str]:
    return {one: place(actor, "insight:study", one.value) for one in Study}
