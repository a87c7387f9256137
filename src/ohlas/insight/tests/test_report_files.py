"""What a report's files are made of: whole packages, tagged paper, nothing cut, and words that stay words."""

import re
from io import BytesIO
from posixpath import dirname, join, normpath

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Emu, Pt

from ohlas.insight.tests.papers import (
    EVERY_KIND,
    board_of,
    parts_of,
    plain,
    report_for,
    sheets_in,
    texts_in,
)
from ohlas.lib.reports import Format, cleaned, file_of
from ohlas.lib.reports.tests.reading import words_in

LEAST_POINTS = 10
LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")


@pytest.fixture
def board(spoken):
    return board_of(spoken.alice, EVERY_KIND)


@pytest.mark.parametrize("kind", [Format.XLSX, Format.PPTX])
def test_office_files_are_whole_packages(spoken, board, kind):
    """What an office program checks before it warns: names, types and relations of all parts, and their XML."""
    content = file_of(report_for(spoken.alice, board), kind)
    parts = parts_of(content)
    assert len(parts) == len({name.lower() for name in parts})
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = [one.get("PartName") for one in types.findall("{*}Override")]
    endings = {one.get("Extension") for one in types.findall("{*}Default")}
    assert len(named) == len(set(named))
    assert {f"/{name}" for name in parts} >= set(named)
    for name, body in parts.items():
        assert f"/{name}" in named or name.rpartition(".")[2] in endings, name
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(body)
            assert_ids_differ(name, tree)
        if name.endswith(".rels"):
            assert_targets_exist(name, tree, parts)


def assert_targets_exist(name, tree, parts):
    folder = dirname(dirname(name))
    ids = [relation.get("Id") for relation in tree]
    assert len(ids) == len(set(ids)), name
    for relation in tree:
        if relation.get("TargetMode") != "External":
            target = relation.get("Target")
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            assert path in parts, (name, target)
    source = join(folder, name.rpartition("/")[2].removesuffix(".rels"))
    if source in parts and source != ".":
        used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', parts[source]))
        assert {one.decode() for one in used} <= set(ids), source


def assert_ids_differ(name, tree):
    """Shapes of one slide, and sheets of one workbook, each with an id and a name of its own."""
    shapes = [
        one.get("id")
        for one in tree.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")
    ]
    assert len(shapes) == len(set(shapes)), name
    sheets = [one.get("name") for one in tree.iter("{*}sheet")]
    assert len(sheets) == len({one.casefold() for one in sheets}), name
    assert all(0 < len(one) <= 31 for one in sheets), name


def test_paper_is_tagged_and_every_picture_has_words(spoken, board):
    for language in LANGUAGES:
        assert_tagged(report_for(spoken.alice, board, language), language)


def assert_tagged(report, language):
    pdf = file_of(report, Format.PDF)
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert re.search(rb"/Lang\s*\(" + language.encode() + rb"\b", pdf)
    assert b"/DisplayDocTitle true" in pdf
    assert f"{report.title} – {report.organisation}".encode() in pdf  # in its description, as XMP
    drawn = [tile for tile in report.tiles if tile.chart and tile.chart.spec]
    figures = re.findall(rb"/S\s*/Figure(.*?)endobj", pdf, re.DOTALL)
    assert len(figures) == len(drawn)
    assert all(tile.chart.alt for tile in drawn)
    assert pdf.count(b"/Alt") >= len(drawn)
    assert len(re.findall(rb"/S\s*/Table\b", pdf)) >= len(drawn)


def test_nothing_on_a_slide_is_tiny_or_beyond_its_edge(spoken, board):
    deck = Presentation(BytesIO(file_of(report_for(spoken.alice, board, "uk"), Format.PPTX)))
    titles = []
    for slide in deck.slides:
        titles.append(slide.shapes.title.text_frame.text)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + Emu(1000), shape.name
            assert shape.top + shape.height <= deck.slide_height, (titles[-1], shape.name)
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += (
                [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            )
            sizes = [run.font.size for frame in frames for line in frame.paragraphs for run in line.runs]
            assert all(size >= Pt(LEAST_POINTS) for size in sizes), titles[-1]
            assert shape.has_text_frame or shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name
    assert all(titles)


def test_sheets_print_whole_and_keep_their_headings(spoken, board):
    parts = parts_of(file_of(report_for(spoken.alice, board), Format.XLSX))
    workbook = parts["xl/workbook.xml"].decode()
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    assert (
        workbook.count("_xlnm.Print_Area") == len(sheets) - 1
    )  # all but the first, which says what it is about
    assert workbook.count("_xlnm.Print_Titles") >= len(sheets) // 2
    frozen = [name for name in sheets if b'state="frozen"' in parts[name]]
    assert len(frozen) > len(sheets) // 2
    assert all(b"fitToPage" in parts[name] for name in sheets)


def test_numbers_have_a_format_and_no_more_digits_than_the_page(spoken, board):
    """Only answers given, which are what people chose from, stand as they are."""
    parts = parts_of(file_of(report_for(spoken.alice, board), Format.XLSX))
    styles = etree.fromstring(parts["xl/styles.xml"])
    looks = [one.get("numFmtId") for one in styles.find("{*}cellXfs")]
    for name in (one for one in parts if one.startswith("xl/worksheets/sheet")):
        for cell in etree.fromstring(parts[name]).iter("{*}c"):
            value = cell.find("{*}v")
            if value is not None and cell.get("t") != "s" and not float(value.text).is_integer():
                assert looks[int(cell.get("s", 0))] != "0", (name, cell.get("r"), value.text)


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
    for one, body in parts_of(content).items():
        if one.startswith(("xl/worksheets/sheet", "xl/charts/chart")):
            formulas = [cell.text for cell in etree.fromstring(body).iter("{*}f")]
            assert not [said for said in formulas if "cmd" in re.sub(r"'[^']*'!", "", said)], one
    assert len(sheets_in(content)) == 4


def test_signs_no_font_has_do_not_stop_a_paper(spoken):
    name = "Káva 😀👩‍🍳 中文 ☕ конец"
    report = report_for(
        spoken.alice, board_of(spoken.alice, {"tiles": [{"id": "t1", "kind": "figure"}]}, name)
    )
    assert "Káva □ □ ☕ конец" in " ".join(words_in(file_of(report, Format.PDF)).split())
    assert name in texts_in(file_of(report, Format.PPTX))
