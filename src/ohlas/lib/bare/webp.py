"""WebP: chunks in a RIFF file, lengths with their lowest byte first, each filled up to an even length."""

from collections.abc import Iterator

from ohlas.lib.bare.jpeg import EXIF
from ohlas.lib.bare.parts import piece
from ohlas.lib.bare.turn import UPRIGHT, turn_alone, turn_of

_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_NOTES, _HAS_XMP = 0x08, 0x04


def bare_webp(content: bytes) -> bytes:
    turn, chunks = UPRIGHT, []
    for name, body in _chunks(content):
        if name == b"EXIF":
            turn = turn_of(body.removeprefix(EXIF))
        elif name in _KEPT:
            chunks.append((name, body))
    is_extended = bool(chunks) and chunks[0][0] == b"VP8X"
    if is_extended:
        flags = chunks[0][1][0] & ~(_HAS_NOTES | _HAS_XMP) | (_HAS_NOTES if turn != UPRIGHT else 0)
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    if is_extended and turn != UPRIGHT:
        chunks.append((b"EXIF", turn_alone(turn)))
    inner = b"WEBP" + b"".join(_chunk(name, body) for name, body in chunks)
    return b"RIFF" + len(inner).to_bytes(4, "little") + inner


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= end:
        length = int.from_bytes(piece(content, at + 4, 4), "little")
        yield content[at : at + 4], piece(content, at + 8, length)
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
