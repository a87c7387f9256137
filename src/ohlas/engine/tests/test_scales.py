import pytest

from ohlas.engine import LeftOut, Query, answers_table, rows, run
from ohlas.engine.tests.conftest import answer
from ohlas.metrics import UnlikeScales


@pytest.fixture
def mixed(store):
    nps = [answer(number, value=10.0, touchpoint="till") for number in range(3)]
    grades = [answer(number, scale="recommend_1_10", value=10.0) for number in range(3, 5)]
    other = [answer(5, question="csat", scale="csat_1_5", value=5.0)]
    store.append("answers", 1, answers_table([*nps, *grades, *other]))
    return store


def test_one_scale_is_counted_and_the_other_is_named(mixed):
    found = run(mixed, Query("sova", "nps_0_10", questions=("nps",)))
    assert found.n == 3
    assert found.warnings == (LeftOut("recommend_1_10", 2),)
    assert "2 answers" in str(found.warnings[0])
    assert found.total.scale_id == "nps_0_10"


def test_drilling_shows_the_scale_that_was_counted(mixed):
    page = rows(mixed, Query("sova", "nps_0_10", questions=("nps",)))
    assert page.total == 3
    assert {row.scale for row in page.rows} == {"nps_0_10"}


def test_without_named_questions_other_measures_are_no_warning(mixed):
    found = run(mixed, Query("sova", "nps_0_10"))
    assert (found.n, found.warnings) == (3, ())


def test_two_scales_are_never_pooled(mixed):
    with pytest.raises(UnlikeScales, match=r"(?s)nps_0_10.*recommend_1_10"):
        run(mixed, Query("sova", questions=("nps",)))


def test_the_only_scale_need_not_be_named(mixed):
    found = run(mixed, Query("sova", questions=("csat",)))
    assert (found.n, found.total.scale_id) == (1, "csat_1_5")
    assert run(mixed, Query("sova", questions=("none",))).n == 0


def test_groups_hold_only_the_scale_counted(mixed):
    found = run(mixed, Query("sova", "nps_0_10", questions=("nps",), group_by=("touchpoint",)))
    assert [(group.key["touchpoint"], group.counts.n) for group in found.rows] == [("till", 3)]
