"""The pages of benchmarks in every state, and every door that must not count a competitor's customers as ours."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.benchmarks import mark_survey
from ohlas.insight.models import Competitor, PublishedFigure
from ohlas.insight.pages.usual import USUAL_RANGES
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_keep_benchmarks import ask_theirs, keep, rival

__all__ = ["rival"]
ROOT = "/o/sova/benchmarks/"
DOORS = (
    "/o/sova/dashboard/?period=all",
    "/o/sova/dashboard/?period=all&by=channel",
    "/o/sova/dashboard/breakdown.csv?period=all&by=channel",
    "/o/sova/drivers/?period=all",
    "/o/sova/answers/?period=all&measure=nps",
    "/o/sova/answers/answers.csv?period=all&measure=nps",
)


def page(told: Told, address: str, status: int = 200) -> str:
    answer = told.client.get(address)
    assert answer.status_code == status, answer.content[:300]
    body = b"".join(answer)
    return re.sub(r"nonce-[\w-]+|csrf\w*", "", body.decode())


def numbers(text: str) -> list[str]:
    """What a page says in numbers, without what differs between two requests."""
    plain = re.sub(r"<script.*?</script>|<[^>]+>|[0-9a-f]{8}-[0-9a-f-]{27}", " ", text, flags=re.DOTALL)
    return re.findall(r"[−-]?\d+(?:[.,]\d+)?", plain)


def api(told: Told, address: str) -> dict[str, object]:
    issued = issue_api_key(actor=told.alice, name="x", scopes={Permission.SEE_FIGURES}, now=NOW)
    answer = told.client.get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {issued.secret}"})
    assert answer.status_code == 200, answer.content[:300]
    found: dict[str, object] = answer.json()
    return found


def test_before_the_first_benchmark_the_page_says_what_to_do(told: Told) -> None:
    assert "Nothing to compare with yet" in page(told, ROOT)
    assert "Nobody to compare with yet" in page(told, f"{ROOT}competitors/")


def test_whoever_may_not_name_competitors_is_not_told_to(told: Told, rival: UUID) -> None:
    assert ">Add a figure</a>" in page(told, ROOT)
    Competitor.objects.all().delete()
    assert ">Name a competitor</a>" in page(told, ROOT)
    bob = told.world.signed_in(told.world.bob)
    for address in (ROOT, f"{ROOT}competitors/"):
        text = bob.get(address).content.decode()
        assert "Whoever edits surveys here names competitors" in text
        assert "Name a competitor" not in text


def test_the_page_says_difference_verdict_and_source(told: Told, rival: UUID) -> None:
    keep(told, rival, link="https://example.com/report")
    keep(told, rival, measure="csat", value="70 %", n="", source="Paper")
    keep(told, rival, measure="recommend10", value="8.1")
    text = page(told, ROOT)
    assert "you are better, and it stands" in text
    assert "cannot be tested: no n published" in text
    assert 'href="https://example.com/report"' in text
    assert "your own Net Promoter Score: asked 0 to 10, not 1 to 10" in text
    assert "the interval is the widest this value can have" in text
    assert "between 0 and 60 in consumer services" in text


def test_a_wrong_address_is_answered_in_words(told: Told) -> None:
    assert "cannot be used" in page(told, f"{ROOT}?period=never", 400)


def test_a_wrong_figure_comes_back_as_it_was_typed(told: Told, rival: UUID) -> None:
    given = {"measure": "nps", "value": "140", "until": "2025", "source": "A & B"}
    answer = told.client.post(f"{ROOT}competitors/{rival}/figure/", given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "outside of the scale" in text
    assert 'value="A &amp; B"' in text
    assert re.search(r'id="value"[^>]*aria-invalid="true"', text)
    assert told.client.post(f"{ROOT}competitors/{rival}/figure/", {**given, "value": "14"}).status_code == 302
    found = PublishedFigure.objects.get()
    text = page(told, f"{ROOT}figures/{found.id}/")
    assert 'value="14"' in text
    removed = told.client.post(f"{ROOT}figures/{found.id}/remove/").content.decode()
    assert "The figure is removed." in removed
    told.client.post(f"{ROOT}figures/{found.id}/remove/", {"deed": "restore"})
    assert PublishedFigure.objects.get().removed_at is None


def test_a_competitor_named_twice_is_refused_on_the_page(told: Told, rival: UUID) -> None:
    answer = told.client.post(f"{ROOT}competitors/new/", {"competitor": "káva RYCHLE", "kind": "competitor"})
    assert answer.status_code == 422
    assert "There is already one called Káva Rychle" in answer.content.decode()


def test_a_table_is_shown_before_it_is_kept(told: Told) -> None:
    table = (
        "Competitor;kind;measure;value;n;date;source\n"
        "Rychlá káva;competitor;nps;28;1200;2025;Report\n"
        "Rychlá káva;competitor;csat;0,81;90;2025;Report\n"
        "Cafés;industry;csat;81 %;;2026-Q1;Trade\n"
    )
    file = SimpleUploadedFile("f.csv", table.encode())
    text = told.client.post(f"{ROOT}table/", {"file": file}).content.decode()
    assert "2 new figures" in text
    assert "0,81 could be a share or a per cent" in text
    assert not PublishedFigure.objects.exists()
    address = re.search(r'action="(/o/sova/benchmarks/table/[^"]+)"', text)
    assert address is not None
    assert told.client.post(address[1]).status_code == 302
    assert PublishedFigure.objects.count() == 2
    assert Competitor.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"name;score\nx;1\n", b"%PDF-1.7"])
def test_a_file_that_is_no_such_table_is_refused_in_words(told: Told, content: bytes) -> None:
    answer = told.client.post(f"{ROOT}table/", {"file": SimpleUploadedFile("f.csv", content)})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_viewer_looks_and_changes_nothing(told: Told, rival: UUID) -> None:
    keep(told, rival)
    client = told.world.signed_in(told.world.carol)
    assert "Add a figure" not in client.get(f"{ROOT}competitors/").content.decode()
    assert client.post(f"{ROOT}competitors/new/", {"competitor": "x"}).status_code == 403


def test_no_door_counts_a_marked_survey(told: Told, rival: UUID) -> None:
    board = create_board(
        actor=told.alice,
        wish=BoardWish("All"),
        document=read_document(
            {"tiles": [{"id": "t1", "kind": "figure"}, {"id": "t2", "kind": "distribution"}], "period": "all"}
        ),
        now=NOW,
    )
    doors = (*DOORS, f"/o/sova/boards/{board}/")
    before, before_api = {door: numbers(page(told, door)) for door in doors}, api(told, "metrics/nps")
    theirs = ask_theirs(told)
    assert "230" in " ".join(numbers(page(told, DOORS[0])))
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    for door in doors:
        assert numbers(page(told, door)) == before[door], door
    apart_api = api(told, "metrics/nps")
    assert {name: apart_api[name] for name in ("n", "value", "low", "high")} == {
        name: before_api[name] for name in ("n", "value", "low", "high")
    }


def test_every_query_of_this_room_leaves_competitors_customers_out() -> None:
    room = Path(__file__).parents[1]
    watching = {"integrity.py"}  # looks at every answer, whoever's customer gave it, and scores none
    asking = [
        path
        for path in room.rglob("*.py")
        if "tests" not in path.parts
        and path.name not in watching
        and re.search(r"(?<![\w.])Query\(", path.read_text(encoding="utf-8"))
    ]
    assert asking
    for path in asking:
        assert "own_answers(" in path.read_text(encoding="utf-8"), path


def test_usual_ranges_are_those_of_the_manual() -> None:
    docs = Path(__file__).parents[4] / "docs" / "metrics"
    for measure, said in USUAL_RANGES.items():
        text = (docs / f"{measure}.md").read_text(encoding="utf-8")
        assert f"A rule of thumb, not a benchmark: {said}." in text, measure
