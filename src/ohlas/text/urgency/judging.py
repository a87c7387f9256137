"""A small trained judge beside the phrases of urgency: sentences that say in other words what no phrase lists.

The weights are hashed, so no word of the texts it learned from can be read out of them. It speaks only of the kinds
and languages it was taught; see the card in docs/reference/text-analysis.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from ohlas.text.lemmas.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ohlas.text.lemmas.tokens import Tokens

SHIPPED = Path(__file__).parent / "data" / "judge.npz"
BITS = 16
SIZE = 1 << BITS
BEGINNINGS = (4, 5, 6)  # letters a word's forms share
PAIRED = 5  # letters of a word that count in pairs
STEPS = (1, 2)  # pairs of neighbours, and of words with one between
REMEMBERED = 60_000
LONGEST_PHRASE = 6  # words shown for a sentence
AT_ONCE = 20_000  # words read together


class Judged(NamedTuple):
    """How likely a text signals a kind, and the first and last word of the stretch that tells it."""

    kind: str
    probability: float
    first: int
    last: int


@dataclass(frozen=True)
class Judge:
    """Logistic regressions on hashed parts of words and pairs; may be called from any thread."""

    kinds: tuple[str, ...]
    weights: NDArray[np.float32]
    """One row per place, one column per kind."""
    slopes: NDArray[np.float32]
    offsets: NDArray[np.float32]
    """From a score to a probability, per kind (Platt 1999)."""
    limits: Mapping[tuple[str, str], float]
    """(kind, language) → the probability from which it is a signal; a pair that is absent was not taught."""

    def read(self, words: Tokens, language: str) -> list[Judged]:
        """The kinds a text signals, each by its likeliest sentence.

        Shape:  tokens and a language code in; nothing for languages that were not taught and for no words.
        Errors: measured by `python -m benchmarks urgency`.
        Source: logistic regression on hashed features (Weinberger et al. 2009), calibrated after Platt (1999).
        """
        return self.read_many([(words, language)])[0]

    def read_many(self, texts: Sequence[tuple[Tokens, str]]) -> list[list[Judged]]:
        """As `read` for each of many texts, far faster than one by one.

        Shape:  tokens with their language codes in, as many answers out.
        Errors: as `read`.
        Source: as `read`.
        """
        asked = {language: self._asked(language) for language in {language for _, language in texts}}
        found: list[list[Judged]] = [[] for _ in texts]
        waiting = [at for at, (words, language) in enumerate(texts) if words.words and asked[language]]
        for portion in _portions(waiting, [len(words.words) for words, _ in texts]):
            together = _together([texts[at][0] for at in portion])
            told = contributions(together, self.weights)
            likely = _likely(scores(told, together.sentences), self.slopes, self.offsets)
            for place, at in enumerate(portion):
                kinds = asked[texts[at][1]]
                found[at] = [
                    one
                    for kind, limit in kinds
                    if (one := self._told(told, likely, together.of(place), kind, limit)) is not None
                ]
        return found

    def _asked(self, language: str) -> list[tuple[int, float]]:
        return [
            (at, self.limits[kind, language])
            for at, kind in enumerate(self.kinds)
            if (kind, language) in self.limits
        ]

    def _told(
        self, told: NDArray[np.float32], likely: NDArray[np.float32], where: _Where, kind: int, limit: float
    ) -> Judged | None:
        column = likely[where.first_sentence : where.last_sentence, kind]
        best = int(column.argmax())
        if column[best] < limit:
            return None
        begin, end = where.bounds(best)
        first, last = _telling(told[begin:end, kind])
        start = begin - where.first_word
        return Judged(self.kinds[kind], float(column[best]), start + first, start + last)


class _Where(NamedTuple):
    """Where one text stands among those read together."""

    first_word: int
    last_word: int
    first_sentence: int
    last_sentence: int
    sentences: NDArray[np.int64]

    def bounds(self, sentence: int) -> tuple[int, int]:
        """The words from where to where a sentence of this text goes."""
        at = self.first_sentence + sentence
        end = self.sentences[at + 1] if at + 1 < self.last_sentence else self.last_word
        return int(self.sentences[at]), int(end)


@dataclass(frozen=True)
class _Together:
    """Texts as one row of words; `texts` and `sentences` are the numbers of the words they begin at."""

    words: list[str]
    texts: NDArray[np.int64]
    sentences: NDArray[np.int64]
    sentence_counts: list[int]

    def of(self, place: int) -> _Where:
        last = int(self.texts[place + 1]) if place + 1 < len(self.texts) else len(self.words)
        return _Where(
            int(self.texts[place]),
            last,
            self.sentence_counts[place],
            self.sentence_counts[place + 1],
            self.sentences,
        )


def _together(texts: Sequence[Tokens]) -> _Together:
    begins = np.cumsum([0, *(len(text.words) for text in texts[:-1])])
    cut = [sentence_begins(text) for text in texts]
    counts = [0, *np.cumsum([len(each) for each in cut]).tolist()]
    sentences_at = np.concatenate([each + begin for each, begin in zip(cut, begins, strict=True)])
    return _Together([word for text in texts for word in text.words], begins, sentences_at, counts)


def _portions(waiting: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Texts in portions of so many words, so that long ones take no more memory than short ones."""
    portion: list[int] = []
    size = 0
    for at in waiting:
        portion.append(at)
        size += lengths[at]
        if size >= AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def scores(told: NDArray[np.float32], begins: NDArray[np.int64]) -> NDArray[np.float32]:
    """The sum of each sentence's words over the root of their number, so that long ones do not shout."""
    lengths = np.diff(begins, append=len(told)).astype(np.float32)
    return np.asarray(np.add.reduceat(told, begins, axis=0) / np.sqrt(lengths)[:, None], dtype=np.float32)


def _likely(
    score: NDArray[np.float32], slopes: NDArray[np.float32], offsets: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(score * slopes + offsets, -30, 30))), dtype=np.float32)


def contributions(together: _Together, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each word adds, with the pairs it begins within its text; one row per word."""
    known = [_parts(word) for word in together.words]
    lengths = [len(places) for places, _ in known]
    places = np.fromiter((place for own, _ in known for place in own), dtype=np.int64, count=sum(lengths))
    told: NDArray[np.float32] = np.add.reduceat(weights[places], np.cumsum([0, *lengths[:-1]]), axis=0)
    keys = np.fromiter((key for _, key in known), dtype=np.uint32, count=len(known))
    text = np.repeat(np.arange(len(together.texts)), np.diff(together.texts, append=len(known)))
    for step in STEPS:
        same = np.flatnonzero(text[:-step] == text[step:])
        told[same] += weights[pairs(keys, step)[same]]
    return told


def pairs(keys: NDArray[np.uint32], step: int) -> NDArray[np.int64]:
    """The places of pairs of words that stand `step` apart."""
    mix = keys[:-step] * np.uint32(0x9E3779B1) ^ (keys[step:] + np.uint32(step)) * np.uint32(0x85EBCA6B)
    mix ^= mix >> np.uint32(15)
    mix *= np.uint32(0x2C1B3C6D)
    return np.asarray((mix ^ (mix >> np.uint32(12))) & np.uint32(SIZE - 1), dtype=np.int64)


@lru_cache(maxsize=REMEMBERED)
def _parts(word: str) -> tuple[tuple[int, ...], int]:
    """The places of a folded word and of how it begins, and its key in pairs."""
    names = [f"w{word}", *(f"{n}{word[:n]}" for n in BEGINNINGS if len(word) >= n)]
    return tuple(_hash(name) & (SIZE - 1) for name in names), _hash(word[:PAIRED])


def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))


def word_places(word: str) -> tuple[int, ...]:
    """The places of a folded word alone; used for training."""
    return _parts(word)[0]


def pair_places(words: Sequence[str]) -> NDArray[np.int64]:
    """The places of all pairs of a sentence; used for training."""
    keys = np.array([_parts(word)[1] for word in words], dtype=np.uint32)
    return np.concatenate([pairs(keys, step) for step in STEPS if len(keys) > step] or [np.empty(0, int)])


def sentence_begins(words: Tokens) -> NDArray[np.int64]:
    """The number of the first word of each sentence that has words."""
    starts = np.array(words.starts)
    found = np.searchsorted(starts, [piece.start for piece in sentences(words.text)])
    kept = np.unique(np.append(found, 0))
    return kept[kept < len(starts)]


def _telling(told: NDArray[np.float32]) -> tuple[int, int]:
    """The stretch of a sentence around its strongest word whose neighbours speak for the kind too."""
    first = last = int(told.argmax())
    while last + 1 < len(told) and told[last + 1] > 0 and last - first + 1 < LONGEST_PHRASE:
        last += 1
    while first and told[first - 1] > 0 and last - first + 1 < LONGEST_PHRASE:
        first -= 1
    return first, last


@cache
def shipped_judge() -> Judge | None:
    """The judge in the package, or None where it was left out; read once per process."""
    if not SHIPPED.exists():
        return None
    with np.load(SHIPPED, allow_pickle=False) as file:
        return Judge(
            tuple(str(kind) for kind in file["kinds"]),
            file["weights"].astype(np.float32) * file["scales"],
            file["slopes"],
            file["offsets"],
            {
                (str(kind), str(language)): float(limit)
                for kind, language, limit in zip(
                    file["limit_kinds"], file["limit_languages"], file["limits"], strict=True
                )
            },
        )
