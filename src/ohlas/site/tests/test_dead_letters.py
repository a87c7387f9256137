"""Set up › System health: what the relay gave up can be seen, retried and discarded by whoever runs the system."""

from uuid import UUID

import pytest

from ohlas.accounts.models import AuditEntry
from ohlas.outbox.models import Delivery

PAGE = "/o/sova/system/deliveries/"


def dead(organisation_id, now, **fields) -> Delivery:
    return Delivery.objects.create(
        organisation_id=organisation_id,
        listener="tests.letterbox",
        body={"args": [], "kwargs": {}},
        available_at=now,
        created_at=now,
        attempts=8,
        error="OSError: <b>no space left</b>",
        dead_at=now,
        **fields,
    )


@pytest.fixture
def letter(world) -> Delivery:
    return dead(world.organisation.id, world.now)


def test_a_dead_letter_is_shown_with_its_error_escaped(world, letter, sign_in):
    text = sign_in(world.alice).get(PAGE).content.decode()
    assert "tests.letterbox" in text
    assert "&lt;b&gt;no space left&lt;/b&gt;" in text
    assert "<b>no space" not in text


def test_nothing_given_up_says_so(world, sign_in):
    assert "Nothing was given up" in sign_in(world.alice).get(PAGE).content.decode()


def test_a_retried_letter_waits_again_and_the_deed_is_on_record(world, letter, sign_in):
    answer = sign_in(world.alice).post(f"{PAGE}{letter.pk}/retry/", follow=True)
    assert "It is being delivered again." in answer.content.decode()
    letter.refresh_from_db()
    assert (letter.dead_at, letter.attempts) == (None, 0)
    assert AuditEntry.objects.get(deed="retry_delivery").object_id == str(letter.pk)


def test_a_discarded_letter_is_gone_from_the_page_and_on_record(world, letter, sign_in):
    answer = sign_in(world.alice).post(f"{PAGE}{letter.pk}/discard/", follow=True)
    assert "tests.letterbox" not in answer.content.decode()
    assert AuditEntry.objects.filter(deed="discard_delivery").count() == 1


def test_a_second_click_changes_nothing_and_says_so(world, letter, sign_in):
    client = sign_in(world.alice)
    client.post(f"{PAGE}{letter.pk}/retry/")
    answer = client.post(f"{PAGE}{letter.pk}/retry/", follow=True)
    assert "already" in answer.content.decode()
    assert AuditEntry.objects.filter(deed="retry_delivery").count() == 1


@pytest.mark.parametrize("deed", ["retry", "discard"])
def test_letters_of_another_organisation_are_not_there(world, sign_in, deed):
    foreign = dead(world.elsewhere.id, world.now)
    client = sign_in(world.alice)
    assert "tests.letterbox" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{foreign.pk}/{deed}/").status_code == 404
    assert client.post(f"{PAGE}{UUID(int=7)}/{deed}/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.dead_at is not None
    assert foreign.done_at is None


def test_only_whoever_runs_the_system_may_look_and_act(world, letter, sign_in):
    client = sign_in(world.carol)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{letter.pk}/retry/").status_code == 403
    letter.refresh_from_db()
    assert letter.dead_at is not None
