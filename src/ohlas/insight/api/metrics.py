"""Figures for programs: the same functions, the same numbers as on the dashboard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages import mark_of
from ohlas.insight.queries import (
    Ask,
    ask_for,
    attribute_fields,
    breakdown,
    catalogue_of,
    counted,
    facts,
    read_window,
    trend,
)
from ohlas.insight.queries.closing import Sealed, sealed_figure, sealed_steps
from ohlas.insight.queries.placing import tree_of
from ohlas.insight.rules import Selection, parse_selection
from ohlas.insight.rules.parameters import in_query
from ohlas.lib.problems import problem
from ohlas.metrics import Figure, MetricsError, measure_of
from ohlas.surveys.queries import survey_names

router = Router(tags=["insight"])
_OPENAPI = in_query(
    (
        "survey",
        "Only this survey (id or name). Repeat a parameter for several values; `~` means “not known”.",
    ),
    ("question", "Only this question (id)."),
    ("touchpoint", "Only this touchpoint."),
    "unit",
    "channel",
    "language",
    "employee",
    "since",
    "until",
    ("period", "Instead of days: 30d, 90d, 12m or all (the default)."),
    ("by", "Also split by this field: one of the above or a declared attribute, `a_<key>`."),
    ("bucket", "Also give a trend: day, week, month, quarter or year."),
    "units",
    ("weighted", "false counts every answer once, even where answers carry weights. Default true."),
)


class FigureOut(Schema):
    value: float | None
    low: float | None
    high: float | None
    n: int
    n_star: float | None
    n_kish: float | None
    indicative: bool


class SealedOut(Schema):
    """What was reported when these days were closed. `difference` and `added` are today less sealed."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    closed_at: datetime
    period: UUID
    is_changed: bool
    difference: float | None
    added: int


class GroupOut(FigureOut):
    by: dict[str, str | None]
    against_the_rest: str


class TrendOut(FigureOut):
    since: date
    sealed: SealedOut | None


class MetricOut(FigureOut):
    measure: str
    scale: str
    unit: str
    weighted: bool
    sealed: SealedOut | None
    groups: list[GroupOut]
    trend: list[TrendOut]
    freshness: datetime | None
    warnings: list[str]
    query: dict[str, Any]


class Problem(Schema):
    title: str
    status: int
    detail: str


@router.get(
    "/metrics/{measure}",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: MetricOut, 404: Problem, 422: Problem},
    openapi_extra=_OPENAPI,
    summary="One figure, its groups and its trend",
)
def get_metric(request: HttpRequest, measure: str) -> Any:  # Ninja reads the shape from `response`
    """Value, 95 % interval and n of one measure, for all answers or those the parameters leave.

    `low` and `high` are the ends of the interval; below 30 answers a figure is only `indicative`.
    `sealed` is what was reported where these days, or a step's, are exactly a closed month, quarter or year.
    A declared attribute is a parameter too: `a_<key>=value`.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    try:
        measure_of(measure)
    except MetricsError as error:
        return problem(404, "No such measure", str(error))
    try:
        return metric_document(actor, measure, dict(request.GET.lists()), timezone.now())
    except (BadAddress, BadQuery, MetricsError) as error:
        return problem(422, "This figure cannot be given", str(error))


def metric_document(
    actor: Actor, measure: str, given: Mapping[str, Sequence[object]], now: datetime
) -> dict[str, Any]:
    """What the API and the command line answer.

    Errors: `BadAddress`, `BadQuery`, `MetricsError`, each with a sentence for the asker.
    """
    known = measure_of(measure)
    selection = replace(_selection(with_survey_ids(given, actor), actor), measure=known.id)
    scale = catalogue_of(actor).scale_for(known, selection.filters)
    window = read_window(actor, selection, now)
    tree = tree_of(actor.organisation.id, selection)
    ask = ask_for(actor, known, scale, selection.filters, window, weighted=selection.weighted, tree=tree)
    return _answer(ask, selection)


def with_survey_ids(given: Mapping[str, Sequence[object]], actor: Actor) -> Mapping[str, Sequence[object]]:
    """Programs may name surveys; one that is not there is a mistake, not nought answers."""
    if "survey" not in given:
        return given
    names = survey_names(actor.organisation.id)
    known = {str(survey): str(survey) for survey in names} | {
        name: str(survey) for survey, name in names.items()
    }
    wanted = [str(survey) for survey in given["survey"]]
    for survey in wanted:
        if survey not in known:
            raise BadAddress(
                "survey", survey[:60], f"one of {', '.join(sorted(names.values())[:20]) or 'none yet'}"
            )
    return {**given, "survey": [known[survey] for survey in wanted]}


def _selection(listed: Mapping[str, Sequence[object]], actor: Actor) -> Selection:
    for name in ("measure", "page"):
        if name in listed:
            raise BadAddress(name, ",".join(map(str, listed[name]))[:60], "the measure stands in the path")
    return parse_selection(
        {name: [str(v) for v in values] for name, values in listed.items()}, _fields(actor)
    )


def _fields(actor: Actor) -> list[str]:
    return list(attribute_fields(actor))


def _answer(ask: Ask, selection: Selection) -> dict[str, Any]:
    found = counted(facts(), ask)
    return {
        "measure": ask.measure.id,
        "scale": ask.scale,
        "unit": ask.measure.unit,
        **_figure(found.figure),
        "weighted": found.figure.n_star is not None,
        "sealed": _sealed(sealed_figure(ask), found.figure),
        "groups": list(_groups(ask, selection)),
        "trend": list(_trend(ask, selection)),
        "freshness": found.freshness,
        "warnings": list(found.warnings),
        "query": _understood(ask, selection),
    }


def _groups(ask: Ask, selection: Selection) -> Iterator[dict[str, Any]]:
    if selection.by is not None:
        for group in breakdown(facts(), ask, selection.by).groups:
            mark = mark_of(group, ask)
            yield {"by": {selection.by: group.key}, **_figure(group.figure), "against_the_rest": mark}


def _trend(ask: Ask, selection: Selection) -> Iterator[dict[str, Any]]:
    if selection.bucket is None:
        return
    points = trend(facts(), ask, selection.bucket)
    sealed = sealed_steps(ask, [point.start for point in points], selection.bucket)
    for point in points:
        told = _sealed(sealed.get(point.start), point.figure)
        yield {"since": point.start, **_figure(point.figure), "sealed": told}


def _sealed(known: Sealed | None, today: Figure) -> dict[str, Any] | None:
    if known is None:
        return None
    then = known.figure
    is_known = then.value is not None and today.value is not None
    return {
        "value": then.value,
        "low": then.low,
        "high": then.high,
        "n": then.n,
        "closed_at": known.closed_at,
        "period": known.closing_id,
        "is_changed": then != today,
        "difference": (today.value or 0.0) - (then.value or 0.0) if is_known else None,
        "added": today.n - then.n,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "n_star": figure.n_star,
        "n_kish": figure.n_kish,
        "indicative": figure.is_indicative,
    }


def _understood(ask: Ask, selection: Selection) -> dict[str, Any]:
    """The query as understood: what was filtered, which days, what it was split by."""
    return {
        "filters": {name: list(values) for name, values in ask.filters.items()},
        "since": ask.window.since,
        "until": ask.window.last_day,
        "by": selection.by,
        "bucket": selection.bucket,
        "weighted": ask.weighted,
        "units": "today" if ask.tree is None else "then",
    }
