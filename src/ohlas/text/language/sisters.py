"""Czech or Slovak, Russian or Ukrainian, when words are written without the marks that would tell.

Two small models of hashed letter groups, learnt from texts whose language is known.
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent.parent / "models" / "data" / "sisters.npz"
PAIRS = (("cs", "sk"), ("ru", "uk"))
BITS = 15
GROUPS = range(2, 6)
LONGEST = 24
TOP = 127
FURTHEST = 4.0  # no text is taken for surer than this logit
PIECE = (2, 9)  # words per learnt fragment
SEED = 20261121
L2 = 2e-5
STEPS = 100


def bare(word: str) -> str:
    """A word in small letters without marks; Cyrillic letters stay, since й and ї are letters, not marks."""
    if word.isascii() or "а" <= word[0] <= "ӿ":
        return word
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def places(word: str) -> list[int]:
    """Where a word and its letter groups stand in the weights."""
    framed = f"<{bare(word)[:LONGEST]}>"
    names = [framed[at : at + size] for size in GROUPS for at in range(len(framed) - size + 1)]
    return [crc32(name.encode("utf-8", "replace")) & ((1 << BITS) - 1) for name in [*names, f"={framed}"]]


def leaning(small: str, pair: int) -> float:
    """Which sister the words sound like, as a logit: above 0 the first of `PAIRS[pair]`.

    Shape:  words in small letters with blanks between in, -4 to 4 out; 0 without words.
    Errors: the model's; about one in 30 fragments of six bare words.
    Source: logistic regression on hashed letter groups.
    """
    words = small.split()
    if not words:
        return 0.0
    logit = sum(_score(word, pair) for word in words) / len(words) ** 0.5
    return float(max(-FURTHEST, min(FURTHEST, logit)))


@lru_cache(maxsize=100_000)
def _score(word: str, pair: int) -> float:
    weights, steps = _weights()
    found = places(word)
    return float(weights[pair, found].sum(dtype=float) * steps[pair] / len(found) ** 0.5)


@cache
def _weights() -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    import numpy as np

    with np.load(SHIPPED, allow_pickle=False) as file:
        return file["rows"], file["steps"]


def train_sisters(texts: Sequence[tuple[str, str]], out: Path) -> None:
    """Learn both pairs from (text, language) and write the weights; the same texts give the same file.

    Shape:  texts in at least the four languages in, a file of about 60 kB out.
    Errors: languages beyond the four are passed over.
    Source: as `leaning`.
    """
    import numpy as np

    from ohlas.text.language import words_of

    rows, steps = [], []
    for first, second in PAIRS:
        chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
        pieces = [
            (piece, code == first)
            for text, code in texts
            if code in {first, second}
            for piece in _pieces(words_of(text), chance)
        ]
        weights = _learnt(pieces)
        step = float(np.abs(weights).max()) / TOP
        rows.append(np.rint(weights / step).astype(np.int8))
        steps.append(step)
    np.savez_compressed(out, rows=np.array(rows), steps=np.array(steps))


def _pieces(words: list[str], chance: random.Random) -> list[list[str]]:
    found, at = [], 0
    while at < min(len(words), 40):
        size = chance.randint(*PIECE)
        found.append(words[at : at + size])
        at += size
    return found


def _learnt(pieces: list[tuple[list[str], bool]]) -> NDArray[np.float32]:
    import numpy as np
    from scipy import sparse

    from ohlas.text.sentiment.fitting import fitted

    lines, columns, values = [], [], []
    for number, (words, _) in enumerate(pieces):
        for word in words:
            found = places(word)
            lines += [number] * len(found)
            columns += found
            values += [1 / (len(found) * len(words)) ** 0.5] * len(found)
    shape = (len(pieces), 1 << BITS)
    matrix = sparse.csr_matrix((np.array(values, dtype=np.float32), (lines, columns)), shape)
    answers = np.array([answer for _, answer in pieces])
    weights = np.where(answers, 0.5 / answers.sum(), 0.5 / (~answers).sum())
    return fitted(matrix, answers, weights, l2=L2, steps=STEPS)[0]
