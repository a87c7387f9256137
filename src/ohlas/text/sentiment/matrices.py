"""Texts as rows of a sparse matrix of hashed features, by the very steps `Model` goes in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.features import PAIR, SIZE, SMOOTH, TURNED, Vocabulary
from ohlas.text.sentiment.reading import LONGEST, units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

WHOLE = (1.0, -TURNED)  # strengths of features that stand for a whole word; letter groups in it have others


class Laid:
    """Texts laid out as tokens, ready to be told as matrices of texts by `SIZE`.

    Shape:  any texts.
    Errors: only the first `LONGEST` letters of a text count.
    Source: see `features`.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        units = units_of([text[:LONGEST] for text in texts])
        vocabulary = Vocabulary()
        self._texts = len(texts)
        self._batch = vocabulary.batch(units.pieces)
        self._owner = units.owner[self._batch.text_of()]
        self._tokens = vocabulary.fresh

    def matrix(self, *, damped: bool = False, letters: bool = True) -> csr_matrix:
        """Features of each text: as all languages together are learnt, or as one alone is.

        Where `damped` each further time a word stands in a text adds less; without `letters` words and pairs are left.
        """
        from scipy import sparse

        batch, owner = self._batch, self._owner
        emphasis, turned = batch.emphasis(), batch.is_turned()
        if damped:
            emphasis = emphasis * batch.novelty(owner)

        def counted(where: NDArray[np.bool_]) -> csr_matrix:
            shape = (self._texts, len(self._tokens))
            return sparse.csr_matrix((emphasis[where], (owner[where], batch.ids[where])), shape)

        places, begins = batch.pairs()
        pairs = sparse.csr_matrix((emphasis[begins] * PAIR, (owner[begins], places)), (self._texts, SIZE))
        sums = counted(~turned) @ _table([token.features for token in self._tokens], letters=letters)
        sums = (
            sums + counted(turned) @ _table([token.turned for token in self._tokens], letters=letters) + pairs
        )
        words = np.bincount(owner, weights=batch.is_word(), minlength=self._texts)
        scaled = sparse.diags((1 / np.sqrt(words + SMOOTH)).astype(np.float32)) @ sums
        return sparse.csr_matrix(scaled, dtype=np.float32)


def _table(features: Sequence[tuple[tuple[int, float], ...]], *, letters: bool) -> csr_matrix:
    from scipy import sparse

    if not letters:
        features = [tuple(one for one in each if one[1] in WHOLE) for each in features]
    ends = np.cumsum([0, *(len(each) for each in features)])
    places = np.array([place for each in features for place, _ in each], dtype=np.int32)
    values = np.array([value for each in features for _, value in each], dtype=np.float32)
    return sparse.csr_matrix((values, places, ends), (len(features), SIZE))
