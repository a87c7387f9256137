"""A dashboard as PDF, workbook and slides: the same figures as on the page, and files that open as they are."""

import re
import zipfile
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from lxml import etree
from pptx import Presentation
from tests.world import NOW

from ohlas.insight.access import board_for
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.pages.reports import file_name, made_report
from ohlas.insight.rules import Selection, Step
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.goals import GoalWish, Period
from ohlas.insight.rules.tiles import KINDS
from ohlas.lib.reports import Format, cleaned, file_of
from ohlas.lib.reports.tests.reading import words_in

ALL_KINDS = {
    "period": "all",
    "tiles": [
        {"id": "t1", "kind": "figure"},
        {"id": "t2", "kind": "trend", "bucket": "month"},
        {"id": "t3", "kind": "trend", "by": "unit", "bucket": "month"},
        {"id": "t4", "kind": "distribution"},
        {"id": "t5", "kind": "breakdown", "by": "unit"},
        {"id": "t6", "kind": "heat"},
        {"id": "t7", "kind": "league"},
        {"id": "t8", "kind": "figure", "filters": {"channel": ["kiosk"]}, "title": "=cmd()|'/c calc'!A1"},
    ],
}


def board_of(actor, document, name="Friday"):
    board = create_board(actor=actor, wish=BoardWish(name), document=read_document(document), now=NOW)
    return board_for(actor, board)


def report_for(actor, board, language="en", selection=None):
    return made_report(
        actor=actor,
        board=board,
        selection=selection or Selection(),
        now=NOW,
        language=language,
        reader="Alice",
    )


def page_of(client, board):
    return unescape(client.get(f"/o/sova/boards/{board.id}/").content.decode())


def told_on_page(html):
    """Values, intervals and numbers of answers as the page shows them in its tiles."""
    words = re.sub(r"<[^>]+>", "\n", html.partition('id="board"')[2])
    lines = {" ".join(line.split()) for line in words.splitlines()}
    intervals = set(re.findall(r"between −?\d+\.\d+%? and −?\d+\.\d+%?", "\n".join(lines)))
    values = {line for line in lines if re.fullmatch(r"−?\d+\.\d+%?", line)}
    answers = set(re.findall(r"\d+ answers", "\n".join(lines)))
    return values, intervals, answers


def sheets_in(content):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def texts_in(content):
    """Everything a deck says on its slides, in its tables and notes."""
    found = []
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def plain(text):
    return "".join(text.split())


def test_figures_in_all_three_files_equal_the_page(told):
    board = board_of(told.alice, ALL_KINDS)
    values, intervals, answers = told_on_page(page_of(told.client, board))
    assert len(values) > 5
    assert len(intervals) > 4
    assert "170 answers" in answers
    report = report_for(told.alice, board)
    paper, deck = plain(words_in(file_of(report, Format.PDF))), plain(texts_in(file_of(report, Format.PPTX)))
    for figure in values | intervals | {"170 answers"}:
        assert plain(figure) in paper, figure
        assert plain(figure) in deck, figure
    assert {int(one.split()[0]) for one in answers} <= {line.n.number for line in figure_lines(report)}
    sheets = sheets_in(file_of(report, Format.XLSX))
    numbers = {written(line) for line in figure_lines(report)}
    assert {written_row(row) for row in sheets["Figures"][1:]} == numbers
    shown = " ".join(words_beside(report))
    assert [figure for figure in values | intervals if figure not in shown] == []


def words_beside(report):
    """The words of the numbers in the workbook, and what stands there as words only."""
    for line in figure_lines(report):
        yield from (line.value.text, line.low.text, line.high.text, line.interval)
    for tile in report.tiles:
        yield from (tile.change, *tile.notes, *(said for _, said in tile.receipt))


def figure_lines(report):
    return [line for tile in report.tiles for line in ((tile.whole,) if tile.whole else ()) + tile.lines]


def written(line):
    """A line as the sheet of figures must hold it."""
    name = f"'{line.name}" if line.name.startswith(("=", "+", "-", "@")) else line.name
    ends = (cell.number for cell in (line.value, line.low, line.high))
    return (name, *(None if end is None else round(end, 9) for end in ends), line.n.number)


def written_row(row):
    return (row[3], *(round(cell, 9) if isinstance(cell, float) else None for cell in row[4:7]), row[7])


def test_the_pages_words_are_the_workbooks_numbers(told):
    report = report_for(told.alice, board_of(told.alice, ALL_KINDS))
    for line in figure_lines(report):
        if line.value.number is None:
            assert line.value.text == "–"
            continue
        shown = float(line.value.text.replace("−", "-").rstrip("%"))
        scale, digits = (
            (100, 1) if line.value.form == "share" else (1, 2 if line.value.form == "grade" else 1)
        )
        assert shown == pytest.approx(scale * line.value.number, abs=0.51 * 10**-digits)


def test_raw_tallies_make_the_figure_again(told):
    sheets = sheets_in(file_of(report_for(told.alice, board_of(told.alice, ALL_KINDS)), Format.XLSX))
    rows = [row[8:12] for row in sheets["1 Net Promoter Score"][4:] if isinstance(row[8], float)]
    assert rows == [[3.0, 45.0, 45.0, 45.0], [8.0, 30.0, 30.0, 30.0], [9.0, 95.0, 95.0, 95.0]]


def test_charts_are_native_and_hold_the_figures(told):
    report = report_for(told.alice, board_of(told.alice, ALL_KINDS))
    with zipfile.ZipFile(BytesIO(file_of(report, Format.XLSX))) as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 4
    deck = Presentation(BytesIO(file_of(report, Format.PPTX)))
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [tile for tile in report.tiles if tile.chart]
    assert len(charts) == len(drawn) == 4
    for shape, tile in zip(charts, drawn, strict=True):
        plot = shape.chart.plots[0]
        assert list(plot.categories) == [line.name for line in tile.lines]
        assert list(plot.series[0].values) == [line.value.number for line in tile.lines]
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
    whiskers = [shape.chart.plots[0].series[0]._element.findall("{*}errBars") for shape in charts]
    assert [len(found) for found in whiskers] == [1, 0, 1, 1]


def test_every_file_says_what_it_is_about(told):
    board = board_of(told.alice, {**ALL_KINDS, "filters": {"channel": ["web"]}})
    report = report_for(told.alice, board)
    paper = plain(words_in(file_of(report, Format.PDF)))
    deck = plain(texts_in(file_of(report, Format.PPTX)))
    sheet = plain(
        " ".join(
            str(cell) for row in sheets_in(file_of(report, Format.XLSX))["About this report"] for cell in row
        )
    )
    for said in (
        "Channel: Web",
        "all time",
        "20 Nov 2026 11:00",
        "for Alice",
        "facts version",
        "95%",
        "up to 175",
    ):
        for text in (paper, deck, sheet):
            assert plain(said) in text, said


@pytest.mark.parametrize("kind", [Format.XLSX, Format.PPTX])
def test_office_files_are_whole_packages(told, kind):
    """What an office program checks before it warns: every part is XML, has a type, and every relation a target."""
    content = file_of(report_for(told.alice, board_of(told.alice, ALL_KINDS)), kind)
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        types = etree.fromstring(package.read("[Content_Types].xml"))
        parts = {one.get("PartName") for one in types.findall("{*}Override")}
        endings = {one.get("Extension") for one in types.findall("{*}Default")}
        assert {f"/{name}" for name in names} >= parts
        for name in names:
            assert f"/{name}" in parts or name.rpartition(".")[2] in endings, name
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert_targets_exist(name, package, names)


def assert_targets_exist(name, package, names):
    from posixpath import dirname, join, normpath

    folder = dirname(dirname(name))
    for relation in etree.fromstring(package.read(name)):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target")
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            assert path in names, (name, target)


def test_paper_is_tagged_and_every_picture_has_words(told):
    pdf = file_of(report_for(told.alice, board_of(told.alice, ALL_KINDS)), Format.PDF)
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf
    assert pdf.count(b"/S /Figure") + pdf.count(b"/S/Figure") in {0, 4} or b"/Alt" in pdf


@pytest.mark.parametrize(
    "name",
    ["=cmd()|'/c calc'!A1", "<script>alert(1)</script>", "#panic() $x$ *bold*", "a\x07b\u202ec", "[]:*?/\\'"],
)
def test_hostile_names_stay_words(told, name):
    document = {
        "tiles": [
            {"id": "t1", "kind": "distribution", "title": name},
            {"id": "t2", "kind": "figure", "title": name},
        ]
    }
    board = board_of(told.alice, document, cleaned(name))
    report = report_for(told.alice, board)
    assert plain(cleaned(name)) in plain(texts_in(file_of(report, Format.PPTX)))
    assert plain(cleaned(name)) in plain(words_in(file_of(report, Format.PDF)))
    content = file_of(report, Format.XLSX)
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheets = [
            etree.fromstring(book.read(one))
            for one in book.namelist()
            if one.startswith("xl/worksheets/sheet")
        ]
        assert not [cell for sheet in sheets for cell in sheet.iter("{*}f")]
    assert len(sheets_in(content)) == 4


def test_a_dashboard_without_tiles_or_answers_makes_files_that_say_so(silent):
    for document, said in (({}, "No answers yet"), (ALL_KINDS, "No answers yet")):
        report = report_for(silent.alice, board_of(silent.alice, document))
        assert report.empty == said
        assert plain(said) in plain(words_in(file_of(report, Format.PDF)))
        assert said in texts_in(file_of(report, Format.PPTX))
        assert sheets_in(file_of(report, Format.XLSX))


def test_a_tile_that_cannot_be_counted_says_why_and_leaves_the_others_alone(told):
    document = {
        "tiles": [
            {"id": "t1", "kind": "figure", "measure": "nps", "filters": {"question": ["csat"]}},
            {"id": "t2", "kind": "figure"},
        ]
    }
    report = report_for(told.alice, board_of(told.alice, document))
    assert report.tiles[0].refusal or report.tiles[0].whole.value.text == "–"
    assert report.tiles[1].whole.value.text == "29.4"
    assert file_of(report, Format.PDF)


def test_a_reader_of_one_unit_gets_its_figures_alone(told):
    board = board_of(told.alice, ALL_KINDS)
    mine = made_report(
        actor=told.bob, board=board, selection=Selection(), now=NOW, language="en", reader="Bob"
    )
    assert mine.tiles[0].whole.value.text == "50.0"
    assert ("Units", "only those you may see") in mine.facts
    assert "Brno" not in texts_in(file_of(mine, Format.PPTX))


def test_the_same_report_makes_the_same_paper(told):
    board = board_of(told.alice, ALL_KINDS)
    assert file_of(report_for(told.alice, board), Format.PDF) == file_of(
        report_for(told.alice, board), Format.PDF
    )
    assert file_name(report_for(told.alice, board), Format.PDF) == "friday-2026-11-20.pdf"


def test_every_kind_of_tile_stands_in_a_report(told):
    """A new kind is told by its title and receipt until it gets a line of its own; these have one."""
    wish = GoalWish("nps", Period(Step.QUARTER, date(2026, 10, 1)), 40.0)
    set_goals(actor=told.alice, wishes=[wish], now=NOW)
    tiles = [{"id": f"t{place}", "kind": kind} for place, kind in enumerate(KINDS)]
    report = report_for(told.alice, board_of(told.alice, {"period": "all", "tiles": tiles}))
    by_kind = dict(zip(KINDS, report.tiles, strict=True))
    for kind, tile in by_kind.items():
        assert tile.refusal or tile.whole or tile.lines or tile.quotes or any(tile.notes), kind
    (goal,) = by_kind["goal"].lines
    assert "40.0" in goal.said
    assert by_kind["response"].lines[0].name == "Response rate"
    for kind in Format:
        assert file_of(report, kind)
