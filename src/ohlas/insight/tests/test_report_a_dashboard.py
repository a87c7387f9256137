"""A dashboard as PDF, workbook and slides: every figure of every kind of tile as on the page."""

import re
from io import BytesIO

import pytest
import time_machine
from pptx import Presentation
from tests.world import NOW

from ohlas.insight.pages.reports import file_name, made_report
from ohlas.insight.rules import Selection
from ohlas.insight.rules.tiles import KINDS
from ohlas.insight.tests.papers import (
    ALL_KINDS,
    EVERY_KIND,
    assert_files_tell,
    board_of,
    figure_lines,
    files_of,
    page_of,
    parts_of,
    plain,
    report_for,
    sheets_in,
    texts_in,
)
from ohlas.lib.reports import Format, file_of
from ohlas.lib.reports.tests.reading import words_in


def assert_files_tell_the_page(client, report, board):
    """Every value, interval and number of answers on the page stands in all three files."""
    files = files_of(report)
    details = {line.interval for line in figure_lines(report) if line.is_detail}
    values, intervals, answers = assert_files_tell(page_of(client, board), files, details)
    assert {int(one.split()[0]) for one in answers} <= {line.n.number for line in figure_lines(report)}
    numbers = {written(line) for line in figure_lines(report)}
    assert {written_row(row) for row in sheets_in(files["xlsx"])["Figures"][1:]} == numbers
    return values, intervals, answers


def written(line):
    """A line as the sheet of figures must hold it."""
    name = f"'{line.name}" if line.name.startswith(("=", "+", "-", "@")) else line.name
    ends = (cell.number for cell in (line.value, line.low, line.high))
    return (name, *(None if end is None else round(end, 9) for end in ends), line.n.number)


def written_row(row):
    return (row[3], *(round(cell, 9) if isinstance(cell, float) else None for cell in row[4:7]), row[7])


def test_figures_in_all_three_files_equal_the_page(told):
    board = board_of(told.alice, ALL_KINDS)
    found = assert_files_tell_the_page(told.client, report_for(told.alice, board), board)
    assert len(found[0]) > 5
    assert len(found[1]) > 4
    assert "170 answers" in found[2]


@pytest.fixture
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_kind_of_tile_tells_what_its_page_tells(spoken, in_november):
    board = board_of(spoken.alice, EVERY_KIND)
    report = report_for(spoken.alice, board)
    by_kind = dict(zip(KINDS, report.tiles, strict=False))
    assert {kind: tile.refusal for kind, tile in by_kind.items() if tile.refusal} == {}
    values, intervals, _answers = assert_files_tell_the_page(spoken.client, report, board)
    assert len(values) > 20
    assert len(intervals) > 15
    assert "30.0%" in values  # three of ten people asked


def test_a_goal_stands_whole_in_every_file(spoken, in_november):
    """Target, figure with interval and n, forecast with interval, and the verdict in words, as on the page."""
    document = {"period": "all", "tiles": [{"id": "t1", "kind": "goal"}]}
    board = board_of(spoken.alice, document)
    page = plain(re.sub(r"<[^>]+>", " ", page_of(spoken.client, board)))
    report = report_for(spoken.alice, board)
    paper, deck = plain(words_in(file_of(report, Format.PDF))), plain(texts_in(file_of(report, Format.PPTX)))
    lines = report.tiles[0].lines
    assert sorted(line.more[0].text for line in lines) == ["12.5", "40.0"]
    for line in lines:
        target, _gap, expected, low, high, chance = line.more
        assert None not in {expected.number, low.number, high.number, chance.number}
        for said in (target.text, line.value.text, line.interval, expected.text, line.said.split(" ", 1)[-1]):
            assert plain(said) in page, said
            assert plain(said) in paper, said
            assert plain(said) in deck, said
        assert line.n.text in deck
    rows = sheets_in(file_of(report, Format.XLSX))["1 Goals"]
    head = next(place for place, row in enumerate(rows) if "Target" in row)
    for line, row in zip(lines, rows[head + 1 :], strict=False):
        assert row[0] == line.name
        numbers = [cell.number for cell in (line.value, line.low, line.high, line.n, *line.more)]
        assert row[1:11] == pytest.approx(numbers)
        assert row[11] == line.said


def test_a_map_says_importance_and_performance_of_each_driver(spoken, in_november):
    document = {"period": "all", "tiles": [{"id": "t1", "kind": "map", "measure": "nps"}]}
    board = board_of(spoken.alice, document)
    page = page_of(spoken.client, board)
    (tile,) = report_for(spoken.alice, board).tiles
    assert [column.head for column in tile.columns] == ["Mean grade"]
    for line in tile.lines:
        for said in (line.name, line.value.text, line.interval, line.more[0].text, line.said):
            assert said in page, said
    deck = Presentation(BytesIO(file_of(report_for(spoken.alice, board), Format.PPTX)))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    series = chart.plots[0].series[0]
    assert list(series.values) == pytest.approx([line.value.number for line in tile.lines])
    assert [point.text for point in series._element.findall(".//{*}xVal//{*}v")] == [
        str(line.more[0].number) for line in tile.lines
    ]


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
    rows = [row[10:14] for row in sheets["1 Net Promoter Score"][4:] if isinstance(row[10], float)]
    assert rows == [[3.0, 45.0, 45.0, 45.0], [8.0, 30.0, 30.0, 30.0], [9.0, 95.0, 95.0, 95.0]]


def test_charts_are_native_and_hold_the_figures(told):
    report = report_for(told.alice, board_of(told.alice, ALL_KINDS))
    drawn = [tile for tile in report.tiles if tile.chart]
    assert [tile.kind for tile in drawn] == [
        "Figure",
        "Trend",
        "Trend",
        "Distribution",
        "Groups",
        "League table",
    ]
    parts = parts_of(file_of(report, Format.XLSX))
    assert sum(name.startswith("xl/charts/chart") for name in parts) == len(drawn)
    deck = Presentation(BytesIO(file_of(report, Format.PPTX)))
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == len(drawn)
    for shape, tile in zip(charts, drawn, strict=True):
        plot = shape.chart.plots[0]
        assert list(plot.categories) == [line.name for line in tile.shown]
        assert list(plot.series[0].values) == [line.value.number for line in tile.shown]
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
    whiskers = [shape.chart.plots[0].series[0]._element.findall("{*}errBars") for shape in charts]
    assert [len(found) for found in whiskers] == [1, 1, 1, 0, 1, 1]


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
