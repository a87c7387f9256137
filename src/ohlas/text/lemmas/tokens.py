"""Words of a text with the place where each stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from ohlas.text.lemmas.folding import fold

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\u0300-\u036f\u00ad][^\W\d_]+)*")
LONGEST_WORD = 40  # longer runs of letters are rubbish; their first part tells as much
REMEMBERED = 100_000  # folded words kept between texts: a language's everyday words, some 10 MB
_folded: dict[str, str] = {}


class Tokens(NamedTuple):
    """Folded words and where each begins and ends in the text as written."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def written(self, first: int, last: int) -> str:
        """The text from one word to another, both included, as its author wrote it."""
        return self.text[self.starts[first] : self.ends[last]]


def tokens(text: str) -> Tokens:
    """The words of a text, folded, with their offsets.

    Shape:  any text in; digits and signs are no words; empty text gives empty lists.
    Errors: exact; words over forty letters are cut for comparison, their offsets stay true.
    Source: own rule on Unicode letters.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in WORD.finditer(text):
        written = found.group()
        words.append(_folded.get(written) or _fold(written))
        starts.append(found.start())
        ends.append(found.end())
    return Tokens(text, words, starts, ends)


def _fold(written: str) -> str:
    folded = fold(written[:LONGEST_WORD])
    if len(_folded) >= REMEMBERED:
        _folded.clear()
    if len(written) <= LONGEST_WORD:
        _folded[written] = folded
    return folded
