"""How many imported answers wait to be read, told by the events themselves."""

import pytest
from django.db import transaction
from tests.world import NOW, World

from ohlas.feedback.events import BatchImported
from ohlas.feedback.queries.texts import imported_unread
from ohlas.lib.ids import new_id
from ohlas.outbox import emit
from ohlas.outbox.relay import relay_once

pytestmark = pytest.mark.django_db


def test_an_import_waits_until_it_is_read_and_only_for_its_organisation(world: World) -> None:
    with transaction.atomic():
        event = BatchImported(new_id(), new_id(), new_id(), 7)
        emit(event, organisation_id=world.organisation.id, now=NOW)
    assert imported_unread(world.organisation.id) == 7
    assert imported_unread(world.elsewhere.id) == 0
    while relay_once(NOW, worker="test"):
        pass
    assert imported_unread(world.organisation.id) == 0
