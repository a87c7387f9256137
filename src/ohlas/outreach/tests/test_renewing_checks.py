"""What a channel asks for is looked up each day."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.renewing import renew_checks
from ohlas.outreach.models import Sender
from ohlas.outreach.queries.readiness import stands_of
from ohlas.outreach.rules.readiness import is_ready, why_not
from ohlas.outreach.rules.sending import Check, Light
from ohlas.outreach.tests.scene import NOW, Memory, a_sender

GREEN = Check("spf", Light.GREEN, "It stands.")
RED = Check("spf", Light.RED, "There is no SPF record.", "Add one.")
SILENT = Check("spf", Light.RED, "The DNS did not answer.", "Check the network.", is_unanswered=True)


class Looked(Memory):
    """A channel whose own condition is as the test says."""

    says = GREEN

    def checks(self, _, __):
        return [self.says]


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def renewed(actor: Actor):
    """`renewed(RED)`: the sender after a day on which the channel was found so."""
    channel = Looked()
    register_channel(channel)
    a_sender(actor)

    def look(found: Check) -> Sender:
        channel.says = found
        renew_checks.enqueue()
        for _ in range(3):
            relay_once(NOW + timedelta(days=3650), worker="test")
        return Sender.objects.get()

    return look


def test_a_record_that_is_taken_away_stops_the_mail_and_comes_back(renewed) -> None:
    assert is_ready(stands_of(renewed(GREEN)))
    gone = stands_of(renewed(RED))
    assert not is_ready(gone)
    assert "There is no SPF record. Add one." in why_not(gone)
    assert is_ready(stands_of(renewed(GREEN)))


def test_a_name_server_that_is_away_stops_nothing(renewed) -> None:
    renewed(GREEN)
    assert is_ready(stands_of(renewed(SILENT)))
    renewed(RED)
    assert "no SPF" in why_not(stands_of(renewed(SILENT)))
