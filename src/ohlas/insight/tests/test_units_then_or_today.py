"""A branch that moved counts where it stood on the day of the answer, or where it stands today."""

from datetime import UTC, date, datetime

import pytest
from tests.world import NOW

from ohlas.accounts.actions import move_unit, open_unit
from ohlas.accounts.rules import UnitKind
from ohlas.engine import NotShown, Query, Spell
from ohlas.engine.cube.meaning import meant_by
from ohlas.insight.queries import ask_for, counted
from ohlas.insight.queries.placing import tree_then
from ohlas.insight.rules import Window
from ohlas.insight.tests.conftest import Told
from ohlas.metrics import MEASURES

ALL = "since=2026-01-01&until=2026-12-31&measure=nps"


@pytest.fixture
def moved(told: Told) -> tuple[Told, str, str]:
    """Brno leaves Česko for Morava on 1 July; before and after it 50 people answered there."""
    morava = open_unit(
        actor=told.alice,
        code="mor",
        name="Morava",
        kind=UnitKind.REGION,
        now=NOW,
        valid_from=date(2026, 1, 1),
    )
    told.tell(50, {"nps": 10}, unit=told.world.brno, at=datetime(2026, 6, 30, 20, 0, tzinfo=UTC))
    move_unit(actor=told.alice, unit_id=told.world.brno.id, parent_id=morava.id, on=date(2026, 7, 1), now=NOW)
    return told, str(told.world.region.id), str(morava.id)


def n(told: Told, unit: str, *, then: bool) -> int:
    tree = tree_then(told.world.organisation.id) if then else None
    ask = ask_for(told.alice, MEASURES["nps"], "nps_0_10", {"unit": (unit,)}, Window(), tree=tree)
    return counted(told.store, ask).figure.n


def test_as_today_a_region_has_all_answers_of_its_branches_of_today(moved: tuple[Told, str, str]) -> None:
    told, czech, morava = moved
    assert (n(told, czech, then=False), n(told, morava, then=False)) == (120, 100)


def test_as_then_a_region_has_the_answers_given_while_the_branch_was_its_own(
    moved: tuple[Told, str, str],
) -> None:
    told, czech, morava = moved
    assert (n(told, czech, then=True), n(told, morava, then=True)) == (170, 50)


def test_the_two_agree_on_a_branch_itself_and_on_everything(moved: tuple[Told, str, str]) -> None:
    told, czech, morava = moved
    brno = str(told.world.brno.id)
    assert n(told, brno, then=True) == n(told, brno, then=False) == 100
    assert sum(n(told, unit, then=True) for unit in (czech, morava)) == 220


@pytest.mark.parametrize("page", ["dashboard/", "answers/"])
def test_the_switch_is_in_the_address(moved: tuple[Told, str, str], page: str) -> None:
    told, _, morava = moved
    for switch, answers in (("then", "50 answers"), ("today", "100 answers")):
        text = told.client.get(f"/o/sova/{page}?{ALL}&unit={morava}&units={switch}").content.decode()
        assert answers in text
    assert told.client.get(f"/o/sova/{page}?units=sometimes").status_code == 400


def test_the_receipt_says_which_tree_was_used(moved: tuple[Told, str, str]) -> None:
    told, _, morava = moved
    text = told.client.get(f"/o/sova/dashboard/?{ALL}&unit={morava}&units=then").content.decode()
    assert "as it stood on the day of each answer" in text
    assert "units=then" in text


def test_nothing_is_to_choose_while_no_unit_moved(told: Told) -> None:
    assert "f-trees" not in told.client.get(f"/o/sova/dashboard/?{ALL}").content.decode()


def test_bob_sees_no_more_by_looking_back(moved: tuple[Told, str, str]) -> None:
    """Praha is his; Brno once stood beside it, and stays out of sight."""
    told, czech, _ = moved
    client = told.world.signed_in(told.world.bob)
    text = client.get(f"/o/sova/dashboard/?{ALL}&unit={czech}&units=then").content.decode()
    assert "120 answers" in text
    assert "170 answers" not in text


def test_answers_outside_a_units_days_count_where_it_stood_first_or_last(told: Told) -> None:
    told.world.prague.valid_from, told.world.prague.valid_to = date(2026, 6, 1), date(2026, 7, 1)
    told.world.prague.save()
    assert n(told, str(told.world.region.id), then=True) == 170


def test_anonymous_answers_are_not_asked_day_by_day() -> None:
    with pytest.raises(NotShown, match="day by day"):
        meant_by(Query("sova", placed=(Spell(("a",), None, date(2026, 7, 1)),)))
