"""The fast model: hashed weights of two questions (is it an opinion, is it a good one) and their calibration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

import numpy as np

from ohlas.text.sentiment.errors import BadModel
from ohlas.text.sentiment.features import PAIR, SIZE, SMOOTH, Batch, Token, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent.parent / "models" / "data" / "sentiment.npz"
FORMAT = 2
ARRAYS = ("rows", "steps", "slopes", "offsets", "inner", "mix")
LARGEST_VOCABULARY = 200_000  # distinct tokens kept; about 40 MB


@dataclass(frozen=True)
class Weights:
    """What training leaves: a row of small integers per question, and the numbers that give them meaning.

    `rows[0]` asks good or bad, `rows[1]` opinion or not; `steps` is the value of one unit of each row.
    A calibrated logit is `slopes * score + offsets`. `inner` and `mix` belong to the accurate mode: weights of
    embeddings, and of the two models' logits; empty when made without.
    """

    rows: NDArray[np.int8]
    steps: NDArray[np.float32]
    slopes: NDArray[np.float32]
    offsets: NDArray[np.float32]
    card: dict[str, object]
    inner: NDArray[np.float32] = field(default_factory=lambda: np.zeros((2, 0), dtype=np.float32))
    mix: NDArray[np.float32] = field(default_factory=lambda: np.zeros((2, 0), dtype=np.float32))

    def save(self, path: Path) -> None:
        """Write the weights as arrays; no code, no words."""
        path.write_bytes(packed(self))


def packed(weights: Weights) -> bytes:
    """The weights as a file's bytes."""
    card = np.frombuffer(json.dumps(weights.card, sort_keys=True).encode(), dtype=np.uint8)
    arrays = {name: getattr(weights, name) for name in ARRAYS}
    file = BytesIO()
    np.savez_compressed(file, card=card, **arrays)
    return file.getvalue()


def load(path: Path | BinaryIO = SHIPPED) -> Weights:
    """The weights in a file.

    Shape:  a path or an open file in, `Weights` out.
    Errors: `BadModel` when the file is missing, damaged or of another format.
    Source: `ohlas text train`.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            card = json.loads(file["card"].tobytes())
            weights = Weights(card=card, **{name: file[name] for name in ARRAYS})
    except (OSError, ValueError, KeyError, BadZipFile) as problem:
        message = f"{path} holds no sentiment model ({problem}); make one with `ohlas text train`."
        raise BadModel(message) from problem
    if weights.rows.shape != (2, SIZE) or weights.card.get("format") != FORMAT:
        message = f"{path} was made by another version; make it again with `ohlas text train`."
        raise BadModel(message)
    return weights


class Model:
    """Weights in use, with the scores of every token met so far."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._forget()

    def _forget(self) -> None:
        self._vocabulary = Vocabulary()
        self._plain = np.zeros((2, 1024), dtype=np.float32)
        self._turned = np.zeros((2, 1024), dtype=np.float32)

    def batch(self, texts: Sequence[str]) -> Batch:
        """Texts as tokens, each with its scores ready."""
        if len(self._vocabulary) > LARGEST_VOCABULARY:
            self._forget()
        batch = self._vocabulary.batch(texts)
        fresh, self._vocabulary.fresh = self._vocabulary.fresh, []
        if fresh:
            self._learn(fresh)
        return batch

    def _learn(self, fresh: list[Token]) -> None:
        until = len(self._vocabulary)
        if until > self._plain.shape[1]:
            room = ((0, 0), (0, 2 * until - self._plain.shape[1]))
            self._plain, self._turned = np.pad(self._plain, room), np.pad(self._turned, room)
        since = until - len(fresh)
        self._plain[:, since:until] = self._scores([token.features for token in fresh])
        self._turned[:, since:until] = self._scores([token.turned for token in fresh])

    def _scores(self, features: list[tuple[tuple[int, float], ...]]) -> NDArray[np.float32]:
        lengths = [len(each) for each in features]
        places = np.array([place for each in features for place, _ in each], dtype=np.int64)
        values = np.array([value for each in features for _, value in each], dtype=np.float32)
        owner = np.repeat(np.arange(len(features)), lengths)
        parts = self.weights.rows[:, places] * values
        sums = [np.bincount(owner, weights=row, minlength=len(features)) for row in parts]
        return np.array(sums, dtype=np.float32) * self.weights.steps[:, None]

    def contributions(self, batch: Batch) -> NDArray[np.float32]:
        """For both questions what every token adds, pairs counted at their first token."""
        scores = np.where(batch.is_turned(), self._turned[:, batch.ids], self._plain[:, batch.ids])
        places, begins = batch.pairs()
        pairs = self.weights.rows[:, places] * (self.weights.steps[:, None] * PAIR)
        scores += [np.bincount(begins, weights=row, minlength=len(batch.ids)) for row in pairs]
        return np.asarray(scores * batch.emphasis(), dtype=np.float32)

    def logits(
        self, batch: Batch, contributions: NDArray[np.float32], part: NDArray[np.int64], parts: int
    ) -> NDArray[np.float64]:
        """Calibrated logits of both questions for each part (text, sentence, clause) tokens belong to."""
        words = np.bincount(part, weights=batch.is_word(), minlength=parts)
        sums = np.array([np.bincount(part, weights=row, minlength=parts) for row in contributions])
        raw = sums / np.sqrt(words + SMOOTH)
        return np.asarray(raw * self.weights.slopes[:, None] + self.weights.offsets[:, None])
