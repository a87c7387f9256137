"""Which of the languages learnt alone a text is written in, by the hashed features of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

BITS = 18
PLACES = 1 << BITS
ALIKE = 1e6  # features each language is taken to have shown, so that the best known one is not the likeliest
MOST = 4.0  # what one feature may prove, as a logarithm
UNIT = MOST / 127  # the same in signed bytes
SISTERS = {"sk": "cs"}  # so near that either is learnt with the other: what praises here praises there
SURE = 1.0  # lead over the second language below which a text is taken for none of them


def family_of(language: str) -> str:
    """The language that stands for a language and its sisters."""
    return SISTERS.get(language, language)


def folded_places(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of the large table in the small one of languages."""
    return places & (PLACES - 1)


def tongues_of(matrix: csr_matrix, languages: Sequence[str], heard: Sequence[str]) -> NDArray[np.int8]:
    """For each language what each place of the small table speaks for: those heard first, then the others.

    Shape:  features of texts and their languages in ("" is left out), a row of signed bytes per language out.
    Errors: sisters share most words: short texts stay undecided.
    Source: naive Bayes over presence, languages equally likely beforehand.
    """
    others = sorted({language for language in languages if language} - set(heard))
    order = [*heard, *others] if heard else []
    spoken = np.array(languages)
    logs = [_shown(matrix[np.flatnonzero(spoken == language)]) for language in order]
    if not logs:
        return np.zeros((0, PLACES), dtype=np.int8)
    lead = np.array(logs) - np.mean(logs, axis=0)
    return np.asarray(np.rint(np.clip(lead, -MOST, MOST) / UNIT), dtype=np.int8)


def _shown(matrix: csr_matrix) -> NDArray[np.float64]:
    counts = np.bincount(folded_places(matrix.indices.astype(np.int64)), minlength=PLACES)
    return np.asarray(np.log1p(counts * (ALIKE / max(int(counts.sum()), 1))))


def heard_in(votes: NDArray[np.float64], heard: int) -> NDArray[np.int64]:
    """The row of the language each text is surely in among the first `heard`, else -1, from votes by language."""
    second, first = np.partition(votes, -2, axis=0)[-2:]
    best = votes.argmax(axis=0)
    return np.where((first - second >= SURE) & (best < heard), best, -1)
