"""What is said of a text: its label, three probabilities, and the same for each sentence."""

from __future__ import annotations

from typing import NamedTuple

POSITIVE, NEUTRAL, NEGATIVE, MIXED = "positive", "neutral", "negative", "mixed"
SHARED = 0.65  # a side is told in earnest when some sentence or clause is at least this sure of it


class Sentence(NamedTuple):
    """A sentence as written, where it begins and ends, and what it says."""

    text: str
    begins: int
    ends: int
    label: str
    positive: float
    neutral: float
    negative: float


class Sentiment(NamedTuple):
    """The three probabilities sum to 1; `label` is "mixed" when good and bad stand side by side."""

    label: str
    positive: float
    neutral: float
    negative: float
    sentences: tuple[Sentence, ...] = ()


UNKNOWN = Sentiment(NEUTRAL, 0.0, 1.0, 0.0)
