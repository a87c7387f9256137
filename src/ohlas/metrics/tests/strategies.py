"""What hypothesis draws: tallies, counts and answers, weighted or not."""

from __future__ import annotations

from hypothesis import strategies as st

from ohlas.metrics import NpsTally, counts_of, counts_of_answers

whole = st.integers(min_value=0, max_value=5_000)
weights = st.floats(min_value=0.01, max_value=100)
confidences = st.floats(min_value=0.5, max_value=0.999)
plain_tallies = st.builds(NpsTally, whole, whole, whole)


@st.composite
def answers_and_weights(draw, low=0, high=10, max_size=80):
    answers = draw(st.lists(st.integers(low, high), max_size=max_size))
    given = draw(st.lists(weights, min_size=len(answers), max_size=len(answers)))
    return answers, given


@st.composite
def weighted_counts(draw, low=0, high=10):
    return counts_of_answers(*draw(answers_and_weights(low, high)))


def plain_counts(low=0, high=10):
    return st.dictionaries(st.integers(low, high), st.integers(0, 400)).map(counts_of)
