"""Gateways of these tests stand on loopback, which nothing may call unless it is allowed."""

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.lib.config import config
from ohlas.outreach.channels.sms import register
from ohlas.outreach.channels.sms.tests.smsc import Smsc


@pytest.fixture(autouse=True)
def loopback(own_home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://o.example.com")
    monkeypatch.setenv("OHLAS_PRIVATE_GATEWAYS", "127.0.0.1/32")
    config.cache_clear()
    register()


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def smsc():
    with Smsc() as running:
        yield running
