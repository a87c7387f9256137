"""The hourly round: each organisation by itself, so that one that fails stops no other."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions import occasions
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.actions.occasions import decide_everywhere
from ohlas.outreach.models import Invitation, Programme
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey


def test_what_fails_for_one_organisation_is_tried_again_and_the_others_are_decided(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for organisation in (world.organisation, world.elsewhere):
        actor = system_actor(organisation.id)
        a_contact(actor)
        Programme.objects.create(
            organisation=organisation,
            survey_id=a_survey(actor),
            name="Quarterly",
            state="running",
            settings={"occasion": {"kind": "rhythm", "starts_on": "2026-11-20"}},
            created_at=NOW,
            started_at=NOW,
        )

    def break_for_one(*, organisation_id, now):
        if organisation_id == world.organisation.id:
            raise ArithmeticError("a strange zone")
        return decide_due(organisation_id=organisation_id, now=NOW)

    monkeypatch.setattr(occasions, "decide_due", break_for_one)
    decide_everywhere.enqueue()
    later = NOW + timedelta(days=3650)
    for _ in range(4):
        relay_once(later, worker="test")
    assert Invitation.objects.get().organisation_id == world.elsewhere.id
    assert Delivery.objects.filter(error__contains="a strange zone").exists()
