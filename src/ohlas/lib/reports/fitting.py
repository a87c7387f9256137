"""How much room words take, estimated: office programs lay out text only when somebody opens the file."""

from collections.abc import Sequence
from math import ceil

INCH = 72
"""Points of an inch."""
LETTER = 0.58
"""Mean width of a letter as part of its size: of wide fonts, as nobody knows which one the reader has."""
LEADING = 1.22
BOLD = 1.15
"""How much wider headings are than the words below them."""
PAD_ACROSS, PAD_DOWN = 0.2, 0.08
"""What a table's cell keeps free beside and above and below its words, in inches, both sides together."""


def width_of(text: str, size: int) -> float:
    """Inches of one line."""
    return len(text) * LETTER * size / INCH


def lines_of(text: str, size: int, wide: float) -> int:
    """How many lines the words take in so much width."""
    letters = max(int(wide * INCH / (LETTER * size)), 1)
    taken = 0
    for part in text.split("\n") or [""]:
        line, lines = 0, 1
        for word in part.split():
            room = len(word) + (1 if line else 0)
            if line + room <= letters:
                line += room
            else:
                lines += (1 if line else 0) + (ceil(len(word) / letters) - 1)
                line = len(word) % letters or min(len(word), letters)
        taken += lines
    return taken


def height_of(text: str, size: int, wide: float) -> float:
    """Inches the words take in so much width."""
    return lines_of(text, size, wide) * size * LEADING / INCH


def columns_of(rows: Sequence[Sequence[str]], size: int, wide: float) -> list[float]:
    """Widths of a table's columns: what each needs, or its longest word and a fair part of what is left."""
    places = range(len(rows[0]))
    heads = [width_of(head, size) * BOLD for head in rows[0]]
    wants = [max(heads[at], *(width_of(row[at], size) for row in rows)) + PAD_ACROSS for at in places]
    spare = wide - sum(wants)
    if spare >= 0:
        return [wants[0] + spare * 0.4, *(want + spare * 0.6 / max(len(wants) - 1, 1) for want in wants[1:])]
    least = [_longest_word(rows, at, size) + PAD_ACROSS for at in places]
    left, lacking = wide - sum(least), sum(wants) - sum(least)
    if left <= 0 or lacking <= 0:
        return [wide * one / sum(least) for one in least]
    return [few + left * (want - few) / lacking for few, want in zip(least, wants, strict=True)]


def _longest_word(rows: Sequence[Sequence[str]], column: int, size: int) -> float:
    heads = [width_of(word, size) * BOLD for word in rows[0][column].split()]
    return max([*heads, *(width_of(word, size) for row in rows for word in row[column].split())], default=0.0)


def heights_of(rows: Sequence[Sequence[str]], size: int, widths: Sequence[float]) -> list[float]:
    """Heights of a table's rows."""
    return [
        max(height_of(said, size, wide - PAD_ACROSS) for said, wide in zip(row, widths, strict=True))
        + PAD_DOWN
        for row in rows
    ]


def pages_for(heights: Sequence[float], room: float) -> list[range]:
    """Which rows stand on which page: the first row is the heading and is said again on each.

    Shape:  heights of all rows, heading first; ranges of the others, one at least on each page.
    """
    pages, first, taken = [], 1, heights[0]
    for row in range(1, len(heights)):
        if row > first and taken + heights[row] > room:
            pages.append(range(first, row))
            first, taken = row, heights[0]
        taken += heights[row]
    return [*pages, range(first, len(heights))]
