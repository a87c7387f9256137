"""`ohlas query` gives the API's own answer: as a table, as JSON, as CSV; and says what it cannot read or count."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from tests.world import NOW, World
from typer.testing import CliRunner

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.cli.app import app
from ohlas.insight.queries import facts
from ohlas.insight.tests.conftest import Told, survey_of

BY_UNIT = {"measures": ["nps"], "group_by": ["unit"]}


@pytest.fixture
def told(world: World) -> Told:
    """Praha: 40 promoters and 20 detractors; Brno: 6 passives."""
    found = Told(world, facts(), *survey_of(world.organisation))
    found.tell(40, {"nps": 9}, unit=world.prague)
    found.tell(20, {"nps": 3}, unit=world.prague)
    found.tell(6, {"nps": 8}, unit=world.brno)
    return found


def asked(document: object, *options: str, given: str | None = None) -> Any:
    text = given if given is not None else json.dumps(document)
    return CliRunner().invoke(app, ["query", "-", "--org", "sova", *options], input=text)


def by_program(told: Told, document: object) -> Any:
    key = issue_api_key(
        actor=system_actor(told.world.organisation.id), name="x", scopes=[Permission.SEE_FIGURES], now=NOW
    )
    headers = {"Authorization": f"Bearer {key.secret}"}
    return Client().post("/api/v1/query", json.dumps(document), "application/json", headers=headers).json()


def test_json_is_the_answer_of_the_api(told: Told) -> None:
    found = asked(BY_UNIT, "--json")
    assert found.exit_code == 0, found.output
    mine, theirs = json.loads(found.stdout), by_program(told, BY_UNIT)
    for name in ("query", "scale", "measures", "total", "groups", "page", "warnings"):
        assert mine[name] == theirs[name], name
    assert mine["facts"]["version"] == theirs["facts"]["version"]
    assert mine["total"]["n"] == 66
    assert "/o/sova/query/?document=" in mine["receipt"]["link"]


def test_the_table_says_n_score_and_interval(told: Told) -> None:
    found = asked(BY_UNIT)
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[0].split() == ["unit", "n", "nps"]
    assert lines[1].split()[:2] == ["all", "66"]
    praha = next(line for line in lines if str(told.world.prague.id) in line)
    assert " 60 " in praha
    assert "33.33 (" in praha
    brno = next(line for line in lines if str(told.world.brno.id) in line)
    assert brno.rstrip().endswith("*"), "six answers are only indicative"


def test_csv_has_a_line_per_group_and_measure(told: Told) -> None:
    found = asked(BY_UNIT, "--csv")
    assert found.exit_code == 0
    lines = list(csv.DictReader(StringIO(found.stdout)))
    assert [(line["unit"], line["n"]) for line in lines] == [
        ("(all)", "66"),
        *sorted([(str(told.world.prague.id), "60"), (str(told.world.brno.id), "6")]),
    ]
    assert float(lines[0]["value"]) == pytest.approx(100 * 20 / 66)


def test_a_file_is_read_as_standard_input_is(told: Told, tmp_path: Any) -> None:
    path = tmp_path / "query.json"
    path.write_text(json.dumps(BY_UNIT), encoding="utf-8")
    from_file = CliRunner().invoke(app, ["query", str(path), "--org", "sova", "--csv"])
    assert from_file.stdout == asked(BY_UNIT, "--csv").stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "a JSON object"),
        ('{"measure": ["nps"]}', "did you mean measures?"),
        ('{"measures": ["npz"]}', "did you mean nps?"),
        ('{"measures": ["nps", "csat"]}', "nps_0_10"),
        ('{"where": [{"field": "colour", "values": ["red"]}]}', "colour"),
        ('{"since": "2026-05-02", "until": "2026-05-01"}', "a day from 2026-05-02 on"),
    ],
)
def test_what_cannot_be_counted_ends_with_2_and_a_sentence(told: Told, given: str, said: str) -> None:
    found = asked(None, given=given)
    assert found.exit_code == 2
    assert said in found.output
    assert "Traceback" not in found.output


def test_no_file_and_no_such_organisation_are_said(told: Told) -> None:
    missing = CliRunner().invoke(app, ["query", "/no/such/file.json", "--org", "sova"])
    assert (missing.exit_code, "cannot be read" in missing.output) == (2, True)
    stranger = CliRunner().invoke(app, ["query", "-", "--org", "nowhere"], input="{}")
    assert (stranger.exit_code, "jinde, sova" in stranger.output or "sova" in stranger.output) == (2, True)


def test_before_the_first_answer_n_is_nought(world: World) -> None:
    survey_of(world.organisation)
    found = json.loads(asked({"measures": ["nps"]}, "--json").stdout)
    assert (found["total"]["n"], found["total"]["scores"]["nps"]["value"]) == (0, None)
