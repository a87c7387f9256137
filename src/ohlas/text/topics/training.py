"""Trains the small judge of `categories` on labelled comments, the same way every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.tokens import tokens
from ohlas.text.topics.assigning import assigner_for
from ohlas.text.topics.categories import BUCKETS, CategoryModel, features

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ohlas.text.topics.tree import TopicTree

PENALTY = 1.0  # ridge on weights; 0.3 to 3 give the same result within half a point
STEPS = 120


class Labelled(NamedTuple):
    """A comment, its language and the ids of the topics it speaks of."""

    text: str
    language: str
    topics: frozenset[str]


def train_categories(rows: Sequence[Labelled], tree: TopicTree) -> CategoryModel:
    """A model for the topics named in the rows.

    Shape:  labelled comments and the tree whose phrases help in, a model out.
    Errors: `ValueError` without rows; the result depends on rows and their order only.
    Source: logistic regression with a ridge, by L-BFGS; weights kept in eight bits.
    """
    if not rows:
        raise ValueError("There are no labelled comments to learn from.")
    import numpy as np

    topics = sorted({topic for row in rows for topic in row.topics})
    labels = np.array([[topic in row.topics for topic in topics] for row in rows], dtype=np.float64)
    weights = _fit(_matrix(rows, tree), labels)
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return CategoryModel(topics, np.round(weights / scales).astype(np.int8), scales.astype(np.float32))


def save_categories(model: CategoryModel, path: Path) -> None:
    """The model as one file that `categories.shipped_model` reads."""
    import numpy as np

    np.savez_compressed(path, topics=np.array(model.topics), weights=model.weights, scales=model.scales)


def _matrix(rows: Sequence[Labelled], tree: TopicTree) -> csr_matrix:
    from scipy.sparse import csr_matrix

    assigner = assigner_for(tree)
    places: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for at, row in enumerate(rows):
        words = tokens(row.text)
        told = {mention.topic for mention in assigner.mentions(words, row.language)}
        for bucket, value in features(words.words, told).items():
            places.append(at)
            columns.append(bucket)
            values.append(value)
    return csr_matrix((values, (places, columns)), shape=(len(rows), BUCKETS))


def _fit(matrix: csr_matrix, labels: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.optimize import minimize

    used = np.unique(matrix.indices)
    narrow = matrix[:, used]
    shape = (len(used), labels.shape[1])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        scores = narrow @ weights
        gap = 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - labels
        cost = (np.logaddexp(0, scores) - labels * scores).sum() + PENALTY / 2 * (flat @ flat)
        return float(cost), (narrow.T @ gap + PENALTY * weights).ravel()

    found = minimize(
        loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    weights = np.zeros((BUCKETS, shape[1]))
    weights[used] = found.x.reshape(shape)
    return weights
