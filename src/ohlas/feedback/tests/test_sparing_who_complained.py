"""Who has just complained is left alone for a while, by the organisation's rule, and the plan says why."""

from datetime import timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.customers.models import Contact
from ohlas.feedback.actions import record_response
from ohlas.feedback.actions.sparing import read_and_spare, spare
from ohlas.feedback.events import ResponseRecorded
from ohlas.feedback.models import Response
from ohlas.feedback.rules import CustomerRef
from ohlas.lib.ids import new_id
from ohlas.outbox import Delivered
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.actions.holding import lift_hold
from ohlas.outreach.actions.programmes import set_policy
from ohlas.outreach.models import Hold, Occasion, Programme
from ohlas.outreach.tests.scene import a_contact

ANGRY = "Strašné, na doručení jsem čekala tři týdny a kurýr byl drzý."


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def says(submission, world, actor):
    """`says(2, ANGRY)`: an answer of Jana's, read and judged; those who are left alone since."""

    def answer(score, text, **more):
        given = submission(
            client_id=new_id(),
            answers={"nps": score, "why": text},
            customer=CustomerRef("eshop", "jana@example.test"),
            **more,
        )
        made = record_response(given, world.now)
        event = Delivered(ResponseRecorded(made.id), new_id(), world.organisation.id, world.now)
        read_and_spare([event], world.now)
        return list(Hold.objects.filter(lifted_at=None).values_list("reason", flat=True))

    a_contact(actor, "jana@example.test")
    return answer


def test_a_low_score_with_a_complaint_leaves_them_alone_for_thirty_days(says, world):
    assert says(2, ANGRY) == ["low score with a complaint"]
    assert Hold.objects.get().until == Response.objects.get().received_at + timedelta(days=30)


@pytest.mark.parametrize(("score", "text"), [(9, ANGRY), (2, "Všechno bylo skvělé, děkuji."), (2, "")])
def test_a_score_or_a_complaint_alone_spares_nobody_by_default(says, score, text):
    assert says(score, text) == []


def test_words_of_law_spare_whatever_the_score(says):
    assert says(10, "Předám to svému právníkovi a podám žalobu.") == ["urgent words"]


@pytest.mark.parametrize(
    ("care", "held"),
    [
        ({"days": 0}, []),
        ({"detractor": "always"}, ["low score"]),
        ({"detractor": "never"}, []),
    ],
)
def test_the_rule_is_the_organisations(says, actor, world, care, held):
    set_policy(actor=actor, settings={"care": care}, now=world.now)
    assert says(2, ANGRY) == held


def test_the_same_answer_told_again_does_not_undo_what_a_person_lifted(says, actor, world):
    says(2, ANGRY)
    contact = Contact.objects.get()
    assert lift_hold(actor=actor, contact_id=contact.id, reason="low score with a complaint", now=world.now)
    spare([Response.objects.get().id], world.now)
    assert not Hold.objects.filter(lifted_at=None).exists()


def test_a_programme_asks_them_nothing_and_says_why(says, actor, world):
    says(2, ANGRY)
    programme = Programme.objects.create(
        organisation=world.organisation,
        survey_id=Response.objects.get().version.survey_id,
        name="Quarterly",
        state="running",
        settings={"occasion": {"kind": "rhythm", "starts_on": world.now.date().isoformat()}},
        created_at=world.now,
        started_at=world.now,
    )
    assert decide_due(organisation_id=world.organisation.id, now=world.now) == 0
    row = Occasion.objects.get(programme=programme)
    assert "held" in {row.reason, row.waited_for}


def test_an_unverified_address_spares_the_card_that_has_it_too(actor, world, submission):
    known = a_contact(actor, "jana@example.test")
    stranger = CustomerRef("spontaneous", "jana@example.test")
    made = record_response(
        submission(client_id=new_id(), answers={"nps": 1, "why": ANGRY}, customer=stranger), world.now
    )
    Contact.objects.exclude(id=known.id).update(email="Jana@Example.test")
    read_and_spare(
        [Delivered(ResponseRecorded(made.id), new_id(), world.organisation.id, world.now)], world.now
    )
    assert set(Hold.objects.values_list("contact_id", flat=True)) == set(
        Contact.objects.values_list("id", flat=True)
    )
    assert Hold.objects.count() == 2
