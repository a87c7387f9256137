"""What the columns of a file meant is offered for the next file like it, and said."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import User
from ohlas.exchange import actions
from ohlas.exchange.actions.run import begin_import
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import ColumnMapping, ColumnRole, Mapping

DAY = date(2026, 11, 1)
TEXT = "points;said\n9;ok\n3;slow\n"
MEANT = (
    ColumnMapping(
        "points", ColumnRole.QUESTION, question="nps", type="nps", scale="nps_0_10", title="Recommend?"
    ),
    ColumnMapping("said", ColumnRole.QUESTION, question="why", type="text", title="Why?"),
)


def received(world: World, text: str = TEXT, name: str = "october.csv") -> ImportView:
    actor = system_actor(world.organisation.id)
    return actions.receive_file(actor=actor, name=name, pieces=[text.encode()], now=world.now)


@pytest.fixture
def october(world: World) -> ImportView:
    view = received(world)
    actor = system_actor(world.organisation.id)
    mapping = Mapping("After a visit", MEANT, day=DAY, language="cs")
    actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=world.now)
    begin_import(actor=actor, import_id=view.id, now=world.now)
    return actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)


def test_the_very_same_file_comes_with_everything_it_meant(world: World, october: ImportView) -> None:
    again = received(world, name="copy.csv")
    assert again.mapping == october.mapping
    assert again.findings["earlier"]["by"] == "file"


def test_a_file_with_the_same_headings_means_the_same_but_not_on_that_day(
    world: World, october: ImportView
) -> None:
    view = received(world, "said;points\nfine;10\n", "november.csv")
    assert view.findings["earlier"]["by"] == "headings"
    assert (view.mapping.survey, view.mapping.day, view.mapping.language) == ("After a visit", None, "cs")
    assert view.mapping.columns == (MEANT[1], MEANT[0])


def test_a_file_of_the_same_survey_keeps_the_columns_it_shares(world: World, october: ImportView) -> None:
    view = received(world, "points;other\n10;x\n", "After a visit.csv")
    assert view.findings["earlier"]["by"] == "survey"
    assert view.mapping.columns == (MEANT[0], ColumnMapping("other"))


def test_a_file_that_was_never_imported_is_no_memory(world: World) -> None:
    received(world)
    assert received(world).findings["earlier"] is None


def test_another_organisations_file_is_no_memory(world: World, october: ImportView) -> None:
    actor = system_actor(world.elsewhere.id)
    view = actions.receive_file(actor=actor, name="o.csv", pieces=[TEXT.encode()], now=world.now)
    assert view.findings["earlier"] is None


def test_the_page_says_where_the_meanings_come_from_and_a_click_brings_the_guess(
    world: World, october: ImportView, sign_in: Callable[[User], Client]
) -> None:
    alice = sign_in(world.alice)
    view = received(world, name="copy.csv")
    address = f"/o/{world.organisation.slug}/imports/{view.id}/columns/"
    page = alice.get(address).content.decode()
    assert "october.csv" in page
    assert "Guess anew instead" in page
    alice.post(f"/o/{world.organisation.slug}/imports/{view.id}/reread/")
    anew = alice.get(address).content.decode()
    assert "Guess anew instead" not in anew
    assert 'value="After a visit"' in anew
