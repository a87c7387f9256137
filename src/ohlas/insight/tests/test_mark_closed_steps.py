"""A trend says which of its months are closed, what was reported of them, and what changed since."""

from datetime import date
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.closing import close_period, open_period
from ohlas.insight.pages.charts import trend_spec
from ohlas.insight.pages.reports.figures import trend as trend_on_paper
from ohlas.insight.queries import ask_for
from ohlas.insight.queries.closing import sealed_steps
from ohlas.insight.queries.figures import trend
from ohlas.insight.queries.tiles.trend import TrendData
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.goals import Period
from ohlas.insight.tests.conftest import SUMMER, Told
from ohlas.metrics import MEASURES

NPS = MEASURES["nps"]
MAY, AUGUST = date(2026, 5, 1), date(2026, 8, 1)
YEAR = Window(date(2026, 1, 1), date(2026, 11, 1))
DAYS = "measure=nps&since=2026-01-01&until=2026-10-31"


@pytest.fixture
def closed(told: Told) -> Told:
    """May stands as reported; 12 answers came to August after it was closed."""
    for start in (MAY, AUGUST):
        close_period(actor=told.alice, period=Period(Step.MONTH, start), now=NOW)
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    return told


def document(told: Told, query: str) -> dict[str, Any]:
    key = issue_api_key(actor=told.alice, name="x", scopes=[Permission.SEE_FIGURES], now=told.world.now)
    headers = {"Authorization": f"Bearer {key.secret}"}
    answer = Client().get(f"/api/v1/metrics/nps?{query}", headers=headers)
    assert answer.status_code == 200
    return answer.json()


def test_steps_that_are_closed_bring_what_was_reported(closed: Told) -> None:
    ask = ask_for(closed.alice, NPS, "nps_0_10", {}, YEAR)
    found = sealed_steps(ask, [MAY, date(2026, 6, 1), AUGUST], Step.MONTH)
    assert {start: one.figure.n for start, one in found.items()} == {MAY: 60, AUGUST: 110}


def test_only_the_whole_step_of_exactly_this_figure_is_marked(closed: Told) -> None:
    """Half a month, another filter, other units than one, no weights, and weeks were never sealed."""
    brno, praha = str(closed.world.brno.id), str(closed.world.prague.id)
    window = Window(date(2026, 8, 10), None)
    asks = [
        ask_for(closed.alice, NPS, "nps_0_10", {}, window),
        ask_for(closed.alice, NPS, "nps_0_10", {"channel": ("web",)}, YEAR),
        ask_for(closed.alice, NPS, "nps_0_10", {"unit": (brno, praha)}, YEAR),
        ask_for(closed.alice, NPS, "nps_0_10", {}, YEAR, weighted=False),
        ask_for(closed.bob, NPS, "nps_0_10", {}, YEAR),
    ]
    assert [sealed_steps(one, [AUGUST], Step.MONTH) for one in asks] == [{}] * 5
    whole = ask_for(closed.alice, NPS, "nps_0_10", {}, YEAR)
    assert sealed_steps(whole, [date(2026, 8, 3)], Step.WEEK) == {}
    of_brno = ask_for(closed.alice, NPS, "nps_0_10", {"unit": (brno,)}, YEAR)
    assert sealed_steps(of_brno, [AUGUST], Step.MONTH)[AUGUST].figure.n == 50


def test_a_square_stands_at_what_was_reported(closed: Told) -> None:
    ask = ask_for(closed.alice, NPS, "nps_0_10", {}, YEAR)
    points = trend(closed.store, ask, Step.MONTH)
    sealed = sealed_steps(ask, [one.start for one in points], Step.MONTH)
    spec = trend_spec(ask, points, Step.MONTH, sealed=sealed)
    squares = [datum["sealed"] for datum in spec["data"]["values"]]
    assert [value is not None for value in squares] == [True, False, False, True]
    assert squares[-1] == pytest.approx(18.18, abs=0.01)
    assert spec["data"]["values"][-1]["value"] != squares[-1]
    assert any(layer["mark"].get("shape") == "square" for layer in spec["layer"])
    bare = trend_spec(ask, points, Step.MONTH)
    assert not any(layer["mark"].get("shape") == "square" for layer in bare["layer"])


def test_a_report_draws_the_square_and_says_what_changed(closed: Told) -> None:
    ask = ask_for(closed.alice, NPS, "nps_0_10", {}, YEAR)
    points = trend(closed.store, ask, Step.MONTH)
    sealed = sealed_steps(ask, [one.start for one in points], Step.MONTH)
    asked: Any = SimpleNamespace(ask=ask)
    paper: Any = None
    told = trend_on_paper(asked, TrendData(None, Step.MONTH, points, None, sealed), paper, paper)
    assert told.chart is not None
    assert [one["sealed"] is not None for one in told.chart.spec["data"]["values"]] == [
        True,
        False,
        False,
        True,
    ]
    said, changed = told.notes
    assert said == "□ stands at what was reported when a period was closed."
    assert "+12 answers" in changed
    open_steps = trend_on_paper(asked, TrendData(None, Step.MONTH, points, None, {}), paper, paper)
    assert open_steps.notes == ()


def test_the_explorer_shows_the_restatement_in_chart_and_table(closed: Told) -> None:
    answer = closed.client.get(f"/o/sova/dashboard/?{DAYS}&bucket=month")
    text = unescape(answer.content.decode())
    assert "□ stands at what was reported when a period was closed." in text
    assert '<th scope="col">When closed</th>' in text
    assert "+12 answers" in text
    assert "unchanged since" in text
    picture = closed.client.get(f"/o/sova/dashboard/trend-light.svg?{DAYS}&bucket=month")
    assert picture.status_code == 200


def test_a_dashboards_trend_follows_closing_and_opening(told: Told) -> None:
    """What was kept of the tile before must not be shown after: closing changes no facts."""
    tile = {"id": "t1", "kind": "trend", "measure": "nps", "bucket": "month", "period": "all"}
    document = read_document({"tiles": [tile]})
    board = create_board(actor=told.alice, wish=BoardWish("Trend"), document=document, now=NOW)

    def marked() -> bool:
        return "When closed" in told.client.get(f"/o/sova/boards/{board}/").content.decode()

    assert not marked()
    view = close_period(actor=told.alice, period=Period(Step.MONTH, AUGUST), now=NOW)
    assert marked()
    open_period(actor=told.alice, closing_id=view.id, reason="Late answers", now=NOW)
    assert not marked()


def test_a_program_gets_the_seal_of_the_figure_and_of_each_step(closed: Told) -> None:
    found = document(closed, "since=2026-01-01&until=2026-12-31&bucket=month")
    assert found["sealed"] is None
    steps = {step["since"]: step["sealed"] for step in found["trend"]}
    assert [start for start, sealed in steps.items() if sealed] == ["2026-05-01", "2026-08-01"]
    assert (steps["2026-05-01"]["is_changed"], steps["2026-05-01"]["added"]) == (False, 0)
    whole = document(closed, "since=2026-08-01&until=2026-08-31")
    sealed = whole["sealed"]
    assert (sealed["n"], sealed["added"], sealed["is_changed"]) == (110, 12, True)
    assert sealed["low"] < sealed["value"] < sealed["high"]
    assert sealed["difference"] == pytest.approx(whole["value"] - sealed["value"])
    assert sealed["closed_at"].startswith(NOW.date().isoformat())
    assert Client().get(f"/api/v1/periods/{sealed['period']}").status_code == 401
