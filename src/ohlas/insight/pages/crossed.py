"""A crosstab in words, as JSON, and as lines and a workbook for those who go on counting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.exports import safe
from ohlas.insight.pages.filters import Tab, tree_tabs
from ohlas.insight.queries.crossed import Column, Crossed
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.rules.crossed import QUESTION
from ohlas.insight.rules.selection import THEN, TODAY
from ohlas.metrics import Figure


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Head:
    """A column: its letter, name and base."""

    letter: str
    name: str
    n: str
    n_star: str
    is_small: bool
    score: str
    interval: str


@dataclass(frozen=True)
class CellWords:
    share: str
    interval: str
    letters: str
    is_small: bool


@dataclass(frozen=True)
class Line:
    name: str
    cells: tuple[CellWords, ...]


@dataclass(frozen=True)
class CrossedPage:
    """`insight/crosstab.html`; `lines` is empty before anybody answered."""

    action: str
    questions: tuple[Choice, ...]
    splits: tuple[Choice, ...]
    weights: tuple[Choice, ...]
    corrections: tuple[Choice, ...]
    since: str
    until: str
    kept: tuple[tuple[str, str], ...]
    title: str
    measure: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    has_weights: bool
    method: str
    left_off: str
    days: str
    warnings: tuple[str, ...]
    csv_href: str
    xlsx_href: str
    trees: tuple[Tab, ...] = ()


def crossed_page(found: Crossed, slug: str, *, may_export: bool) -> CrossedPage:
    wish = found.wish
    here = reverse("insight:crosstab", args=[slug])
    address = f"{here}?{urlencode(list(_pairs(found)))}"
    questions = {one.id: one.title for one in found.catalogue.questions}
    splits = {name: words.field_title(found.titles, name) for name in found.splits}
    splits |= {f"{QUESTION}{name}": title for name, title in questions.items() if name != wish.rows}
    weighted = "" if wish.selection.weighted else "0"
    own = {"weighted", "since", "until", "period"}
    return CrossedPage(
        action=here,
        questions=tuple(Choice(name, title, name == wish.rows) for name, title in questions.items()),
        splits=tuple(Choice(name, title, name == wish.columns) for name, title in splits.items()),
        weights=(
            Choice("", gettext("As the answers carry them"), not weighted),
            Choice("0", gettext("Every answer once"), bool(weighted)),
        ),
        corrections=(
            Choice("bh", gettext("For all pairs of the table"), wish.corrected),
            Choice("none", gettext("None: each pair on its own"), not wish.corrected),
        ),
        since=wish.selection.since.isoformat() if wish.selection.since else "",
        until=wish.selection.until.isoformat() if wish.selection.until else "",
        kept=tuple(pair for pair in wish.selection.pairs() if pair[0] not in own),
        title=found.question.title if found.question else "",
        measure=words.measure_title(found.measure) if found.measure else "",
        heads=tuple(_head(found, place, column) for place, column in enumerate(found.columns)),
        lines=tuple(_lines(found)),
        has_weights=any(column.figure.n_star is not None for column in found.columns),
        method=_method(found),
        left_off=gettext("%(n)s small columns are left off: there are 26 letters.") % {"n": found.left_off}
        if found.left_off
        else "",
        days=words.days(found.ask.window) if found.ask else "",
        warnings=found.warnings,
        csv_href=f"{address}&as=csv" if may_export else "",
        xlsx_href=f"{address}&as=xlsx" if may_export else "",
        trees=_trees(found),
    )


def _trees(found: Crossed) -> tuple[Tab, ...]:
    if found.ask is None:
        return ()
    moves = has_moves(found.ask.organisation)
    wish = found.wish
    return tree_tabs(
        wish.selection,
        has_moves=moves,
        address=lambda one: f"?{urlencode(list(_pairs(replace(found, wish=replace(wish, selection=one)))))}",
    )


def crossed_lines(found: Crossed) -> Iterator[tuple[str | float, ...]]:
    """The table for spreadsheets: shares as numbers with their letters beside, bases below."""
    if found.table is None:
        return
    names = [safe(_name(found, column)) for column in found.columns]
    heads = [
        (f"{letter} {name}", f"{letter} letters")
        for letter, name in zip(found.table.letters, names, strict=True)
    ]
    yield ("answer", *(text for pair in heads for text in pair))
    for answer, cells in found.table.rows.items():
        values = [(_plain(cell.figure.value), cell.letters) for cell in cells]
        yield (f"{answer:g}", *(text for pair in values for text in pair))
    for title, name in (
        ("n", "n"),
        ("effective n", "n_star"),
        (found.measure.id if found.measure else "", "value"),
    ):
        bases = [(_plain(getattr(column.figure, name)), "") for column in found.columns]
        yield (title, *(text for pair in bases for text in pair))
    yield (_method(found),)


def crossed_workbook(found: Crossed) -> bytes:
    """The same as a workbook; nothing in it is run."""
    from xlsxwriter import Workbook

    held = BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Crosstab")
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        answers = len(found.table.rows) if found.table else 0
        for row, line in enumerate(crossed_lines(found)):
            for place, value in enumerate(line):
                if isinstance(value, float):
                    sheet.write_number(row, place, value, share if 1 <= row <= answers else None)
                else:
                    sheet.write_string(row, place, value, bold if row == 0 else None)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 14)
    return held.getvalue()


def crossed_json(found: Crossed) -> dict[str, Any]:
    """The same for programs, in full precision."""
    table = found.table
    return {
        "rows": found.wish.rows,
        "columns": found.wish.columns,
        "scale": found.question.scale if found.question else None,
        "measure": found.measure.id if found.measure else None,
        "weighted": found.wish.selection.weighted,
        "units": THEN if found.wish.selection.as_then else TODAY,
        "correction": "bh" if found.wish.corrected else "none",
        "method": _method(found),
        "groups": [
            {"letter": letter, "key": column.key, **_figure(column.figure)}
            for letter, column in zip(table.letters if table else (), found.columns, strict=True)
        ],
        "answers": [
            {"answer": answer, "cells": [{**_figure(cell.figure), "letters": cell.letters} for cell in cells]}
            for answer, cells in (table.rows.items() if table else ())
        ],
        "left_off": found.left_off,
        "facts_version": found.version,
        "warnings": list(found.warnings),
    }


def _pairs(found: Crossed) -> Iterator[tuple[str, str]]:
    yield "rows", found.wish.rows
    yield "columns", found.wish.columns
    yield "correction", "bh" if found.wish.corrected else "none"
    yield from replace(found.wish.selection, page=1).pairs()


def _head(found: Crossed, place: int, column: Column) -> Head:
    figure = column.figure
    table = found.table
    return Head(
        letter=table.letters[place] if table else "",
        name=_name(found, column),
        n=words.number(figure.n, 0),
        n_star="" if figure.n_star is None else words.number(figure.n_star, 0),
        is_small=figure.is_indicative,
        score=words.score(found.measure, figure.value) if found.measure else "",
        interval=words.interval(found.measure, figure) if found.measure and figure.value is not None else "",
    )


def _name(found: Crossed, column: Column) -> str:
    if found.wish.column_question is not None:
        return column.key or "–"
    return words.value_title(found.titles, found.wish.columns, column.key)


def _lines(found: Crossed) -> Iterator[Line]:
    for answer, cells in (found.table.rows if found.table else {}).items():
        yield Line(f"{answer:g}", tuple(_cell(cell.figure, cell.letters) for cell in cells))


def _cell(figure: Figure, letters: str) -> CellWords:
    if figure.value is None or figure.low is None or figure.high is None:
        return CellWords("–", "", "", figure.is_indicative)
    ends = {"low": words.percent(figure.low), "high": words.percent(figure.high)}
    interval = gettext("between %(low)s and %(high)s") % ends
    return CellWords(words.percent(figure.value), interval, letters, figure.is_indicative)


def _method(found: Crossed) -> str:
    said = gettext(
        "A letter names a column this share is clearly above: small at 95%, capital at 99% (Agresti–Caffo, two-sided, "
        "on the effective n). Columns under 30 answers neither get nor give letters."
    )
    if found.wish.corrected:
        return f"{said} {gettext('Corrected: all pairs of the table are one Benjamini–Hochberg family.')}"
    return f"{said} {gettext('Not corrected: of 100 pairs that do not differ, five get a letter by chance.')}"


def _plain(value: float | None) -> str | float:
    return "" if value is None else float(value)


def _figure(figure: Figure) -> dict[str, Any]:
    names = ("value", "low", "high", "n", "n_star", "n_kish")
    return {name: getattr(figure, name) for name in names} | {"indicative": figure.is_indicative}
