"""Competitors, the form of a published figure, and tables of them: everything their templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from ohlas.insight.actions.benchmarks import LineTaken
from ohlas.insight.pages import words
from ohlas.insight.pages.benchmarks import KIND_WORDS, days_words, scale_words
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries.benchmarks import CompetitorRow, FigureRow
from ohlas.insight.rules.benchmarks import FIELDS, BenchmarkKind, figure_of
from ohlas.metrics import MEASURES, SCALES, measures_of


@dataclass(frozen=True)
class FigureLine:
    """One published figure in the list of a competitor."""

    id: str
    measure: str
    value: str
    interval: str
    n: str
    days: str
    source: str
    link: str


@dataclass(frozen=True)
class CompetitorCard:
    id: str
    name: str
    kind: str
    kinds: tuple[Option, ...]
    note: str
    figures: tuple[FigureLine, ...]
    surveys: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CompetitorsPage:
    """`insight/benchmarks/competitors.html`; `said` and `typed` stand where something was refused."""

    cards: tuple[CompetitorCard, ...]
    archived: tuple[tuple[str, str], ...]
    surveys: tuple[tuple[str, str], ...]
    may_edit: bool
    refusal: str
    typed: str
    kinds: tuple[Option, ...]
    undo: str = ""


@dataclass(frozen=True)
class FigureForm:
    """`insight/benchmarks/figure.html`: the fields as typed, and what is wrong with one of them."""

    competitor: str
    competitor_id: str
    figure_id: str
    typed: Mapping[str, str]
    measures: tuple[Option, ...]
    scales: tuple[Option, ...]
    field: str
    refusal: str


@dataclass(frozen=True)
class TableLine:
    line: int
    words: str
    outcome: str
    refusal: str


@dataclass(frozen=True)
class TablePage:
    """`insight/benchmarks/table.html`: before a file, and what each of its lines would become."""

    columns: tuple[str, ...]
    lines: tuple[TableLine, ...]
    added: int
    known: int
    refused: int
    upload_id: str
    refusal: str


def competitors_page(
    rows: Sequence[CompetitorRow],
    free: Sequence[tuple[UUID, str]],
    *,
    may_edit: bool,
    refusal: str = "",
    typed: Mapping[str, str] | None = None,
    removed: str = "",
) -> CompetitorsPage:
    given = typed or {}
    return CompetitorsPage(
        cards=tuple(_card(row) for row in rows if not row.is_archived),
        archived=tuple((str(row.id), row.name) for row in rows if row.is_archived),
        surveys=tuple((str(survey), name) for survey, name in free),
        may_edit=may_edit,
        refusal=refusal,
        typed=given.get("competitor", ""),
        kinds=_kinds(given.get("kind", "")),
        undo=removed,
    )


def figure_form(
    row: tuple[UUID, str],
    typed: Mapping[str, str],
    *,
    figure_id: UUID | None = None,
    refusal: str = "",
    field: str = "",
) -> FigureForm:
    competitor_id, name = row
    free = [scale for scale in SCALES if MEASURES["mean"] in measures_of(scale)]
    return FigureForm(
        competitor=name,
        competitor_id=str(competitor_id),
        figure_id=str(figure_id) if figure_id else "",
        typed={part: typed.get(part, "") for part in FIELDS},
        measures=tuple(
            Option(measure.id, words.measure_title(measure), measure.id == typed.get("measure"))
            for measure in MEASURES.values()
        ),
        scales=tuple(Option(scale, scale_words(scale), scale == typed.get("scale")) for scale in free),
        field=field,
        refusal=refusal,
    )


def typed_figure(row: FigureRow) -> dict[str, str]:
    """A kept figure as somebody would type it."""
    told = row.published
    shown = told.value * 100 if told.measure.unit == "share" else told.value
    parts = {"promoters": told.promoters, "detractors": told.detractors}
    percent = " %" if told.measure.unit == "share" else ""
    return {
        "measure": told.measure.id,
        "scale": told.scale.id if told.measure.scale.kind == "number" else "",
        "value": f"{shown:.10g}{percent}",
        "n": "" if told.n is None else str(told.n),
        "sd": "" if told.sd is None else f"{told.sd:g}",
        **{name: "" if part is None else f"{100 * part:g} %" for name, part in parts.items()},
        "since": row.since.isoformat() if row.since else "",
        "until": row.until.isoformat(),
        "source": row.source,
        "link": row.link,
        "note": row.note,
    }


def table_page(lines: Sequence[LineTaken], upload_id: UUID | None, refusal: str = "") -> TablePage:
    outcomes = {"added": gettext("new"), "known": gettext("already kept"), "refused": gettext("left out")}
    counts = {name: sum(one.outcome == name for one in lines) for name in outcomes}
    return TablePage(
        columns=FIELDS,
        lines=tuple(TableLine(one.line, one.words, str(outcomes[one.outcome]), one.refusal) for one in lines),
        added=counts["added"],
        known=counts["known"],
        refused=counts["refused"],
        upload_id=str(upload_id) if upload_id else "",
        refusal=refusal,
    )


def _card(row: CompetitorRow) -> CompetitorCard:
    return CompetitorCard(
        str(row.id),
        row.name,
        str(KIND_WORDS[row.kind]),
        _kinds(row.kind),
        row.note,
        tuple(_figure_line(one) for one in row.figures),
        tuple((str(survey), name) for survey, name in row.surveys),
    )


def _figure_line(row: FigureRow) -> FigureLine:
    told, figure = row.published, figure_of(row.published)
    return FigureLine(
        str(row.id),
        words.measure_title(told.measure),
        words.score(told.measure, told.value),
        words.interval(told.measure, figure) or gettext("interval unknown"),
        gettext("n not published") if told.n is None else words.answers(told.n),
        days_words(row.since, row.until),
        row.source,
        row.link,
    )


def _kinds(chosen: str) -> tuple[Option, ...]:
    wanted = chosen or BenchmarkKind.COMPETITOR.value
    return tuple(
        Option(kind.value, str(KIND_WORDS[kind.value]), kind.value == wanted) for kind in BenchmarkKind
    )
