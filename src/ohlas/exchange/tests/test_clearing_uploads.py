"""Uploaded tables hold customers' words and go after their time; what they brought stays."""

from datetime import timedelta

from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.exchange import actions
from ohlas.exchange.access import imports_for
from ohlas.exchange.actions.retention import KEPT_AFTER_IMPORT, KEPT_OTHERWISE, clear_uploads
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
