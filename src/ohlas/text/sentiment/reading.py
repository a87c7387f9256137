"""From texts to sentiments with a given model, a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.result import (
    MIXED,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    SHARED,
    UNKNOWN,
    Sentence,
    Sentiment,
)
from ohlas.text.sentiment.sentences import clauses, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from ohlas.text.sentiment.model import Model

Told = tuple[str, float, float, float]  # label, positive, neutral, negative

# Probability of the weaker side from which a text as a whole is called mixed: a long story holds some of both anyway.
EVEN, EVEN_LONG, LONG = 0.2, 0.35, 40
AT_ONCE = 512  # texts per batch
LETTERS_AT_ONCE = 400_000  # and letters, so that a few huge texts do not fill the memory
LONGEST = 100_000  # letters read of a text; a comment is shorter, and a hostile one must not cost seconds


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences of a batch of texts: where they stand, what they say, and to which text each belongs."""

    spans: list[list[tuple[int, int]]]
    pieces: list[str]
    owner: NDArray[np.int64]


def units_of(texts: Sequence[str]) -> Units:
    """Texts cut into sentences."""
    where = [spans(text) for text in texts]
    pieces = [text[begins:ends] for text, found in zip(texts, where, strict=True) for begins, ends in found]
    owner = np.repeat(np.arange(len(texts)), [len(found) for found in where])
    return Units(where, pieces, owner)


def read(model: Model, texts: Iterable[str]) -> Iterator[Sentiment]:
    """What each text says, in order.

    Shape:  any texts in, one `Sentiment` each out; without a single word or sign: neutral, probability 1.
    Errors: the model's, see its card; never raises.
    Source: see `features`.
    """
    for chunk in chunks(texts):
        yield from read_chunk(model, chunk)


def chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in groups of bounded number and length, each text cut to `LONGEST`."""
    group: list[str] = []
    letters = 0
    for text in texts:
        group.append(text[:LONGEST])
        letters += len(group[-1])
        if len(group) >= AT_ONCE or letters >= LETTERS_AT_ONCE:
            yield group
            group, letters = [], 0
    if group:
        yield group


def read_chunk(model: Model, texts: Sequence[str]) -> Iterator[Sentiment]:
    """What each of a bounded group of texts says."""
    asked = asked_of(model, texts)
    whole = asked.told(asked.text_of, len(texts))
    each = asked.told(asked.unit_of, len(asked.units.pieces))
    begins = 0
    for spoken, told, found in zip(asked.says, whole, asked.units.spans, strict=True):
        ends = begins + len(found)
        pieces = zip(asked.units.pieces[begins:ends], found, each[begins:ends], strict=True)
        sentences = tuple(Sentence(piece, span[0], span[1], *one) for piece, span, one in pieces)
        yield Sentiment(*told, sentences) if spoken else UNKNOWN
        begins = ends


def asked_of(model: Model, texts: Sequence[str]) -> Asked:
    """A bounded group of texts put to the model."""
    return Asked(model, units_of(texts))


class Asked:
    """A batch put to the model; answers for texts, sentences or whatever else tokens are grouped by."""

    def __init__(self, model: Model, units: Units) -> None:
        batch = model.batch(units.pieces)
        self._model, self._batch, self.units = model, batch, units
        self.unit_of = batch.text_of()
        self.text_of = units.owner[self.unit_of]
        words = np.bincount(self.text_of, weights=batch.is_word(), minlength=len(units.spans))
        self.says: list[bool] = (words > 0).tolist()
        self._adds = model.contributions(batch, self.text_of, len(units.spans))
        self._clause_of, self._clauses = clauses(batch)
        self._clause_shares = self.shares(self._clause_of, self._clauses)

    def logits(self, part: NDArray[np.int64], parts: int) -> NDArray[np.float64]:
        """Logits of "is it good" and "is it an opinion" per part."""
        return self._model.logits(self._batch, self._adds, part, parts)

    def shares(self, part: NDArray[np.int64], parts: int) -> NDArray[np.float64]:
        """Probabilities of positive, neutral and negative per part."""
        return shares(self.logits(part, parts))

    def told(self, part: NDArray[np.int64], parts: int) -> list[Told]:
        """Label and probabilities of each part."""
        found = self.shares(part, parts)
        return labelled(found, self.both_sides(found, part, parts))

    def both_sides(
        self, found: NDArray[np.float64], part: NDArray[np.int64], parts: int
    ) -> NDArray[np.bool_]:
        """Where some clause surely praises and another surely blames, and neither outweighs the other."""
        words = np.bincount(part, weights=self._batch.is_word(), minlength=parts)
        lesser = np.minimum(found[:, 0], found[:, 2])
        sides = [lesser >= np.where(words > LONG, EVEN_LONG, EVEN)]
        for side in (0, 2):
            told = np.zeros(parts, dtype=bool)
            told[part[self._clause_shares[self._clause_of, side] >= SHARED]] = True
            sides.append(told)
        return np.asarray(np.logical_and.reduce(sides), dtype=np.bool_)


def shares(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of positive, neutral, negative (rows) from the logits of "is it good" and "is it said"."""
    good, said = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return np.stack([said * good, 1 - said, said * (1 - good)], axis=1)


def labelled(probabilities: NDArray[np.float64], both: NDArray[np.bool_]) -> list[Told]:
    """The likeliest label of each row, or "mixed" where both sides stand."""
    names = (POSITIVE, NEUTRAL, NEGATIVE)
    best = probabilities.argmax(axis=1).tolist()
    return [
        (MIXED if two else names[one], good, none, bad)
        for one, two, (good, none, bad) in zip(best, both.tolist(), probabilities.tolist(), strict=True)
    ]
