"""PNG: chunks with a length, a name and a checksum."""

from collections.abc import Iterator
from zlib import crc32

from ohlas.lib.bare.parts import number, piece
from ohlas.lib.bare.turn import UPRIGHT, turn_alone, turn_of

_HEAD = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({
    b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"tRNS", b"pHYs",
    b"sPLT", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
"""Beside those no picture can do without: colours, transparency and movement."""


def bare_png(content: bytes) -> bytes:
    turn, parts = UPRIGHT, [_HEAD]
    for name, whole in _chunks(content):
        if name == b"eXIf":
            turn = turn_of(whole[8:-4])
        elif name[:1].isupper() or name in _KEPT:
            parts.append(whole)
    if turn != UPRIGHT:
        parts.insert(2, _chunk(b"eXIf", turn_alone(turn)))
    return b"".join(parts)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = len(_HEAD), b""
    while name != b"IEND":
        length = number(content, at, 4) + 12
        whole = piece(content, at, length)
        name = whole[4:8]
        yield name, whole
        at += length


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + crc32(name + body).to_bytes(4, "big")
