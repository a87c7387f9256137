"""The accurate mode: a second opinion from sentence embeddings, blended with the fast model's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.embedder import default_embedder
from ohlas.text.sentiment.errors import BadModel
from ohlas.text.sentiment.fitting import fitted
from ohlas.text.sentiment.reading import asked_of, chunks, labelled, read_chunk, shares
from ohlas.text.sentiment.result import UNKNOWN
from ohlas.text.sentiment.training import SHARES_OF_YES, balanced, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from ohlas.text.sentiment.embedder import Embedder
    from ohlas.text.sentiment.making import Parts
    from ohlas.text.sentiment.model import Model, Weights
    from ohlas.text.sentiment.result import Sentiment
    from ohlas.text.sentiment.training import Row

LEARNT = 250  # rows of each set and label whose embeddings are learnt from; more helped little and cost hours
CALIBRATED = 60
LONG = 600  # letters from which a text counts as long: embeddings see only its ends, so they weigh less
L2 = 0.003
STEPS = 300


def read_accurately(
    model: Model, texts: Iterable[str], embedder: Embedder | None = None
) -> Iterator[Sentiment]:
    """What each text says by both models; its sentences by the fast one.

    Shape:  texts in, one `Sentiment` each out.
    Errors: `NoEmbedder` without the package of the embeddings, `BadModel` for weights made without them.
    Source: Wang et al. (2024), multilingual E5; stacking after Wolpert (1992).
    """
    if not model.weights.inner.size:
        message = (
            "These weights were made without embeddings; make them with `ohlas text train --embeddings`."
        )
        raise BadModel(message)
    embedder = embedder or default_embedder()
    for chunk in chunks(texts):
        yield from _read(model, chunk, embedder)


def _read(model: Model, texts: list[str], embedder: Embedder) -> Iterator[Sentiment]:
    asked = asked_of(model, texts)
    found = shares(_mixed(model.weights, _evidence(model, texts, embedder)))
    told = labelled(found, asked.both_sides(found, asked.text_of, len(texts)))
    for one, fast in zip(told, read_chunk(model, texts), strict=True):
        yield fast if fast == UNKNOWN else type(fast)(*one, fast.sentences)


def _evidence(model: Model, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """For both questions (first axis): the logits of embeddings and of features, and both again if long."""
    asked = asked_of(model, texts)
    fast = asked.logits(asked.text_of, len(texts))
    points = np.column_stack([embedder.embed(texts), np.ones(len(texts))])
    slow = model.weights.inner @ points.T
    long = np.minimum(np.array([len(text) for text in texts]) / LONG, 1.0)
    return np.stack([slow, fast, slow * long, fast * long], axis=2).astype(np.float64)


def _mixed(weights: Weights, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    blend = weights.mix[:, None, :]
    return np.asarray((evidence * blend[:, :, :-1]).sum(axis=2) + blend[:, :, -1])


def blended(model: Model, parts: Parts, embedder: Embedder | None = None) -> Weights:
    """The model's weights with those of the accurate mode added.

    Shape:  a fast model and the rows it was made from in, weights out. Embeddings are learnt on the learnt
            rows, the blend on the calibration rows, which neither has seen.
    Errors: `NoEmbedder`.
    Source: as `read_accurately`.
    """
    embedder = embedder or default_embedder()
    learn, aside = sample(parts.learn, LEARNT), sample(parts.calibrate, CALIBRATED)
    inner = _inner([*learn], embedder)
    ready = type(model)(replace(model.weights, inner=inner))
    evidence = _evidence(ready, [row.text for row in aside], embedder)
    mix = []
    for question, yes, known in zip(questions_of(aside), SHARES_OF_YES, evidence, strict=True):
        chosen = np.flatnonzero(question.bears)
        heavy = balanced([aside[at] for at in chosen.tolist()], question.yes[chosen], yes)
        own, offset = fitted(known[chosen], question.yes[chosen], heavy, l2=1e-3, steps=STEPS)
        mix.append(np.append(own, offset))
    card = {**model.weights.card, "embedded": len(learn)}
    return replace(model.weights, inner=inner, mix=np.array(mix, dtype=np.float32), card=card)


def sample(rows: Sequence[Row], most: int) -> list[Row]:
    """At most so many rows of each set and label, the same ones every time."""
    cells: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        cells[row.language, row.domain, row.label].append(row)
    return [row for cell in cells.values() for row in sorted(cell, key=_order)[:most]]


def _order(row: Row) -> bytes:
    return blake2b(row.text.encode("utf-8", "replace"), digest_size=8).digest()


def _inner(rows: list[Row], embedder: Embedder) -> NDArray[np.float32]:
    points = embedder.embed([row.text for row in rows]).astype(np.float64)
    middle, spread = points.mean(axis=0), points.std(axis=0)
    even = (points - middle) / spread
    found = []
    for question, yes in zip(questions_of(rows), SHARES_OF_YES, strict=True):
        chosen = np.flatnonzero(question.bears)
        heavy = balanced([rows[at] for at in chosen.tolist()], question.yes[chosen], yes)
        own, offset = fitted(even[chosen], question.yes[chosen], heavy, l2=L2, steps=STEPS)
        scaled = own / spread
        found.append(np.append(scaled, offset - scaled @ middle))
    return np.array(found, dtype=np.float32)
