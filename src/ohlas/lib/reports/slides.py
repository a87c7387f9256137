"""A report as slides: a first one that says what it is, then one per tile with a native chart and its table.

What does not fit stands whole in the notes below the slide, n and interval always in the footnote.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from ohlas.lib.reports.native import add_whiskers, chart_data, style_chart
from ohlas.lib.reports.parts import FigureLine, Grid, Report, ReportTile, cleaned

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.table import Table
    from pptx.text.text import TextFrame

WIDE, HIGH = 13.333, 7.5
EDGE = 0.6
MOST_ROWS = 13
"""Lines of a table beside a chart; more stand in the notes."""
TITLE_ONLY = 5
_INK, _SOFT, _ACCENT = "1B2426", "515D60", "0F5B5C"
LANGUAGES = {
    "en": "en-GB",
    "cs": "cs-CZ",
    "sk": "sk-SK",
    "pl": "pl-PL",
    "uk": "uk-UA",
    "ru": "ru-RU",
    "de": "de-DE",
}


def slides_of(report: Report) -> bytes:
    """The presentation's bytes."""
    deck = _deck(report)
    _first(deck, report)
    for tile in report.tiles:
        _slide(deck, tile, report)
    return _kept(deck)


def one_slide(report: Report) -> bytes:
    """The first tile alone, for putting into somebody's own presentation."""
    deck = _deck(report)
    _slide(deck, report.tiles[0], report)
    return _kept(deck)


def _deck(report: Report) -> "Deck":
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.core_properties.title = cleaned(report.title)
    deck.core_properties.author = cleaned(report.organisation)
    deck.core_properties.language = LANGUAGES.get(report.language, report.language)
    deck.core_properties.created = report.made_at.replace(tzinfo=None)
    deck.core_properties.modified = report.made_at.replace(tzinfo=None)
    return deck


def _kept(deck: "Deck") -> bytes:
    kept = BytesIO()
    deck.save(kept)
    return kept.getvalue()


def _first(deck: "Deck", report: Report) -> None:
    slide = _titled(deck, report.title, 34, top=1.2)
    rows = [f"{name}: {said}" for name, said in report.facts]
    lines = [report.organisation, *rows, *([report.empty] if report.empty else [])]
    frame = _box(slide, EDGE, 2.4, WIDE - 2 * EDGE, 4.3)
    for place, said in enumerate(lines):
        _say(frame, said, 20 if place == 0 else 14, _INK if place == 0 else _SOFT, is_first=place == 0)
    _speak(slide, report.language)


def _slide(deck: "Deck", tile: ReportTile, report: Report) -> None:
    slide = _titled(deck, tile.title, 24)
    top = 1.15
    if tile.refusal:
        _say(_box(slide, EDGE, top, WIDE - 2 * EDGE, 1.0), tile.refusal, 16, _INK)
    if tile.whole is not None:
        _headline(slide, tile, tile.whole, top)
        top += 0.95
    _body(slide, tile, report, top)
    _footnote(slide, tile, report)
    _notes(slide, tile, report)
    _speak(slide, report.language)


def _headline(slide: "Slide", tile: ReportTile, whole: FigureLine, top: float) -> None:
    frame = _box(slide, EDGE, top, WIDE - 2 * EDGE, 0.9)
    _say(frame, whole.value.text, 32, _ACCENT, is_bold=True)
    more = [part for part in (whole.interval, whole.n.text, whole.said, tile.change) if part]
    _add_run(frame, "   " + " · ".join(more), 14, _SOFT)


def _body(slide: "Slide", tile: ReportTile, report: Report, top: float) -> None:
    room = HIGH - top - 1.0
    shown = [line for line in tile.lines if not line.is_detail]
    if tile.grid is not None:
        _grid(slide, tile.grid, top, room)
    elif tile.quotes:
        frame = _box(slide, EDGE, top, WIDE - 2 * EDGE, room)
        for place, quote in enumerate(tile.quotes):
            _say(frame, quote.text, 14, _INK, is_first=place == 0)
            _say(frame, quote.source, 11, _SOFT, is_first=False)
    elif shown:
        has_table = len(shown) <= MOST_ROWS or tile.chart is None
        wide = WIDE - 2 * EDGE
        if tile.chart is not None:
            _chart(slide, tile, shown, (EDGE, top, wide * (0.52 if has_table else 1), room))
        if has_table:
            left = EDGE + wide * 0.54 if tile.chart is not None else EDGE
            _table(slide, tile, report, shown[: 2 * MOST_ROWS], (left, top, WIDE - EDGE - left, room))


def _chart(
    slide: "Slide", tile: ReportTile, lines: Sequence[FigureLine], place: tuple[float, float, float, float]
) -> None:
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    shown = tile.chart.shown if tile.chart else "line"
    kind = {
        "line": XL_CHART_TYPE.LINE_MARKERS,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    }[shown]
    left, top, wide, high = (Inches(part) for part in place)
    frame = slide.shapes.add_chart(kind, left, top, wide, high, chart_data(tile, lines))
    _describe(frame, tile.chart.alt if tile.chart else tile.title)
    style_chart(frame.chart, lines, is_bars=shown == "bars")
    add_whiskers(frame.chart, lines)


def _table(
    slide: "Slide",
    tile: ReportTile,
    report: Report,
    lines: Sequence[FigureLine],
    place: tuple[float, float, float, float],
) -> None:
    words = report.words
    has_intervals = any(line.interval for line in lines)
    has_verdicts = any(line.said for line in lines)
    heads = [
        tile.part,
        words["value"],
        *([words["interval"]] if has_intervals else []),
        words["answers"],
        *([words["verdict"]] if has_verdicts else []),
    ]
    rows = [
        [
            line.name,
            line.value.text,
            *([line.interval] if has_intervals else []),
            line.n.text,
            *([line.said] if has_verdicts else []),
        ]
        for line in lines
    ]
    widths = [2.4, 1.0, *([2.2] if has_intervals else []), 0.9, *([1.8] if has_verdicts else [])]
    _fill(slide, [heads, *rows], place, widths, 10 if len(rows) > MOST_ROWS // 2 else 12)


def _grid(slide: "Slide", grid: Grid, top: float, room: float) -> None:
    rows = [[grid.corner, *grid.columns], *([name, *cells] for name, cells in grid.rows)]
    widths = [1.6, *([1.0] * len(grid.columns))]
    size = 12 if len(rows) <= MOST_ROWS else 7
    _fill(slide, rows, (EDGE, top, WIDE - 2 * EDGE, room), widths, size)


def _fill(
    slide: "Slide",
    rows: Sequence[Sequence[str]],
    place: tuple[float, float, float, float],
    widths: Sequence[float],
    size: int,
) -> None:
    from pptx.util import Inches

    left, top, wide, room = place
    high = min(0.36 if size > 9 else 0.2, room / len(rows))  # noqa: PLR2004 - points
    frame = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(left), Inches(top), Inches(wide), Inches(high * len(rows))
    )
    table: Table = frame.table
    style = frame._element.graphic.graphicData.tbl.find(".//{*}tableStyleId")  # noqa: SLF001 - it has no other door
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid: ours below
    table.horz_banding = False
    for column, part in zip(table.columns, widths, strict=True):
        column.width = Inches(wide * part / sum(widths))
    for row, cells in zip(table.rows, rows, strict=True):
        row.height = Inches(high)
        for cell, said in zip(row.cells, cells, strict=True):
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.margin_left = cell.margin_right = Inches(0.05)
            is_head = cells is rows[0]
            _say(cell.text_frame, said, size, _SOFT if is_head else _INK, is_bold=is_head)
            cell.text_frame.word_wrap = True


def _footnote(slide: "Slide", tile: ReportTile, report: Report) -> None:
    """How many, how sure, days, filters and when: under every figure that leaves the house."""
    said = [f"{name}: {words}" for name, words in tile.receipt] or [tile.days]
    notes = [note for note in tile.notes if note]
    frame = _box(slide, EDGE, HIGH - 0.95, WIDE - 2 * EDGE, 0.75)
    _say(frame, "; ".join([*said, *notes]), 9, _SOFT)
    made = report.words.get("made", "")
    _say(frame, f"{report.footer} · {made}" if made else report.footer, 9, _SOFT, is_first=False)


def _notes(slide: "Slide", tile: ReportTile, report: Report) -> None:
    heads = (tile.part, report.words["value"], report.words["interval"], report.words["answers"])
    whole = [tile.whole] if tile.whole else []
    lines = [
        "\t".join(
            part for part in (line.name, line.value.text, line.interval, line.n.text, line.said) if part
        )
        for line in chain(whole, tile.lines)
    ]
    if lines:
        notes = slide.notes_slide.notes_text_frame
        if notes is not None:
            notes.text = "\n".join(cleaned(line) for line in ("  ".join(filter(None, heads)), *lines))


def _titled(deck: "Deck", said: str, size: int, top: float = 0.35) -> "Slide":
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    if title is not None:
        title.left, title.top = Inches(EDGE), Inches(top)
        title.width, title.height = Inches(WIDE - 2 * EDGE), Inches(0.8)
        _say(title.text_frame, said, size, _INK, is_bold=True)
        title.text_frame.word_wrap = True
    return slide


def _box(slide: "Slide", left: float, top: float, wide: float, high: float) -> "TextFrame":
    from pptx.util import Inches

    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(wide), Inches(high)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    return frame


def _say(
    frame: "TextFrame", said: str, size: int, colour: str, *, is_bold: bool = False, is_first: bool = True
) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph = frame.paragraphs[0] if is_first else frame.add_paragraph()
    paragraph.alignment = PP_ALIGN.LEFT
    _style(paragraph.add_run(), said, size, colour, is_bold=is_bold)


def _add_run(frame: "TextFrame", said: str, size: int, colour: str) -> None:
    _style(frame.paragraphs[-1].add_run(), said, size, colour, is_bold=False)


def _style(run: object, said: str, size: int, colour: str, *, is_bold: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.text.text import _Run
    from pptx.util import Pt

    if not isinstance(run, _Run):
        raise TypeError("a run of text is needed")
    run.text = cleaned(said)
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = RGBColor.from_string(colour)


def _describe(shape: "BaseShape", said: str) -> None:
    """What a screen reader says instead of the picture."""
    named = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - it has no other door
    named.set("descr", cleaned(said)[:1000])


def _speak(slide: "Slide", language: str) -> None:
    """Every run says its language, or a reader aloud would guess."""
    for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):  # noqa: SLF001 - as above
        run.set("lang", LANGUAGES.get(language, language))
