"""A small trained judge beside the phrases: which topics a comment on a restaurant or hotel speaks of.

The weights are hashed, so no word of the texts it learned from can be read out of them.
"""

from __future__ import annotations

import threading
import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.stopwords import is_stopword

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "data" / "hospitality.npz"
BUCKETS = 1 << 16
LEARNED = frozenset({"cs", "sk", "en", "ru", "uk"})  # sk and uk by their neighbours; not measured
REMEMBERED = 50_000


class Judged(NamedTuple):
    """How likely a topic is, and the number of the word that speaks for it most."""

    topic: str
    probability: float
    word: int


class CategoryModel:
    """Logistic regressions on hashed parts of words; `judge` may be called from any thread."""

    def __init__(self, topics: Sequence[str], weights: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self.topics = tuple(topics)
        self.weights = weights
        self.scales = scales
        self._words: dict[str, NDArray[np.float32]] = {}
        self._sets: dict[frozenset[str], NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def judge(self, words: Sequence[str], phrases_of: Iterable[str], group: str = "") -> list[Judged]:
        """How likely each topic is, given folded words and the topics whose phrases were found.

        Shape:  words in, one entry per topic of the model out; no words give an empty list. The word that speaks for
                a topic is a telling one where there is any: `group` names the language's stopwords.
        Errors: measured in `benchmarks/aspects.py`; trained on restaurants in cs, en and ru only.
        Source: logistic regression on hashed features (Weinberger et al. 2009).
        """
        if not words:
            return []
        import numpy as np

        parts = np.stack([self._word(word) for word in words])
        pairs = self._sum([bucket for pair in _pairs(words) for bucket in pair])
        length = np.sqrt(np.float32(len(words)))
        total = (parts.sum(axis=0) + pairs) / length + self._told(frozenset(phrases_of))
        likely = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        empty = np.array([is_stopword(word, group) for word in words])
        strongest = (np.where(empty[:, None], -np.inf, parts) if not empty.all() else parts).argmax(axis=0)
        return [Judged(topic, float(likely[at]), int(strongest[at])) for at, topic in enumerate(self.topics)]

    def _told(self, topics: frozenset[str]) -> NDArray[np.float32]:
        """What the phrases found say, and where the scale begins; a few hundred sets of topics come again and again."""
        known = self._sets.get(topics)
        if known is None:
            known = self._sum([*(_bucket("t" + topic) for topic in topics), _bucket("bias")])
            with self._lock:
                if len(self._sets) >= REMEMBERED:
                    self._sets.clear()
                self._sets[topics] = known
        return known

    def _word(self, word: str) -> NDArray[np.float32]:
        known = self._words.get(word)
        if known is None:
            known = self._sum(word_buckets(word))
            with self._lock:
                if len(self._words) >= REMEMBERED:
                    self._words.clear()
                self._words[word] = known
        return known

    def _sum(self, buckets: list[int]) -> NDArray[np.float32]:
        import numpy as np

        total: NDArray[np.float32] = self.weights[buckets].sum(axis=0, dtype=np.float32) * self.scales
        return total


@cache
def shipped_model() -> CategoryModel | None:
    """The model in the package, or None where it was left out; read once per process."""
    if not SHIPPED.exists():
        return None
    import numpy as np

    with np.load(SHIPPED, allow_pickle=False) as file:
        return CategoryModel([str(topic) for topic in file["topics"]], file["weights"], file["scales"])


def features(words: Sequence[str], phrases_of: Iterable[str]) -> dict[int, float]:
    """Bucket → value, as the model adds them up; used for training."""
    length = max(1, len(words)) ** 0.5
    found: dict[int, float] = {}
    buckets = [bucket for word in words for bucket in word_buckets(word)]
    buckets += [bucket for pair in _pairs(words) for bucket in pair]
    for bucket in buckets:
        found[bucket] = found.get(bucket, 0.0) + 1 / length
    for name in [*("t" + topic for topic in sorted(set(phrases_of))), "bias"]:
        found[_bucket(name)] = found.get(_bucket(name), 0.0) + 1
    return found


def word_buckets(word: str) -> list[int]:
    """The hashed parts of a folded word: itself, how it begins, and its runs of four and five letters."""
    framed = f"<{word}>"
    parts = {"w" + word, "4" + word[:4], "5" + word[:5], "6" + word[:6]}
    parts |= {"c" + framed[at : at + size] for size in (4, 5) for at in range(len(framed) - size + 1)}
    return sorted(_bucket(part) for part in parts)


def _pairs(words: Sequence[str]) -> Iterable[tuple[int]]:
    return ((_bucket(f"b{a[:5]} {b[:5]}"),) for a, b in pairwise(words))


def _bucket(part: str) -> int:
    return zlib.crc32(part.encode("utf-8", "surrogatepass")) % BUCKETS
