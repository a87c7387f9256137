"""A whole dashboard as a report: the page's own tiles and receipts, and what the file is about."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import FigureCard
from ohlas.insight.pages.reports.tiles import TELL
from ohlas.insight.pages.reports.told import Told, figure_line
from ohlas.insight.pages.reports.words import writers_words
from ohlas.insight.pages.tiles import Paper, TileCard, tile_card
from ohlas.insight.queries import Counted
from ohlas.insight.queries.boards import BoardFound
from ohlas.insight.queries.tiles import TileFound
from ohlas.insight.rules import UNKNOWN
from ohlas.lib.reports import FigureLine, Format, Report, ReportTile


def report_of(found: BoardFound, paper: Paper, *, made_at: datetime, reader: str) -> Report:
    """The dashboard's tiles as the page shows them to this reader, in the language that is active."""
    zone = ZoneInfo(paper.frame.actor.organisation.zone)
    made = _moment(made_at, zone)
    return Report(
        title=found.board.name,
        organisation=paper.frame.actor.organisation.name,
        language=(get_language() or "en").partition("-")[0],
        facts=tuple(_facts(found, paper, made, zone, reader)),
        tiles=() if found.is_empty else tuple(_tile(one, paper) for one in found.tiles),
        made_at=made_at,
        words={**writers_words(), "made": gettext("made %(when)s") % {"when": made}},
        empty=_empty(found),
    )


def file_name(report: Report, kind: Format) -> str:
    """The dashboard's name and the day, in letters every system takes."""
    name = slugify(report.title)[:60].strip("-") or "ohlas"
    return f"{name}-{report.made_at:%Y-%m-%d}.{kind.value}"


def _facts(
    found: BoardFound, paper: Paper, made: str, zone: ZoneInfo, reader: str
) -> Iterator[tuple[str, str]]:
    """What anybody must know who meets this file a year later."""
    frame = paper.frame
    days = sorted({words.days(one.asked.ask.window) for one in found.tiles if one.asked})
    yield gettext("Days"), "; ".join(days) or gettext("all time")
    yield gettext("Filters"), "; ".join(_filters(paper)) or gettext("none")
    if frame.actor.scope is not None:
        yield gettext("Units"), found.board.unit or gettext("only those you may see")
    elif found.board.unit:
        yield gettext("Units"), found.board.unit
    answers = [one.content_counted.figure.n for one in map(_Counts, found.tiles) if one.content_counted]
    if answers:
        yield gettext("Answers"), gettext("up to %(n)s in one tile") % {"n": words.number(max(answers), 0)}
    yield gettext("Interval"), gettext("95%; under 30 answers a figure is indicative only")
    yield (
        gettext("Made"),
        gettext("%(when)s, for %(who)s") % {"when": made, "who": reader} if reader else made,
    )
    version = "–" if found.version is None else str(found.version)
    newest = _moment(found.freshness, zone) if found.freshness else gettext("none")
    yield (
        gettext("As of"),
        gettext("facts version %(version)s, newest answer %(when)s") % {"version": version, "when": newest},
    )


class _Counts:
    """Where a tile keeps what it counted, whatever its kind."""

    def __init__(self, found: TileFound) -> None:
        content = found.content
        self.content_counted = content if isinstance(content, Counted) else getattr(content, "counted", None)


def _filters(paper: Paper) -> Iterator[str]:
    frame = paper.frame
    for filters in (frame.filters, frame.selection.filters):
        yield from _said(filters, paper)


def _said(filters: Mapping[str, tuple[str, ...]], paper: Paper) -> Iterator[str]:
    for name, values in filters.items():
        titles = (words.value_title(paper.titles, name, None if v == UNKNOWN else v) for v in values)
        yield f"{words.field_title(paper.titles, name)}: {', '.join(titles)}"


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{words.day(local.date())} {formats.time_format(local, 'H:i')} ({zone.key})"


def _empty(found: BoardFound) -> str:
    if found.is_empty:
        return gettext("No answers yet")
    return "" if found.tiles else gettext("This dashboard has no tiles.")


def _tile(found: TileFound, paper: Paper) -> ReportTile:
    card = tile_card(found, paper)
    if found.asked is None or found.content is None:
        return ReportTile(card.title, card.kind_title, card.days, refusal=card.refusal)
    tell = TELL.get(card.kind)
    told = tell(found.asked, found.content, card.body, paper) if tell else Told()
    counted = _Counts(found).content_counted
    change = card.body.change if isinstance(card.body, FigureCard) else None
    whole = told.whole or (_whole(counted) if counted else None)
    return ReportTile(
        title=card.title,
        kind=card.kind_title,
        days=card.days,
        whole=whole,
        change=f"{change.symbol} {change.words} ({change.detail})".strip() if change else "",
        part=told.part,
        lines=told.lines,
        columns=told.columns,
        grid=told.grid,
        chart=told.chart,
        quotes=told.quotes,
        notes=told.notes,
        receipt=_receipt(card),
        tally=_tally(counted),
    )


def _whole(counted: Counted) -> FigureLine:
    measure = counted.ask.measure
    line = figure_line(words.measure_title(measure), measure, counted.figure)
    n = words.answers(counted.figure.n) if counted.figure.n else gettext("nobody answered")
    return replace(line, n=replace(line.n, text=n))


def _receipt(card: TileCard) -> tuple[tuple[str, str], ...]:
    return tuple((line.name, line.words) for line in card.receipt)


def _tally(counted: Counted | None) -> tuple[tuple[float, int, float, float], ...]:
    if counted is None:
        return ()
    return tuple((value, cell.n, cell.w, cell.w2) for value, cell in sorted(counted.counts.cells.items()))
