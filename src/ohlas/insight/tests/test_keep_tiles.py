"""A tile is written once for readers who see the same; whatever would read otherwise is written anew."""

import pytest
from django.test import Client

from ohlas.accounts.models import Unit
from ohlas.accounts.rules import Role
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.queries import kept
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told

TILES = {"tiles": [{"id": "t1", "kind": "breakdown", "by": "unit"}], "period": "all"}


@pytest.fixture
def address(told: Told) -> str:
    kept.forget_all()
    wish = BoardWish("Units", audience=(Role.VIEWER,))
    board = create_board(actor=told.alice, wish=wish, document=read_document(TILES), now=told.world.now)
    return f"/o/sova/boards/{board}/"


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_a_second_look_is_the_same_page(told: Told, address: str) -> None:
    first, second = (text(told.client, address, **{"HX-Request": "true"}) for _ in range(2))
    assert first == second
    assert "Praha" in first


@pytest.mark.django_db
def test_a_new_name_shows_at_once(told: Told, address: str) -> None:
    text(told.client, address)
    Unit.objects.filter(id=told.world.prague.id).update(name="Letná")
    assert "Letná" in text(told.client, address)


@pytest.mark.django_db
def test_a_new_answer_shows_at_once(told: Told, address: str) -> None:
    before = text(told.client, address)
    told.tell(40, {"nps": 9}, unit=told.world.brno)
    after = text(told.client, address)
    assert "90 answers of" in after
    assert "90 answers of" not in before


@pytest.mark.django_db
def test_who_may_not_see_answers_gets_no_way_to_them(told: Told, address: str) -> None:
    assert "answers of Praha" in text(told.client, address)
    assert "answers of Praha" not in text(told.world.signed_in(told.world.carol), address)
