"""The analyst's door: one document, the same numbers by program, page and command line."""

import json
from datetime import UTC, datetime
from html import unescape
from re import findall
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadDocument
from ohlas.insight.queries import facts
from ohlas.insight.queries.documents import answered
from ohlas.insight.rules.documents import document_json, read_document, read_text
from ohlas.insight.tests.conftest import Told

P = Permission


class Asking:
    """A program with a key, and what it is told."""

    def __init__(self, told: Told, *rights: Permission) -> None:
        key = issue_api_key(
            actor=told.alice, name="analyst", scopes=list(rights or (P.SEE_FIGURES,)), now=told.world.now
        )
        self.headers = {"Authorization": f"Bearer {key.secret}"}

    def status(self, body: object) -> tuple[int, dict]:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        answer = Client().post("/api/v1/query", text, content_type="application/json", headers=self.headers)
        return answer.status_code, answer.json()

    def __call__(self, body: object) -> dict:
        status, answer = self.status(body)
        assert status == 200, answer
        return answer


@pytest.fixture
def ask(told: Told) -> Asking:
    return Asking(told)


def test_groups_bring_tallies_and_scores_with_n_and_interval(told: Told, ask: Asking) -> None:
    found = ask({"measures": ["nps"], "group_by": ["unit"], "since": "2026-07-01"})
    assert found["scale"] == "nps_0_10"
    assert found["total"]["n"] == 110
    by_unit = {group["key"]["unit"]: group for group in found["groups"]}
    praha = by_unit[str(told.world.prague.id)]
    assert praha["scores"]["nps"]["value"] == pytest.approx(50)
    assert praha["scores"]["nps"]["low"] < 50 < praha["scores"]["nps"]["high"]
    assert [(cell["value"], cell["n"]) for cell in praha["tally"]] == [(3, 10), (8, 10), (9, 40)]
    assert found["receipt"]["units"] == "all"
    assert found["facts"]["version"] is not None


def test_without_a_measure_every_measure_of_the_scale_is_given(ask: Asking) -> None:
    assert set(ask({"scale": "csat_1_5"})["total"]["scores"]) == {"csat", "csat_mean"}


def test_the_same_number_stands_on_the_page_of_metrics(told: Told, ask: Asking) -> None:
    headers = ask.headers
    figure = Client().get("/api/v1/metrics/nps?since=2026-07-01&channel=web", headers=headers).json()
    found = ask(
        {"measures": ["nps"], "since": "2026-07-01", "where": [{"field": "channel", "values": ["web"]}]}
    )["total"]["scores"]["nps"]
    assert {name: figure[name] for name in found} == found


def test_pages_follow_each_other_and_leave_nothing_out(ask: Asking) -> None:
    document = {"measures": ["nps"], "group_by": ["value"], "bucket": "month", "limit": 4}
    first = ask(document)
    assert first["page"] == {"offset": 0, "limit": 4, "groups": 6, "next_offset": 4}
    second = ask({**document, "offset": 4})
    assert second["page"]["next_offset"] is None
    assert sum(group["n"] for group in first["groups"] + second["groups"]) == first["total"]["n"]


@pytest.mark.parametrize(
    ("body", "place", "allowed"),
    [
        ({"mesures": ["nps"]}, "mesures", "did you mean measures"),
        ({"measures": ["npss"]}, "measures.0", "did you mean nps"),
        ({"scale": "nps_0_10", "group_by": ["unti"]}, "group_by.0", "did you mean unit"),
        (
            {"scale": "nps_0_10", "where": [{"field": "a_prodct", "values": ["x"]}]},
            "where.0.field",
            "a_product",
        ),
        ({"scale": "nps_0_10", "where": [{"field": "unit", "valeus": []}]}, "where.0.valeus", "mean values"),
        (
            {"scale": "nps_0_10", "where": [{"field": "unit", "op": "inn", "values": ["x"]}]},
            "where.0.op",
            "mean in",
        ),
        (
            {"scale": "nps_0_10", "where": [{"field": "value", "op": "between", "values": [1]}]},
            "where.0.values",
            "two",
        ),
        ({"scale": "nps_0_10", "surveys": ["Nowhere"]}, "surveys.0", "After a visit"),
        ({"scale": "nps_0_10", "measures": ["csat"]}, "measures.0", "nps fit the scale"),
        ({"since": "2026-02-30"}, "since", "a day such as"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "until", "from 2026-03-02"),
        ({"limit": 0}, "limit", "from 1 to"),
        ({"limit": True}, "limit", "from 1 to"),
        ({"weighted": "no"}, "weighted", "true or false"),
        ({"where": {"field": "unit"}}, "where", "a list"),
        ([1], "", "a JSON object"),
    ],
)
def test_what_does_not_exist_is_refused_by_place_naming_the_nearest(
    ask: Asking, body: object, place: str, allowed: str
) -> None:
    status, answer = ask.status(body)
    assert status == 422, answer
    faults = {one["field"]: one["allowed"] for one in answer["problems"]}
    assert allowed in faults[place]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"limit": NaN}',
        b"\xff\xfe",
        "[" * 100_000,
        '{"limit": 1, "limit": 2}',
        '{"limit": 1' + "0" * 5000 + "}",
    ],
)
def test_what_is_no_json_is_said_so_and_never_crashes(ask: Asking, text: str | bytes) -> None:
    status, answer = ask.status(text)
    assert status in {400, 413, 422}
    assert answer["detail"]


def test_a_measure_over_two_scales_is_refused_naming_both(ask: Asking) -> None:
    status, answer = ask.status({"measures": ["nps", "csat"]})
    assert status == 422
    assert "nps_0_10" in answer["detail"]
    assert "csat_1_5" in answer["detail"]
    status, answer = ask.status({})  # the facts lie on several scales and none is named
    assert status == 422


def test_a_filter_that_leaves_nobody_gives_no_score(ask: Asking) -> None:
    found = ask({"measures": ["nps"], "where": [{"field": "channel", "values": ["pigeon"]}]})
    assert found["total"]["n"] == 0
    assert found["total"]["scores"]["nps"]["value"] is None


def test_weights_that_are_all_zero_give_no_score_but_the_count(silent: Told) -> None:
    silent.tell(40, {"nps": 9}, weight=0.0)
    ask = Asking(silent)
    weighted = ask({"measures": ["nps"]})["total"]
    assert weighted["n"] == 40
    assert weighted["scores"]["nps"]["value"] is None
    assert ask({"measures": ["nps"], "weighted": False})["total"]["scores"]["nps"]["value"] == 100


def test_days_are_the_organisations_own_where_clocks_change(silent: Told) -> None:
    night = [datetime(2026, 3, 28, 22, 59, tzinfo=UTC), datetime(2026, 3, 28, 23, 30, tzinfo=UTC)]
    night += [datetime(2026, 3, 29, 21, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, 30, tzinfo=UTC)]
    for moment in night:
        silent.tell(1, {"nps": 9}, at=moment)
    ask = Asking(silent)
    day = {"measures": ["nps"], "since": "2026-03-29", "until": "2026-03-29"}
    assert ask(day)["total"]["n"] == 2
    week = {"measures": ["nps"], "since": "2026-03-28", "until": "2026-03-30", "bucket": "day"}
    assert [(one["since"], one["n"]) for one in ask(week)["groups"]] == [
        ("2026-03-28", 1), ("2026-03-29", 2), ("2026-03-30", 1),
    ]  # fmt: skip


def test_single_answers_ask_for_the_right_to_see_them(told: Told, ask: Asking) -> None:
    status, answer = ask.status({"measures": ["nps"], "group_by": ["signal"]})
    assert status == 403
    assert "answers:read" in answer["detail"]
    found = Asking(told, P.SEE_FIGURES, P.SEE_ANSWERS)({"measures": ["nps"], "group_by": ["signal"]})
    assert found["page"]["groups"] == found["total"]["n"] == 170


def test_a_split_into_too_many_lines_is_refused_not_cut(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    from ohlas.insight.queries import documents

    monkeypatch.setattr(documents, "MOST_TALLIES", 20)
    status, answer = Asking(told, P.SEE_FIGURES, P.SEE_ANSWERS).status(
        {"measures": ["nps"], "group_by": ["signal"]}
    )
    assert status == 422
    assert "more than 20 lines" in answer["detail"]


def test_a_manager_of_one_unit_counts_that_unit_alone(told: Told) -> None:
    everywhere = read_document({"measures": ["nps"], "group_by": ["unit"]})
    found = answered(facts(), told.bob, everywhere)
    assert {line.key["unit"] for line in found.lines} == {str(told.world.prague.id)}
    assert found.scope == (str(told.world.prague.id),)


def test_a_document_reads_back_as_it_was_written() -> None:
    given = {
        "measures": ["nps"],
        "scale": "nps_0_10",
        "surveys": ["After a visit"],
        "questions": ["nps"],
        "where": [
            {"field": "channel", "op": "not in", "values": ["web", None]},
            {"field": "unit", "op": "is null"},
        ],
        "group_by": ["unit"],
        "bucket": "week",
        "since": "2026-01-01",
        "until": "2026-02-01",
        "weighted": False,
        "limit": 5,
        "offset": 10,
    }
    assert document_json(read_document(given)) == given
    assert document_json(read_text("{}")) == {}
    with pytest.raises(BadDocument, match="given twice"):
        read_text('{"scale": "nps_0_10", "scale": "csat_1_5"}')


def test_a_receipts_link_counts_the_very_figure_again(told: Told) -> None:
    board = told.client.get("/o/sova/dashboard/?measure=nps&period=all").content.decode()
    link = next(
        unescape(one) for one in findall(r'href="([^"]*/query/\?document=[^"]*)"', board) if "nps" in one
    )
    answer = told.client.get(link)
    assert answer.status_code == 200
    assert "170" in answer.content.decode()
    as_json = told.client.get(f"{link}&as=json").json()
    headers = Asking(told).headers
    figure = Client().get("/api/v1/metrics/nps", headers=headers).json()
    assert as_json["total"]["scores"]["nps"]["value"] == figure["value"]
    assert unquote_plus(as_json["receipt"]["link"]).endswith(unquote_plus(link))


def test_the_page_invites_counts_and_says_what_is_wrong(told: Told) -> None:
    page = told.client.get("/o/sova/query/")
    assert "Nothing asked yet" in page.content.decode()
    wrong = told.client.get("/o/sova/query/", {"document": '{"scale": "nps_0_1"}'})
    assert wrong.status_code == 400
    assert "did you mean nps_0_10" in unescape(wrong.content.decode())
    table = told.client.get(
        "/o/sova/query/", {"document": '{"measures": ["nps"], "group_by": ["unit"]}', "as": "csv"}
    )
    lines = b"".join(table).decode("utf-8-sig").splitlines()
    assert lines[0] == "unit,measure,value,low,high,n,n_star,n_kish,indicative"
    assert len(lines) == 4
