"""Making reports in tests, and reading PDF, workbook and slides back."""

import re
import zipfile
from html import unescape
from io import BytesIO

from pptx import Presentation
from python_calamine import CalamineWorkbook
from tests.world import NOW

from ohlas.insight.access import board_for
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.pages.reports import made_report
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.tiles import KINDS
from ohlas.lib.reports import Format, file_of
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


EVERY_KIND = {
    "period": "all",
    "tiles": [
        *({"id": f"k{place}", "kind": kind, "measure": "nps"} for place, kind in enumerate(KINDS)),
        {"id": "k20", "kind": "trend", "by": "unit", "bucket": "month", "measure": "nps"},
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
    values = {line for line in lines if re.fullmatch(r"[−+]?\d+\.\d+%?", line)}
    answers = set(re.findall(r"\d+ answers", "\n".join(lines)))
    return values, intervals, answers


def sheets_in(content):
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


def numbers_in(content):
    """Every number of a workbook as the page would write it, and every text of it."""
    said = []
    for rows in sheets_in(content).values():
        for cell in (cell for row in rows for cell in row):
            if isinstance(cell, float):
                forms = (f"{cell:.1f}", f"{100 * cell:.1f}%", f"{cell:.2f}", f"{100 * cell:.1f} pp")
                said += [form.replace("-", "−") for form in forms]
            else:
                said.append(str(cell))
    return said


def assert_files_tell(html, files, details=None):
    """Every value and interval on the page stands in paper, slides and workbook.

    `details` are intervals that paper has no room for; they stand in the notes of the slides and in the workbook. Paper
    is asked for no intervals where none are given.
    """
    values, intervals, answers = told_on_page(html)
    paper, deck = plain(words_in(files["pdf"])), plain(texts_in(files["pptx"]))
    book = numbers_in(files["xlsx"])
    known, told = set(book), "\n".join(book)
    for value in values:
        assert plain(value) in paper, value
        assert plain(value) in deck, value
        assert value.lstrip("+") in known or value in told, value
    for interval in intervals:
        assert plain(interval) in deck, interval
        assert details is None or interval in details or plain(interval) in paper, interval
        ends = re.findall(r"−?\d+\.\d+%?", interval)
        assert all(end in known for end in ends) or interval in told, interval
    return values, intervals, answers


def files_of(report):
    return {kind.value: file_of(report, kind) for kind in Format}


def figure_lines(report):
    return [line for tile in report.tiles for line in ((tile.whole,) if tile.whole else ()) + tile.lines]


def parts_of(content):
    """Name and bytes of every part of an office file."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
