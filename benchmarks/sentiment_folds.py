"""Ukrainian once more, over all texts that are not held out: 319 alone do not tell 0.03 of macro-F1 from chance.

Each of four folds is read by a model that never saw it. Beside the fold's own language it learns some rows of the
others, so it is a little behind the model in the package; the plain regression learns the same Ukrainian texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.sentiment import DATA, figure, opinions, parts_of_rows, plain_regression
from benchmarks.sentiment_left_out import LEARNT, word_list
from ohlas.text.sentiment.accurate import sample
from ohlas.text.sentiment.making import own_rows
from ohlas.text.sentiment.measuring import macro_f1, side_of
from ohlas.text.sentiment.model import Model
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.splits import part_of
from ohlas.text.sentiment.training import train

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ohlas.text.sentiment.training import Row

LANGUAGE = "uk"
FOLDS = 4


def run() -> Iterator[dict[str, object]]:
    if not DATA.exists():
        print(f"Left out: {DATA} is not here.")
        return
    truth: list[str] = []
    ours: list[str] = []
    plain: list[str] = []
    for fold in range(FOLDS):
        learnt, aside, asked = _parted(fold)
        texts = [row.text for row in asked]
        truth += [row.label for row in asked]
        model = Model(train([*opinions(learnt), *own_rows(), *word_list()], held=aside))
        ours += [side_of(found) for found in read(model, texts)]
        plain += plain_regression(_spoken(learnt))(texts)
    ours_right, plain_right = (macro_f1(truth, told) for told in (ours, plain))
    name = f"sentiment {LANGUAGE}, {FOLDS} folds of {len(truth)} texts, fast, beside n-gram regression"
    yield figure(name, ours_right, "macro-F1", plain_right)


def _parted(fold: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows to learn from, rows that set the probabilities, and the opinions of the fold, in neither."""
    parts = parts_of_rows()
    asked = opinions([row for row in _spoken([*parts.learn, *parts.calibrate]) if _fold_of(row) == fold])
    others = [row for row in parts.learn if row.language != LANGUAGE]
    own = [row for row in _spoken(parts.learn) if _fold_of(row) != fold]
    aside = [row for row in parts.calibrate if row.language != LANGUAGE or _fold_of(row) != fold]
    return [*sample(others, LEARNT), *own], sample(aside, LEARNT // 10), asked


def _spoken(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.language == LANGUAGE]


def _fold_of(row: Row) -> int:
    return part_of(row.text) % FOLDS
