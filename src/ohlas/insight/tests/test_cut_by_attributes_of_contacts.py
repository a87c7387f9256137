"""Chosen attributes of contacts travel with new answers, as they stand then; others and the anonymous carry none."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.accounts.models import AuditEntry
from ohlas.customers.actions import (
    contact_for,
    declare_contact_attribute,
    edit_contact_attribute,
    erase_contact,
    retire_contact_attribute,
)
from ohlas.customers.models import Contact, ContactAttribute
from ohlas.customers.rules import AttributeKind
from ohlas.feedback.actions import record_response
from ohlas.feedback.facts import check_facts
from ohlas.feedback.models import Attribute, Response
from ohlas.feedback.rules import CustomerRef, Submission
from ohlas.insight.queries import ask_for, counted
from ohlas.insight.rules import Window
from ohlas.insight.tests.conftest import Told
from ohlas.lib.ids import new_id
from ohlas.metrics import MEASURES
from ohlas.outbox.relay import relay_once

Send = Callable[..., Response]
ALL = "period=all&measure=nps"


def relayed() -> None:
    while relay_once(NOW + timedelta(days=1), worker="tests"):
        pass


@pytest.fixture
def jana(silent: Told) -> UUID:
    """A gold customer; her tier is chosen for the figures, her city is not."""
    for key, is_fact in (("tier", True), ("city", False)):
        declare_contact_attribute(
            actor=silent.alice,
            key=key,
            title=key.title(),
            kind=AttributeKind.CHOICE,
            now=NOW,
            is_fact=is_fact,
        )
    relayed()
    return met(silent, "K-1", tier="gold", city="Brno")


def met(told: Told, key: str, **attributes: str) -> UUID:
    found = contact_for(organisation_id=told.world.organisation.id, source="till", key=key, now=NOW)
    Contact.objects.filter(id=found).update(attributes=attributes)
    return found


@pytest.fixture
def send(silent: Told) -> Send:
    def send(score: int, **changes: object) -> Response:
        given = Submission(
            organisation_id=silent.world.organisation.id,
            client_id=new_id(),
            is_client_made=True,
            body_hash="a",
            survey=str(silent.survey.id),
            version_id=None,
            answers={"nps": score},
            **changes,
        )
        return Response.objects.get(id=record_response(given, NOW).id)

    return send


def n(told: Told, tier: str) -> int:
    ask = ask_for(told.alice, MEASURES["nps"], "nps_0_10", {"a_tier": (tier,)}, Window())
    return counted(told.store, ask).figure.n


def test_a_breakdown_tells_gold_customers_from_silver_ones(silent: Told, jana: UUID, send: Send) -> None:
    silver = met(silent, "K-2", tier="silver")
    for n_answers, contact, score in ((3, jana, 10), (2, silver, 2)):
        for _ in range(n_answers):
            send(score, contact_id=contact)
    relayed()
    page = silent.client.get(f"/o/sova/dashboard/?{ALL}&by=a_tier").content.decode()
    assert [word for word in ("Tier", "gold", "silver") if word not in page] == []
    assert (n(silent, "gold"), n(silent, "silver")) == (3, 2)
    answers = silent.client.get(f"/o/sova/answers/?{ALL}&a_tier=gold").content.decode()
    assert "3 answers" in answers
    assert check_facts() == ()


def test_an_answer_keeps_what_was_true_when_it_came(silent: Told, jana: UUID, send: Send) -> None:
    send(10, contact_id=jana)
    Contact.objects.filter(id=jana).update(attributes={"tier": "silver"})
    send(2, contact_id=jana)
    relayed()
    assert (n(silent, "gold"), n(silent, "silver")) == (1, 1)


def test_a_customers_key_finds_them_and_what_was_sent_wins(jana: UUID, send: Send) -> None:
    assert send(9, customer=CustomerRef(" till ", "K-1")).attributes == {"tier": "gold"}
    told = send(9, customer=CustomerRef("till", "K-1"), attributes={"tier": "basic"})
    assert told.attributes == {"tier": "basic"}
    assert send(9, customer=CustomerRef("till", "new here")).attributes == {}
    assert send(9).attributes == {}


def test_a_joined_card_speaks_for_the_person(silent: Told, jana: UUID, send: Send) -> None:
    other = met(silent, "K-9", tier="old")
    Contact.objects.filter(id=other).update(merged_into=jana)
    assert send(9, contact_id=other).attributes == {"tier": "gold"}


@pytest.mark.usefixtures("jana")
def test_an_anonymous_answer_carries_nothing(silent: Told, send: Send) -> None:
    version = silent.version
    version.definition = {**version.definition, "anonymous": True}
    version.save()
    assert send(9, customer=CustomerRef("till", "K-1")).attributes == {}


def test_no_more_chosen_means_no_more_carried(silent: Told, jana: UUID, send: Send) -> None:
    send(10, contact_id=jana)
    tier = ContactAttribute.objects.get(key="tier")
    edit_contact_attribute(actor=silent.alice, attribute_id=tier.id, title="Tier", now=NOW, is_fact=False)
    assert send(10, contact_id=jana).attributes == {}
    relayed()
    assert n(silent, "gold") == 1
    city = ContactAttribute.objects.get(key="city")
    edit_contact_attribute(actor=silent.alice, attribute_id=city.id, title="City", now=NOW, is_fact=True)
    assert send(10, contact_id=jana).attributes == {"city": "Brno"}
    retire_contact_attribute(actor=silent.alice, attribute_id=city.id, now=NOW)
    assert send(10, contact_id=jana).attributes == {}


def test_erasing_the_contact_takes_them_out_of_the_facts(silent: Told, jana: UUID, send: Send) -> None:
    send(10, contact_id=jana)
    relayed()
    assert n(silent, "gold") == 1
    erase_contact(actor=silent.alice, contact_id=jana, now=NOW)
    relayed()
    assert n(silent, "gold") == 0
    assert check_facts() == ()


def test_the_page_chooses_and_the_record_of_deeds_says_so(silent: Told) -> None:
    address = "/o/sova/contacts/attributes/"
    silent.client.post(address, {"key": "plan", "title": "Plan", "kind": "choice", "is_fact": "on"})
    plan = ContactAttribute.objects.get(key="plan")
    relayed()
    assert Attribute.objects.get(key="plan").title == "Plan"
    assert 'name="is_fact" checked' in silent.client.get(address).content.decode()
    silent.client.post(f"{address}{plan.id}/", {"title": "Tariff"})
    plan.refresh_from_db()
    assert (plan.is_fact, plan.title) == (False, "Tariff")
    entry = AuditEntry.objects.get(deed="edit_contact_attribute")
    assert entry.details == {"is_fact": False}
