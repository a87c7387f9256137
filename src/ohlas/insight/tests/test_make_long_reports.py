"""A long report is made aside: whoever asked sees it move, finds it for a day, and nobody else does."""

from datetime import timedelta

import pytest
import time_machine
from tests.world import NOW

from ohlas.accounts.models import AuditEntry, Membership
from ohlas.insight.channels.post.files import clear_files
from ohlas.insight.models import ReportFile
from ohlas.insight.queries.reports import path_of
from ohlas.insight.tests.papers import board_of, texts_in
from ohlas.outbox.relay import relay_once

LONG = {"period": "all", "tiles": [{"id": f"t{place}", "kind": "figure"} for place in range(17)]}


@pytest.fixture
def wanted(told):
    board = board_of(told.alice, LONG)
    with time_machine.travel(NOW, tick=False):
        answer = told.client.get(f"/o/sova/boards/{board.id}/report.pptx?channel=web")
    assert answer.status_code == 302
    return answer["Location"]


def relayed():
    with time_machine.travel(NOW, tick=False):
        for _ in range(3):
            relay_once(NOW, worker="tests")


def test_it_is_made_by_the_relay_and_fetched(told, wanted):
    page = told.client.get(wanted, headers={"HX-Request": "true"}).content.decode()
    assert "Counted 0 of" in page
    assert told.client.get(f"{wanted}content/").status_code == 404
    relayed()
    assert "The report is ready." in told.client.get(wanted).content.decode()
    answer = told.client.get(f"{wanted}content/")
    assert 'filename="friday-2026-11-20.pptx"' in answer["Content-Disposition"]
    assert "Channel: Web" in texts_in(b"".join(answer.streaming_content))
    assert AuditEntry.objects.filter(deed="report.made", details={"format": "pptx"}).exists()


def test_nobody_else_finds_it(told, wanted):
    relayed()
    told.world.carol.memberships.update(role="analyst")
    carol = told.world.signed_in(told.world.carol)
    assert carol.get(wanted).status_code == 404
    assert carol.get(f"{wanted}content/").status_code == 404


def test_who_left_meanwhile_gets_none(told, wanted):
    Membership.objects.filter(user=told.world.alice).delete()
    relayed()
    made = ReportFile.objects.get()
    assert made.failure
    assert not path_of(made.id).exists()


def test_files_go_after_a_day(told, wanted):
    relayed()
    made = ReportFile.objects.get()
    assert path_of(made.id).exists()
    assert clear_files(NOW + timedelta(hours=23)) == 0
    assert clear_files(NOW + timedelta(hours=25)) == 1
    assert not path_of(made.id).exists()
    assert not ReportFile.objects.exists()


def test_a_short_one_comes_at_once_and_a_strange_kind_never(told):
    board = board_of(told.alice, {"tiles": [{"id": "t1", "kind": "figure"}]})
    answer = told.client.get(f"/o/sova/boards/{board.id}/report.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert told.client.get(f"/o/sova/boards/{board.id}/report.exe").status_code == 404
    assert told.client.get(f"/o/sova/boards/{board.id}/report.pdf?colour=red").status_code == 400
