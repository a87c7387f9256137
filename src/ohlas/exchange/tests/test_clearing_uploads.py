"""Uploaded tables hold customers' words and go after their time; what they brought stays."""

from datetime import timedelta
from typing import Any

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.exchange import actions
from ohlas.exchange.access import imports_for
from ohlas.exchange.actions import run
from ohlas.exchange.actions.retention import KEPT_AFTER_IMPORT, KEPT_OTHERWISE, clear_uploads
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules.states import ImportState
from ohlas.exchange.tests.test_importing_a_file import imported, received
from ohlas.feedback.models import Response

MOMENT = timedelta(seconds=1)


def test_a_finished_import_loses_its_table_after_a_week(world: World) -> None:
    view = imported(world)
    assert clear_uploads(now=world.now + KEPT_AFTER_IMPORT) == 0
    assert clear_uploads(now=world.now + KEPT_AFTER_IMPORT + MOMENT) == 1
    assert not view.path.exists()
    assert view.losses_path.exists()
    assert Response.objects.count() == 4


def test_an_import_without_its_table_can_still_be_undone(world: World) -> None:
    view = imported(world)
    clear_uploads(now=world.now + KEPT_OTHERWISE + MOMENT)
    assert not view.path.parent.exists()
    actor = system_actor(world.organisation.id)
    again = actions.undo_import(actor=actor, import_id=view.id, now=world.now + KEPT_OTHERWISE + 2 * MOMENT)
    assert again.losses_size == 0
    assert Response.objects.count() == 0


def test_an_upload_nobody_imported_goes_whole_after_a_month(world: World) -> None:
    view = received(world)
    actor = system_actor(world.organisation.id)
    assert clear_uploads(now=world.now + KEPT_OTHERWISE) == 0
    assert len(imports_for(actor)) == 1
    assert clear_uploads(now=world.now + KEPT_OTHERWISE + MOMENT) == 1
    assert imports_for(actor) == []
    assert not view.path.parent.exists()


def test_a_stopped_import_whose_table_was_cleared_says_so_and_can_be_undone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = stopped(world, monkeypatch)
    late = world.now + KEPT_OTHERWISE + MOMENT
    assert clear_uploads(now=late) == 1
    client = world.signed_in(world.alice)
    where = f"/o/sova/imports/{view.id}/"
    assert "Stopped by a problem" in client.get(where).content.decode()
    answer = client.post(f"{where}start/", follow=True)
    assert "Upload it again" in answer.content.decode()
    assert Import.objects.get().state == ImportState.FAILED
    assert Response.objects.count() == 2
    actions.undo_import(actor=system_actor(world.organisation.id), import_id=view.id, now=late + MOMENT)
    assert Response.objects.count() == 0


def stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> ImportView:
    """An import that stopped after its first two rows."""
    monkeypatch.setattr(run, "PORTION", 2)
    view = received(world)
    actor = system_actor(world.organisation.id)
    run.begin_import(actor=actor, import_id=view.id, now=world.now)
    whole, calls = run.record_many, []

    def breaks_at_the_second_portion(**given: Any) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return whole(**given)

    monkeypatch.setattr(run, "record_many", breaks_at_the_second_portion)
    return actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)
