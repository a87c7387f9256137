"""Making a reader of an organisation's own corrections: the one file of this room that asks for training."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ohlas.text.sentiment.model import Model

FEWEST = 20
"""Different corrected comments; fewer would be judged on less than five."""
STAGES = 3
MOST_OTHERS = 500


@dataclass(frozen=True)
class Correction:
    text: str
    label: str
    language: str


@dataclass(frozen=True)
class Made:
    """A reader made: its weights, a word that tells it apart, and how it does; see `text.sentiment.own`."""

    weights: bytes
    word: str
    learnt: int
    held_out: int
    before: int
    after: int
    others: int
    moved: int


def made_of(corrections: Sequence[Correction], others: Sequence[str]) -> Made:
    """A reader bent by these corrections, judged on those of them it never saw.

    Errors: `BadRows` where they are too few.
    """
    from ohlas.text.sentiment import shipped_model  # NumPy: not in an idle web process
    from ohlas.text.sentiment.own import own_model, to_bytes
    from ohlas.text.sentiment.training import Row

    rows = [Row(one.text, one.label, one.language, "own") for one in corrections]
    weights, judged = own_model(shipped_model().weights, rows, others)
    stored = to_bytes(weights)
    return Made(stored, f"{zlib.crc32(stored):08x}", *judged)


def opened(stored: bytes) -> "Model":
    """A stored reader, ready to read."""
    from ohlas.text.sentiment.own import from_bytes

    return from_bytes(stored)
