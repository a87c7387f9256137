"""The field report for spreadsheets and programs: plain numbers, the same as on the page."""

from collections.abc import Iterator
from typing import Any

from ohlas.insight.pages.exports import safe
from ohlas.insight.pages.field import figure_of
from ohlas.insight.pages.field_words import DISPOSITIONS, RATES
from ohlas.insight.queries.field import Field
from ohlas.insight.rules.parameters import in_query
from ohlas.outreach.queries.field import FieldGroup, FieldReport

FIELD_OPENAPI = in_query(
    ("by", "Split by programme (the default), carrier, unit or month."),
    ("programme", "Only this programme (id)."),
    ("carrier", "Only email, sms or phone."),
    ("unit", "Only this unit (id)."),
    ("since", "First day people were chosen on, 2026-03-01."),
    ("until", "Last day."),
)


def field_lines(found: Field, by: str) -> Iterator[tuple[str, ...]]:
    """Every group and everybody, for spreadsheets: counts, then rates with their ends."""
    rates = [part for name, _code, _words in RATES for part in (name, f"{name}_low", f"{name}_high")]
    yield (by, *(name for name, _code, _words in DISPOSITIONS), "waiting", "e", *rates)
    for group in (*found.report.groups, found.report.total):
        name = "*" if group is found.report.total else safe(group.key)
        counts = (str(getattr(group.counts, part)) for part, _code, _words in DISPOSITIONS)
        yield (name, *counts, str(group.waiting), _plain(group.rates.e), *_rate_cells(group))


def field_document(report: FieldReport, by: str) -> dict[str, Any]:
    """The same for programs."""
    pace, hours = report.pace, None
    if pace is not None:
        hours = {"q1": pace.quarter_h, "median": pace.median_h, "q3": pace.three_quarters_h}
    return {
        "by": by,
        "total": _group_document(report.total),
        "groups": [_group_document(one) for one in report.groups],
        "hours_to_answer": hours,
        "broke_off": {f"{one.survey_id}/{one.question}": one.count for one in report.broke_off},
    }


def _group_document(group: FieldGroup) -> dict[str, Any]:
    rates = {}
    for name, _code, _words in RATES:
        shown = figure_of(group, name)
        rates[name] = {"value": shown.value, "low": shown.low, "high": shown.high}
    return {
        "key": group.key,
        "asked": group.asked,
        "waiting": group.waiting,
        "running": group.running,
        "dispositions": {code: getattr(group.counts, part) for part, code, _words in DISPOSITIONS},
        "e": group.rates.e,
        "rates": rates,
    }


def _rate_cells(group: FieldGroup) -> Iterator[str]:
    rates, intervals = group.rates, group.intervals
    for name, _code, _words in RATES:
        interval = getattr(intervals, name)
        yield from (
            _plain(one) for one in (getattr(rates, name), *((None, None) if interval is None else interval))
        )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
