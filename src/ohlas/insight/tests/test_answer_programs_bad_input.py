"""What breaks sums, asked by programs: a clear statement, never a wrong number, never a crash. Pages: `test_walk_…`."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.world import NOW

from ohlas.accounts.models import Unit
from ohlas.insight.tests.conftest import Told, append
from ohlas.insight.tests.test_ask_by_document import Asking
from ohlas.insight.tests.test_no_document_tells_who import pulse
from ohlas.insight.tests.test_study_answers import many, row
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion

__all__ = ["pulse"]  # the fixture
UNITS = 10_000


class Program:
    """A key, and what it gets: status and document."""

    def __init__(self, told: Told) -> None:
        self.client = Client(headers=Asking(told).headers)

    def get(self, address: str, **given: str) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1/{address}", given)
        return answer.status_code, answer.json()

    def ask(self, **document: object) -> tuple[int, Any]:
        answer = self.client.post("/api/v1/query", document, content_type="application/json")
        return answer.status_code, answer.json()


@pytest.fixture
def program(silent: Told) -> Program:
    return Program(silent)


def test_a_measure_over_two_scales_names_both(silent: Told, program: Program) -> None:
    question = {"id": "coffee", "type": "rating", "scale": "rating_1_7", "text": {"en": "Coffee?"}}
    other = Survey.objects.create(
        organisation=silent.world.organisation, name="Other", state="running", created_at=NOW
    )
    SurveyVersion.objects.create(
        organisation=silent.world.organisation,
        survey=other,
        number=1,
        definition={"questions": [question], "languages": ["en"], "default_language": "en"},
        published_at=NOW,
    )
    append(
        silent.store, [row(silent, 4, question="coffee", scale=one) for one in ("rating_1_5", "rating_1_7")]
    )
    for status, answer in (program.get("metrics/mean"), program.ask(measures=["mean"])):
        assert status == 422
        assert "rating_1_5" in answer["detail"]
        assert "rating_1_7" in answer["detail"]


def test_a_filter_that_leaves_nobody_gives_no_number(silent: Told, program: Program) -> None:
    append(silent.store, many(silent, (20, 10, 10)))
    status, figure = program.get("metrics/nps", channel="carrier-pigeon", by="unit", bucket="month")
    assert (status, figure["value"], figure["low"], figure["n"]) == (200, None, None, 0)
    assert (figure["groups"], figure["trend"], figure["sealed"]) == ([], [], None)
    where = [{"field": "channel", "op": "in", "values": ["carrier-pigeon"]}]
    status, answer = program.ask(measures=["nps"], where=where)
    assert (status, answer["total"]["n"], answer["total"]["scores"]["nps"]["value"]) == (200, 0, None)
    status, table = program.get("crosstab", rows="nps", columns="unit", channel="carrier-pigeon")
    assert (status, table["groups"], table["answers"]) == (200, [], [])


def test_five_people_less_one_are_not_told_by_subtraction(pulse: Told) -> None:
    """Everybody less a group would be a small one: the second question is refused, by page and program."""
    program = Program(pulse)
    wish = {"channel": "web", "language": "de", "period": "all"}
    status, answer = program.get("metrics/nps", **wish)
    assert status == 422
    assert "one attribute at a time" in answer["detail"]
    page = pulse.client.get("/o/sova/dashboard/", {**wish, "measure": "nps"})
    assert page.status_code == 400
    assert "one attribute at a time" in page.content.decode()
    rare = program.get("metrics/nps", a_product="Rare", period="all")[1]
    assert rare.get("n", 0) == 0


def test_all_answers_equal_keep_an_honest_interval(silent: Told, program: Program) -> None:
    append(silent.store, [row(silent, 9) for _ in range(40)])
    silent.tell(40, {"coffee": 4})
    for address, value in (("metrics/nps", 100.0), ("metrics/mean", 4.0)):
        status, figure = program.get(address)
        assert (status, figure["value"]) == (200, value)
        assert figure["low"] < value, "a width of nought would claim what forty people cannot"


def test_a_driver_without_variance_and_two_that_are_one_are_named(silent: Told, program: Program) -> None:
    for n in range(60):
        grade = 1 + n % 5
        silent.tell(1, {"nps": min(10, 2 * grade + n % 2), "csat": 5, "coffee": grade, "cakes": grade})
    status, answer = program.get("drivers", outcome="nps")
    assert status == 200, answer
    remarks = {one["remark"]: set(one["drivers"]) for one in answer["remarks"]}
    named = [drivers for drivers in remarks.values() if drivers]
    assert {"csat"} in named
    assert {"coffee", "cakes"} in named
    shares = {one["name"]: one["importance"] for one in answer["drivers"]}
    assert shares["coffee"] == pytest.approx(shares["cakes"])
    assert "csat" not in shares


def test_drivers_of_a_score_that_never_moves_are_refused(silent: Told, program: Program) -> None:
    for n in range(60):
        silent.tell(1, {"nps": 9, "csat": 1 + n % 5, "coffee": 1 + n % 3})
    status, answer = program.get("drivers", outcome="nps")
    assert status == 422
    assert "same" in answer["detail"]


def test_days_across_both_changes_of_the_clock(silent: Told, program: Program) -> None:
    """One answer an hour over 48 hours; the short day has 23 of them, the long one 25."""
    for first in (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)):
        append(silent.store, [row(silent, 9, at=first + timedelta(hours=n)) for n in range(48)])
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25)):
        assert program.get("metrics/nps", since=day, until=day)[1]["n"] == hours
        assert program.ask(measures=["nps"], since=day, until=day)[1]["total"]["n"] == hours
    trend = program.get("metrics/nps", bucket="day", since="2026-03-28", until="2026-03-30")[1]["trend"]
    assert [step["n"] for step in trend] == [11, 23, 14]


def test_ten_thousand_units_are_told_in_pages_and_a_larger_split_is_refused(
    silent: Told, program: Program
) -> None:
    root = silent.world.prague
    units = Unit.objects.bulk_create(
        Unit(
            id=new_id(),
            organisation=silent.world.organisation,
            parent=root,
            kind=root.kind,
            code=f"u{n:05d}",
            name=f"Unit {n:05d}",
            valid_from=root.valid_from,
        )
        for n in range(UNITS)
    )
    append(silent.store, [row(silent, (9, 8, 3)[n % 3], unit=str(one.id)) for n, one in enumerate(units)])
    status, figure = program.get("metrics/nps", by="unit")
    assert (status, figure["n"], len(figure["groups"])) == (200, UNITS, UNITS)
    status, first = program.ask(measures=["nps"], group_by=["unit"], limit=1000)
    assert (status, len(first["groups"]), first["page"]) == (
        200,
        1000,
        {"offset": 0, "limit": 1000, "groups": UNITS, "next_offset": 1000},
    )
    status, table = program.get("crosstab", rows="nps", columns="unit")
    assert (status, len(table["groups"]), table["left_off"]) == (200, 26, UNITS - 26)
