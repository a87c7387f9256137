"""Priority map and response rate as tiles: the driver page's own numbers, and the rate of those asked."""

from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.pages.reports.tiles import TELL
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.tiles import KINDS
from ohlas.insight.tests.conftest import Told


def shown(told: Told, kind: str) -> tuple[str, UUID]:
    document = read_document({"tiles": [{"id": "t1", "kind": kind}], "period": "all"})
    board = create_board(actor=told.alice, wish=BoardWish(kind), document=document, now=NOW)
    return told.client.get(f"/o/sova/boards/{board}/").content.decode(), board


@pytest.fixture
def related(silent: Told) -> Told:
    """Coffee moves the score."""
    for coffee in range(1, 6):
        for extra in (0, 1):
            silent.tell(
                8, {"nps": min(10, 2 * coffee + extra), "coffee": coffee, "cakes": 1 + (coffee + extra) % 5}
            )
    return silent


@pytest.mark.django_db
def test_the_map_ranks_as_the_driver_page_does(related: Told) -> None:
    page, board = shown(related, "map")
    assert "Association, not proof" in page
    assert "1. Coffee" in page
    picture = related.client.get(f"/o/sova/boards/{board}/t1-light.svg")
    assert b"<svg" in picture.content


@pytest.mark.django_db
def test_a_score_alone_has_no_map_and_says_so(silent: Told) -> None:
    silent.tell(40, {"nps": 9})
    page, _ = shown(silent, "map")
    assert "tile-refusal" in page


@pytest.mark.django_db
def test_nobody_asked_is_a_dash_and_no_rate(related: Told) -> None:
    page, _ = shown(related, "response")
    assert "of 0 people asked" in page
    assert "0.0%" not in page


def test_a_report_tells_every_kind() -> None:
    assert set(KINDS) == set(TELL)
