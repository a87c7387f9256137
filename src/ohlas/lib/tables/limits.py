"""How much a foreign file may be, so that reading it stays within memory."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds checked before anything is unpacked; text is streamed, so it may be larger than a workbook."""

    file_bytes: int = 4 * GIB
    unpacked_bytes: int = 512 * MIB
    members: int = 2_000
    ratio: int = 300
    """Unpacked to packed; office programs reach 20 to 100 on repetitive sheets, bombs 1,000."""
    cells: int = 5_000_000
    """Rows times columns of one sheet: the reader holds it as a full rectangle, about 80 bytes a cell."""
    columns: int = 16_384
    line_characters: int = MIB


STANDARD = Limits()


def in_words(size: int) -> str:
    """A number of bytes as a person says it: 3.2 GiB."""
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size >= unit:
            return f"{size / unit:,.1f} {name}"
    return f"{size} bytes"
