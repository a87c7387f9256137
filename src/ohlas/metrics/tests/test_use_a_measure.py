"""The registry: each measure once, on one scale, with one page."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.metrics import (
    MEASURES,
    SCALES,
    OffScale,
    ScoreCounts,
    UnknownMeasure,
    UnknownScale,
    UnlikeScales,
    counts_of,
    measure_of,
    measures_of,
    scale_of,
)

IDS = [
    "nps", "enps", "recommend10", "csat", "csat_mean", "csat10_mean", "stars_mean", "faces_mean",
    "ces1", "ces1_easy", "ease5", "ease5_easy", "ces2", "ces2_easy", "mean",
]  # fmt: skip
RANGES = {"points": (-100, 100), "share": (0, 1)}


def test_the_promised_measures_are_registered():
    assert list(MEASURES) == IDS
    assert all(measure.id == name for name, measure in MEASURES.items())


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
@given(drawn=st.data())
def test_each_figure_lies_in_its_range_and_interval(measure, drawn):
    low, high = measure.scale.bounds or (0, 20)
    counts = counts_of(drawn.draw(st.dictionaries(st.integers(int(low), int(high)), st.integers(1, 50))))
    figure = measure.score(counts)
    assert figure.n == counts.n
    if counts.n == 0:
        assert (figure.value, figure.low, figure.high) == (None, None, None)
        return
    ends = RANGES.get(measure.unit, (low, high))
    assert ends[0] - 1e-9 <= figure.value <= ends[1] + 1e-9
    if figure.interval:
        assert figure.low <= figure.value <= figure.high


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_nobody_answered_is_unknown(measure):
    nobody, somebody = ScoreCounts(), counts_of({measure.scale.low or 1.0: 3})
    assert measure.score(nobody).value is None
    assert measure.compare(nobody, somebody) is None


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if m.scale.bounds], ids=lambda m: m.id)
@pytest.mark.parametrize("beyond", [-1, 0.5, 11])
def test_an_answer_off_the_scale_is_refused(measure, beyond):
    good = counts_of({measure.scale.high: 2})
    assert measure.score(good).value is not None
    with pytest.raises(OffScale, match=measure.scale.id):
        measure.score(good + counts_of({beyond: 1}))


def test_counts_of_another_scale_are_refused_naming_both():
    stars = counts_of({5: 3}, "stars_1_5")
    with pytest.raises(UnlikeScales, match=r"stars_1_5.*csat_1_5"):
        measure_of("csat").score(stars)
    with pytest.raises(UnlikeScales, match=r"stars_1_5.*ces2_1_7"):
        measure_of("mean").compare(stars, counts_of({5: 3}, "ces2_1_7"))


def test_the_plain_mean_takes_the_ends_of_the_scale_it_meets():
    unanimous = {7.0: 4}
    assert measure_of("mean").score(counts_of(unanimous)).low is None
    assert measure_of("mean").score(counts_of(unanimous, "rating_1_7")).low == pytest.approx(4.06, abs=0.01)


def test_effort_is_never_reversed_and_says_which_way_is_better():
    counts = counts_of({1: 9, 5: 1})
    assert measure_of("ces1").score(counts).value == pytest.approx(1.4)
    assert measure_of("ces1").better == "lower"
    assert measure_of("ces1_easy").score(counts).value == pytest.approx(0.9)
    assert measure_of("ces1_easy").better == "higher"


def test_few_answers_are_indicative():
    assert measure_of("csat").score(counts_of({5: 29})).is_indicative
    assert not measure_of("csat").score(counts_of({5: 30})).is_indicative


def test_every_scale_has_a_measure_and_its_own_first():
    for scale_id in SCALES:
        assert measures_of(scale_id), scale_id
    assert [m.id for m in measures_of("csat_1_5")] == ["csat", "csat_mean"]
    assert [m.id for m in measures_of("rating_1_5")] == ["mean"]


def test_an_unknown_name_names_its_nearest():
    with pytest.raises(UnknownMeasure, match="csat_mean"):
        measure_of("csat_men")
    with pytest.raises(UnknownScale, match="stars_1_5"):
        scale_of("stars_15")


def test_importing_the_room_loads_no_heavy_library():
    script = "import ohlas.metrics, sys; print([m for m in ('numpy', 'scipy', 'django') if m in sys.modules])"
    found = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert found.stdout.strip() == "[]"
