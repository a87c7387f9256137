"""An attacker at every other door: page, figures by program, export, crosstab and dashboard tell what the engine tells.

The attacker of `engine/tests` pins down 0 of 20,000 people with all the engine tells. So it is enough that no door
tells anything else: for every pair of filters, and for every window of days, the engine's very number or none at all.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import product

import pytest
from django.test import Client
from tests.world import NOW

from ohlas.engine import BadQuery
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.queries import ask_for, counted, facts
from ohlas.insight.queries.dashboard import read_window
from ohlas.insight.rules import parse_selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_ask_by_document import Asking
from ohlas.insight.tests.test_no_document_tells_who import LEAST, filters, pulse, windows
from ohlas.metrics import MEASURES

__all__ = ["pulse"]  # the fixture
Asked = dict[str, str]
DISTRIBUTION = re.compile(r'<figure class="chart chart-distribution.*?</figure>', re.DOTALL)


def wishes(told: Told) -> Iterator[Asked]:
    """Every pair of filters over all days; every window over everybody, one unit, one attribute, one pair."""
    everything = list(filters(told))
    some = [one for one in everything if len(one) < 2][::4] + [one for one in everything if len(one) > 1][
        ::10
    ]
    asked = [*((one, (None, None)) for one in everything), *product(some, windows())]
    for chosen, (since, until) in asked:
        days = {name: day for name, day in (("since", since), ("until", until)) if day}
        yield {**chosen, **(days or {"period": "all"}), "measure": "nps"}


def engine_tells(told: Told, wish: Asked) -> int | None:
    """How many the engine counts; None where it refuses."""
    selection = parse_selection({name: [value] for name, value in wish.items()}, ["a_product"])
    window = read_window(told.alice, selection, told.world.now)
    try:
        ask = ask_for(told.alice, MEASURES["nps"], "nps_0_10", selection.filters, window)
        return counted(facts(), ask).figure.n
    except BadQuery:
        return None


def enough(numbers: list[int]) -> bool:
    return all(n == 0 or n >= LEAST for n in numbers)


def test_programs_are_told_what_the_engine_tells(pulse: Told) -> None:
    client, seen = Client(headers=Asking(pulse).headers), 0
    for wish in wishes(pulse):
        expected = engine_tells(pulse, wish)
        plain = {name: value for name, value in wish.items() if name != "measure"}
        answer = client.get("/api/v1/metrics/nps", plain)
        assert answer.status_code == (422 if expected is None else 200), (wish, answer.content)
        if expected is not None:
            assert answer.json()["n"] == expected
            seen += 1
        split = client.get("/api/v1/metrics/nps", {**plain, "by": "unit"})
        if split.status_code == 200:
            assert enough([group["n"] for group in split.json()["groups"]]), wish
    assert seen > 20


def test_pages_and_their_exports_are_told_what_the_engine_tells(pulse: Told) -> None:
    client, seen = pulse.client, 0
    for wish in wishes(pulse):
        expected = engine_tells(pulse, wish)
        page = client.get("/o/sova/dashboard/", wish)
        assert page.status_code == (400 if expected is None else 200), wish
        shown = DISTRIBUTION.sub(
            "", page.content.decode()
        )  # how many gave each answer, within one released group
        told = [int(n) for n in re.findall(r"(\d+)\s(?:answers|answer)\b", shown)]
        assert enough(told), wish
        assert expected is None or expected in told or not expected, wish
        table = client.get("/o/sova/dashboard/breakdown.csv", {**wish, "by": "unit"})
        assert table.status_code in {200, 400, 404}
        if table.status_code == 200:
            lines = list(csv.DictReader(StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
            assert enough([int(line["n"]) for line in lines]), wish
            seen += len(lines)
    assert seen > 20


def test_crosstabs_are_told_what_the_engine_tells(pulse: Told) -> None:
    client, seen = Client(headers=Asking(pulse).headers), 0
    for wish, columns in product(wishes(pulse), ("unit", "channel")):
        plain = {name: value for name, value in wish.items() if name != "measure"}
        answer = client.get("/api/v1/crosstab", {**plain, "rows": "nps", "columns": columns})
        assert answer.status_code in {200, 422}
        if answer.status_code == 200:
            groups = [group["n"] for group in answer.json()["groups"]]
            assert enough(groups), (wish, columns)
            whole = engine_tells(pulse, wish)
            assert whole is not None
            assert sum(groups) <= whole
            seen += len(groups)
    assert seen > 20


@pytest.mark.parametrize(
    "chosen", [{}, {"channel": "web"}, {"a_product": "Rare"}, {"channel": "web", "language": "de"}]
)
def test_dashboards_and_so_reports_are_told_what_the_engine_tells(pulse: Told, chosen: Asked) -> None:
    """A report is written from the very tiles of its dashboard."""
    tiles = [
        {"id": "t1", "kind": "figure", "measure": "nps"},
        {"id": "t2", "kind": "trend", "measure": "nps", "bucket": "day"},
        {"id": "t3", "kind": "breakdown", "measure": "nps", "by": "unit"},
        {"id": "t4", "kind": "league", "measure": "nps"},
    ]
    document = read_document({"period": "all", "tiles": tiles})
    board = create_board(actor=pulse.alice, wish=BoardWish("Pulse"), document=document, now=NOW)
    page = pulse.client.get(f"/o/sova/boards/{board}/", {**chosen, "period": "all"})
    assert page.status_code == 200
    text = page.content.decode()
    told = [int(n) for n in re.findall(r"(\d+)\s(?:answers|answer)\b", text)]
    assert enough(told)
    expected = engine_tells(pulse, {**chosen, "period": "all", "measure": "nps"})
    if expected is None:
        assert not told
        assert "one attribute at a time" in text
    else:
        assert expected in told or not expected
    assert "No answers yet" not in text, "an organisation of anonymous answers alone has answers"


def test_no_list_and_no_relation_shows_an_anonymous_answer(pulse: Told) -> None:
    client = pulse.client
    for address in ("answers/?measure=nps&period=all", "answers/answers.csv?measure=nps&period=all"):
        answer = client.get(f"/o/sova/{address}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in {200, 400}
        assert b'class="answer"' not in content
        assert len(content.splitlines()) < 3 or answer.status_code == 400 or "csv" not in address
    for address in ("/api/v1/drivers?outcome=nps", "/api/v1/crosstab?rows=nps&columns=question:csat"):
        refused = Client(headers=Asking(pulse).headers).get(address)
        assert refused.status_code == 422
        assert "anonymous" in refused.json()["detail"].lower()
    assert pulse.client.get("/o/sova/statistics/panel/?measure=nps&period=all").status_code == 200
