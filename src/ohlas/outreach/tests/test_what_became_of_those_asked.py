"""The field report equals what is counted by hand, and every state has its place in survey research's table."""

from datetime import timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.metrics.response import Disposition
from ohlas.outreach.models import CallTask, Invitation, Programme
from ohlas.outreach.queries.field import BY, FieldWish, field_report
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.field import FRAME, Seen, disposition_of
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey, an_invitation

S, D = InvitationState, Disposition
LATER = NOW + timedelta(days=30)
"""When every invitation of these tests is over."""


@pytest.fixture
def ask(world):
    actor = system_actor(world.organisation.id)
    contact, survey = a_contact(actor), a_survey(actor)
    programme = Programme.objects.create(
        organisation=world.organisation, survey_id=survey, name="After delivery", created_at=NOW
    )

    def asking(state, count=1, **more):
        for _ in range(count):
            row = an_invitation(actor, contact, survey)
            given = {"sent_at": NOW, "expires_at": NOW + timedelta(days=14), "programme": programme, **more}
            Invitation.objects.filter(id=row.id).update(state=state, **given)
        return row

    return asking


def wish(world, **more) -> FieldWish:
    return FieldWish(organisation_id=world.organisation.id, zone="Europe/Prague", **more)


def test_the_report_equals_what_is_counted_by_hand(world, ask):
    ask(S.COMPLETE, 8, answered_at=NOW + timedelta(hours=2))
    ask(S.PARTIAL, 2, answered_at=NOW + timedelta(hours=6), last_question="why")
    ask(S.REFUSED, 3)
    ask(S.EXPIRED, 4, opened_at=NOW)
    ask(S.DELIVERED, 20)
    ask(S.BOUNCED, 3, sent_at=None)
    ask(S.QUEUED, 5, sent_at=None)
    found = field_report(wish(world), "programme", LATER)
    counts = found.total.counts
    assert (counts.interviews, counts.partials, counts.refusals, counts.non_contacts) == (8, 2, 7, 23)
    assert (found.total.asked, found.total.waiting) == (40, 5)
    rates = found.total.rates
    # I = 8, P = 2, R = 7, NC = 23; nobody's eligibility is unknown
    assert [rates.rr1, rates.rr3, rates.rr5] == [8 / 40] * 3
    assert [rates.rr2, rates.rr4, rates.rr6] == [10 / 40] * 3
    assert rates.coop1 == 8 / 17
    assert rates.e == 1.0
    assert [group.key for group in found.groups] == ["After delivery"]
    assert [(one.question, one.count) for one in found.broke_off] == [("why", 2)]


def test_the_phone_tells_who_was_not_eligible_and_who_could_not(world, ask):
    ask(S.COMPLETE, 5, carrier="phone", answered_at=NOW)
    ask(S.EXPIRED, 3, carrier="phone")
    for state, how in ((S.BOUNCED, "not_in_service"), (S.EXPIRED, "language"), (S.BOUNCED, "wrong_number")):
        row = ask(state, carrier="phone", ended_at=NOW)
        CallTask.objects.create(
            organisation=world.organisation,
            invitation=row,
            contact_id=row.contact_id,
            call_at=NOW,
            disposition=how,
        )
    counts = field_report(wish(world), "carrier", LATER).total.counts
    assert (counts.interviews, counts.others, counts.not_eligible, counts.non_contacts) == (5, 1, 1, 4)
    assert field_report(wish(world), "carrier", LATER).total.rates.e == 10 / 11


def test_quartiles_of_the_time_to_answer(world, ask):
    for hours in (1, 2, 3, 4, 5):
        ask(S.COMPLETE, answered_at=NOW + timedelta(hours=hours))
    pace = field_report(wish(world), "month", LATER).pace
    assert pace is not None
    assert (pace.answers, pace.quarter_h, pace.median_h, pace.three_quarters_h) == (5, 2, 3, 4)


def test_who_opened_is_silent_until_it_is_over(world, ask):
    ask(S.OPENED, opened_at=NOW)
    during = field_report(wish(world), "carrier", NOW + timedelta(days=1)).total
    after = field_report(wish(world), "carrier", LATER).total
    assert (during.counts.non_contacts, during.running) == (1, 1)
    assert (after.counts.refusals, after.running) == (1, 0)


def test_a_member_of_one_branch_sees_only_its_people(world, ask):
    ask(S.COMPLETE, 2, unit=world.prague, answered_at=NOW)
    ask(S.DELIVERED, 3, unit=world.brno)
    mine = field_report(wish(world, scope=frozenset({world.prague.id})), "unit", LATER)
    assert (mine.total.asked, [group.key for group in mine.groups]) == (2, ["Praha"])


def test_nobody_asked_has_no_rates(world):
    found = field_report(wish(world), "unit", LATER)
    assert found.groups == ()
    assert found.pace is None
    assert found.total.rates.rr1 is None


@pytest.mark.parametrize("by", BY)
def test_groups_add_up_to_everybody(world, ask, by):
    ask(S.COMPLETE, 2, answered_at=NOW, unit=world.prague)
    ask(S.DELIVERED, 3, carrier="sms")
    found = field_report(wish(world), by, LATER)
    assert sum(group.asked for group in found.groups) == found.total.asked == 5


@pytest.mark.parametrize("carrier", list(Carrier))
@pytest.mark.parametrize("state", list(InvitationState))
def test_every_state_of_every_carrier_has_its_place(carrier, state):
    seen = Seen(carrier=carrier, state=state, has_left=True, was_opened=False, is_over=True)
    assert carrier in FRAME
    assert disposition_of(seen) in set(D)


def test_whom_nothing_has_left_for_was_not_asked():
    seen = Seen(carrier=Carrier.EMAIL, state=S.CANCELLED, has_left=False, was_opened=False, is_over=True)
    assert disposition_of(seen) is None
