"""The page of response rates: figures of the report, early against late, open links, nothing yet, nobody else's."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.actions.invitations import link_for_invitation
from ohlas.feedback.models import LinkOpening, Response
from ohlas.feedback.rules.links import client_id_for
from ohlas.insight.queries.field import field_of
from ohlas.lib.ids import new_id
from ohlas.outreach.models import Invitation
from ohlas.outreach.queries.field import FieldWish
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey, an_invitation
from ohlas.surveys.models import SurveyVersion

PAGE = "/o/sova/response-rates/"


@pytest.fixture
def asked(world):
    """`asked(state, score, hours, **fields)`: somebody who was asked, and answered where a score is given."""
    actor = system_actor(world.organisation.id)
    contact, survey = a_contact(actor), a_survey(actor)
    version = SurveyVersion.objects.get(survey_id=survey)

    def ask(state, score=None, hours=1, **fields):
        row = an_invitation(actor, contact, survey)
        at = NOW + timedelta(hours=hours) if score is not None else None
        Invitation.objects.filter(id=row.id).update(state=state, sent_at=NOW, answered_at=at, **fields)
        if score is not None:
            link = link_for_invitation(row.id)
            Response.objects.create(
                organisation=world.organisation,
                client_id=client_id_for(link.id, ""),
                version=version,
                answers={"nps": score},
                answered_at=at,
                received_at=at,
                channel="email",
                language="cs",
            )
        return survey

    return ask


def found(world):
    wish = FieldWish(organisation_id=world.organisation.id, zone="Europe/Prague")
    return field_of(system_actor(world.organisation.id), wish, "carrier", NOW + timedelta(days=1))


def test_nobody_asked_shows_why_it_is_empty(world):
    page = world.signed_in(world.alice).get(PAGE).content.decode()
    assert "Nobody was asked yet" in page


def test_the_page_says_the_rates(world, asked):
    for score in (9, 10, 3):
        asked("complete", score)
    for _ in range(7):
        asked("delivered")
    page = world.signed_in(world.alice).get(f"{PAGE}?by=carrier").content.decode()
    assert "30.0%" in page
    assert "between 10.8% and 60.3%" in page  # Wilson, 3 of 10, by hand
    assert "E-mail" in page


def test_early_and_late_are_compared(world, asked):
    for _ in range(20):
        asked("complete", 10, hours=1)
        asked("complete", 0, hours=50)
    sides = found(world).early_late
    assert sides is not None
    assert (sides.early.n, sides.late.n, sides.by_reminder) == (20, 20, False)
    assert sides.measure.score(sides.early).value == 100
    assert sides.measure.score(sides.late).value == -100
    page = world.signed_in(world.alice).get(PAGE).content.decode()
    assert "early less late: 200" in page


def test_a_reminder_parts_the_late_from_the_early(world, asked):
    asked("complete", 10, hours=90)
    asked("complete", 2, hours=3, reminders=1)
    sides = found(world).early_late
    assert sides is not None
    assert sides.by_reminder
    assert list(sides.early.cells) == [10.0]


def test_answers_without_a_name_are_never_looked_up(world, asked):
    survey = asked("complete", 10)
    asked("complete", 2, hours=2)
    version = SurveyVersion.objects.get(survey_id=survey)
    SurveyVersion.objects.filter(id=version.id).update(definition={**version.definition, "anonymous": True})
    from ohlas.surveys.queries import forget_standings, forget_version

    forget_version(version.id)
    forget_standings(world.organisation.id)
    assert found(world).early_late is None


def test_an_open_link_has_a_participation_rate(world):
    actor = system_actor(world.organisation.id)
    link = create_link(actor=actor, survey_id=a_survey(actor), wish=LinkWish(unit="praha"), now=NOW)
    LinkOpening.objects.create(
        id=new_id(), organisation=world.organisation, link_id=link.id, day=NOW.date(), count=8
    )
    one = found(world).participation[0]
    assert (one.shown, one.answered, one.rate) == (8, 0, 0.0)
    assert "Participation rate" in world.signed_in(world.alice).get(PAGE).content.decode()


def test_the_table_holds_plain_numbers(world, asked):
    asked("complete", 9)
    asked("delivered")
    text = (
        world.signed_in(world.alice).get(f"{PAGE}response-rates.csv?by=carrier").content.decode("utf-8-sig")
    )
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["carrier"], row["interviews"], row["rr1"]) for row in rows] == [
        ("email", "1", "0.5"),
        ("*", "1", "0.5"),
    ]


def test_what_cannot_be_read_asks_for_everything(world, asked):
    asked("complete", 9)
    client = world.signed_in(world.alice)
    assert client.get(f"{PAGE}?programme=x&unit=%00&since=2026-99-99&by=fish&carrier=owl").status_code == 200


def test_strangers_see_nothing(world):
    assert world.signed_in(world.mallory).get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_programs_get_the_same_numbers(world, asked):
    asked("complete", 9)
    asked("delivered")
    actor = system_actor(world.organisation.id)
    key = issue_api_key(actor=actor, name="bi", scopes=[Permission.SEE_PROGRAMMES], now=world.now)
    answer = Client().get(
        "/api/v1/outreach/field?by=carrier", headers={"authorization": f"Bearer {key.secret}"}
    )
    assert answer.status_code == 200, answer.content
    document = answer.json()
    assert document["total"]["dispositions"]["I"] == 1
    assert document["total"]["rates"]["rr1"]["value"] == 0.5
    assert [one["key"] for one in document["groups"]] == ["email"]
