"""JPEG: segments with a mark and a length, and scans that run until the next mark."""

import re
from collections.abc import Iterator

from ohlas.lib.bare.parts import number, piece
from ohlas.lib.bare.turn import UPRIGHT, turn_alone, turn_of

EXIF = b"Exif\0\0"
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Of what programs add only these change how the picture looks."""
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""A mark that ends a scan: not a byte of it written as two, and no restart."""


def bare_jpeg(content: bytes) -> bytes:
    """Everything behind the picture's end goes too: phones hide smaller pictures and films there."""
    turn, kept = UPRIGHT, []
    for mark, segment in _segments(content):
        if mark == 0xE1 and segment[4:].startswith(EXIF):  # noqa: PLR2004 - where cameras write their notes
            turn = turn_of(segment[4 + len(EXIF) :])
        elif mark != _COMMENT and (mark not in _APPS or segment[4:].startswith(_KEPT.get(mark, b"\xff\xff"))):
            kept.append((mark, segment))
    parts = [segment for _, segment in kept]
    if turn != UPRIGHT:
        notes = EXIF + turn_alone(turn)
        behind = 1 if kept and kept[0][0] == 0xE0 else 0  # noqa: PLR2004 - JFIF comes first where it is
        parts.insert(behind, b"\xff\xe1" + (len(notes) + 2).to_bytes(2, "big") + notes)
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marks with their segments, scans with all that follows them; the start and the end are left out."""
    at, has_picture = 2, False
    while True:
        while piece(content, at, 2) == b"\xff\xff":
            at += 1
        if content[at] != 0xFF:  # noqa: PLR2004 - every mark begins so
            raise ValueError("A mark was expected.")
        mark = content[at + 1]
        if mark == _END:
            break
        end = at + 2 + number(content, at + 2, 2)
        segment = piece(content, at, end - at)
        if mark == _SCAN:
            found = _NEXT.search(content, end)
            has_picture = True
            following = found.end() - 2 if found else len(content)
            segment = content[at:following]
            end = following
        yield mark, segment
        if end >= len(content) and has_picture:
            break  # cut off in the middle: what there is can be shown
        at = end
