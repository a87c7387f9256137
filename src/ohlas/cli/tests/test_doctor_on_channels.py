"""`ohlas doctor` tells which channels may not send, and the cure."""

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.cli.doctor.checks import Health, channels
from ohlas.lib.config import config
from ohlas.outreach.models import Sender
from ohlas.outreach.tests.scene import a_sender


@pytest.fixture(autouse=True)
def public_address(own_home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()


@pytest.mark.django_db
def test_without_a_channel_it_asks_for_one() -> None:
    told = channels(config())
    assert (told.health, told.cure) == (Health.NOTICE, "Open Listen › Channels to set one up.")


def test_a_channel_that_is_ready_is_well(world: World) -> None:
    a_sender(system_actor(world.organisation.id))
    assert (channels(config()).health, channels(config()).sentence) == (Health.WELL, "1 may send.")


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        ({"checks": {"spf": {"light": "red", "says": "No SPF.", "cure": "Add one."}}}, "No SPF. Add one."),
        ({"tested_at": None}, "Send a test to yourself, and confirm that it arrived."),
    ],
)
def test_a_channel_that_is_not_ready_comes_with_its_cure(world: World, changes: dict, cure: str) -> None:
    a_sender(system_actor(world.organisation.id))
    Sender.objects.update(**changes)
    told = channels(config())
    assert told.health is Health.NOTICE
    assert "1 of 1 channels may not send yet (email first)" in told.sentence
    assert cure in told.cure


def test_an_address_nobody_reaches_or_reads_in_secret_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sender(system_actor(world.organisation.id))
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "http://ohlas.example.com")
    config.cache_clear()
    assert "Put a certificate in front of Ohlas" in channels(config()).cure
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "")
    config.cache_clear()
    assert "Set OHLAS_PUBLIC_URL" in channels(config()).cure
