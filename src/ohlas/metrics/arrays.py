"""What numbers in rows and columns are called here, and how foreign ones are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from ohlas.metrics.errors import BadTally

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector: TypeAlias = npt.NDArray[np.float64]
Matrix: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


def vector(values: npt.ArrayLike, name: str) -> Vector:
    """One column of numbers; missing ones are NaN.

    Shape:  anything array-like with one dimension in, a float array out.
    Errors: `BadTally` for infinite numbers or another shape.
    Source: NumPy.
    """
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or np.isinf(found).any():
        raise BadTally(f"{name} must be one column of finite numbers; missing ones are NaN")
    return found


def matrix(values: npt.ArrayLike, name: str) -> Matrix:
    """Rows are people, columns are items; missing answers are NaN.

    Shape:  anything array-like with two dimensions in, a float array out.
    Errors: `BadTally` for infinite numbers or another shape.
    Source: NumPy.
    """
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 2 or np.isinf(found).any():  # noqa: PLR2004 - rows and columns
        raise BadTally(f"{name} must be rows and columns of finite numbers; missing ones are NaN")
    return found


def weights_for(n: int, given: npt.ArrayLike | None) -> Vector:
    """One weight per row; all one when none are given.

    Shape:  the number of rows and the weights, if any, in; n weights out.
    Errors: `BadTally` for a missing, negative or infinite weight, or another number of them.
    Source: arithmetic.
    """
    if given is None:
        return np.ones(n)
    found = vector(given, "weights")
    if found.shape != (n,) or np.isnan(found).any() or (found < 0).any():
        raise BadTally(f"{n} rows need {n} weights that are finite and not negative")
    return found


def same_length(**columns: Vector) -> None:
    """Refuse columns that do not belong to the same people.

    Shape:  named columns in, nothing out.
    Errors: `BadTally` naming them.
    Source: arithmetic.
    """
    lengths: Sequence[int] = [len(column) for column in columns.values()]
    if len(set(lengths)) > 1:
        sizes = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
        raise BadTally(f"columns must be equally long; they are: {sizes}")
