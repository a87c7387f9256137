"""The fast model: hashed weights of two questions (is it a good opinion, is it one at all) and their calibration."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

import numpy as np

from ohlas.text.sentiment.errors import BadModel
from ohlas.text.sentiment.features import PAIR, SIZE, SMOOTH, Batch, Token, Vocabulary
from ohlas.text.sentiment.tongues import PLACES, UNIT, folded_places, heard_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent.parent / "models" / "data" / "sentiment.npz"
FORMAT = 2
ARRAYS = ("rows", "steps", "slopes", "offsets", "inner", "mix")
TONGUES = "tongues"  # absent from files made before languages were learnt alone as well
QUESTIONS = 2
LARGEST_VOCABULARY = 200_000  # distinct tokens kept; about 40 MB


@dataclass(frozen=True)
class Weights:
    """What training leaves: a row of small integers per question, and the numbers that give them meaning.

    `rows[0]` asks good or bad, `rows[1]` opinion or not; each further row is what one language, learnt alone, adds
    to the first question in its own texts. `steps` is the value of one unit of each row, `tongues` tells languages.
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
    tongues: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, PLACES), dtype=np.int8))

    @property
    def heard(self) -> int:
        """How many languages were learnt alone as well."""
        return len(self.rows) - QUESTIONS

    @property
    def languages(self) -> list[str]:
        """Those languages, in the order of their rows."""
        return list(self.card.get("heard", ()))  # type: ignore[call-overload, no-any-return] # from JSON

    @property
    def few(self) -> list[str]:
        """Those of them learnt from few texts: there a word that is repeated says less each time."""
        return list(self.card.get("few", ()))  # type: ignore[call-overload, no-any-return] # from JSON

    def save(self, path: Path) -> None:
        """Write the weights as arrays; no code, no words."""
        path.write_bytes(packed(self))


def packed(weights: Weights) -> bytes:
    """The weights as a file's bytes."""
    card = np.frombuffer(json.dumps(weights.card, sort_keys=True).encode(), dtype=np.uint8)
    arrays = {name: getattr(weights, name) for name in (*ARRAYS, TONGUES)}
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
            names = (*ARRAYS, TONGUES) if TONGUES in file else ARRAYS
            weights = Weights(card=card, **{name: file[name] for name in names})
    except (OSError, ValueError, KeyError, BadZipFile) as problem:
        message = f"{path} holds no sentiment model ({problem}); make one with `ohlas text train`."
        raise BadModel(message) from problem
    fits = weights.rows.shape[1:] == (SIZE,) and 0 <= weights.heard <= len(weights.tongues)
    if not fits or weights.card.get("format") != FORMAT:
        message = f"{path} was made by another version; make it again with `ohlas text train`."
        raise BadModel(message)
    return weights


class Places:
    """Features of tokens laid end to end, ready to be summed per token over rows of weights."""

    def __init__(self, features: list[tuple[tuple[int, float], ...]]) -> None:
        self.tokens = len(features)
        self.owner = np.repeat(np.arange(self.tokens), [len(each) for each in features])
        self.places = np.array([place for each in features for place, _ in each], dtype=np.int64)
        self.values = np.array([value for each in features for _, value in each], dtype=np.float32)

    def folded(self) -> Places:
        """The same in the small table of languages."""
        other = copy(self)
        other.places = folded_places(self.places)
        return other

    def sums(self, rows: NDArray[np.int8]) -> NDArray[np.float32]:
        """For each row of weights a sum per token."""
        parts = (row[self.places] * self.values for row in rows)
        sums = [np.bincount(self.owner, weights=part, minlength=self.tokens) for part in parts]
        return np.array(sums, dtype=np.float32).reshape(len(rows), self.tokens)


class Model:
    """Weights in use, with the scores of every token met so far."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        few = [language in weights.few for language in weights.languages]
        self._damped = np.array([*[False] * QUESTIONS, *few])
        self._forget()

    def _forget(self) -> None:
        self._vocabulary = Vocabulary()
        self._plain = np.zeros((len(self.weights.rows), 1024), dtype=np.float32)
        self._turned = np.zeros_like(self._plain)
        self._votes = np.zeros((len(self.weights.tongues), 1024), dtype=np.float32)

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
            self._plain, self._turned, self._votes = (
                np.pad(known, room) for known in (self._plain, self._turned, self._votes)
            )
        since = until - len(fresh)
        steps, rows = self.weights.steps[:, None], self.weights.rows
        plain = Places([token.features for token in fresh])
        self._plain[:, since:until] = plain.sums(rows) * steps
        self._turned[:, since:until] = Places([token.turned for token in fresh]).sums(rows) * steps
        self._votes[:, since:until] = plain.folded().sums(self.weights.tongues) * UNIT

    def contributions(self, batch: Batch, text: NDArray[np.int64], texts: int) -> NDArray[np.float32]:
        """For both questions what every token adds to its text, pairs counted at their first token."""
        turned = batch.is_turned()
        spoken = self._spoken(batch, text, texts)
        whole = slice(QUESTIONS)
        scores = np.where(turned, self._turned[whole, batch.ids], self._plain[whole, batch.ids])
        places, begins = batch.pairs()
        pairs = self.weights.rows[whole, places] * self.weights.steps[whole, None]
        scores += [np.bincount(begins, weights=row, minlength=len(batch.ids)) for row in pairs * PAIR]
        if spoken.any():
            own = self._alone(batch, spoken, places, begins)
            damped = self._damped[spoken]
            scores[0] += np.where(damped, own * batch.novelty(text), own) if damped.any() else own
        return np.asarray(scores * batch.emphasis(), dtype=np.float32)

    def _alone(
        self, batch: Batch, spoken: NDArray[np.int64], places: NDArray[np.int64], begins: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """What every token adds to the first question by what its text's language says alone."""
        found = np.zeros(len(batch.ids))
        own = np.flatnonzero(spoken)
        at = (spoken[own], batch.ids[own])
        found[own] = np.where(batch.is_turned()[own], self._turned[at], self._plain[at])
        first = np.flatnonzero(spoken[begins])
        speaks = spoken[begins[first]]
        pairs = self.weights.rows[speaks, places[first]] * self.weights.steps[speaks] * PAIR
        return found + np.bincount(begins[first], weights=pairs, minlength=len(found))

    def _spoken(self, batch: Batch, text: NDArray[np.int64], texts: int) -> NDArray[np.int64]:
        """For every token the row of weights of its text's language, 0 where there is none."""
        if not self.weights.heard:
            return np.zeros(len(batch.ids), dtype=np.int64)
        votes = [np.bincount(text, weights=row, minlength=texts) for row in self._votes[:, batch.ids]]
        found = heard_in(np.array(votes), self.weights.heard)
        return np.where(found < 0, 0, found + QUESTIONS)[text]

    def logits(
        self, batch: Batch, contributions: NDArray[np.float32], part: NDArray[np.int64], parts: int
    ) -> NDArray[np.float64]:
        """Calibrated logits of both questions for each part (text, sentence, clause) tokens belong to."""
        words = np.bincount(part, weights=batch.is_word(), minlength=parts)
        sums = np.array([np.bincount(part, weights=row, minlength=parts) for row in contributions])
        raw = sums / np.sqrt(words + SMOOTH)
        return np.asarray(raw * self.weights.slopes[:, None] + self.weights.offsets[:, None])
