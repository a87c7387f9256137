"""Whether a text praises or blames: fast by hashed features, accurately with sentence embeddings beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ohlas.text.sentiment.errors import BadModel, BadRows, NoEmbedder, SentimentError
from ohlas.text.sentiment.result import MIXED, NEGATIVE, NEUTRAL, POSITIVE, Sentence, Sentiment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ohlas.text.sentiment.model import Model

__all__ = [
    "MIXED",
    "NEGATIVE",
    "NEUTRAL",
    "POSITIVE",
    "BadModel",
    "BadRows",
    "NoEmbedder",
    "Sentence",
    "Sentiment",
    "SentimentError",
    "sentiment",
    "sentiments",
]


def sentiment(text: str, language: str | None = None, *, accurate: bool = False) -> Sentiment:
    """What a text says, as a whole and sentence by sentence.

    Shape:  a text in, its label and three probabilities summing to 1 out; a text without a word or sign is
            neutral. `language` is accepted for callers that know it; the model reads all seven alike.
    Errors: wrong in the share of cases the model card gives per language; irony is mostly missed. Never raises
            in fast mode; `NoEmbedder` in accurate mode without its package.
    Source: docs/reference/text-models.md.
    """
    return next(sentiments((text,), language, accurate=accurate))


def sentiments(
    texts: Iterable[str], language: str | None = None, *, accurate: bool = False, model: Model | None = None
) -> Iterator[Sentiment]:
    """What each text says, in order; many at once are many times faster than one by one.

    Shape:  texts in, as many answers out, computed as they are asked for; `model` is a company's own one.
    Errors: as `sentiment`.
    Source: docs/reference/text-models.md.
    """
    del language
    if accurate:
        from ohlas.text.sentiment.accurate import read_accurately

        return read_accurately(model or shipped_model(), texts)
    from ohlas.text.sentiment.reading import read

    return read(model or shipped_model(), texts)


@cache
def shipped_model() -> Model:
    """The model in the package, read once per process."""
    from ohlas.text.sentiment.model import Model, load

    return Model(load())
