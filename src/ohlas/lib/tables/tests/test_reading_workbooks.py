"""XLSX and Parquet give the same rows as text, and hostile workbooks are refused before they are unpacked."""

import datetime as dt
import io
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from ohlas.lib.tables import EmptyFile, Kind, Limits, NotATable, Row, TooLarge, UnknownSheet, inspect, rows

WORKBOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("empty")
        sheet = book.add_worksheet("answers")
        date = book.add_format({"num_format": "d.m.yyyy"})
        sheet.write_row(0, 0, ["branch", "score", "when", "share", "formula"])
        sheet.write_row(1, 0, ["Plzeň", 9])
        sheet.write_datetime(1, 2, dt.date(2024, 3, 1), date)
        sheet.write_number(1, 3, 0.5)
        sheet.write_formula(1, 4, "=1+1", None, 2)
        sheet.write_row(3, 0, ["Žďár", 3])
    return path


def zipped(tmp_path, parts):
    path = tmp_path / "made.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_cells_become_text_and_the_first_filled_sheet_is_taken(workbook):
    info = inspect(workbook)
    assert (info.kind, info.sheet, info.sheets) == (Kind.XLSX, "answers", ("empty", "answers"))
    assert list(rows(workbook, info)) == [
        Row(1, ("Plzeň", "9", "2024-03-01", "0.5", "2")),
        Row(2, ("Žďár", "3", "", "", "")),
    ]


def test_an_unknown_sheet_is_named(workbook):
    with pytest.raises(UnknownSheet, match="answers"):
        inspect(workbook, sheet="answer")


def test_an_empty_sheet_is_called_empty(workbook):
    with pytest.raises(EmptyFile):
        inspect(workbook, sheet="empty")


def test_a_directory_that_claims_two_gigabytes_is_refused_unopened(tmp_path):
    path = zipped(tmp_path, {WORKBOOK: "<a/>", SHEET: "<b/>"})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 2**31)
    path.write_bytes(raw)
    with pytest.raises(TooLarge):
        inspect(path)


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    with pytest.raises(TooLarge, match="times its size"):
        inspect(zipped(tmp_path, {WORKBOOK: "<a/>", SHEET: bytes(20 * 1024 * 1024)}))


def test_a_bomb_whose_directory_lies_is_found_while_unpacking(tmp_path):
    path = zipped(tmp_path, {WORKBOOK: "<a/>", SHEET: bytes(20 * 1024 * 1024)})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    with pytest.raises(TooLarge):
        inspect(path)


def test_a_small_lie_about_size_is_refused_too(tmp_path):
    path = zipped(tmp_path, {WORKBOOK: "<a/>", SHEET: "<b/>" * 100})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(raw)
    with pytest.raises(NotATable, match="lies"):
        inspect(path)


def test_many_parts_are_refused(tmp_path):
    parts = {WORKBOOK: "<a/>", **{f"xl/{i}.xml": "" for i in range(50)}}
    with pytest.raises(TooLarge, match="parts"):
        inspect(zipped(tmp_path, parts), limits=Limits(members=20))


def test_the_sum_of_parts_is_limited(workbook):
    with pytest.raises(TooLarge, match="unpacks to"):
        inspect(workbook, limits=Limits(unpacked_bytes=2_000))


def test_two_cells_in_opposite_corners_do_not_ask_for_terabytes(tmp_path):
    path = tmp_path / "corners.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 2)
    with pytest.raises(TooLarge, match="1,048,576 rows"):
        inspect(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with pytest.raises(NotATable, match="zip"):
        inspect(zipped(tmp_path, {"table.csv": "a,b\n1,2\n"}))


def test_a_torn_workbook_is_refused(workbook):
    workbook.write_bytes(workbook.read_bytes()[:-200])
    with pytest.raises(NotATable):
        inspect(workbook)


def test_a_file_beyond_the_limit_is_refused_unread(workbook):
    with pytest.raises(TooLarge, match="allowed"):
        inspect(workbook, limits=Limits(file_bytes=100))


def test_parquet_is_read_in_batches(tmp_path):
    path = tmp_path / "table.parquet"
    table = pa.table({"id": range(10_000), "text": ["Žluťoučký"] * 10_000, "tags": [["a", "b"]] * 10_000})
    pq.write_table(table, path, row_group_size=1_000)
    info = inspect(path)
    assert (info.kind, info.estimated_rows, info.is_exact) == (Kind.PARQUET, 10_000, True)
    read = list(rows(path, info, start=9_998))
    assert read == [
        Row(9_999, ("9998", "Žluťoučký", '["a", "b"]')),
        Row(10_000, ("9999", "Žluťoučký", '["a", "b"]')),
    ]


def test_a_row_group_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"text": ["x" * 100] * 1_000}), path, use_dictionary=False)
    with pytest.raises(TooLarge, match="row group"):
        inspect(path, limits=Limits(unpacked_bytes=1_000))


def test_a_damaged_parquet_file_is_refused(tmp_path):
    path = tmp_path / "table.parquet"
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), buffer)
    path.write_bytes(buffer.getvalue()[:-10])
    with pytest.raises(NotATable):
        inspect(path)
