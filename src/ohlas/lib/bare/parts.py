"""Reading a file piece by piece without ever running past its end."""


def piece(content: bytes, start: int, length: int) -> bytes:
    """So many bytes from here. Errors: `ValueError` where the file ends before."""
    found = content[start : start + length]
    if start < 0 or length < 0 or len(found) < length:
        raise ValueError("The file ends too early.")
    return found


def number(content: bytes, start: int, length: int) -> int:
    """An unsigned number, its highest byte first; of no bytes 0. Errors: as `piece`."""
    return int.from_bytes(piece(content, start, length), "big")
