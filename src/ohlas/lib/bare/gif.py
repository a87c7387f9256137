"""GIF: blocks made of pieces of up to 255 bytes; comments and foreign extensions among the pictures."""

from ohlas.lib.bare.parts import piece

_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Extensions that say how often a moving picture is repeated."""


def bare_gif(content: bytes) -> bytes:
    at = 13 + _colours(piece(content, 0, 13)[10])
    parts = [piece(content, 0, at)]
    while (kind := content[at]) != _END:
        if kind == _PICTURE:
            end = _behind(content, at + 11 + _colours(piece(content, at, 10)[9]))
            parts.append(content[at:end])
        elif kind == _EXTENSION:
            end = _behind(content, at + 2)
            label = content[at + 1]
            if label == _CONTROL or (label == _APPLICATION and content.startswith(_LOOPS, at + 3)):
                parts.append(content[at:end])
        else:
            raise ValueError("No block of a GIF.")
        at = end
    return b"".join(parts) + bytes([_END])


def _colours(flags: int) -> int:
    """Bytes of the table of colours these flags announce."""
    return 3 << ((flags & 0x07) + 1) if flags & 0x80 else 0


def _behind(content: bytes, at: int) -> int:
    """Where the pieces that begin here have ended."""
    while length := piece(content, at, 1)[0]:
        at += 1 + length
    return at + 1
