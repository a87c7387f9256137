"""A model bent towards a company's own corrections, without the rows it was first made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.fitting import fitted, rounded
from ohlas.text.sentiment.matrices import Laid
from ohlas.text.sentiment.model import QUESTIONS
from ohlas.text.sentiment.result import MIXED, NEUTRAL, POSITIVE
from ohlas.text.sentiment.seeds import seed_rows
from ohlas.text.sentiment.tongues import family_of
from ohlas.text.sentiment.training import LABELS, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ohlas.text.sentiment.model import Weights

PULL = 3.0  # a correction weighs as much as this many seed words: it was read and judged by a person
STAY = (
    2e-4  # penalty on leaving the model as it was; a single correction moves its own words, not the language
)
STEPS = 60


def corrected(weights: Weights, corrections: Sequence[Row], *, pull: float = PULL) -> Weights:
    """The model after a company's corrections: as before where nothing was corrected, bent where it was.

    Shape:  weights and corrected rows in, new weights out; `pull` is the weight of a correction, no corrections
            give the weights back. The seed words take part, so that general words keep their sense.
    Errors: `BadRows` for an unknown label; contradicting corrections meet in the middle.
    Source: logistic regression penalised towards the former weights (Gaussian prior at the old model).
    """
    if not corrections:
        return weights
    if strange := {row.label for row in corrections} - set(LABELS):
        message = f"Labels {', '.join(sorted(strange))} are unknown; there are {', '.join(LABELS)}."
        raise BadRows(message)
    rows = [*(row._replace(weight=row.weight * pull) for row in corrections), *seed_rows()]
    matrix = Laid([row.text for row in rows]).matrix()
    labels = np.array([row.label for row in rows])
    heavy = np.array([row.weight for row in rows])
    bears = ((labels != NEUTRAL) & (labels != MIXED), np.ones(len(rows), dtype=bool))
    yes = (labels == POSITIVE, labels != NEUTRAL)
    moved = []
    for question in range(2):
        chosen = np.flatnonzero(bears[question])
        part = matrix[chosen] * weights.slopes[question]
        old = weights.rows[question] * weights.steps[question]
        logits = part @ old + weights.offsets[question]
        if question == 0:
            logits = logits + _own(weights, part, [rows[at] for at in chosen.tolist()])
        moved.append(old + _moves(part, yes[question][chosen], heavy[chosen], logits))
    rows8, steps = rounded(np.stack(moved))
    rows8 = np.concatenate([rows8, weights.rows[QUESTIONS:]])
    steps = np.concatenate([steps, weights.steps[QUESTIONS:]])
    return replace(weights, rows=rows8, steps=steps, card={**weights.card, "corrections": len(corrections)})


def _own(weights: Weights, matrix: csr_matrix, rows: Sequence[Row]) -> NDArray[np.float32]:
    """What each row's own language, learnt alone, adds."""
    found = np.zeros(len(rows), dtype=np.float32)
    for number, language in enumerate(weights.languages):
        chosen = np.flatnonzero([family_of(row.language) == language for row in rows])
        told = matrix[chosen]
        if language in weights.few:
            told = Laid([rows[at].text for at in chosen.tolist()]).matrix(damped=True) * weights.slopes[0]
        at = QUESTIONS + number
        found[chosen] = told @ (weights.rows[at] * weights.steps[at])
    return found


def _moves(
    matrix: object, yes: NDArray[np.bool_], heavy: NDArray[np.float64], logits: NDArray[np.float64]
) -> NDArray[np.float32]:
    touched = np.unique(matrix.indices)  # type: ignore[attr-defined] # scipy's stubs hide the sparse arrays
    found, _ = fitted(matrix[:, touched], yes, heavy, l2=STAY, steps=STEPS, given=logits)  # type: ignore[index]
    full = np.zeros(matrix.shape[1], dtype=np.float32)  # type: ignore[attr-defined]
    full[touched] = found
    return full
