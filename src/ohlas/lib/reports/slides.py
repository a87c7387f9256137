"""A report as slides: a first one that says what it is, then the tiles, each with a native chart and its table.

What does not fit beside a chart goes on slides of its own, never cut; n, interval, days and filters stand in each
footnote, and everything once more in the notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from ohlas.lib.reports.fitting import INCH, LEADING, PAD_DOWN, columns_of, height_of, heights_of, pages_for
from ohlas.lib.reports.native import native_chart
from ohlas.lib.reports.parts import SHADES, FigureLine, Report, ReportTile, cleaned
from ohlas.lib.reports.shapes import (
    ACCENT,
    EDGE,
    HIGH,
    INK,
    ROOM,
    SOFT,
    Place,
    box,
    dress,
    number,
    say,
    say_on,
    shade,
    table,
    titled,
)

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

SIZES = (13, 12, 11)
"""Points of a table's words: the largest that fits; what fits in none goes on slides of its own."""
MOST_LINES = 3
"""Of one row; what needs more is easier read across the whole slide."""
FEW_ROWS = 4
"""With their heading; so few may be higher."""
LEAST = 10
"""Nothing on a slide is smaller."""
CHART_PART, TABLE_PART = 0.44, 0.53
TOP, BOTTOM = 1.45, HIGH - 0.3
LANGUAGES = {
    "en": "en-GB",
    "cs": "cs-CZ",
    "sk": "sk-SK",
    "pl": "pl-PL",
    "uk": "uk-UA",
    "ru": "ru-RU",
    "de": "de-DE",
}
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Sheet:
    """One slide's part of a tile: a chart, rows of a table, or both beside each other."""

    has_chart: bool = False
    rows: Rows = ()
    size: int = SIZES[0]
    shades: Sequence[Sequence[int]] = ()


def slides_of(report: Report) -> bytes:
    """The presentation's bytes."""
    deck = _deck(report)
    _first(deck, report)
    for tile in report.tiles:
        _tile(deck, tile, report)
    return _kept(deck)


def one_slide(report: Report) -> bytes:
    """The first tile alone, for putting into somebody's own presentation."""
    deck = _deck(report)
    _tile(deck, report.tiles[0], report)
    return _kept(deck)


def _deck(report: Report) -> "Deck":
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(ROOM + 2 * EDGE), Inches(HIGH)
    deck.core_properties.title = cleaned(report.title)
    deck.core_properties.author = cleaned(report.organisation)
    deck.core_properties.language = LANGUAGES.get(report.language, report.language)
    deck.core_properties.created = report.made_at.replace(tzinfo=None)
    deck.core_properties.modified = report.made_at.replace(tzinfo=None)
    dress(deck)
    return deck


def _kept(deck: "Deck") -> bytes:
    kept = BytesIO()
    deck.save(kept)
    return kept.getvalue()


def _first(deck: "Deck", report: Report) -> None:
    slide = titled(deck, report.title, 38, top=1.5)
    say(box(slide, (EDGE, 2.25, ROOM, 0.5)), report.organisation, 20, SOFT)
    frame = box(slide, (EDGE, 3.2, ROOM, 3.4))
    for place, (name, said) in enumerate(report.facts):
        say(frame, f"{name}:  ", 16, SOFT, is_first=place == 0, above=5)
        say_on(frame, said, 16, INK)
    if report.empty:
        say(frame, report.empty, 18, INK, is_first=not report.facts, above=16)
    _speak(slide, report.language)


def _tile(deck: "Deck", tile: ReportTile, report: Report) -> None:
    sheets = _sheets(tile, report)
    for place, sheet in enumerate(sheets, 1):
        more = f" ({place}/{len(sheets)})" if len(sheets) > 1 else ""
        slide = titled(deck, tile.title + more, 26, top=0.38)
        say(box(slide, (EDGE, 0.98, ROOM, 0.3)), tile.under, 13, SOFT)
        top = TOP
        if tile.whole is not None and not _is_bare(tile):
            _headline(slide, tile, tile.whole)
            top += 0.85
        _body(slide, tile, sheet, top, report)
        _footnote(slide, tile, report)
        _notes(slide, tile, report)
        _speak(slide, report.language)


def _is_bare(tile: ReportTile) -> bool:
    """A figure and nothing else has the whole slide."""
    return not (tile.shown or tile.grid or tile.quotes or tile.refusal)


def _sheets(tile: ReportTile, report: Report) -> list[_Sheet]:
    room = _room(tile, report)
    rows, shown = _table_rows(tile, report), tile.shown
    sheets = []
    if tile.chart is not None and shown:
        beside = next((size for size in SIZES if _fits(rows, size, ROOM * TABLE_PART, room)), None)
        sheets.append(_Sheet(has_chart=True, rows=rows if beside else (), size=beside or SIZES[0]))
        if beside is None:
            sheets += _pages(rows, room)
    elif shown:
        sheets += _pages(rows, room)
    if tile.grid is not None:
        heads = [tile.grid.corner, *tile.grid.columns]
        cells = [[name, *(cell.text for cell in row)] for name, row in tile.grid.rows]
        shades = [[0, *(cell.shade for cell in row)] for _name, row in tile.grid.rows]
        sheets += _pages([heads, *cells], room, shades)
    if tile.quotes:
        sheets += _pages([["", ""], *([quote.text, quote.source] for quote in tile.quotes)], room)
    return sheets or [_Sheet()]


def _fits(rows: Rows, size: int, wide: float, room: float) -> bool:
    """Whether the rows stand in so much room, none of them higher than a few lines."""
    heights = heights_of(rows, size, columns_of(rows, size, wide))
    most = MOST_LINES * (2 if len(rows) <= FEW_ROWS else 1)
    return sum(heights) <= room and max(heights) <= most * size * LEADING / INCH + PAD_DOWN


def _pages(rows: Rows, room: float, shades: Sequence[Sequence[int]] = ()) -> Iterator[_Sheet]:
    """The whole width, in the largest letters that need no second slide, else in middle ones on as many as needed."""
    size = next((one for one in SIZES if _fits(rows, one, ROOM, room)), SIZES[1])
    if len(rows[0]) > 9:  # noqa: PLR2004 - columns of a slide's width
        size = LEAST
    heights = heights_of(rows, size, columns_of(rows, size, ROOM))
    for page in pages_for(heights, room):
        chosen = [rows[0], *(rows[row] for row in page)]
        yield _Sheet(rows=chosen, size=size, shades=[shades[row - 1] for row in page] if shades else ())


def _room(tile: ReportTile, report: Report) -> float:
    top = TOP + (0.85 if tile.whole is not None else 0)
    return BOTTOM - top - sum(high for _said, high in _feet(tile, report)) - 0.15


def _headline(slide: "Slide", tile: ReportTile, whole: FigureLine) -> None:
    frame = box(slide, (EDGE, TOP, ROOM, 0.7))
    say(frame, whole.value.text, 34, ACCENT, is_bold=True)
    more = [part for part in (whole.interval, whole.n.text, whole.said, tile.change) if part]
    said = " · ".join(more)
    say_on(frame, f"   {said}", 16 if len(said) < 85 else 13, SOFT)  # noqa: PLR2004 - letters of one line


def _body(slide: "Slide", tile: ReportTile, sheet: _Sheet, top: float, report: Report) -> None:
    room = _room(tile, report)
    if tile.refusal:
        say(box(slide, (EDGE, top, ROOM, 1.0)), tile.refusal, 18, INK)
    elif tile.quotes:
        _quotes(slide, sheet, top)
    elif tile.whole is not None and _is_bare(tile):
        _alone(slide, tile, tile.whole)
    elif sheet.has_chart:
        wide = ROOM * (CHART_PART if sheet.rows else 1)
        native_chart(slide, tile, (EDGE, top, wide, room))
    if sheet.rows and not tile.quotes:
        wide = ROOM * TABLE_PART if sheet.has_chart else ROOM
        _table(slide, tile, sheet, (EDGE + ROOM - wide, top, wide, room))


def _alone(slide: "Slide", tile: ReportTile, whole: FigureLine) -> None:
    frame = box(slide, (EDGE, 1.9, ROOM, 3.6))
    say(frame, whole.value.text, 80, ACCENT, is_bold=True)
    for said, size in ((" · ".join(filter(None, (whole.interval, whole.n.text))), 24), (whole.said, 18)):
        if said:
            say(frame, said, size, INK, is_first=False, above=4)
    if tile.change:
        say(frame, tile.change, 18, INK, is_first=False, above=12)


def _quotes(slide: "Slide", sheet: _Sheet, top: float) -> None:
    frame = box(slide, (EDGE, top, ROOM, 1.0))
    for place, (said, source) in enumerate(sheet.rows[1:]):
        say(frame, said, 16, INK, is_first=place == 0, above=12)
        say(frame, source, 12, SOFT, is_first=False, above=1)


def _table(slide: "Slide", tile: ReportTile, sheet: _Sheet, place: Place) -> None:
    widths = columns_of(sheet.rows, sheet.size, place[2])
    heights = heights_of(sheet.rows, sheet.size, widths)
    numbers = range(1, len(widths)) if sheet.shades else _number_columns(tile)
    made = table(
        slide, sheet.rows, place, widths, heights, sheet.size, numbers=frozenset(numbers), said=tile.title
    )
    for row, shades in enumerate(sheet.shades, 1):
        for column, one in enumerate(shades):
            if one:
                shade(made.cell(row, column), SHADES[one])


def _number_columns(tile: ReportTile) -> list[int]:
    """Value, interval and n; words of the tile's own columns and what may be said stand to the left."""
    return [1, 2, 3] if any(line.interval for line in tile.shown) else [1, 2]


def _table_rows(tile: ReportTile, report: Report) -> list[list[str]]:
    words, shown = report.words, tile.shown
    has_intervals, has_verdicts = any(line.interval for line in shown), any(line.said for line in shown)
    own = [place for place, column in enumerate(tile.columns) if not column.is_detail]
    heads = [
        tile.part or words["part"],
        words["value"],
        *([words["interval"]] if has_intervals else []),
        words["answers"],
        *(tile.columns[place].head for place in own),
        *([words["verdict"]] if has_verdicts else []),
    ]
    rows = [
        [
            line.name,
            line.value.text,
            *([line.interval] if has_intervals else []),
            line.n.text,
            *(line.more[place].text for place in own),
            *([line.said] if has_verdicts else []),
        ]
        for line in shown
    ]
    return [heads, *rows]


def _feet(tile: ReportTile, report: Report) -> list[tuple[str, float]]:
    """How many, how sure, days, filters and when: under every figure that leaves the house."""
    notes = [note for note in tile.notes if note]
    counted = "; ".join(f"{name}: {words}" for name, words in tile.receipt)
    made = report.words.get("made", "")
    about = f"{report.footer} · {made}" if made else report.footer
    size = LEAST
    said = [one for one in (" · ".join(notes), counted, about) if one]
    return [(one, height_of(one, size, ROOM - 0.6)) for one in said]


def _footnote(slide: "Slide", tile: ReportTile, report: Report) -> None:
    feet = _feet(tile, report)
    high = sum(one for _said, one in feet)
    frame = box(slide, (EDGE, BOTTOM - high, ROOM - 0.6, high))
    for place, (said, _high) in enumerate(feet):
        say(frame, said, LEAST, SOFT, is_first=place == 0)
    number(slide, (EDGE + ROOM - 0.5, BOTTOM - 0.2, 0.5, 0.2))


def _notes(slide: "Slide", tile: ReportTile, report: Report) -> None:
    heads = [tile.part, report.words["value"], report.words["interval"], report.words["answers"]]
    heads += [column.head for column in tile.columns]
    whole = [tile.whole] if tile.whole else []
    lines = [
        "\t".join(part for part in (*_said(line), *(one.text for one in line.more), line.said) if part)
        for line in chain(whole, tile.lines)
    ]
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        receipt = [f"{name}: {words}" for name, words in tile.receipt]
        told = ["  ".join(filter(None, heads)), *lines] if lines else []
        notes.text = "\n".join(cleaned(line) for line in (*told, *receipt, tile.under))


def _said(line: FigureLine) -> tuple[str, str, str, str]:
    return line.name, line.value.text, line.interval, line.n.text


def _speak(slide: "Slide", language: str) -> None:
    """Every run says its language, or a reader aloud would guess."""
    for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):  # noqa: SLF001 - as above
        run.set("lang", LANGUAGES.get(language, language))
