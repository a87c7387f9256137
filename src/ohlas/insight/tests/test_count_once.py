"""A page asks the engine for the finest cut and puts the others together; nobody sees a difference."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from ohlas.engine import FactStore, Query, Result
from ohlas.engine import run as ask_engine
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.models import Board
from ohlas.insight.queries import kept
from ohlas.insight.queries.boards import board_data
from ohlas.insight.rules import Selection
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told

pytestmark = pytest.mark.django_db
TILES = (
    {"kind": "figure"},
    {"kind": "trend", "bucket": "quarter"},
    {"kind": "breakdown", "by": "unit"},
    {"kind": "breakdown", "by": "channel"},
    {"kind": "figure", "filters": {"channel": ["web"]}},
    {"kind": "heat", "by": "unit", "across": "channel", "measure": "nps"},
    {"kind": "trend", "by": "channel", "bucket": "month"},
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Query]]:
    """What the engine is asked from here on."""
    noted: list[Query] = []

    def note(store: FactStore, query: Query) -> Result:
        noted.append(query)
        return ask_engine(store, query)

    kept.forget_all()
    monkeypatch.setattr(kept, "ask_engine", note)
    yield noted
    kept.forget_all()


def told_of(result: Result) -> tuple[object, ...]:
    return (
        [(dict(row.key), row.bucket, row.counts) for row in result.rows],
        result.total,
        result.n,
        result.version,
        result.freshness,
        result.warnings,
    )


def test_the_months_of_channels_answer_for_every_coarser_cut(told: Told, asked: list[Query]) -> None:
    told.tell(35, {"nps": 3}, unit=told.world.brno, channel="email")
    finest = Query(str(told.world.organisation.id), "nps_0_10", group_by=("channel", "unit"), bucket="month")
    coarser = (
        replace(finest, group_by=(), bucket=None),
        replace(finest, group_by=("channel",), bucket="quarter"),
        replace(finest, group_by=("unit",), bucket=None, since=date(2026, 8, 1), until=date(2026, 9, 1)),
    )
    kept.run(told.store, finest)
    found = [kept.run(told.store, query) for query in coarser]
    assert asked == [finest]
    assert [told_of(one) for one in found] == [told_of(ask_engine(told.store, query)) for query in coarser]


def test_other_peoples_sight_is_counted_apart(told: Told, asked: list[Query]) -> None:
    by_unit = Query(str(told.world.organisation.id), "nps_0_10", group_by=("unit",))
    narrow = replace(by_unit, group_by=(), scope_units=frozenset({str(told.world.brno.id)}))
    kept.run(told.store, by_unit)
    assert kept.run(told.store, narrow).n == ask_engine(told.store, narrow).n
    assert asked == [by_unit, narrow]


def test_a_new_answer_is_counted_anew(told: Told, asked: list[Query]) -> None:
    by_unit = Query(str(told.world.organisation.id), "nps_0_10", group_by=("unit",))
    whole = replace(by_unit, group_by=())
    kept.run(told.store, by_unit)
    told.tell(3, {"nps": 9}, unit=told.world.brno)
    assert kept.run(told.store, whole).n == ask_engine(told.store, whole).n
    assert asked == [by_unit, whole]


def test_a_dashboard_counts_the_finest_first_and_shows_its_own_order(told: Told, asked: list[Query]) -> None:
    tiles = [{"id": f"t{place}", **tile} for place, tile in enumerate(TILES)]
    document = read_document({"tiles": tiles, "period": "all"})
    board = create_board(actor=told.alice, wish=BoardWish("Cuts"), document=document, now=told.world.now)
    found = board_data(told.alice, Board.objects.get(id=board), Selection(), told.world.now)
    assert [one.tile.id for one in found.tiles] == [tile["id"] for tile in tiles]
    assert [query.group_by for query in asked if query.group_by] == [("unit", "channel"), ("channel",)]
    assert not any(query.where for query in asked)
