"""Topics by meaning: guesses for comments whose words no phrase caught. Slow, and for a person to confirm."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ohlas.text.topics.tree import Topic, TopicTree

CLOSE = (
    0.3  # likeness, less what all topics share, from which a topic is named; right in about half of the cases
)
MOST_PHRASES = 10  # of a topic that describe it
TREES_READY = 16


class Embedder(Protocol):
    """Texts to points in a space where like meanings lie near each other; rows need not be of length 1."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text."""
        ...


class Near(NamedTuple):
    """The topic nearest in meaning and how near it is, beyond what all topics of the tree share (-1 to 1)."""

    topic: str
    likeness: float


def nearest_topics(texts: Sequence[str], tree: TopicTree, embedder: Embedder) -> list[Near | None]:
    """The topic nearest in meaning to each text, or None where none is near enough.

    Shape:  texts in, as many answers out; a tree without two topics that have phrases gives None for all.
    Errors: a guess to be shown to a person, not a label: of 90 restaurant comments no phrase caught, 18 were near
            enough and 8 of these right. Phrases are worth more; the analysis does not use this by itself.
    Source: cosine to the mean of a topic's title and phrases, centred on the mean of all topics.
    """
    ids, centres, middle = _centres(tree, embedder)  # type: ignore[arg-type]  # objects hash by identity
    if len(ids) <= 1 or not texts:
        return [None] * len(texts)
    import numpy as np

    likeness = _even(_even(np.asarray(embedder.embed(texts), dtype=np.float64)) - middle) @ centres.T
    found: list[Near | None] = []
    for row in likeness:
        at = int(row.argmax())
        found.append(Near(ids[at], round(float(row[at]), 4)) if row[at] >= CLOSE else None)
    return found


@lru_cache(maxsize=TREES_READY)
def _centres(
    tree: TopicTree, embedder: Embedder
) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    told = [(topic.id, _description(topic)) for topic in tree.walk() if any(topic.phrases.values())]
    if not told:
        return (), np.zeros((0, 0)), np.zeros(0)
    rows = _even(np.asarray(embedder.embed([text for _, text in told]), dtype=np.float64))
    middle = rows.mean(axis=0)
    return tuple(topic_id for topic_id, _ in told), _even(rows - middle), middle


def _description(topic: Topic) -> str:
    """A topic in the words of its English or first language."""
    language = "en" if topic.phrases.get("en") else next(each for each, some in topic.phrases.items() if some)
    words = [
        phrase.lstrip("+-").replace("*", "").replace("=", "").split("|")[0]
        for phrase in topic.phrases[language]
    ]
    return f"{topic.title(language)}: {', '.join(words[:MOST_PHRASES])}"


def _even(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    even: NDArray[np.float64] = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return even
