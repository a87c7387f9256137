"""Teaches the judge of `judging` from labelled sentences, the same way every time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.lemmas.tokens import tokens
from ohlas.text.urgency.judging import SIZE, Judge, pair_places, word_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

PENALTY = 1.0  # ridge on weights
STEPS = 150
FOLDS = 5  # of the inner split that calibrates and sets the limits
FEWEST = 12  # sentences that signal, below which a kind is not taught in a language
PRECISION = 0.8  # share of signals that must be right on the inner split
MOST_ALARMS = 0.0015  # and share of the ordinary sentences that may be taken for one
FOUND = 0.2  # share of the signals that must be found there, or a judge is not worth its errors
LIMITS = np.arange(0.1, 0.96, 0.05)
SISTERS = {"cs": "sk"}  # read with the limit of the other; their words are nearly the same


@dataclass(frozen=True)
class Taught:
    """A sentence and the kinds it signals.

    `speaks_of` are the kinds it is an example for or against; `weight` is how many sentences of the world it stands
    for, 0 for one that only teaches; an ordinary one was not read, but is very likely to signal nothing.
    """

    text: str
    language: str
    kinds: frozenset[str]
    speaks_of: frozenset[str]
    weight: float = 0.0
    is_ordinary: bool = False


def teach(rows: Sequence[Taught], kinds: Sequence[str]) -> Judge | None:
    """A judge for those of the kinds named that could be learned.

    Shape:  labelled sentences in, a judge out, or None when no kind could be learned. A kind stays silent in a
            language with fewer than twelve examples, or where no limit is sure enough on the inner split.
    Errors: `ValueError` without rows; the result depends on rows and their order only.
    Source: logistic regression with a ridge, by L-BFGS; calibration after Platt (1999) and limits from an inner split.
    """
    if not rows:
        raise ValueError("There are no labelled sentences to learn from.")
    matrix = _matrix(rows)
    columns, slopes, offsets, learned = [], [], [], []
    limits: dict[tuple[str, str], float] = {}
    for kind in kinds:
        use = np.array([kind in row.speaks_of for row in rows])
        some = [row for row in rows if kind in row.speaks_of]
        truth = np.array([kind in row.kinds for row in some], dtype=np.float64)
        if truth.sum() < FEWEST:
            continue
        unseen = _unseen(matrix[use], truth, some)
        slope, offset = _platt(unseen, truth, np.array([row.weight for row in some]))
        likely = 1 / (1 + np.exp(-np.clip(unseen * slope + offset, -30, 30)))
        if not (here := _limits(kind, likely, truth, some)):
            continue
        limits.update(here)
        learned.append(kind)
        columns.append(_fit(matrix[use], truth))
        slopes.append(slope)
        offsets.append(offset)
    if not learned:
        return None
    weights = _rounded(np.stack(columns, axis=1))
    return Judge(
        tuple(learned),
        weights,
        np.array(slopes, dtype=np.float32),
        np.array(offsets, dtype=np.float32),
        limits,
    )


def save_judge(judge: Judge, path: Path) -> None:
    """The judge as one file that `judging.shipped_judge` reads."""
    scales = _scales(judge.weights)
    pairs = sorted(judge.limits)
    np.savez_compressed(
        path,
        kinds=np.array(judge.kinds),
        weights=np.round(judge.weights / scales).astype(np.int8),
        scales=scales,
        slopes=judge.slopes,
        offsets=judge.offsets,
        limit_kinds=np.array([kind for kind, _ in pairs]),
        limit_languages=np.array([language for _, language in pairs]),
        limits=np.array([judge.limits[pair] for pair in pairs]),
    )


def _scales(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype(np.float32) / 127
    return found


def _rounded(weights: NDArray[np.float64]) -> NDArray[np.float32]:
    scales = _scales(weights.astype(np.float32))
    return np.round(weights / scales).astype(np.float32) * scales


def _matrix(rows: Sequence[Taught]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    places, columns, values = [], [], []
    for at, row in enumerate(rows):
        words = tokens(row.text).words
        buckets = [place for word in words for place in word_places(word)] + pair_places(words).tolist()
        places += [at] * len(buckets)
        columns += buckets
        values += [1 / max(1, len(words)) ** 0.5] * len(buckets)
    return csr_matrix((values, (places, columns)), shape=(len(rows), SIZE))


def _unseen(matrix: csr_matrix, truth: NDArray[np.float64], rows: Sequence[Taught]) -> NDArray[np.float64]:
    """The score of each sentence by a judge that was not taught it."""
    fold = np.array([int(hashlib.sha256(row.text.encode()).hexdigest(), 16) % FOLDS for row in rows])
    found = np.zeros(len(rows))
    for each in range(FOLDS):
        found[fold == each] = matrix[fold == each] @ _fit(matrix[fold != each], truth[fold != each])
    return found


def _fit(matrix: csr_matrix, truth: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    used = np.unique(matrix.indices)
    narrow = matrix[:, used]
    # The scarce side weighs as much as the other; calibration undoes it. The last weight is where the scale begins.
    share = max(truth.mean(), 1e-9)
    weight = np.where(truth > 0, 0.5 / share, 0.5 / max(1 - share, 1e-9))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = narrow @ flat[:-1] + flat[-1]
        gap = weight * (1 / (1 + np.exp(-np.clip(score, -30, 30))) - truth)
        cost = (weight * (np.logaddexp(0, score) - truth * score)).sum() + PENALTY / 2 * (
            flat[:-1] @ flat[:-1]
        )
        return float(cost), np.append(narrow.T @ gap + PENALTY * flat[:-1], gap.sum())

    found = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights = np.zeros(SIZE)
    weights[used] = found.x[:-1]
    return weights


def _platt(
    score: NDArray[np.float64], truth: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, float]:
    from scipy.optimize import minimize

    def loss(line: NDArray[np.float64]) -> float:
        value = score * line[0] + line[1]
        return float((weight * (np.logaddexp(0, value) - truth * value)).sum() / weight.sum())

    found = minimize(loss, np.array([1.0, -2.0]), method="Nelder-Mead")
    return float(found.x[0]), float(found.x[1])


def _limits(
    kind: str, likely: NDArray[np.float64], truth: NDArray[np.float64], rows: Sequence[Taught]
) -> dict[tuple[str, str], float]:
    found = {}
    for language in sorted({row.language for row in rows}):
        here = np.array([row.language == language for row in rows])
        weight = np.array([row.weight for row in rows])
        ordinary = np.array([row.is_ordinary for row in rows]) & here
        read = here & (weight > 0)
        if truth[read].sum() < FEWEST:
            continue
        for limit in LIMITS:
            said = likely >= limit
            right = (weight * truth)[read & said].sum()
            alarms = said[ordinary].mean() if ordinary.any() else 0.0
            is_sure = right >= PRECISION * weight[read & said].sum() and alarms <= MOST_ALARMS
            # By count: one sentence that stands for hundreds would decide a share by weight.
            if is_sure and truth[read & said].sum() >= FOUND * truth[read].sum():
                for each in {language, SISTERS.get(language, language)}:
                    found[kind, each] = round(float(limit), 2)
                break
    return found
