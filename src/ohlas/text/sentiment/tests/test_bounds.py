import tracemalloc

import pytest

from ohlas.text import sentiment, sentiments
from ohlas.text.sentiment import BadModel
from ohlas.text.sentiment.model import LARGEST_VOCABULARY, Model, load
from ohlas.text.sentiment.reading import read

MEGABYTE = 1_000_000
LONG = [
    "Great service. " * (MEGABYTE // 15),
    "a" * MEGABYTE,
    "<" * MEGABYTE,
    "<a " * (MEGABYTE // 3),
    ". " * (MEGABYTE // 2),
    "!" * MEGABYTE,
    "\n" * MEGABYTE,
    "👍" * (MEGABYTE // 4),
    ":-" * (MEGABYTE // 2),
    "a'" * (MEGABYTE // 2),
    "\x00\xff" * (MEGABYTE // 2),
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_megabyte_of_anything_is_read_to_its_end(text: str) -> None:
    """Whatever costs the square of the length would never come back."""
    found = sentiment(text)
    assert found.positive + found.neutral + found.negative == pytest.approx(1)


def test_ten_thousand_identical_texts_get_one_answer_each() -> None:
    found = list(sentiments(["Obsluha byla milá, ale jídlo studené."] * 10_000))
    assert len(found) == 10_000
    assert len(set(found)) == 1


def test_memory_stays_bounded_however_many_words_are_met() -> None:
    model = Model(load())
    tracemalloc.start()
    for start in range(0, LARGEST_VOCABULARY // 10, 5_000):
        list(read(model, [f"slovo{number}" for number in range(start, start + 5_000)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200 * MEGABYTE


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path) -> None:
    (tmp_path / "junk.npz").write_bytes(b"PK junk")
    with pytest.raises(BadModel, match=r"junk\.npz"):
        load(tmp_path / "junk.npz")
    with pytest.raises(BadModel, match=r"absent\.npz"):
        load(tmp_path / "absent.npz")
