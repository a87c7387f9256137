"""The tests of a statistics page are one family, decided once for closed days and kept."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import Unit
from ohlas.engine import AnswerRow
from ohlas.insight.models import Verdict
from ohlas.insight.tests.conftest import Told, append
from ohlas.lib.ids import new_id
from ohlas.outreach.models import Invitation
from ohlas.outreach.tests.scene import a_contact, a_survey, an_invitation

FEBRUARY, MAY = datetime(2026, 2, 3, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)
AUTUMN = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
DAYS = "since=2026-09-01&until=2026-09-30"


def shown(client: Client, address: str) -> str:
    answer = client.get(f"/o/sova/statistics/{address}")
    assert answer.status_code == 200, answer.content[:1500]
    return " ".join(unescape(answer.content.decode()).split())


def panel(told: Told, people: int, moved: int) -> None:
    """So many people answer in both quarters; `moved` of them go from 6 to 9, the others stay at 9."""
    rows = []
    for person in range(people):
        for at, value in ((FEBRUARY, 6.0 if person < moved else 9.0), (MAY, 9.0)):
            rows.append(
                AnswerRow(
                    signal=str(new_id()),
                    organisation=str(told.world.organisation.id),
                    survey=str(told.survey.id),
                    version=1,
                    question="nps",
                    scale="nps_0_10",
                    value=value,
                    at=at,
                    zone="Europe/Prague",
                    channel="web",
                    language="cs",
                    customer=f"c{person}",
                )
            )
    append(told.store, rows)


@pytest.mark.django_db
def test_both_changes_of_a_panel_are_one_family_and_stored(silent: Told) -> None:
    panel(silent, 60, 30)
    page = shown(silent.client, "panel/?period=all")
    assert page.count("more than chance") == 2
    assert "one family" in page
    verdicts = Verdict.objects.all()
    assert (len(verdicts), {one.is_change for one in verdicts}) == (2, {True})
    assert len({one.period for one in verdicts}) == 1
    decided = {one.id: one.decided_at for one in verdicts}
    shown(silent.client, "panel/?period=all")
    assert {one.id: one.decided_at for one in Verdict.objects.all()} == decided


@pytest.mark.django_db
def test_a_difference_that_stands_alone_but_not_in_its_family_is_not_marked(silent: Told) -> None:
    """Four of 100 people rose: p = .045 alone; but of the two tests of the page the smaller needs .025."""
    panel(silent, 100, 4)
    page = shown(silent.client, "panel/?period=all")
    same = Verdict.objects.order_by("p_value").first()
    assert same is not None
    assert same.p_value is not None
    assert 0.025 < same.p_value < 0.05
    assert not same.is_change
    assert "could be chance" in page
    assert "more than chance" not in page


@pytest.mark.django_db
def test_under_30_people_nothing_is_tested(silent: Told) -> None:
    panel(silent, 20, 20)
    assert "too early to tell" in shown(silent.client, "panel/?period=all")
    assert {one.p_value for one in Verdict.objects.all()} == {None}


@pytest.fixture
def asked(world: World) -> Client:
    """In September 60 people of Praha were asked and 45 answered; of 60 of Brno 15 did. The field is over."""
    actor = system_actor(world.organisation.id)
    contact, survey = a_contact(actor), a_survey(actor)
    for unit, answered in ((world.prague, 45), (world.brno, 15)):
        for place in range(60):
            row = an_invitation(actor, contact, survey)
            has = place < answered
            Invitation.objects.filter(id=row.id).update(
                unit=unit,
                state="complete" if has else "delivered",
                queued_at=AUTUMN,
                sent_at=AUTUMN,
                answered_at=AUTUMN + timedelta(hours=1) if has else None,
                ended_at=AUTUMN + timedelta(days=14),
            )
    return world.signed_in(world.alice)


@pytest.mark.django_db
def test_groups_that_answer_more_or_less_are_named_once_the_field_is_over(asked: Client) -> None:
    page = shown(asked, f"silence/?by=unit&{DAYS}")
    assert "answers more than the others" in page
    assert "answers less than the others" in page
    verdicts = Verdict.objects.exclude(p_value=None)
    assert (len(verdicts), {one.is_change for one in verdicts}) == (2, {True})
    assert {one.period for one in verdicts} == {"2026-09-01/2026-09-30"}


@pytest.mark.django_db
@pytest.mark.parametrize("days", ["since=2026-09-01", "since=2026-09-01&until=2199-12-31"])
def test_an_open_field_gets_no_verdict(asked: Client, days: str) -> None:
    page = shown(asked, f"silence/?by=unit&{days}")
    assert "the field is open" in page
    assert "answers less than the others" not in page
    assert not Verdict.objects.exists()


@pytest.mark.django_db
def test_somebody_still_being_asked_keeps_the_field_open(asked: Client) -> None:
    one = Invitation.objects.filter(state="delivered").latest("id")
    Invitation.objects.filter(id=one.id).update(ended_at=None)
    assert "the field is open" in shown(asked, f"silence/?by=unit&{DAYS}")


@pytest.mark.django_db
def test_a_small_group_is_too_early_to_tell(asked: Client, world: World) -> None:
    region = Unit.objects.get(id=world.region.id)
    brno = Invitation.objects.filter(unit=world.brno)[:10]
    Invitation.objects.filter(id__in=[one.id for one in brno]).update(unit=region)
    assert "too early to tell" in shown(asked, f"silence/?by=unit&{DAYS}")
