"""The whole way from a folder of labelled texts to a model and its accuracy, as `ohlas text train` goes it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.sentiment.labelled import labelled_rows
from ohlas.text.sentiment.measuring import Accuracy, accuracies
from ohlas.text.sentiment.model import Model, Weights
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.seeds import rows_of_word_list, seed_rows
from ohlas.text.sentiment.splits import CALIBRATION, HELD_OUT, part_of
from ohlas.text.sentiment.statements import statement_rows
from ohlas.text.sentiment.training import Row, train

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Made(NamedTuple):
    """A model, how often it is right on the rows held out, and how many it learnt from."""

    weights: Weights
    accuracies: list[Accuracy]
    learnt: int


class Parts(NamedTuple):
    """Labelled rows by what they are for; a text and its near-copies are always in one part."""

    learn: list[Row]
    calibrate: list[Row]
    held_out: list[Row]


def parted(rows: Sequence[Row]) -> Parts:
    """Rows apart: 75 % to learn from, 10 % to calibrate, 15 % held out.

    Shape:  rows in, three lists out, each in the order given.
    Errors: exact; the same on every machine.
    Source: BLAKE2 of the text's letters.
    """
    parts = Parts([], [], [])
    for row in rows:
        part = part_of(row.text)
        parts[2 if part < HELD_OUT else 1 if part < CALIBRATION else 0].append(row)
    return parts


def own_rows() -> list[Row]:
    """What was written for this project: words of praise and blame, and short comments."""
    return [*seed_rows(), *statement_rows()]


def make(folder: Path, word_lists: Sequence[Path] = (), *, embeddings: bool = False) -> Made:
    """A model from the labelled texts of a folder, our own rows and lists of words.

    Shape:  a folder and lists in, `Made` out.
    Errors: `BadRows` as `labelled_rows`, `rows_of_word_list` and `train` say.
    Source: docs/how-to/train-sentiment.md.
    """
    parts = parted(labelled_rows(folder))
    listed = [row for path in word_lists for row in rows_of_word_list(path)]
    learn = [*parts.learn, *own_rows(), *listed]
    sets = Counter(f"{row.language}/{row.domain}" for row in learn)
    weights = train(learn, held=parts.calibrate, card={"sets": dict(sorted(sets.items()))})
    model = Model(weights)
    if embeddings:
        from ohlas.text.sentiment.accurate import blended

        weights = blended(model, parts)
    return Made(weights, accuracies(parts.held_out, lambda texts: read(model, texts)), len(learn))
