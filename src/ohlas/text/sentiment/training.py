"""Making the fast model from labelled rows: seeded, repeatable, with SciPy alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.features import PAIR, SIZE, SMOOTH, Vocabulary
from ohlas.text.sentiment.model import FORMAT, Weights
from ohlas.text.sentiment.reading import LONGEST, units_of
from ohlas.text.sentiment.result import MIXED, NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.splits import PARTS, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

LABELS = (POSITIVE, NEUTRAL, NEGATIVE, MIXED)
SELDOM = 3  # a feature seen in fewer texts is not learnt
STEPS = 80  # of the optimiser; more change the third digit of accuracy
L2 = 2e-6
FEWEST = 20  # rows of each side without which no model is made
SHRINK = 0.5  # a set of n rows weighs n to this power, so that the largest shop does not rule the others
BOTH = 2.0  # texts of either side a feature is taken to stand in beforehand, so that rare ones prove little
MOST = 3.0  # a leaning beyond e to the third is no more telling
TINY = 1e-12
TOP = 127  # of a signed byte
FINEST = 0.999  # share of the weights below the largest one that keeps its size when rounded
UNKNOWABLE = 0.5  # a row doubted this much says neither what it is nor whether it is an opinion
ASIDE = PARTS // 5
SHARES_OF_YES = (0.5, 0.75)  # good among opinions, opinions among texts, as calibrated


class Row(NamedTuple):
    """A labelled text; `weight` multiplies what its set gives it, `doubt` is the chance that its label misleads."""

    text: str
    label: str
    language: str = ""
    domain: str = ""
    weight: float = 1.0
    doubt: float = 0.0


@dataclass(frozen=True)
class Question:
    """One of the two questions: which rows bear on it and which way they answer."""

    bears: NDArray[np.bool_]
    yes: NDArray[np.bool_]


def train(rows: Sequence[Row], *, held: Sequence[Row] = (), card: dict[str, object] | None = None) -> Weights:
    """Weights learnt from labelled rows; the same rows in the same order give the same weights.

    Shape:  rows in, `Weights` out; `held` rows calibrate the probabilities and are not learnt from, without
            them a fifth of the rows, chosen by their text, is put aside for that.
    Errors: `BadRows` for unknown labels or too few rows of a side.
    Source: logistic regression with L2 penalty by L-BFGS, features scaled after Wang and Manning (2012), "Baselines
            and Bigrams"; Platt (1999) for the calibration.
    """
    _check(rows)
    learn, aside = (rows, held) if held else _aside(rows)
    matrix = matrix_of([row.text for row in [*learn, *aside]])
    first, last = matrix[: len(learn)], matrix[len(learn) :]
    asked = zip(questions_of(learn), questions_of(aside), SHARES_OF_YES, strict=True)
    found = [
        _answer(Task(first, learn, now, yes), Task(last, aside, later, yes)) for now, later, yes in asked
    ]
    rows8, steps = rounded(np.stack([answer.weights for answer in found]))
    return Weights(
        rows8,
        steps,
        np.array([answer.slope for answer in found], dtype=np.float32),
        np.array([answer.offset for answer in found], dtype=np.float32),
        {"format": FORMAT, "rows": len(learn), "held": len(aside), **(card or {})},
    )


def _check(rows: Sequence[Row]) -> None:
    if strange := sorted({row.label for row in rows} - set(LABELS)):
        message = f"Labels {', '.join(map(repr, strange[:5]))} are unknown; there are {', '.join(LABELS)}."
        raise BadRows(message)
    counts = Counter(row.label for row in rows)
    for side in (POSITIVE, NEGATIVE):
        if counts[side] < FEWEST:
            message = f"{counts[side]} rows are {side}; at least {FEWEST} are needed."
            raise BadRows(message)


def _aside(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    parts = [part_of(row.text) for row in rows]
    learn = [row for row, part in zip(rows, parts, strict=True) if part >= ASIDE]
    return learn, [row for row, part in zip(rows, parts, strict=True) if part < ASIDE]


def questions_of(rows: Sequence[Row]) -> tuple[Question, Question]:
    """Is it good (asked of praise and blame only), and is it an opinion at all (asked of every row)."""
    labels = np.array([row.label for row in rows])
    good, bad = labels == POSITIVE, labels == NEGATIVE
    known = np.array([row.doubt < UNKNOWABLE for row in rows])
    return Question(good | bad, good), Question(known, labels != NEUTRAL)


class Task(NamedTuple):
    """A question put to rows: their features, the rows, which bear on it, and the share of yes to assume."""

    matrix: csr_matrix
    rows: Sequence[Row]
    question: Question
    yes: float

    def bearing(self) -> tuple[csr_matrix, NDArray[np.bool_], NDArray[np.float64]]:
        """The rows that bear on the question: features, answers, weights; doubted rows stand on both sides."""
        chosen = np.flatnonzero(self.question.bears)
        rows = [self.rows[at] for at in chosen.tolist()]
        answers = self.question.yes[chosen]
        weights = balanced(rows, answers, self.yes)
        doubts = np.array([row.doubt for row in rows])
        again = np.flatnonzero(doubts)
        return (
            self.matrix[np.concatenate([chosen, chosen[again]])],
            np.concatenate([answers, ~answers[again]]),
            np.concatenate([weights * (1 - doubts), (weights * doubts)[again]]),
        )


class Answer(NamedTuple):
    """Weights of all features and the line that makes a score a calibrated logit."""

    weights: NDArray[np.float32]
    slope: float
    offset: float


def matrix_of(texts: Sequence[str]) -> csr_matrix:
    """Texts as rows of hashed features, by the very steps `Model` goes in use."""
    from scipy import sparse

    units = units_of([text[:LONGEST] for text in texts])
    vocabulary = Vocabulary()
    batch = vocabulary.batch(units.pieces)
    owner = units.owner[batch.text_of()]
    emphasis, turned = batch.emphasis(), batch.is_turned()

    def counted(where: NDArray[np.bool_]) -> csr_matrix:
        shape = (len(texts), len(vocabulary))
        return sparse.csr_matrix((emphasis[where], (owner[where], batch.ids[where])), shape)

    tokens = vocabulary.fresh
    places, begins = batch.pairs()
    pairs = sparse.csr_matrix((emphasis[begins] * PAIR, (owner[begins], places)), (len(texts), SIZE))
    sums = counted(~turned) @ _table([token.features for token in tokens])
    sums = sums + counted(turned) @ _table([token.turned for token in tokens]) + pairs
    words = np.bincount(owner, weights=batch.is_word(), minlength=len(texts))
    scaled = sparse.diags((1 / np.sqrt(words + SMOOTH)).astype(np.float32)) @ sums
    return sparse.csr_matrix(scaled, dtype=np.float32)


def _table(features: Sequence[tuple[tuple[int, float], ...]]) -> csr_matrix:
    from scipy import sparse

    ends = np.cumsum([0, *(len(each) for each in features)])
    places = np.array([place for each in features for place, _ in each], dtype=np.int32)
    values = np.array([value for each in features for _, value in each], dtype=np.float32)
    return sparse.csr_matrix((values, places, ends), (len(features), SIZE))


def balanced(rows: Sequence[Row], answers: NDArray[np.bool_], yes: float) -> NDArray[np.float64]:
    """Weights by which a small set is heard beside a large one and both answers have their share in each."""
    sets = [(row.language, row.domain) for row in rows]
    sizes = Counter(sets)
    cells = Counter(zip(sets, answers.tolist(), strict=True))
    shares = {True: yes, False: 1 - yes}
    return np.array(
        [
            row.weight * sizes[one] ** SHRINK * shares[answer] / cells[one, answer]
            for row, one, answer in zip(rows, sets, answers.tolist(), strict=True)
        ]
    )


def _answer(learn: Task, aside: Task) -> Answer:
    matrix, answers, weights = learn.bearing()
    kept, freedom = _freedom(matrix, answers, weights)
    from scipy import sparse

    narrow = sparse.csr_matrix(matrix[:, kept] @ sparse.diags(freedom), dtype=np.float32)
    found, _ = fitted(narrow, answers, weights, l2=L2, steps=STEPS)
    full = np.zeros(SIZE, dtype=np.float32)
    full[kept] = found * freedom
    later, later_answers, later_weights = aside.bearing()
    score = (later @ full)[:, None].astype(np.float64)
    slope, offset = fitted(score, later_answers, later_weights, l2=1e-9, steps=STEPS)
    return Answer(full, float(slope[0]), offset)


def _freedom(
    matrix: csr_matrix, answers: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The features worth learning and how freely each may move.

    What stands in most texts says little, and neither does what stands in praise as often as in blame.
    """
    seen = np.bincount(matrix.indices, minlength=SIZE)
    kept = np.flatnonzero(seen >= SELDOM)
    total = max(matrix.shape[0], SELDOM + 1)
    rarity = np.log(total / seen[kept]) / np.log(total / SELDOM)
    even = weights / weights.mean()
    where = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    sides = [
        np.bincount(matrix.indices, weights=(even * side)[where], minlength=SIZE)[kept] + BOTH
        for side in (answers, ~answers)
    ]
    leaning = np.minimum(np.abs(np.log(sides[0] / sides[0].sum()) - np.log(sides[1] / sides[1].sum())), MOST)
    free = rarity * np.sqrt(leaning)
    scale = np.sqrt((rarity**2).mean() / max((free**2).mean(), TINY))
    return kept, (free * scale).astype(np.float32)


def fitted(
    matrix: csr_matrix | NDArray[np.float64],
    answers: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    l2: float,
    steps: int,
    given: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float32], float]:
    """Weights and offset of a penalised logistic regression.

    Shape:  rows by features, one answer and one weight per row; weights per feature and an offset out. `given`
            logits are added to each row's and kept as they are; then there is no offset.
    Errors: stops after `steps` steps of the optimiser, converged or not.
    Source: Liu and Nocedal (1989), L-BFGS.
    """
    from scipy.optimize import minimize

    signs = np.where(answers, 1.0, -1.0).astype(matrix.dtype)
    heavy = (weights / weights.sum()).astype(matrix.dtype)
    across = matrix.T.tocsr() if hasattr(matrix, "tocsr") else matrix.T
    base, moves = (np.zeros(1), 1.0) if given is None else (given, 0.0)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        own = point[:-1]
        margins = signs * (matrix @ own.astype(matrix.dtype) + point[-1] + base)
        pull = -heavy * signs / (1 + np.exp(np.clip(margins, -50, 50)))
        value = float((heavy * np.logaddexp(0, -margins)).sum()) + 0.5 * l2 * float(own @ own)
        slope = (across @ pull.astype(matrix.dtype)).astype(np.float64) + l2 * own
        return value, np.append(slope, moves * float(pull.sum()))

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6}).x
    return found[:-1].astype(np.float32), float(found[-1])


def rounded(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as signed bytes and the value of one unit of each row."""
    tops = np.array([np.quantile(np.abs(row[row != 0]), FINEST) for row in weights], dtype=np.float32)
    steps = (tops / TOP).astype(np.float32)
    return np.clip(np.rint(weights / steps[:, None]), -TOP, TOP).astype(np.int8), steps
