"""Numbers in words: rounded, with a true minus, never a zero for nobody."""

from datetime import date

import pytest
from django.utils import translation

from ohlas.insight.pages import words
from ohlas.insight.rules import Step, buckets_between
from ohlas.metrics import MEASURES, Figure

NPS, CSAT, GRADE = MEASURES["nps"], MEASURES["csat"], MEASURES["csat_mean"]


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        (NPS, 41.6716, "41.7"),
        (NPS, -6.87, "−6.9"),
        (NPS, -0.04, "0.0"),
        (CSAT, 0.78649, "78.6%"),
        (GRADE, 4.206, "4.21"),
        (NPS, None, "–"),
    ],
)
def test_a_value_is_rounded_and_said_in_its_unit(measure, value, said) -> None:
    assert words.score(measure, value) == said


def test_a_value_has_the_comma_of_the_language() -> None:
    with translation.override("cs"):
        assert words.score(NPS, 39.84) == "39,8"


def test_shares_differ_by_percentage_points() -> None:
    assert words.difference(CSAT, -0.024) == "−2.4 pp"


def test_under_thirty_answers_the_sentence_says_so() -> None:
    assert words.sentence("X", NPS, Figure(20.0, -5.0, 41.0, 29)).endswith("from 29 answers, indicative only")
    assert words.sentence("X", NPS, Figure(20.0, -5.0, 41.0, 30)).endswith("from 30 answers")
    assert words.sentence("X", NPS, Figure(None, None, None, 0)) == "X: nobody answered"


@pytest.mark.parametrize("step", list(Step))
def test_two_steps_of_one_axis_never_read_the_same(step: Step) -> None:
    starts = buckets_between(
        date(2020, 1, 1), date(2026, 12, 31) if step is not Step.DAY else date(2021, 12, 31), step
    )
    assert len({words.tick(start, step, with_year=True) for start in starts}) == len(starts)
