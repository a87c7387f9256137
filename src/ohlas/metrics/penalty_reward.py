"""Which touchpoints are taken for granted, which delight: being bad and being good are weighed apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import matrix, vector
from ohlas.metrics.errors import BadSetting, CannotFit
from ohlas.metrics.regression import Coefficient, least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Flags


class Kind(StrEnum):
    """What an item is, told only from intervals that leave zero out.

    That one side adds nothing is said only where its interval leaves out an effect as large as the other's.
    """

    BASIC = "basic"  # bad hurts, good is taken for granted
    EXCITING = "exciting"  # good delights, bad is forgiven
    PERFORMANCE = "performance"  # both
    HURTS = "hurts"  # bad hurts, of good it is not known
    HELPS = "helps"  # good helps, of bad it is not known
    UNCLEAR = "unclear"  # neither is shown


@dataclass(frozen=True, slots=True)
class ItemEffects:
    name: str
    penalty: Coefficient
    reward: Coefficient

    @property
    def kind(self) -> Kind:
        hurts, helps = self.penalty.high < 0, self.reward.low > 0
        if hurts and helps:
            return Kind.PERFORMANCE
        if hurts:
            return Kind.BASIC if self.reward.high < -self.penalty.value else Kind.HURTS
        if helps:
            return Kind.EXCITING if self.penalty.low > -self.reward.value else Kind.HELPS
        return Kind.UNCLEAR


@dataclass(frozen=True, slots=True)
class PenaltyReward:
    """Effects against the middle of the scale; the cut-offs and the loss to missing answers are kept."""

    constant: float
    items: tuple[ItemEffects, ...]
    r2: float
    n: int
    lost: int
    low_until: float
    high_from: float


def penalty_reward(
    names: Sequence[str],
    items: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    low_until: float,
    high_from: float,
    confidence: float = 0.95,
) -> PenaltyReward:
    """The outcome on “low” and “high” dummies of all items jointly, the middle as reference.

    Shape:  people × items and one outcome per person in (NaN rows are left out and counted); effects out,
            in the outcome's unit.
    Errors: t-intervals of least squares; `CannotFit` names an item nobody rated low, high or in between;
            `BadSetting` for cut-offs in the wrong order.
    Source: Brandt (1987); Matzler & Sauerwein (2002), *IJSIM* 13(4).
    """
    x, y = matrix(items, "items"), vector(outcome, "outcome")
    if not low_until < high_from or x.shape != (len(y), len(names)):
        raise BadSetting("cut-offs go from low to high, and every item and person needs a place")
    whole = ~np.isnan(x).any(axis=1) & ~np.isnan(y)
    low, high = x[whole] <= low_until, x[whole] >= high_from
    _refuse_empty(names, low, high)
    labels = ["constant", *(f"{name} low" for name in names), *(f"{name} high" for name in names)]
    columns = np.hstack([np.ones((len(low), 1)), low, high])
    found = least_squares(labels, columns, y[whole], confidence)
    return PenaltyReward(
        constant=found["constant"].value,
        items=tuple(ItemEffects(name, found[f"{name} low"], found[f"{name} high"]) for name in names),
        r2=found.r2,
        n=found.n,
        lost=int((~whole).sum()),
        low_until=low_until,
        high_from=high_from,
    )


def _refuse_empty(names: Sequence[str], low: Flags, high: Flags) -> None:
    middle = np.asarray(~(low | high))
    for label, chosen in (("low", low), ("high", high), ("in between", middle)):
        for j, name in enumerate(names):
            if not chosen[:, j].any():
                raise CannotFit(f"nobody rated “{name}” {label}: choose other cut-offs or leave it out")
