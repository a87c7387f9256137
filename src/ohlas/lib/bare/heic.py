"""HEIC: boxes within boxes. Notes are overwritten where they lie, since everything else is found by its place.

The turn is a property of the picture here and not among the notes, so nothing of them need stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohlas.lib.bare.parts import number, piece
from ohlas.lib.bare.turn import UPRIGHT, turn_alone

_NOTES = frozenset({b"Exif", b"mime", b"uri "})
"""Items that are no part of the picture: cameras' notes, XMP and whatever has an address of its own."""
_FOREIGN = frozenset({b"uuid", b"udta"})
_NESTED = frozenset({b"moov", b"trak"})
_IN_FILE, _IN_BOX = 0, 1
_SHORT_IDS = 2
"""Up to this version of a list its items have numbers of two bytes."""


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


def bare_heic(content: bytes) -> bytes:
    out = bytearray(content)
    _blank_foreign(content, out, 0, len(content))
    meta = next((box for box in _boxes(content, 0, len(content)) if box.name == b"meta"), None)
    if meta is not None:
        inner = {box.name: box for box in _boxes(content, meta.body + 4, meta.end)}
        for item, kind in _items(content, inner).items():
            if kind in _NOTES:
                _blank_item(content, out, inner, item, kind)
    return bytes(out)


def _boxes(content: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        length, body = number(content, at, 4), at + 8
        if length == 1:
            length, body = number(content, at + 8, 8), at + 16
        length = length or end - at
        if length < body - at or at + length > end:
            raise ValueError("A box ends outside the file.")
        yield _Box(piece(content, at + 4, 4), at, body, at + length)
        at += length


def _blank_foreign(content: bytes, out: bytearray, at: int, end: int) -> None:
    for box in _boxes(content, at, end):
        if box.name in _FOREIGN:
            out[box.start + 4 : box.start + 8] = b"free"
            out[box.body : box.end] = bytes(box.end - box.body)
        elif box.name in _NESTED:
            _blank_foreign(content, out, box.body, box.end)


def _items(content: bytes, inner: Mapping[bytes, _Box]) -> dict[int, bytes]:
    """What kind each item of the file is."""
    box = inner.get(b"iinf")
    if box is None:
        return {}
    first = box.body + (6 if content[box.body] == 0 else 8)
    found = {}
    for info in _boxes(content, first, box.end):
        version = content[info.body]
        if version < _SHORT_IDS:
            raise ValueError("Items without kinds.")
        size = 2 if version == _SHORT_IDS else 4
        item = number(content, info.body + 4, size)
        found[item] = piece(content, info.body + 4 + size + 2, 4)
    return found


def _blank_item(content: bytes, out: bytearray, inner: Mapping[bytes, _Box], item: int, kind: bytes) -> None:
    for start, length in _extents(content, inner, item):
        piece(content, start, length)
        empty = bytes(4) + turn_alone(UPRIGHT) if kind == b"Exif" else b""
        out[start : start + length] = (empty + bytes(length))[:length]


def _extents(content: bytes, inner: Mapping[bytes, _Box], wanted: int) -> list[tuple[int, int]]:
    """Where the bytes of an item lie."""
    box = inner.get(b"iloc")
    if box is None:
        raise ValueError("Items without places.")
    version = content[box.body]
    sizes, more = content[box.body + 4], content[box.body + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version else 0
    wide = 2 if version < _SHORT_IDS else 4
    at, found = box.body + 6 + wide, []
    for _ in range(number(content, box.body + 6, wide)):
        item = number(content, at, wide)
        at += wide
        method = number(content, at, 2) & 15 if version else _IN_FILE
        at += (2 if version else 0) + 2
        base = number(content, at, base_size)
        at += base_size + 2
        for _ in range(number(content, at - 2, 2)):
            offset = number(content, at + index_size, offset_size)
            length = number(content, at + index_size + offset_size, length_size)
            at += index_size + offset_size + length_size
            if item == wanted and not length:
                raise ValueError("An item without a length.")
            if item == wanted:
                found.append((_start(inner, method) + base + offset, length))
    return found


def _start(inner: Mapping[bytes, _Box], method: int) -> int:
    if method == _IN_FILE:
        return 0
    if method == _IN_BOX and b"idat" in inner:
        return inner[b"idat"].body
    raise ValueError("An item made of others.")
