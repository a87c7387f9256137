"""Wherever a unit can be chosen, the answers of a branch that moved count where it stood on their day, if asked so."""

import json
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key, move_unit, open_unit
from ohlas.accounts.rules import Permission, UnitKind
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response
from ohlas.insight.queries import facts
from ohlas.insight.queries.documents import answered, document_of
from ohlas.insight.queries.facts import ask_for
from ohlas.insight.queries.figures import counted
from ohlas.insight.queries.placing import tree_then
from ohlas.insight.rules import UNKNOWN, Window
from ohlas.insight.tests.conftest import Told
from ohlas.metrics import MEASURES

ALL = "since=2026-01-01&until=2026-12-31"
MARCH, AUGUST = datetime(2026, 3, 12, 9, 0, tzinfo=UTC), datetime(2026, 8, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def moved(silent: Told) -> tuple[Told, str]:
    """Brno leaves Česko for Morava on 1 July; 40 people answered there before, 60 after."""
    morava = open_unit(
        actor=silent.alice,
        code="mor",
        name="Morava",
        kind=UnitKind.REGION,
        now=NOW,
        valid_from=date(2026, 1, 1),
    )
    for at, n in ((MARCH, 20), (AUGUST, 30)):
        silent.tell(n, {"nps": 10, "coffee": 5, "why": "Skvělá káva."}, unit=silent.world.brno, at=at)
        silent.tell(n, {"nps": 3, "coffee": 2, "why": "Špatná káva."}, unit=silent.world.brno, at=at)
    move_unit(
        actor=silent.alice, unit_id=silent.world.brno.id, parent_id=morava.id, on=date(2026, 7, 1), now=NOW
    )
    return silent, str(morava.id)


def page(told: Told, address: str) -> str:
    answer = told.client.get(f"/o/sova/{address}")
    assert answer.status_code == 200, answer.content[:300]
    return unescape(answer.content.decode()).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("address", "then", "today"),
    [
        ("drivers/?outcome=nps&", "60 people", "100 people"),
        ("statistics/league/?measure=nps&", "<dd>60</dd>", "<dd>100</dd>"),
        ("statistics/weights/?measure=nps&", "<dd>60</dd>", "<dd>100</dd>"),
        ("crosstabs/?rows=nps&columns=channel&", ">60<", ">100<"),
    ],
)
def test_a_page_counts_by_the_tree_of_then(
    moved: tuple[Told, str], address: str, then: str, today: str
) -> None:
    told, morava = moved
    for switch, said in (("then", then), ("today", today)):
        text = page(told, f"{address}{ALL}&unit={morava}&units={switch}")
        assert said in text, switch
        assert 'id="f-trees"' in text


def test_drivers_of_then_and_of_today_are_kept_apart(moved: tuple[Told, str]) -> None:
    """Both are kept per version of the facts: the second one asked must not get the first one's."""
    told, morava = moved
    first = page(told, f"drivers/?outcome=nps&{ALL}&unit={morava}")
    second = page(told, f"drivers/?outcome=nps&{ALL}&unit={morava}&units=then")
    assert ("100 people" in first, "60 people" in second) == (True, True)


def test_comments_count_by_the_tree_of_then(moved: tuple[Told, str]) -> None:
    told, morava = moved
    read_responses(list(Response.objects.all()), NOW)
    claim_read(told.world.organisation.id, NOW)
    write_waiting()
    for switch, said in (("then", "60 comments"), ("today", "100 comments")):
        text = page(told, f"comments/?{ALL}&unit={morava}&units={switch}")
        assert said in text
        assert "f-trees" in text


def test_the_form_keeps_the_choice(moved: tuple[Told, str]) -> None:
    told, morava = moved
    for address in ("drivers/?outcome=nps", "statistics/league/?measure=nps", "crosstabs/?rows=nps"):
        text = page(told, f"{address}&{ALL}&unit={morava}&units=then")
        assert '<input type="hidden" name="units" value="then">' in text


def test_nothing_is_to_choose_while_no_unit_moved(told: Told) -> None:
    for address in ("drivers/", "statistics/league/", "crosstabs/", "comments/", "benchmarks/"):
        assert "f-trees" not in page(told, address)


@pytest.mark.parametrize(("units", "n"), [("then", 60), ("today", 100)])
def test_the_query_door_takes_both_trees(moved: tuple[Told, str], units: str, n: int) -> None:
    told, morava = moved
    key = issue_api_key(actor=told.alice, name="x", scopes=[Permission.SEE_FIGURES], now=told.world.now)
    within = {"field": "unit", "op": "within", "values": [morava]}
    body = json.dumps({"measures": ["nps"], "where": [within], "units": units})
    answer = Client().post(
        "/api/v1/query", body, "application/json", headers={"Authorization": f"Bearer {key.secret}"}
    )
    assert answer.json()["total"]["n"] == n
    assert answer.json()["query"].get("units", "today") == units
    crosstab = Client().get(
        f"/api/v1/crosstab?rows=nps&columns=channel&unit={morava}&units={units}",
        headers={"Authorization": f"Bearer {key.secret}"},
    )
    assert [group["n"] for group in crosstab.json()["groups"]] == [n]
    assert crosstab.json()["units"] == units


def test_two_filters_within_units_of_then_are_refused_by_name(moved: tuple[Told, str]) -> None:
    told, morava = moved
    within = {"field": "unit", "op": "within", "values": [morava]}
    document = json.dumps({"measures": ["nps"], "where": [within, within], "units": "then"})
    answer = told.client.get("/o/sova/query/", {"document": document})
    assert answer.status_code == 400
    assert "one filter within units" in unescape(answer.content.decode())


@pytest.mark.parametrize("then", [True, False])
def test_a_receipts_document_counts_the_same_figure(moved: tuple[Told, str], *, then: bool) -> None:
    """A region together with answers of no unit, too: both stand in one filter."""
    told, morava = moved
    told.tell(7, {"nps": 8}, at=MARCH)
    tree = tree_then(told.world.organisation.id) if then else None
    chosen = {"unit": (morava, UNKNOWN)}
    ask = ask_for(told.alice, MEASURES["nps"], "nps_0_10", chosen, Window(), tree=tree)
    expected = counted(facts(), ask).figure.n
    assert expected == (67 if then else 107)
    assert answered(facts(), told.alice, document_of(ask)).total.n == expected


def test_pages_without_the_choice_say_which_tree_they_use(moved: tuple[Told, str]) -> None:
    from ohlas.insight.actions.closing import close_period
    from ohlas.insight.actions.goals import set_goals
    from ohlas.insight.rules import Step
    from ohlas.insight.rules.goals import GoalWish, period_of

    told, _ = moved
    period = period_of(Step.MONTH, MARCH.date())
    set_goals(actor=told.alice, wishes=[GoalWish("nps", period, 20.0)], now=NOW)
    assert "stands below them today" in page(told, f"goals/?period={period.key}")
    closed = close_period(actor=told.alice, period=period, now=NOW)
    assert "the tree of units of the day of closing" in page(told, f"closed-periods/{closed.id}/")
