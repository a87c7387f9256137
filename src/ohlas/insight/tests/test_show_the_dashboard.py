"""The dashboard's page: figures with interval, n and sentence; every number leads to its answers."""

import html
import re
from collections.abc import Callable

import pytest
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.tests.conftest import Told

Opened = Callable[[str], str]
ADDRESSES = (
    "",
    "?period=all&by=a_product",
    "?measure=mean",
    "?measure=csat_mean&bucket=day",
    "?period=all&channel=fax",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_opens(opened: Opened, address: str) -> None:
    assert "Net Promoter Score" in opened(f"dashboard/{address}")


def test_a_figure_is_said_in_a_sentence(opened: Opened) -> None:
    page = opened("dashboard/?period=all")
    assert "Net Promoter Score: 29.4, between 16.1 and 41.7, from 170 answers" in page
    assert "no clear change" in page or "worse" in page


def test_every_figure_says_how_it_was_counted(opened: Opened) -> None:
    page = opened("dashboard/?period=all")
    assert page.count("How we counted") >= page.count('class="card figure')
    assert "29.41" in page
    assert "every answer counts once" in page


def test_every_number_leads_to_as_many_answers(told: Told, opened: Opened) -> None:
    page = opened("dashboard/?period=all&by=unit")
    rows = re.findall(r'<a href="([^"]*/answers/[^"]*)" aria-label="(\d+) answers', page)
    bars = re.findall(
        r'<th scope="row"><a href="([^"]*/answers/[^"]*)">[^<]*</a></th>.*?<td class="numeric">(\d+)</td></tr>',
        page,
    )
    assert len(rows) == 2
    assert len(bars) > 10
    for address, n in rows + bars:
        behind = told.client.get(html.unescape(address)).content.decode()
        assert re.search(rf'page-lead">{n} answers? behind', behind), (address, n)


def test_page_api_and_export_show_one_number(told: Told, opened: Opened) -> None:
    issued = issue_api_key(
        actor=told.alice, name="t", scopes=[Permission.SEE_FIGURES], expires_at=None, now=NOW
    )
    token = issued.secret
    answer = told.client.get(
        "/api/v1/metrics/nps?by=unit&bucket=quarter", headers={"Authorization": f"Bearer {token}"}
    ).json()
    assert f"Net Promoter Score: {answer['value']:.1f}, between {answer['low']:.1f}" in opened(
        "dashboard/?period=all"
    )
    export = b"".join(
        told.client.get("/o/sova/dashboard/breakdown.csv?period=all&by=unit").streaming_content
    ).decode()
    for group in answer["groups"]:
        assert f"nps,{group['value']:.10g},{group['low']:.10g}" in export
    assert [point["n"] for point in answer["trend"]] == [60, 110]
    assert answer["n"] == sum(group["n"] for group in answer["groups"]) == 170


def test_htmx_gets_the_board_alone_and_a_tidy_address(told: Told) -> None:
    answer = told.client.get("/o/sova/dashboard/?survey=&channel=web", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="board"')
    assert answer["HX-Push-Url"] == "/o/sova/dashboard/?channel=web"
    assert "HX-Request" in answer["Vary"]


def test_an_organisation_without_answers_is_told_what_to_do(silent: Told) -> None:
    page = silent.client.get("/o/sova/dashboard/").content.decode()
    assert "No answers yet" in page
    assert "Import a file" in page


def test_filters_that_leave_nobody_show_a_dash_and_not_zero(opened: Opened) -> None:
    page = opened("dashboard/?period=all&channel=fax")
    assert "Net Promoter Score: nobody answered" in page
    assert ">–<" in page


@pytest.mark.parametrize(
    "address", ["?chanel=web", "?since=yesterday", "?measure=nps&question=csat", "?by=a_none"]
)
@pytest.mark.parametrize(
    "place", ["dashboard/", "answers/", "dashboard/breakdown.csv", "dashboard/trend-light.svg"]
)
def test_a_wrong_address_gets_a_plain_answer(told: Told, place: str, address: str) -> None:
    answer = told.client.get(f"/o/sova/{place}{address}")
    assert answer.status_code == 400
    assert "cannot be used" in answer.content.decode()


def test_what_people_wrote_stays_text(told: Told) -> None:
    told.tell(1, {"nps": 9, "why": "<script>alert(1)</script>"}, unit=told.world.prague)
    page = told.client.get("/o/sova/answers/?measure=nps").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_no_exported_cell_runs_in_a_spreadsheet(told: Told) -> None:
    lines = b"".join(told.client.get("/o/sova/answers/answers.csv?measure=mean").streaming_content).decode()
    assert "'=HYPERLINK" in lines
    assert ',"=HYPERLINK' not in lines


def test_a_branch_manager_sees_the_branch_and_cannot_widen_it(told: Told) -> None:
    bob = told.world.signed_in(told.world.bob)
    for address in ("?period=all", f"?period=all&unit={told.world.brno.id}&unit={told.world.prague.id}"):
        page = bob.get(f"/o/sova/dashboard/{address}").content.decode()
        assert "from 120 answers" in page
        assert "Brno" not in page


def test_a_viewer_sees_figures_but_neither_answers_nor_exports(told: Told) -> None:
    carol = told.world.signed_in(told.world.carol)
    page = carol.get("/o/sova/dashboard/?period=all").content.decode()
    assert "from 170 answers" in page
    assert "/o/sova/answers/?" not in page
    for place in ("answers/", "answers/answers.csv", "dashboard/breakdown.csv"):
        assert carol.get(f"/o/sova/{place}").status_code == 403


def test_a_stranger_finds_nothing_here(told: Told) -> None:
    mallory = told.world.signed_in(told.world.mallory)
    for place in ("", "dashboard/", "answers/", "dashboard/trend-dark.svg", "answers/answers.csv"):
        assert mallory.get(f"/o/sova/{place}").status_code == 404


def test_the_start_page_follows_the_role(told: Told) -> None:
    answer = told.client.get("/o/sova/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/o/sova/boards/")


def test_before_the_first_answer_everybody_begins_where_one_is_told_what_to_do(silent: Told) -> None:
    assert silent.client.get("/o/sova/")["Location"] == "/o/sova/dashboard/"


@pytest.mark.parametrize("chart", ["trend", "distribution", "breakdown"])
def test_a_chart_has_a_picture_for_pages_without_scripts(told: Told, chart: str) -> None:
    answer = told.client.get(f"/o/sova/dashboard/{chart}-dark.svg?period=all")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_an_unknown_chart_is_not_here(told: Told) -> None:
    assert told.client.get("/o/sova/dashboard/pie-light.svg").status_code == 404
    assert told.client.get("/o/sova/dashboard/trend-pink.svg").status_code == 404


def test_the_api_refuses_in_words(told: Told) -> None:
    issued = issue_api_key(
        actor=told.alice, name="t", scopes=[Permission.SEE_FIGURES], expires_at=None, now=NOW
    )
    token = issued.secret
    bearer = {"Authorization": f"Bearer {token}"}
    unknown = told.client.get("/api/v1/metrics/npss", headers=bearer)
    assert (unknown.status_code, "nps" in unknown.json()["detail"]) == (404, True)
    wrong = told.client.get("/api/v1/metrics/nps?colour=red", headers=bearer)
    assert (wrong.status_code, "Fields are" in wrong.json()["detail"]) == (422, True)
    assert told.client.get("/api/v1/metrics/nps").status_code == 401


def test_an_answer_leads_to_the_whole_response(told: Told) -> None:
    listed = told.client.get("/o/sova/answers/?measure=mean&question=cakes").content.decode()
    address = re.search(r'href="(/o/sova/feedback/[0-9a-f-]{36}/)"', listed)
    assert address
    page = told.client.get(address[1]).content.decode()
    assert "Cakes" in page
    assert "=HYPERLINK(&quot;http://bad&quot;)" in page
