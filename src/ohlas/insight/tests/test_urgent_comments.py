"""What asks somebody to act stands in one list: filtered, marked right or wrong, given out to sheets and programs."""

import csv
import re
from io import StringIO

import pytest
from django.utils.html import strip_tags
from tests.world import NOW

from ohlas.accounts.models import AuditEntry, Membership, User
from ohlas.accounts.rules import Role
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response, TextReading
from ohlas.insight.tests.conftest import SPRING, SUMMER

URL = "/o/sova/comments/urgent/"
LEAVES = "Už nikdy u vás nic nekoupím, řekla paní Nováková."
SUES = "Pokud peníze nevrátíte, uvidíme se u soudu."
CALLS = "Prosím zavolejte mi co nejdřív."
CALM = "Dobrá káva."
PRAISES = "Děkuji, Jana Malá byla skvělá, jsem vděčná."


def _facts_of_comments(told):
    claim_read(told.world.organisation.id, NOW)
    write_waiting()


@pytest.fixture
def urged(silent):
    """Five comments: two to leave (one of them in spring), one each to sue and to be called, one calm."""
    prague, brno = silent.world.prague, silent.world.brno
    silent.tell(1, {"nps": 9, "why": CALM}, unit=prague, at=SUMMER)
    silent.tell(1, {"nps": 1, "why": LEAVES}, unit=prague, at=SUMMER)
    silent.tell(1, {"nps": 2, "why": LEAVES}, unit=brno, at=SPRING)
    silent.tell(1, {"nps": 3, "why": SUES}, unit=brno, at=SUMMER)
    silent.tell(1, {"nps": 4, "why": CALLS}, unit=prague, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    _facts_of_comments(silent)
    return silent


def _page(told, query="?period=all", client=None):
    page = (client or told.client).get(f"{URL}{query}").content.decode()
    return re.sub(r"\s+", " ", strip_tags(page))


def _mark(told, text, mark, kind, client=None):
    row = TextReading.objects.filter(response__answers__why=text).order_by("-response__answered_at").first()
    there = f"/o/sova/comments/{row.response_id}/{row.question}/urgent/"
    return (client or told.client).post(there, {"mark": mark, "kind": kind, "back": URL})


def test_who_asks_for_action_is_listed_newest_first_with_the_words_that_told(urged):
    page = urged.client.get(f"{URL}?period=all").content.decode()
    assert "4 comments of 5" in page
    text = _page(urged)
    assert text.index(SUES) < text.rindex("nic nekoupím")
    assert '<mark title="Threatens legal steps">' in page
    assert CALM not in page


def test_praise_by_name_stands_apart_from_what_is_to_be_acted_on(urged):
    urged.tell(1, {"nps": 10, "why": PRAISES}, unit=urged.world.prague, at=SUMMER)
    read_responses(list(Response.objects.filter(answers__why=PRAISES)), NOW)
    _facts_of_comments(urged)
    asked = _page(urged)
    assert "4 comments of 6" in asked
    assert "1 praises somebody by name" in asked
    assert "vděčná" not in asked
    praised = _page(urged, "?period=all&urgency=praise")
    assert "Praised by name, newest first" in praised
    assert "vděčná" in praised
    assert SUES not in praised


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("?period=all&urgency=legal", SUES, CALLS),
        ("?period=all&urgency=callback&urgency=leaving", CALLS, SUES),
        ("?since=2026-08-01&urgency=legal", SUES, LEAVES),
        ("?since=2026-05-01&until=2026-05-31", LEAVES, SUES),
        ("?period=all&looked=waiting", SUES, CALM),
    ],
)
def test_the_list_is_narrowed_by_signal_days_and_marks(urged, query, seen, unseen):
    page = _page(urged, query)
    assert seen in page
    assert unseen not in page


def test_each_signal_has_its_share_with_an_interval(urged):
    page = _page(urged)
    assert re.search(r"Wants to leave 2 40\.0%, between 1\d\.\d% and 7\d\.\d%", page)
    assert re.search(r"Threatens legal steps 1 20\.0%", page)


def test_a_branch_manager_sees_the_own_branch_only(urged):
    page = _page(urged, client=urged.world.signed_in(urged.world.bob))
    assert CALLS in page
    assert SUES not in page
    assert "2 comments of 3" in page


def test_names_are_hidden_from_those_without_the_right(urged):
    dana = User.objects.create_user("dana@example.com", None, name="Dana")
    Membership.objects.create(
        user=dana, organisation=urged.world.organisation, role=Role.ANALYST, created_at=NOW, accepted_at=NOW
    )
    client = urged.world.signed_in(dana)
    assert "Nováková" in _page(urged)
    assert "Nováková" not in _page(urged, client=client)
    assert "Nováková" not in client.get("/o/sova/comments/urgent.csv?period=all").content.decode()


def test_a_signal_marked_wrong_no_longer_counts_and_can_be_taken_back(urged):
    assert _mark(urged, SUES, "wrong", "legal").status_code == 302
    _facts_of_comments(urged)
    assert SUES not in _page(urged)
    assert "Threatens legal steps 0 0.0%, between" in _page(urged)
    assert "0 of 1 looked at were right" in _page(urged)
    assert SUES in _page(urged, "?period=all&looked=wrong")
    assert AuditEntry.objects.filter(deed="correct_reading").count() == 1
    row = TextReading.objects.get(response__answers__why=SUES)
    urged.client.post(f"/o/sova/comments/{row.response_id}/why/undo/", {"back": URL})
    _facts_of_comments(urged)
    assert SUES in _page(urged)


def test_a_signal_marked_right_counts_on_and_waits_no_more(urged):
    _mark(urged, SUES, "right", "legal")
    _facts_of_comments(urged)
    assert "1 of 1 looked at were right" in _page(urged)
    assert SUES in _page(urged, "?period=all&looked=right")
    assert SUES not in _page(urged, "?period=all&looked=waiting")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?urgency=fire", "leaving"),
        ("?looked=maybe", "waiting, right, wrong"),
        ("?since=yesterday", "2026"),
        ("?page=0", "page"),
        ("?nonsense=1", "nonsense"),
    ],
)
def test_a_strange_address_is_told_what_is_allowed(urged, query, said):
    answer = urged.client.get(f"{URL}{query}")
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_mark_needs_the_right_a_known_word_and_a_signal_that_was_read(urged):
    assert _mark(urged, SUES, "maybe", "legal").status_code == 400
    assert _mark(urged, SUES, "wrong", "praise").status_code == 400
    assert _mark(urged, SUES, "wrong", "legal", urged.world.signed_in(urged.world.bob)).status_code in {
        403,
        404,
    }


def test_nothing_is_said_before_the_first_comment(silent):
    assert "No comments yet" in _page(silent)


def test_calm_comments_ask_for_nothing(silent):
    silent.tell(1, {"nps": 9, "why": CALM}, unit=silent.world.prague, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    _facts_of_comments(silent)
    assert "Nobody asks for action here" in _page(silent)


def test_the_list_is_given_out_as_a_file_a_spreadsheet_does_not_run(urged):
    urged.tell(1, {"nps": 1, "why": f"=1+1 {SUES}"}, unit=urged.world.prague, at=SUMMER)
    read_responses(list(Response.objects.all()), NOW)
    _facts_of_comments(urged)
    answer = urged.client.get("/o/sova/comments/urgent.csv?period=all&urgency=legal")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["signals"] for row in rows} == {"legal"}
    assert {row["comment"] for row in rows} == {SUES, f"'=1+1 {SUES}"}
    assert all(row["words"] and row["answer"].startswith("http") for row in rows)
