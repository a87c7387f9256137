"""Which way up a picture stands, as cameras write it: the one note that is kept."""

from ohlas.lib.bare.parts import piece

TAG = 0x0112
UPRIGHT = 1
_TURNS = range(2, 9)
_SHORT = 3


def turn_of(tiff: bytes) -> int:
    """2 to 8 for a picture that must be turned or mirrored; 1 for any other and for notes nobody can read."""
    order = {b"MM": "big", b"II": "little"}.get(tiff[:2])
    if order is None:
        return UPRIGHT

    def read(start: int, length: int) -> int:
        return int.from_bytes(piece(tiff, start, length), "little" if order == "little" else "big")

    try:
        first = read(4, 4)
        for n in range(read(first, 2)):
            entry = first + 2 + 12 * n
            if read(entry, 2) == TAG:
                turn = read(entry + 8, 2) if read(entry + 2, 2) == _SHORT else UPRIGHT
                return turn if turn in _TURNS else UPRIGHT
    except ValueError:
        pass
    return UPRIGHT


def turn_alone(turn: int) -> bytes:
    """Notes that say nothing but the turn; with 1 they say nothing at all."""
    head = b"MM\0*" + (8).to_bytes(4, "big")
    if turn == UPRIGHT:
        return head + bytes(6)
    entry = TAG.to_bytes(2, "big") + _SHORT.to_bytes(2, "big") + (1).to_bytes(4, "big")
    return head + (1).to_bytes(2, "big") + entry + turn.to_bytes(2, "big") + bytes(2) + bytes(4)
