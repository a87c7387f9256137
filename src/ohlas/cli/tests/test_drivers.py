"""`ohlas drivers` ranks what moves a score in a file, and says what it cannot say."""

import json

import numpy as np
import pytest
from tests.world import shared
from typer.testing import CliRunner

from ohlas.cli.app import app

AIRLINE = "data/business/airline_satisfaction/airline_passenger_satisfaction_test.csv"
TOUCHPOINTS = [
    "Inflight wifi service",
    "Departure/Arrival time convenient",
    "Ease of Online booking",
    "Gate location",
    "Food and drink",
    "Online boarding",
    "Seat comfort",
    "Inflight entertainment",
    "On-board service",
    "Leg room service",
    "Baggage handling",
    "Checkin service",
    "Inflight service",
    "Cleanliness",
]


def asked(path, *options):
    return CliRunner().invoke(app, ["drivers", str(path), "--bootstraps", "100", *options])


def written(tmp_path, lines):
    path = tmp_path / "answers.csv"
    path.write_text("score,speed,staff,colour,mood\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path):
    rng = np.random.default_rng(3)
    lines = []
    for speed, staff, colour in rng.integers(1, 6, (300, 3)):
        score = min(10, max(0, speed + staff + rng.integers(-1, 2)))
        lines.append(f"{score},{speed},{staff},{colour},{'glad' if score > 6 else 'sad'}")
    return written(tmp_path, lines)


ALL = ("--driver", "speed", "--driver", "staff", "--driver", "colour")


def test_drivers_are_ranked_and_those_without_evidence_named(answers):
    found = json.loads(asked(answers, "--score", "score", *ALL, "--json").stdout)
    assert {one["name"] for one in found["drivers"][:2]} == {"speed", "staff"}
    assert found["without_evidence"] == ["colour"]
    assert found["caveat"] == "association, not proof"
    assert sum(one["importance"] for one in found["drivers"]) == pytest.approx(found["r2"])


def test_a_score_of_words_needs_the_good_one(answers):
    refused = asked(answers, "--score", "mood", *ALL)
    assert refused.exit_code == 2
    assert "--good" in refused.stderr
    found = json.loads(asked(answers, "--score", "mood", "--good", "Glad", *ALL, "--json").stdout)
    assert found["unit"] == "share"


def test_a_measure_counts_the_score_as_it_does_everywhere(answers):
    found = json.loads(asked(answers, "--score", "score", "--metric", "nps", *ALL, "--json").stdout)
    assert found["unit"] == "points"
    assert found["drivers"][0]["gain"]["value"] > 10


def test_missing_codes_are_no_answers_and_gaps_are_counted(tmp_path):
    lines = [f"{i % 5 + 1},{0 if i < 10 else i % 5 + 1},{i * 7 % 5 + 1},1,x" for i in range(100)]
    path = written(tmp_path, lines)
    found = json.loads(asked(path, "--score", "score", *ALL, "--missing", "0", "--json").stdout)
    assert (found["rows_with_gaps"], found["n"]) == (10, 90)
    assert {
        "remark": "everybody gave the same answer, so nothing can be said",
        "drivers": ["colour"],
    } in found["remarks"]


@pytest.mark.parametrize(
    ("lines", "options"),
    [
        (["5,1,1,1,x"] * 50, ALL),
        (["5,1,1,1,x", "4,2,2,2,x"], ALL),
        ([f"{i % 5},{i % 3},1,1,x" for i in range(50)], ("--driver", "score")),
        ([f"{i % 5},{i % 3},1,1,x" for i in range(50)], ("--driver", "sped")),
        ([f"{i % 5},,,,x" for i in range(50)], ALL),
    ],
)
def test_what_cannot_be_explained_is_refused_in_one_sentence(tmp_path, lines, options):
    refused = asked(written(tmp_path, lines), "--score", "score", *options)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("ohlas drivers: ")
    assert refused.exception is None or isinstance(refused.exception, SystemExit)


def test_people_read_a_table(answers):
    shown = asked(answers, "--score", "score", *ALL).stdout
    assert "Association, not proof" in shown
    assert "No evidence beyond the others: colour" in shown


def test_the_airline_ranks_14_touchpoints_with_intervals():
    path = shared(AIRLINE)
    options = [part for name in TOUCHPOINTS for part in ("--driver", name)]
    options += ["--score", "satisfaction", "--good", "satisfied", "--missing", "0", "--json"]
    found = json.loads(asked(path, *options).stdout)
    assert len(found["drivers"]) == 14
    assert found["drivers"][0]["name"] == "Online boarding"
    assert all(one["low"] <= one["importance"] <= one["high"] for one in found["drivers"])
    assert (found["n"], found["rows_with_gaps"]) == (23_863, 2_113)
    assert set(found["without_evidence"]) >= {"Gate location"}
