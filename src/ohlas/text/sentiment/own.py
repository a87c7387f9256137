"""A company's own model: made of its corrections, judged on some of them that it never saw, stored as bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.sentiment.correcting import corrected
from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.model import Model, Weights, load, packed
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.splits import part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.text.sentiment.training import Row

FEWEST = 20  # different corrected texts; fewer would be judged on less than five
HELD_OUT = 4  # one in so many is kept aside


class Judged(NamedTuple):
    """How a model made of corrections does: right on the ones kept aside before and after, and what else moved.

    `others` are texts nobody corrected, `moved` those of them whose label is another one now.
    """

    learnt: int
    held_out: int
    before: int
    after: int
    others: int
    moved: int


def own_model(
    weights: Weights, corrections: Sequence[Row], others: Sequence[str] = ()
) -> tuple[Weights, Judged]:
    """A model bent by three quarters of the corrections, and how it does on the last quarter.

    Shape:  weights, corrected rows and uncorrected texts in; new weights and a judgement out. The same rows in any
            order give the same bytes. The model that is judged is the one that is given out.
    Errors: `BadRows` under `FEWEST` different texts or for an unknown label. Corrections are where the model was
            wrong, so `before` is low by their choice; a quarter of 40 corrections is ten texts.
    Source: hold-out by the texts' own letters, so that near-copies stand on one side.
    """
    rows = sorted(
        {row.text: row for row in corrections}.values(), key=lambda row: (part_of(row.text), row.text)
    )
    if len(rows) < FEWEST:
        message = f"{len(rows)} different texts are corrected; {FEWEST} are needed to learn and to judge."
        raise BadRows(message)
    aside, learnt = _parted(rows)
    after = corrected(weights, learnt)
    old, new = Model(weights), Model(after)
    before, now = (_right(model, aside) for model in (old, new))
    pairs = zip(read(old, others), read(new, others), strict=True)
    moved = sum(one.label != other.label for one, other in pairs)
    return after, Judged(len(learnt), len(aside), before, now, len(others), moved)


def to_bytes(weights: Weights) -> bytes:
    """The weights as a file's bytes; the same weights give the same bytes."""
    return packed(weights)


def from_bytes(stored: bytes) -> Model:
    """A model from what `to_bytes` gave.

    Shape:  bytes in, a model out.
    Errors: `BadModel` for damaged bytes or those of another version.
    Source: `to_bytes`.
    """
    return Model(load(BytesIO(stored)))


def _right(model: Model, rows: Sequence[Row]) -> int:
    told = read(model, [row.text for row in rows])
    return sum(found.label == row.label for row, found in zip(rows, told, strict=True))


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows kept aside and those learnt: whole parts, so that near-copies stay together."""
    border = len(rows) // HELD_OUT
    last = part_of(rows[border - 1].text)
    aside = [row for row in rows if part_of(row.text) <= last]
    return aside, [row for row in rows if part_of(row.text) > last]
