"""Eight real files, mapped by hand: one number on the dashboard, in the API, on the command line, after a rebuild."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.cli.app import app
from ohlas.exchange.access import imports_for
from ohlas.feedback.facts import check_facts, rebuild_facts
from ohlas.outbox.relay import relay_once
from ohlas.surveys.queries import surveys_named
from tests.flows.airport import SURVEY, YEARS, posted
from tests.world import World, shared

GOLDEN = {"n": 2746, "value": 39.839766933721776, "low": 37.18236071697378, "high": 42.4102184027061}


@pytest.fixture
def alice(world: World, settings: Any) -> Client:
    settings.ALLOWED_HOSTS = ["*"]
    return world.signed_in(world.alice)


def bring_in(client: Client, world: World, year: int) -> None:
    """Upload, map, try, import: the pages a person walks."""
    with shared(f"data/surveys/airport/{year}.csv").open("rb") as file:
        columns = client.post("/o/sova/imports/upload/", {"file": file})
    assert columns.status_code == 302, columns.content
    view = imports_for(system_actor(world.organisation.id))[0]
    names = [column["name"] for column in view.findings["columns"]]
    answer = client.post(columns["Location"], posted(year, names))
    assert answer.status_code == 302, re.findall(r"<li>(.*?)</li>", answer.content.decode())
    assert "What this file would bring" in client.get(answer["Location"]).content.decode()
    client.post(f"{answer['Location']}start/")
    settle()


def settle() -> None:
    """Everything a relay would do; pages take the time of day themselves, so it does too."""
    while relay_once(timezone.now(), worker="test"):
        pass


@pytest.mark.django_db(transaction=True)
def test_one_number_everywhere(alice: Client, world: World) -> None:
    for year in YEARS:
        bring_in(alice, world, year)
    views = imports_for(system_actor(world.organisation.id))
    assert [(view.state, view.problem) for view in views] == [("done", "")] * len(YEARS)
    assert min(view.rows_stored for view in views) > 2700
    before = numbers(alice, world)
    assert before["api"] == pytest.approx(GOLDEN)
    assert before["cli"] == pytest.approx(GOLDEN)
    assert "39.8" in before["page"]
    assert "2,746" in before["page"] or "2746" in before["page"]
    rebuild_facts()
    assert check_facts() == ()
    after = numbers(alice, world)
    assert (after["api"], after["cli"]) == (before["api"], before["cli"])
    trend = api(world, "mean", question="restrooms", bucket="year")["trend"]
    assert [point["n"] > 2000 for point in trend] == [True] * len(YEARS)


def numbers(client: Client, world: World) -> dict[str, Any]:
    survey = surveys_named(world.organisation.id, [SURVEY])[SURVEY]
    page = client.get("/o/sova/dashboard/", {"survey": str(survey), "measure": "nps", "period": "all"})
    printed = CliRunner().invoke(app, ["metrics", "nps", "--org", "sova", "--survey", SURVEY, "--json"])
    assert printed.exit_code == 0, printed.output
    cli = json.loads(printed.output)
    return {
        "page": page.content.decode(),
        "api": {name: api(world, "nps", survey=SURVEY)[name] for name in GOLDEN},
        "cli": {name: cli[name] for name in GOLDEN},
    }


def api(world: World, measure: str, **parameters: str) -> dict[str, Any]:
    actor = system_actor(world.organisation.id)
    key = issue_api_key(actor=actor, name="t", scopes=[Permission.SEE_FIGURES], now=world.now)
    headers = {"Authorization": f"Bearer {key.secret}"}
    answer = Client().get(f"/api/v1/metrics/{measure}", parameters, headers=headers)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())
