"""An answered document as JSON, as lines of a table file, and what the page of queries shows of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from ohlas.insight.pages.exports import safe
from ohlas.insight.queries.documents import Answered, Line
from ohlas.insight.rules.documents import QueryDocument, document_json, document_text
from ohlas.metrics import Figure

_CELL = ("value", "n", "w", "w2")
_FIGURE = ("value", "low", "high", "n", "n_star", "n_kish")


def answer_json(found: Answered, link: str) -> dict[str, Any]:
    """What API and command line answer: the query as understood, its scores, tallies and receipt."""
    document = found.document
    return {
        "query": document_json(document),
        "scale": found.scale,
        "measures": {
            one.id: {"unit": one.unit, "better": one.better, "docs": one.docs} for one in found.measures
        },
        "total": _line_json(found.total, document),
        "groups": [_line_json(line, document) for line in found.lines],
        "page": {
            "offset": document.offset,
            "limit": document.limit,
            "groups": found.groups,
            "next_offset": found.next_offset,
        },
        "facts": {"version": found.version, "freshness": found.freshness},
        "receipt": {
            "counted": "complete responses in which this was answered",
            "days": [document.since, document.until],
            "units": "all" if found.scope is None else list(found.scope),
            "confidence": 0.95,
            "link": link,
        },
        "warnings": list(found.warnings),
    }


def answer_lines(found: Answered) -> Iterator[tuple[str, ...]]:
    """One line per group and score, the whole first: plain numbers, no cell that a spreadsheet would run."""
    keys = (*found.document.group_by, *(("since",) if found.document.bucket else ()))
    yield (*keys, "measure", *_FIGURE, "indicative")
    for line in (found.total, *found.lines):
        is_total = line is found.total
        names = tuple("(all)" if is_total else _word(line, key) for key in keys)
        for measure, figure in line.scores.items():
            ends = (_plain(getattr(figure, name)) for name in _FIGURE)
            yield (*names, measure, *ends, "yes" if figure.is_indicative else "")
        if not line.scores:
            yield (*names, "", "", "", "", str(line.n), "", "", "")


def query_address(document: QueryDocument, slug: str) -> str:
    """The page that counts it again, before one's eyes."""
    return f"{reverse('insight:query', args=[slug])}?{urlencode({'document': document_text(document)})}"


def _word(line: Line, key: str) -> str:
    if key == "since" and key not in line.key:
        return line.start.isoformat() if line.start else ""
    value = line.key[key]
    return "(not known)" if value is None else safe(value)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _line_json(line: Line, document: QueryDocument) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if line.key:
        made["key"] = dict(line.key)
    if document.bucket is not None and line.start is not None:
        made["since"] = line.start
    cells = sorted(line.counts.cells.items())
    return made | {
        "n": line.n,
        "scores": {name: _figure_json(figure) for name, figure in line.scores.items()},
        "tally": [dict(zip(_CELL, (value, cell.n, cell.w, cell.w2), strict=True)) for value, cell in cells],
    }


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in _FIGURE} | {"indicative": figure.is_indicative}
