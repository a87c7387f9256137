"""Is a workbook safe to unpack? Checked from its directory first, then by unpacking into nothing.

The directory of a zip file may lie about sizes, so each member is also inflated in small pieces that are
counted and thrown away. Sheets are searched for their furthest cell at the same time: the reader holds a
sheet as a full rectangle, and two cells in opposite corners would ask for terabytes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from ohlas.lib.tables.errors import NotATable, TooLarge
from ohlas.lib.tables.limits import MIB, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ohlas.lib.tables.limits import Limits

PIECE = 256 * 1024
SMALL = 10 * MIB  # below this the ratio says nothing: a few repeated rows pack very well
LOCAL_HEADER = struct.Struct("<4s22sHH")
COLUMN = re.compile(rb'\br\s*=\s*["\']([A-Z]{1,3})\d')
ROW = re.compile(rb'\br\s*=\s*["\'][A-Z]{0,3}(\d{1,7})["\']')
OVERLAP = 64  # a cell's address may lie across two pieces
CURE = "Save the sheet alone as CSV and try again; CSV files are read as a stream."


def check_archive(path: Path, limits: Limits) -> None:
    """Raises TooLarge or NotATable for a workbook that must not be opened; keeps nothing it unpacks."""
    state = path.stat()
    _check_once(path, limits, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _check_once(path: Path, limits: Limits, _size: int, _changed: int) -> None:
    """Inspecting and reading follow each other: an unchanged file that passed is not inflated again."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            members = archive.infolist()
            _check_directory(members, limits)
            unpacked = 0
            for member in members:
                unpacked += _check_member(raw, member, limits, unpacked)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError) as error:
        raise NotATable(
            f"The workbook is damaged ({error}). Open it and save it again as XLSX or CSV."
        ) from error


def _check_directory(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise TooLarge(f"The workbook has {len(members):,} parts; {limits.members:,} are allowed. {CURE}")
    if not any(member.filename.lower().startswith("xl/workbook") for member in members):
        raise NotATable("This zip file is not a workbook. Unpack it, or save the table as CSV or XLSX.")
    for member in members:
        if member.flag_bits & 1:
            raise NotATable("The workbook is protected by a password. Remove it and try again.")
        _check_ratio(member.file_size, member.compress_size, limits)
    _check_size(sum(member.file_size for member in members), limits)


def _check_size(unpacked: int, limits: Limits) -> None:
    if unpacked > limits.unpacked_bytes:
        allowed = in_words(limits.unpacked_bytes)
        raise TooLarge(f"The workbook unpacks to {in_words(unpacked)} or more; {allowed} are allowed. {CURE}")


def _check_ratio(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > SMALL and unpacked > limits.ratio * max(1, packed):
        raise TooLarge(
            f"A part of the workbook unpacks to {unpacked // max(1, packed):,} times its size; "
            f"{limits.ratio} times is allowed. {CURE}"
        )


def _check_member(raw: IO[bytes], member: zipfile.ZipInfo, limits: Limits, before: int) -> int:
    is_sheet = member.filename.lower().startswith("xl/worksheets/")
    size = rows = columns = 0
    tail = b""
    for piece in _inflated(raw, member):
        size += len(piece)
        _check_size(before + size, limits)
        _check_ratio(size, member.compress_size, limits)
        if is_sheet:
            joined = tail + piece
            rows, columns = _furthest(joined, rows, columns)
            tail = joined[-OVERLAP:]
            _check_cells(rows, columns, limits)
    if size != member.file_size:
        raise NotATable("The workbook lies about its size. Open it and save it again as XLSX or CSV.")
    return size


def _inflated(raw: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's content in bounded pieces, from its bytes and not from what the directory claims."""
    raw.seek(member.header_offset)
    signature, _, name, extra = LOCAL_HEADER.unpack(raw.read(LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile("a part is missing")
    raw.seek(name + extra, 1)
    left = member.compress_size
    if member.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (piece := raw.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("an unusual compression")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := raw.read(min(PIECE, left))):
        left -= len(packed)
        while packed:
            yield inflate.decompress(packed, PIECE)
            packed = inflate.unconsumed_tail
    yield inflate.flush()


def _furthest(piece: bytes, rows: int, columns: int) -> tuple[int, int]:
    """The furthest row and column up to here; few different ones occur in a piece, so sets are quick."""
    furthest_row = max(map(int, set(ROW.findall(piece))), default=0)
    furthest_column = max(map(_column_number, set(COLUMN.findall(piece))), default=0)
    return max(rows, furthest_row), max(columns, furthest_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_cells(rows: int, columns: int, limits: Limits) -> None:
    if rows * columns > limits.cells:
        raise TooLarge(
            f"A sheet spans {rows:,} rows and {columns:,} columns; {limits.cells:,} cells are allowed. "
            f"Delete cells far from the table, or save the sheet as CSV."
        )
