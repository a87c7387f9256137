"""While an import is read, the pages of comments and their tile say so instead of saying that there is none."""

import pytest
from django.db import transaction
from tests.world import NOW

from ohlas.feedback.events import BatchImported
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_tile_kinds import shown
from ohlas.lib.ids import new_id
from ohlas.outbox import emit
from ohlas.outbox.relay import relay_once

pytestmark = pytest.mark.django_db
TOLD = "An import is being read: the words of 1,200 answers are still to come."


def bring(told: Told, *counts: int) -> None:
    """Chunks of an import are stored; nobody has read them."""
    with transaction.atomic():
        for count in counts:
            event = BatchImported(new_id(), new_id(), new_id(), count)
            emit(event, organisation_id=told.world.organisation.id, now=NOW)


def page_of(told: Told, path: str) -> str:
    return told.client.get(f"/o/sova/{path}").content.decode()


def test_the_explorer_says_so_before_the_first_comment(silent: Told) -> None:
    bring(silent, 1000, 200)
    page = page_of(silent, "comments/")
    assert TOLD in page
    assert "Your comments are being read" in page
    assert "No comments yet" not in page
    assert 'hx-trigger="every 4s"' in page


def test_the_explorer_says_so_above_older_ones(wrote: Told) -> None:
    bring(wrote, 1200)
    assert TOLD in page_of(wrote, "comments/?period=all")


def test_the_urgent_ones_say_so(silent: Told, wrote: Told) -> None:
    bring(silent, 1200)
    assert TOLD in page_of(silent, "comments/urgent/?period=all")


def test_the_tile_says_so(told: Told) -> None:
    bring(told, 1200)
    page, _ = shown(told, "comments")
    assert TOLD in page
    assert "No comments in these days" not in page


def test_nothing_is_said_once_all_is_read(silent: Told) -> None:
    bring(silent, 1200)
    while relay_once(NOW, worker="test"):
        pass
    assert "being read" not in page_of(silent, "comments/")
