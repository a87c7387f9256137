"""Making the fast model from labelled rows: seeded, repeatable, with SciPy alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.features import SIZE
from ohlas.text.sentiment.fitting import TINY, fitted, freedom_of, rounded
from ohlas.text.sentiment.matrices import Laid
from ohlas.text.sentiment.model import FORMAT, Weights
from ohlas.text.sentiment.result import MIXED, NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.splits import PARTS, part_of
from ohlas.text.sentiment.tongues import family_of, tongues_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Weighing = Callable[[Sequence["Row"], NDArray[np.bool_], float], NDArray[np.float64]]

LABELS = (POSITIVE, NEUTRAL, NEGATIVE, MIXED)
STEPS = 80  # of the optimiser; more change the third digit of accuracy
L2 = 2e-6
FEWEST = 20  # rows of each side without which no model is made
SHRINK = 0.5  # a set of n rows weighs n to this power, so that the largest shop does not rule the others
OWN_L2 = 1.4e-3  # penalty where a language is learnt alone, over the root of its rows: fewer rows prove less
OWN_LOUD = 1.5  # how far what a language says alone spreads beside what all say together
OWN_STEPS = 50
FEW = 2_000  # opinions of a language below which words and pairs are also learnt without the letters inside them
WORDS_HARDER = 3.0  # penalty on those beside that of a language alone
SAID = 4.0  # how much louder our own words and comments are on whether a text is an opinion at all
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
    whole = Laid([row.text for row in [*learn, *aside]]).matrix()
    first, last = whole[: len(learn)], whole[len(learn) :]
    tasks = [
        (Task(first, learn, now, yes), Task(last, aside, later, yes))
        for now, later, yes in zip(questions_of(learn), questions_of(aside), SHARES_OF_YES, strict=True)
    ]
    heard = _heard(*tasks[0])
    found = [_answer(*tasks[0], heard), _answer(*tasks[1], Heard(), by_words)]
    rows8, steps = rounded(np.stack([*(answer.weights for answer in found), *found[0].own]))
    about = {"format": FORMAT, "rows": len(learn), "held": len(aside), "heard": heard.all, "few": heard.few}
    return Weights(
        rows8,
        steps,
        np.array([answer.slope for answer in found], dtype=np.float32),
        np.array([answer.offset for answer in found], dtype=np.float32),
        {**about, **(card or {})},
        tongues=tongues_of(first, [family_of(row.language) for row in learn], heard.all),
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

    def bearing(
        self, weighed: Weighing | None = None
    ) -> tuple[csr_matrix, NDArray[np.bool_], NDArray[np.float64]]:
        """The rows that bear on the question: features, answers, weights; doubted rows stand on both sides."""
        chosen = np.flatnonzero(self.question.bears)
        rows = [self.rows[at] for at in chosen.tolist()]
        answers = self.question.yes[chosen]
        weights = (weighed or balanced)(rows, answers, self.yes)
        doubts = np.array([row.doubt for row in rows])
        again = np.flatnonzero(doubts)
        return (
            self.matrix[np.concatenate([chosen, chosen[again]])],
            np.concatenate([answers, ~answers[again]]),
            np.concatenate([weights * (1 - doubts), (weights * doubts)[again]]),
        )

    def spoken(self) -> NDArray[np.str_]:
        """The family of languages of each row that `bearing` gives."""
        chosen = np.flatnonzero(self.question.bears)
        again = [at for at in chosen.tolist() if self.rows[at].doubt]
        return np.array([family_of(self.rows[at].language) for at in [*chosen.tolist(), *again]])

    def of(self, language: str) -> Task:
        """The same question put to the rows of one language and its sisters."""
        return self._chosen([family_of(row.language) == language for row in self.rows])

    def read(self) -> Task:
        """The same question put to texts alone, not to words of praise and blame."""
        return self._chosen([not row.doubt for row in self.rows])

    def _chosen(self, kept: Sequence[bool]) -> Task:
        chosen = np.flatnonzero(kept)
        question = Question(self.question.bears[chosen], self.question.yes[chosen])
        return Task(self.matrix[chosen], [self.rows[at] for at in chosen.tolist()], question, self.yes)

    def damped(self, *, letters: bool = True) -> Task:
        """The same where a word that is repeated says less each time; without `letters` by whole words alone."""
        laid = Laid([row.text for row in self.rows])
        return self._replace(matrix=laid.matrix(damped=True, letters=letters))

    def sides(self) -> Counter[tuple[str, bool]]:
        """How many rows of each family of languages bear on the question, by answer."""
        told = zip(self.rows, self.question.bears.tolist(), self.question.yes.tolist(), strict=True)
        return Counter((family_of(row.language), yes) for row, bears, yes in told if bears)


class Heard(NamedTuple):
    """Languages learnt alone as well, and those of them that have few texts."""

    all: Sequence[str] = ()
    few: Sequence[str] = ()


class Answer(NamedTuple):
    """Weights of all features, the line that makes a score a calibrated logit, and what single languages add."""

    weights: NDArray[np.float32]
    slope: float
    offset: float
    own: list[NDArray[np.float32]]


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


def alike(rows: Sequence[Row], answers: NDArray[np.bool_], yes: float) -> NDArray[np.float64]:
    """Weights as `balanced`, but texts weigh alike whatever their set; doubted rows (seed words) stay as they are."""
    weights = balanced(rows, answers, yes)
    doubted = np.array([row.doubt > 0 for row in rows])
    whole = weights[~doubted].sum()
    asked = np.array([row.weight for row in rows])
    for answer, share in ((True, yes), (False, 1 - yes)):
        told = ~doubted & (answers == answer)
        weights[told] = asked[told] * (whole * share / max(asked[told].sum(), TINY))
    return weights


def by_words(rows: Sequence[Row], answers: NDArray[np.bool_], yes: float) -> NDArray[np.float64]:
    """Weights as `balanced`, with doubted rows (our own words and comments) louder: few sets hold statements."""
    doubted = np.array([row.doubt > 0 for row in rows])
    return np.asarray(balanced(rows, answers, yes) * np.where(doubted, SAID, 1.0))


def _answer(learn: Task, aside: Task, heard: Heard, weighed: Weighing | None = None) -> Answer:
    """What all rows say together and what each language that is heard alone adds in its own texts."""
    full = _evened(_together(learn, L2, STEPS, weighed), aside)
    score = (aside.bearing()[0] @ full).astype(np.float64)
    spoken, own = aside.spoken(), []
    for language in heard.all:
        alone = (learn.of(language), aside.of(language))
        own.append(_few(*alone) if language in heard.few else _alone(*alone))
        later = alone[1].damped() if language in heard.few else alone[1]
        score[spoken == language] += later.bearing()[0] @ own[-1]
    _, answers, weights = aside.bearing()
    slope, offset = fitted(score[:, None], answers, weights, l2=1e-9, steps=STEPS)
    return Answer(full, float(slope[0]), offset, own)


def _alone(learn: Task, aside: Task, harder: float = 1.0) -> NDArray[np.float32]:
    """What the rows of one language and its sisters say by themselves, as loud as it is to be."""
    penalty = harder * OWN_L2 / float(np.sqrt(learn.question.bears.sum()))
    return OWN_LOUD * _evened(_together(learn, penalty, OWN_STEPS, alike), aside)


def _few(learn: Task, aside: Task) -> NDArray[np.float32]:
    """The same for a language with few texts: two ways of learning err less than one, and repetition tells less."""
    aside = aside.damped()
    words = _alone(learn.read().damped(letters=False), aside, WORDS_HARDER)
    return OWN_LOUD * _evened(_alone(learn.damped(), aside) + words, aside)


def _heard(learn: Task, aside: Task) -> Heard:
    """Languages, one for sisters, with enough rows of both answers to be learnt alone; none if there is but one."""
    sides = [task.sides() for task in (learn, aside)]
    languages = sorted({language for language, _ in sides[0] if language})
    if len(languages) == 1:
        return Heard()
    chosen = [
        one for one in languages if all(side[one, yes] >= FEWEST for side in sides for yes in (True, False))
    ]
    texts = learn.read().sides()
    return Heard(chosen, [one for one in chosen if FEWEST <= texts[one, True] + texts[one, False] < FEW])


def _evened(weights: NDArray[np.float32], aside: Task) -> NDArray[np.float32]:
    """Weights by which scores of rows never learnt from spread by one, so that models can be added up."""
    later, _, heavy = aside.bearing()
    score = later @ weights
    middle = np.average(score, weights=heavy)
    spread = float(np.sqrt(np.average((score - middle) ** 2, weights=heavy)))
    return (weights / max(spread, TINY)).astype(np.float32)


def _together(task: Task, l2: float, steps: int, weighed: Weighing | None = None) -> NDArray[np.float32]:
    """The weights that answer a question for all rows of a task at once."""
    from scipy import sparse

    matrix, answers, weights = task.bearing(weighed)
    kept, free = freedom_of(matrix, answers, weights)
    narrow = sparse.csr_matrix(matrix[:, kept] @ sparse.diags(free), dtype=np.float32)
    found, _ = fitted(narrow, answers, weights, l2=l2, steps=steps)
    full = np.zeros(SIZE, dtype=np.float32)
    full[kept] = found * free
    return full
