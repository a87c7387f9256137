from collections import defaultdict

import numpy as np

from ohlas.text.sentiment.result import NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.seeds import DOUBT, seed_rows
from ohlas.text.sentiment.training import SAID, Row, balanced, by_words

LANGUAGES = {"cs", "sk", "pl", "uk", "ru", "en", "de"}


def said(label: str) -> dict[str, set[str]]:
    """The words that are praise or blame by themselves, not by a negation put before them."""
    found = defaultdict(set)
    for row in seed_rows():
        if row.label == label and row.doubt == DOUBT:
            found[row.language].add(row.text)
    return found


def test_every_language_has_words_of_both_sides() -> None:
    for label in (POSITIVE, NEGATIVE):
        assert set(said(label)) == LANGUAGES
        assert all(len(words) > 150 for words in said(label).values())


def test_no_word_praises_and_blames() -> None:
    praise, blame = said(POSITIVE), said(NEGATIVE)
    twice = {language: praise[language] & blame[language] for language in LANGUAGES}
    assert {language: words for language, words in twice.items() if words} == {}


def test_words_are_tidy() -> None:
    texts = [row.text for row in seed_rows()]
    assert all(text == text.strip() and "  " not in text for text in texts)
    assert "" not in texts


def test_our_own_rows_are_louder_on_what_is_an_opinion() -> None:
    rows = [
        Row("a", POSITIVE, "cs", "films"),
        Row("b", POSITIVE, "cs", "films", doubt=DOUBT),
        Row("c", NEUTRAL, "cs", "films", doubt=DOUBT),
    ]
    opinion = np.array([True, True, False])
    plain, louder = balanced(rows, opinion, 0.5), by_words(rows, opinion, 0.5)
    assert (louder / plain).tolist() == [1, SAID, SAID]
