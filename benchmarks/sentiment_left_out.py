"""Praise told from blame in a line of business nobody learnt from, beside what can be installed.

The whole set is kept from training; our model and the plain regression learn from the same rows of the others.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sentiment import DATA, HELD, compared, opinions, parts_of_rows, plain_regression
from ohlas.text.sentiment.accurate import sample
from ohlas.text.sentiment.making import own_rows
from ohlas.text.sentiment.measuring import side_of
from ohlas.text.sentiment.model import Model
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.seeds import rows_of_word_list
from ohlas.text.sentiment.training import train

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ohlas.text.sentiment.training import Row

LEARNT = 600  # rows per set and side learnt from, since a model is made for each set left out
LEFT_OUT = (
    ("en", "product_pros_cons_en"),
    ("en", "airline_tweets_en"),
    ("en", "womens_clothing_en"),
    ("pl", "wccrs_pl_sentences/hotels"),
    ("cs", "restaurants_cs_sentences_derived"),
    ("ru", "restaurants_ru_sentences_derived"),
)


def run() -> Iterator[dict[str, object]]:
    if not DATA.exists():
        print(f"Left out: {DATA} is not here.")
        return
    for left in LEFT_OUT:
        model = model_without(*left)
        plain = plain_regression([row for row in _learnt_without(*left) if row.language == left[0]])

        def ours(texts: Sequence[str], model: Model = model) -> list[str]:
            return [side_of(found) for found in read(model, texts)]

        yield from compared(f"{named(*left)}, fast", test_of(*left, HELD), ours, left[0], plain)


def named(language: str, domain: str) -> str:
    return f"{language}, {domain.split('_', maxsplit=1)[0]} left out"


@cache
def model_without(language: str, domain: str) -> Model:
    aside = sample(parts_of_rows().calibrate, LEARNT // 10)
    words = [*own_rows(), *word_list()]
    learnt = [*_learnt_without(language, domain), *words]
    return Model(train(learnt, held=without(aside, language, domain)))


def _learnt_without(language: str, domain: str) -> list[Row]:
    return opinions(without(sample(parts_of_rows().learn, LEARNT), language, domain))


def without(rows: Sequence[Row], language: str, domain: str) -> list[Row]:
    return [row for row in rows if (row.language, row.domain) != (language, domain)]


def test_of(language: str, domain: str, most: int) -> list[Row]:
    return [
        row
        for row in sample(parts_of_rows().held_out, most)
        if (row.language, row.domain) == (language, domain)
    ]


def word_list() -> list[Row]:
    import vaderSentiment

    return rows_of_word_list(Path(vaderSentiment.__file__).parent / "vader_lexicon.txt")
