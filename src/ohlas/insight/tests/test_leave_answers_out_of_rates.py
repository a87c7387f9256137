"""What a person left out by review is no interview: response rates count the answers that scores count."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.feedback.actions.invitations import link_for_invitation
from ohlas.feedback.actions.review import leave_out, take_back_in
from ohlas.feedback.models import Response
from ohlas.feedback.queries.invited import invitations_left_out
from ohlas.feedback.rules.links import client_id_for
from ohlas.insight.queries.field import Field, field_of, field_wish
from ohlas.lib.ids import new_id
from ohlas.metrics.response import Dispositions
from ohlas.outreach.models import Invitation
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey, an_invitation
from ohlas.surveys.models import SurveyVersion

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def answers(world: World, actor: Actor) -> list[UUID]:
    """Ten were asked by mail: three answered to the end, one in part, six are silent."""
    contact, survey = a_contact(actor), a_survey(actor)
    version = SurveyVersion.objects.get(survey_id=survey)
    found = []
    for state in ["complete"] * 3 + ["partial"] + ["delivered"] * 6:
        row = an_invitation(actor, contact, survey)
        has = state in {"complete", "partial"}
        Invitation.objects.filter(id=row.id).update(
            state=state, sent_at=NOW, answered_at=AT if has else None, last_question="why" if has else ""
        )
        if has:
            link = link_for_invitation(row.id)
            assert link is not None
            response = Response.objects.create(
                organisation=world.organisation,
                client_id=client_id_for(link.id, ""),
                version=version,
                answers={"nps": 9},
                answered_at=AT,
                received_at=AT,
                channel="email",
                language="cs",
                contact=contact,
                is_complete=state == "complete",
            )
            found.append(response.id)
    return found


def field(actor: Actor) -> Field:
    return field_of(actor, field_wish({}, actor), "carrier", NOW + timedelta(days=1))


def counted(actor: Actor) -> Dispositions:
    return field(actor).report.total.counts


def test_an_answer_left_out_is_other_and_taken_back_in_an_interview(
    actor: Actor, answers: list[UUID]
) -> None:
    before = counted(actor)
    assert (before.interviews, before.partials, before.non_contacts, before.others) == (3, 1, 6, 0)
    leave_out(actor=actor, responses=answers[:1], now=NOW)
    out = counted(actor)
    assert (out.interviews, out.partials, out.non_contacts, out.others) == (2, 1, 6, 1)
    assert field(actor).report.total.rates.rr1 == pytest.approx(2 / 10)
    take_back_in(actor=actor, responses=answers[:1], now=NOW)
    assert counted(actor) == before


def test_a_partial_answer_left_out_leaves_where_people_broke_off(actor: Actor, answers: list[UUID]) -> None:
    assert [one.count for one in field(actor).report.broke_off] == [1]
    leave_out(actor=actor, responses=answers[3:], now=NOW)
    found = field(actor).report
    assert found.broke_off == ()
    assert (found.total.counts.partials, found.total.counts.others) == (0, 1)
    assert found.pace is not None
    assert found.pace.answers == 3


def test_everybody_asked_is_still_counted(actor: Actor, answers: list[UUID]) -> None:
    leave_out(actor=actor, responses=answers, now=NOW)
    total = field(actor).report.total
    assert (total.asked, total.rates.rr2, total.counts.others) == (10, 0, 4)


def test_the_page_says_where_left_out_answers_stand(world: World, actor: Actor, answers: list[UUID]) -> None:
    leave_out(actor=actor, responses=answers[:1], now=NOW)
    page = world.signed_in(world.alice).get("/o/sova/response-rates/").content.decode()
    assert "20.0%" in page
    assert "the answer was left out by review" in page


def test_others_and_answers_without_an_invitation_are_not_looked_up(
    world: World, actor: Actor, answers: list[UUID]
) -> None:
    leave_out(actor=actor, responses=answers[:2], now=NOW)
    assert len(invitations_left_out(world.organisation.id)) == 2
    assert invitations_left_out(world.elsewhere.id) == frozenset()
    Response.objects.filter(id=answers[0]).update(client_id=new_id())
    assert len(invitations_left_out(world.organisation.id)) == 1
