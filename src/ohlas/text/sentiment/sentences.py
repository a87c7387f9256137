"""Which sentence and which clause every token belongs to, and where sentences stand in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.features import CLAUSE, CONTRAST, SENTENCE, Batch

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SENTENCES = 1_000  # a comment has fewer; what follows in a longer text is one last sentence
# A full stop after a number, an initial or "tzv." does not end a sentence when a small letter follows.
ENDS = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[^\s\d\W]|[\d\"'„“(\[]|[^\w\s])|[\r\n]+")


def spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; blanks around it are left out, empty text gives none."""
    found: list[tuple[int, int]] = []
    begins = 0
    for end in ENDS.finditer(text):
        if len(found) == MOST_SENTENCES - 1:
            break
        if _is_end(text, end):
            found.append((begins, end.start()))
            begins = end.end()
    found.append((begins, len(text)))
    return [trimmed for span in found if (trimmed := _trimmed(text, *span))]


def _is_end(text: str, end: re.Match[str]) -> bool:
    follows = text[end.end() : end.end() + 1]
    return "\n" in end.group() or "\r" in end.group() or not (follows.islower() and _before(text, end) == ".")


def _before(text: str, end: re.Match[str]) -> str:
    return text[end.start() - 1 : end.start()]


def _trimmed(text: str, begins: int, ends: int) -> tuple[int, int] | None:
    part = text[begins:ends]
    begins += len(part) - len(part.lstrip())
    ends = begins + len(part.strip())
    return (begins, ends) if begins < ends else None


def clauses(batch: Batch) -> tuple[NDArray[np.int64], int]:
    """For each token the number of its clause, never shared by two texts, and how many there are."""
    size = len(batch.ids)
    opens = np.zeros(size, dtype=bool)
    opens[batch.starts[:-1][batch.starts[:-1] < size]] = True
    opens |= batch.kinds == CONTRAST
    closed = (batch.kinds == CLAUSE) | (batch.kinds == SENTENCE)
    opens[1:] |= closed[:-1] & ~closed[1:]
    if size:
        opens[0] = True
    numbers = np.cumsum(opens) - 1
    return numbers, int(numbers[-1]) + 1 if size else 0
