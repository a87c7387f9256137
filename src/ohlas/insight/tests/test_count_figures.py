"""Figures over facts: the same numbers wherever they are asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ohlas.insight.errors import BadAddress
from ohlas.insight.queries import (
    Ask,
    Titles,
    answers_behind,
    ask_for,
    breakdown,
    catalogue_of,
    change_between,
    counted,
    coverage,
    dashboard,
    field_values,
    figure,
    titles_of,
    trend,
    trends_by,
)
from ohlas.insight.rules import Pair, Preset, Selection, Step, Window
from ohlas.insight.tests.conftest import SPRING, SUMMER, Told
from ohlas.metrics import MEASURES, NpsTally, UnlikeScales, nps, nps_interval

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
QUARTERS = Window(date(2026, 7, 1), date(2026, 10, 1)), Window(date(2026, 4, 1), date(2026, 7, 1))


def _ask(told: Told, **filters: tuple[str, ...]) -> Ask:
    return ask_for(told.alice, MEASURES["nps"], "nps_0_10", filters, Window())


def test_the_figure_is_that_of_metrics(told: Told) -> None:
    tally = NpsTally(95, 30, 45)
    found, interval = figure(told.store, _ask(told)), nps_interval(tally)
    assert interval is not None
    assert found.value == pytest.approx(nps(tally))
    assert (found.low, found.high) == pytest.approx(tuple(interval))
    assert found.n == 170


def test_a_skipped_question_does_not_lower_the_score(told: Told) -> None:
    before = figure(told.store, _ask(told))
    told.tell(20, {"csat": 1}, unit=told.world.brno)
    assert figure(told.store, _ask(told)) == before


def test_groups_add_up_to_the_whole_and_the_odd_one_is_marked(told: Told) -> None:
    found = breakdown(told.store, _ask(told), "unit")
    assert sum(group.figure.n for group in found.groups) == found.total.n == 170
    marks = {group.key: group.test and group.test.is_marked for group in found.groups}
    assert marks == {str(told.world.prague.id): True, str(told.world.brno.id): True}


def test_groups_under_thirty_are_never_tested(told: Told) -> None:
    told.tell(10, {"nps": 0}, unit=told.world.region)
    small = next(
        g for g in breakdown(told.store, _ask(told), "unit").groups if g.key == str(told.world.region.id)
    )
    assert small.figure.is_indicative
    assert small.test is None


def test_a_region_holds_its_branches(told: Told) -> None:
    region = str(told.world.region.id)
    assert figure(told.store, _ask(told, unit=(region,))).n == 170
    assert figure(told.store, _ask(told, unit=("no unit",))).n == 0


def test_a_trend_shows_empty_steps_as_nobody(told: Told) -> None:
    points = trend(told.store, _ask(told), Step.MONTH)
    assert [point.start.month for point in points] == [5, 6, 7, 8]
    assert [point.figure.n for point in points] == [60, 0, 0, 110]
    assert points[1].figure.value is None


def test_questions_side_by_side_share_their_steps(told: Told) -> None:
    ask = ask_for(told.alice, MEASURES["mean"], "rating_1_5", {}, Window())
    found = trends_by(told.store, ask, "question", Step.MONTH)
    assert [(group.key, group.figure.n) for group in found] == [("coffee", 170), ("cakes", 5)]
    assert len({len(group.points) for group in found}) == 1


def test_weights_count_only_when_wanted(told: Told) -> None:
    told.tell(30, {"nps": 10}, unit=told.world.brno, weight=3.0)
    ask = _ask(told)
    plain = replace(ask, weighted=False)
    weighted, unweighted = counted(told.store, ask).figure, counted(told.store, plain).figure
    assert weighted.n == unweighted.n == 200
    assert unweighted.value == pytest.approx(nps(NpsTally(125, 30, 45)))
    assert weighted.value == pytest.approx(nps(NpsTally(185, 30, 45)))
    assert weighted.n_star is not None
    assert unweighted.n_star is None


def test_a_change_needs_thirty_answers_on_both_sides(told: Told) -> None:
    later, earlier = QUARTERS
    full = change_between(told.store, _ask(told), Pair(later, earlier, Step.QUARTER))
    assert (full.later_n, full.earlier_n) == (110, 60)
    assert full.comparison is not None
    before_all = Window(date(2026, 1, 1), date(2026, 4, 1))
    empty = change_between(told.store, _ask(told), Pair(later, before_all, Step.QUARTER))
    assert (empty.comparison, empty.earlier_n) == (None, 0)


def test_unlike_scales_are_never_pooled(told: Told) -> None:
    catalogue = catalogue_of(told.alice)
    assert catalogue.scale_for(MEASURES["mean"], {}) == "rating_1_5"
    other = [
        *told.version.definition["questions"],
        {"id": "r10", "type": "rating", "scale": "rating_1_10", "text": {"en": "R"}},
    ]
    told.version.pk = None
    told.version.number = 2
    told.version.definition = {**told.version.definition, "questions": other}
    told.version.save(force_insert=True)
    with pytest.raises(UnlikeScales, match="rating_1_10"):
        catalogue_of(told.alice).scale_for(MEASURES["mean"], {})
    assert catalogue_of(told.alice).scale_for(MEASURES["mean"], {"question": ("r10",)}) == "rating_1_10"


def test_a_measure_that_does_not_fit_the_question_is_refused(told: Told) -> None:
    with pytest.raises(BadAddress, match="csat"):
        catalogue_of(told.alice).scale_for(MEASURES["nps"], {"question": ("csat",)})


def test_a_unit_manager_counts_own_units_only(told: Told) -> None:
    mine = ask_for(told.bob, MEASURES["nps"], "nps_0_10", {}, Window())
    assert figure(told.store, mine).n == 120
    assert [group.key for group in breakdown(told.store, mine, "unit").groups] == [str(told.world.prague.id)]
    assert field_values(told.store, mine, ["unit"]) == {"unit": (str(told.world.prague.id),)}
    assert answers_behind(told.store, told.bob, mine, 1).total == 120
    titles: Titles = titles_of(told.bob, catalogue_of(told.bob))
    assert titles.words["unit"] == {str(told.world.prague.id): "Praha"}


def test_another_organisation_counts_nothing_of_ours(told: Told) -> None:
    from ohlas.accounts.access import actor_for

    theirs = ask_for(actor_for(told.world.mallory, "jinde"), MEASURES["nps"], "nps_0_10", {}, Window())
    assert counted(told.store, theirs).counts.n == 0
    assert coverage(told.store, theirs) is None


def test_few_answers_widen_the_window(silent: Told) -> None:
    silent.tell(4, {"nps": 9}, at=datetime(2026, 11, 15, 9, 0, tzinfo=UTC))
    silent.tell(40, {"nps": 9}, at=SUMMER)
    silent.tell(40, {"nps": 9}, at=SPRING)
    tile = dashboard(silent.store, silent.alice, Selection(preset=Preset.DAYS_30), NOW).tiles[0]
    assert (tile.months, tile.counted.figure.n) == (6, 44)
    chosen = Selection(preset=Preset.DATES, since=date(2026, 11, 1), until=date(2026, 11, 19))
    kept = dashboard(silent.store, silent.alice, chosen, NOW).tiles[0]
    assert (kept.months, kept.counted.figure.n) == (None, 4)
