"""Goals are set one by one or for every branch, changed, removed, and every press is taken back."""

from datetime import UTC, date, datetime

import pytest
from tests.world import NOW

from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.models import AuditEntry
from ohlas.insight.access import goals_for
from ohlas.insight.actions.goals import remove_goal, set_goals, undo_goals
from ohlas.insight.errors import BadGoal
from ohlas.insight.models import Goal
from ohlas.insight.queries import catalogue_of
from ohlas.insight.queries.goals import Counting, changes_of, goal_views, goals_found
from ohlas.insight.rules import Step
from ohlas.insight.rules.goals import GoalWish, Period, Verdict, read_period, read_target
from ohlas.insight.tests.conftest import Told
from ohlas.metrics import MEASURES

AUTUMN = Period(Step.QUARTER, date(2026, 10, 1))
SUMMER = Period(Step.QUARTER, date(2026, 7, 1))


def wish(told: Told, target: float | None, period: Period = AUTUMN, where: str = "prague") -> GoalWish:
    unit = None if where == "all" else getattr(told.world, where).id
    return GoalWish("nps", period, target, unit)


TODAY = NOW.date()


def found(told: Told, today: date = TODAY) -> dict[str, object]:
    counting = Counting(told.store, told.alice, catalogue_of(told.alice), today)
    goals = goal_views(goals_for(told.alice))
    names = {told.world.prague.id: "prague", told.world.brno.id: "brno", told.world.region.id: "region"}
    return {names.get(one.goal.unit_id, "all"): one for one in goals_found(counting, goals)}


def test_the_same_goal_twice_is_one_goal(told: Told) -> None:
    first = set_goals(actor=told.alice, wishes=[wish(told, 40)], now=NOW)
    again = set_goals(actor=told.alice, wishes=[wish(told, 40)], now=NOW)
    assert (first.set, again.all, Goal.objects.count()) == (1, 0, 1)


def test_a_press_is_taken_back_but_not_what_came_after(told: Told) -> None:
    press = set_goals(actor=told.alice, wishes=[wish(told, 40), wish(told, 20, where="brno")], now=NOW)
    set_goals(actor=told.alice, wishes=[wish(told, 45)], now=NOW)
    assert undo_goals(actor=told.alice, batch=press.batch, now=NOW) == 1
    assert [(one.unit_id, one.target) for one in goals_for(told.alice)] == [(told.world.prague.id, 45)]
    with pytest.raises(NotHere):
        undo_goals(actor=told.alice, batch=press.batch, now=NOW)


def test_a_removed_goal_comes_back_with_its_history(told: Told) -> None:
    set_goals(actor=told.alice, wishes=[wish(told, 40)], now=NOW)
    goal = goals_for(told.alice).get()
    removed = remove_goal(actor=told.alice, goal_id=goal.id, now=NOW)
    assert not goals_for(told.alice).exists()
    undo_goals(actor=told.alice, batch=removed.batch, now=NOW)
    assert goals_for(told.alice).get().target == 40
    assert {(one.before, one.after) for one in changes_of(goal.id)} == {(None, 40), (40, None)}


def test_every_press_is_one_entry_of_the_audit(told: Told) -> None:
    press = set_goals(actor=told.alice, wishes=[wish(told, 40), wish(told, 20, where="brno")], now=NOW)
    undo_goals(actor=told.alice, batch=press.batch, now=NOW)
    assert list(AuditEntry.objects.order_by("at", "id").values_list("deed", flat=True)) == [
        "goals.set",
        "goals.taken_back",
    ]


def test_bob_sees_the_goals_of_his_branch_and_sets_none(told: Told) -> None:
    wishes = [wish(told, 40), wish(told, 20, where="brno"), wish(told, 30, where="all")]
    set_goals(actor=told.alice, wishes=wishes, now=NOW)
    assert [one.unit_id for one in goals_for(told.bob)] == [told.world.prague.id]
    with pytest.raises(Forbidden):
        set_goals(actor=told.bob, wishes=[wish(told, 1)], now=NOW)


def test_a_unit_of_others_is_not_there(told: Told) -> None:
    stranger = told.world.elsewhere.units.get().id
    with pytest.raises(NotHere):
        set_goals(actor=told.alice, wishes=[GoalWish("nps", AUTUMN, 1.0, stranger)], now=NOW)


@pytest.mark.parametrize(
    ("measure", "given", "said"),
    [
        ("nps", "101", "-100 to 100"),
        ("csat", "120 %", "0 to 100"),
        ("csat_mean", "6", "1 to 5"),
        ("nps", "x", "-100"),
    ],
)
def test_a_target_outside_the_scale_is_refused(measure: str, given: str, said: str) -> None:
    one = MEASURES[measure]
    with pytest.raises(BadGoal, match=said):
        read_target(one, one.scale.id, given)


@pytest.mark.parametrize(("given", "meant"), [("41,5", 41.5), ("−3", -3), (" 40 ", 40), ("", None)])
def test_targets_are_read_as_people_type_them(given: str, meant: float | None) -> None:
    assert read_target(MEASURES["nps"], "nps_0_10", given) == meant


@pytest.mark.parametrize(
    "given", ["month:2026-11-02", "week:2026-11-02", "year:1900-01-01", "month:2026-13-01", "x"]
)
def test_a_period_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(BadGoal):
        read_period(given)


def test_a_period_over_the_turning_of_the_clocks_counts_whole_days(told: Told) -> None:
    """The last day of October is 25 hours long in Prague; its first minute and its last one both count."""
    for moment in (datetime(2026, 9, 30, 22, 1, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, tzinfo=UTC)):
        told.tell(1, {"nps": 10}, unit=told.world.prague, at=moment)
    told.tell(1, {"nps": 0}, unit=told.world.prague, at=datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    october = Period(Step.MONTH, date(2026, 10, 1))
    set_goals(actor=told.alice, wishes=[wish(told, 40, october)], now=NOW)
    assert (found(told)["prague"].figure.n, found(told)["prague"].figure.value) == (2, 100)


def test_a_period_that_is_over_was_reached_or_missed(told: Told) -> None:
    wishes = [wish(told, 40, SUMMER), wish(told, -10, SUMMER, "brno"), wish(told, 20, SUMMER, "all")]
    set_goals(actor=told.alice, wishes=[*wishes, wish(told, 10, SUMMER, "region")], now=NOW)
    said = found(told)
    assert {name: one.verdict for name, one in said.items()} == {
        "prague": Verdict.REACHED,
        "brno": Verdict.MISSED,
        "all": Verdict.MISSED,
        "region": Verdict.REACHED,
    }
    assert (said["prague"].gap, said["region"].figure.n, said["all"].figure.n) == (10, 110, 110)


def test_a_goal_without_answers_is_too_early_to_say(silent: Told) -> None:
    set_goals(actor=silent.alice, wishes=[wish(silent, 40), wish(silent, 40, SUMMER, "brno")], now=NOW)
    said = found(silent)
    assert (said["prague"].verdict, said["prague"].figure.value) == (Verdict.TOO_EARLY, None)
    assert said["brno"].verdict is Verdict.TOO_FEW


def test_a_running_period_is_judged_by_its_forecast(silent: Told) -> None:
    """Half a year of weeks around +60 in Praha and -20 in Brno, against a goal of 40 for both."""
    for week in range(26):
        at = datetime(2026, 5, 20 if week == 0 else 1, 9, tzinfo=UTC).replace(
            month=5 + week // 4, day=1 + week % 4 * 7
        )
        silent.tell(8, {"nps": 10}, unit=silent.world.prague, at=at)
        silent.tell(2, {"nps": 0}, unit=silent.world.prague, at=at)
        silent.tell(4, {"nps": 10}, unit=silent.world.brno, at=at)
        silent.tell(6, {"nps": 0}, unit=silent.world.brno, at=at)
    set_goals(actor=silent.alice, wishes=[wish(silent, 40), wish(silent, 40, where="brno")], now=NOW)
    said = found(silent)
    assert (said["prague"].verdict, said["brno"].verdict) == (Verdict.ON_COURSE, Verdict.OUT_OF_REACH)
    outlook = said["prague"].outlook
    assert outlook is not None
    assert outlook.low <= outlook.value <= outlook.high
    assert outlook.value == pytest.approx(60, abs=1)
