"""How often a model is right, per language and set."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.sentiment.result import NEGATIVE, POSITIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ohlas.text.sentiment.result import Sentiment
    from ohlas.text.sentiment.training import Row


class Accuracy(NamedTuple):
    """A model on a set: texts, macro-F1 by the more probable side, and by the label it gives."""

    language: str
    domain: str
    texts: int
    by_side: float
    by_label: float


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the F1 of positive and of negative; anything else that is said counts as wrong.

    Shape:  two sequences of labels in, 0 to 1 out; 0 where a side occurs in neither.
    Errors: exact.
    Source: van Rijsbergen (1979), F-measure.
    """
    return sum(_f1(truth, said, side) for side in (POSITIVE, NEGATIVE)) / 2


def _f1(truth: Sequence[str], said: Sequence[str], side: str) -> float:
    both = sum(one == other == side for one, other in zip(truth, said, strict=True))
    either = sum(one == side for one in truth) + sum(other == side for other in said)
    return 2 * both / either if either else 0.0


def side_of(found: Sentiment) -> str:
    """The more probable of praise and blame."""
    return POSITIVE if found.positive > found.negative else NEGATIVE


def accuracies(rows: Iterable[Row], read: Callable[[Iterable[str]], Iterable[Sentiment]]) -> list[Accuracy]:
    """How often a model is right on labelled rows, per set and per language (domain "all"), sorted.

    Shape:  rows and a reader in; only positive and negative rows count.
    Errors: exact for these rows; the sampling error of 300 rows is about 0.02.
    Source: see `macro_f1`.
    """
    chosen = [row for row in rows if row.label in {POSITIVE, NEGATIVE}]
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for row, found in zip(chosen, read(row.text for row in chosen), strict=True):
        for domain in (row.domain, "all"):
            groups[row.language, domain].append((row.label, side_of(found), found.label))
    return [_accuracy(*key, group) for key, group in sorted(groups.items())]


def _accuracy(language: str, domain: str, group: list[tuple[str, str, str]]) -> Accuracy:
    truth, sides, labels = zip(*group, strict=True)
    return Accuracy(language, domain, len(group), macro_f1(truth, sides), macro_f1(truth, labels))
