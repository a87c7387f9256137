"""Goals and closed periods by the API, and goals as a tile of a dashboard."""

import json
import re

import pytest
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.models import Closing, Goal
from ohlas.insight.rules.boards import BoardDocument
from ohlas.insight.rules.goals import GoalWish, Period, Step, period_of
from ohlas.insight.rules.tiles import TileSpec
from ohlas.insight.tests.conftest import Told

SUMMER = "quarter:2026-07-01"


@pytest.fixture
def call(told: Told):
    key = issue_api_key(
        actor=told.alice, name="x", scopes={Permission.SEE_FIGURES, Permission.EDIT_SURVEYS}, now=NOW
    )

    def ask(method: str, path: str, body: object = None) -> tuple[int, dict]:
        answer = told.client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            "application/json",
            headers={"Authorization": f"Bearer {key.secret}"},
        )
        return answer.status_code, answer.json()

    return ask


def test_goals_are_put_and_listed(told: Told, call) -> None:
    goal = {"measure": "nps", "period": SUMMER, "unit": str(told.world.brno.id), "target": 10}
    assert call("PUT", "goals", {"goals": [goal]})[1]["set"] == 1
    assert call("PUT", "goals", {"goals": [goal]})[1]["set"] == 0
    _, listed = call("GET", f"goals?period={SUMMER}")
    (one,) = listed["goals"]
    assert (one["value"], one["n"], one["gap"], one["verdict"]) == (-20, 50, -30, "missed")
    assert (listed["since"], listed["until"]) == ("2026-07-01", "2026-09-30")
    assert call("PUT", "goals", {"goals": [{**goal, "target": None}]})[1]["removed"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": 101},
        {"measure": "joy"},
        {"period": "week:2026-07-06"},
        {"question": "nobody"},
        {"measure": "csat", "question": "nps"},
    ],
)
def test_a_wrong_goal_is_refused_and_no_other_kept(call, wrong: dict) -> None:
    right = {"measure": "nps", "period": SUMMER, "target": 10}
    status, answer = call("PUT", "goals", {"goals": [right, {**right, **wrong}]})
    assert status == 422
    assert answer["detail"]
    assert not Goal.objects.exists()


def test_a_period_is_closed_read_and_opened(told: Told, call) -> None:
    status, closed = call("POST", "periods", {"period": SUMMER})
    assert (status, closed["closed"], closed["period"]) == (200, True, SUMMER)
    told.tell(2, {"nps": 10}, unit=told.world.brno)
    _, found = call("GET", f"periods/{closed['id']}?measure=nps")
    brno = next(one for one in found["figures"] if one["unit"] == str(told.world.brno.id))
    assert (found["whole"], brno["sealed"]["n"], brno["added"]) == (True, 50, 2)
    assert call("POST", f"periods/{closed['id']}/open", {"reason": ""})[0] == 422
    assert call("POST", f"periods/{closed['id']}/open", {"reason": "late"})[1]["closed"] is False
    assert [one["reason"] for one in call("GET", "periods")[1]] == ["late"]


def test_the_future_is_not_closed_by_programs_either(call) -> None:
    assert call("POST", "periods", {"period": "year:2090-01-01"})[0] == 422
    assert not Closing.objects.exists()


def test_a_tile_shows_the_goals_that_run(told: Told) -> None:
    running: Period = period_of(Step.YEAR, NOW.date())
    wishes = [GoalWish("nps", running, 10.0, told.world.brno.id), GoalWish("csat", running, 0.9)]
    set_goals(actor=told.alice, wishes=wishes, now=NOW)
    document = BoardDocument((TileSpec("t1", "goal"), TileSpec("t2", "goal", measure="csat")))
    board = create_board(actor=told.alice, wish=BoardWish("Goals"), document=document, now=NOW)
    text = told.client.get(f"/o/sova/boards/{board}/").content.decode()
    tiles = re.findall(r'<ul class="tile-goals">.*?</ul>', text, re.DOTALL)
    assert [("Brno" in tile, "Whole organisation" in tile) for tile in tiles] == [(True, True), (False, True)]
    narrowed = told.client.get(f"/o/sova/boards/{board}/?unit={told.world.prague.id}").content.decode()
    assert "No goal runs today" in narrowed
