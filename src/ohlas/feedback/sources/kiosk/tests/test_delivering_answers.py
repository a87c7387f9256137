"""What waited on a tablet arrives once, by the ordinary steps, dated when it was given."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.kiosks import close_kiosk
from ohlas.feedback.models import Kiosk, RefusalCount, Response
from ohlas.feedback.rules.kiosks import AWAITED
from ohlas.feedback.sources.kiosk.tests.conftest import SHORT
from ohlas.surveys.actions import close_survey, publish_version, reopen_survey, save_version
from ohlas.surveys.tests.questionnaire import asked, questionnaire


@pytest.fixture(autouse=True)
def clock(world):
    with time_machine.travel(world.now + timedelta(days=3), tick=False) as moved:
        yield moved


def test_an_answer_carries_the_kiosks_place_and_when_it_was_given(tablet, world):
    device = tablet()
    one = device.answer("nps sorry", nps=3, sorry="late", ago=7200, language="cs")
    said = device.deliver(one)
    assert said.json() == {"outcomes": {one["id"]: "stored"}}
    stored = Response.objects.get()
    assert stored.answers == {"nps": 3, "sorry": "late"}
    assert (stored.channel, stored.language, stored.unit_id) == ("kiosk", "cs", world.prague.id)
    assert stored.answered_at == world.now + timedelta(days=3) - timedelta(hours=2)
    assert stored.is_complete


def test_the_same_answer_delivered_again_is_stored_once(tablet):
    device = tablet()
    one = device.answer(nps=9)
    for _ in range(3):
        assert device.deliver(one).json()["outcomes"] == {one["id"]: "stored"}
    assert Response.objects.count() == 1


def test_a_wrong_answer_does_not_hold_up_the_others(tablet):
    device = tablet()
    bad, good, odd = device.answer(nps=99), device.answer(nps=9), {"id": "x", "fields": 1}
    said = device.deliver(bad, odd, good).json()["outcomes"]
    assert said == {bad["id"]: "bad_answers", good["id"]: "stored", "x": "unreadable"}
    assert Response.objects.count() == 1
    assert set(RefusalCount.objects.values_list("reason", flat=True)) <= {"bad_answers", "unreadable"}


def test_an_answer_to_a_question_that_was_not_asked_is_left_out(tablet):
    device = tablet()
    device.deliver(device.answer("nps sorry", nps=9, sorry="left from before"))
    assert Response.objects.get().answers == {"nps": 9}


@pytest.mark.parametrize(("ago", "shown"), [(-500, 0), (10**12, 3 * 86400), (float("inf"), 3 * 86400)])
def test_a_tablets_wrong_clock_dates_nothing_outside_its_life(tablet, world, ago, shown):
    device = tablet()
    one = device.answer(nps=9, ago=0)
    one["at"] -= ago * 1000 if ago != float("inf") else 1e300
    device.deliver(one)
    assert Response.objects.get().answered_at == world.now + timedelta(days=3) - timedelta(seconds=shown)


DAY = 86_400


def test_a_closed_survey_takes_what_was_given_before_it_closed_and_nothing_after(tablet, world, clock):
    device = tablet()
    closing = world.now + timedelta(days=2)
    close_survey(actor=system_actor(world.organisation.id), survey_id=device.survey, now=closing)
    before, after = device.answer(nps=9, ago=DAY + 60), device.answer(nps=8, ago=DAY - 60)
    for _ in range(2):
        said = device.deliver(before, after).json()["outcomes"]
        assert said == {before["id"]: "stored", after["id"]: "survey_closed"}
    stored = Response.objects.get()
    assert (stored.answers, stored.answered_at) == ({"nps": 9}, closing - timedelta(seconds=60))
    assert device.beat().json()["open"] is False


def test_a_closing_time_holds_for_when_an_answer_was_given(tablet, world):
    at = (world.now + timedelta(days=2)).astimezone(ZoneInfo(world.organisation.zone))
    device = tablet({**SHORT, "closes_at": at.strftime("%Y-%m-%dT%H:%M")})
    before, after = device.answer(nps=9, ago=DAY + 60), device.answer(nps=8, ago=DAY - 60)
    said = device.deliver(before, after).json()["outcomes"]
    assert said == {before["id"]: "stored", after["id"]: "survey_closed"}


def test_what_waited_too_long_after_the_closing_is_refused(tablet, world, clock):
    device = tablet()
    close_survey(actor=system_actor(world.organisation.id), survey_id=device.survey, now=world.now)
    clock.move_to(world.now + AWAITED - timedelta(hours=1))
    days = AWAITED.days * DAY + 60
    early = device.answer(nps=9, ago=days)
    # Made at this moment itself, the kiosk can have no answer from before; so it is older here.
    Kiosk.objects.update(created_at=world.now - timedelta(days=1))
    assert device.deliver(early).json()["outcomes"] == {early["id"]: "stored"}
    clock.move_to(world.now + AWAITED)
    late = device.answer(nps=9, ago=days + 60)
    assert device.deliver(late).json()["outcomes"] == {late["id"]: "survey_closed"}


def test_a_survey_opened_again_takes_new_answers(tablet, world):
    device, actor = tablet(), system_actor(world.organisation.id)
    close_survey(actor=actor, survey_id=device.survey, now=world.now)
    reopen_survey(actor=actor, survey_id=device.survey, now=world.now)
    one = device.answer(nps=9)
    assert device.deliver(one).json()["outcomes"] == {one["id"]: "stored"}


def test_late_answers_never_exceed_a_quota(tablet, world):
    device = tablet({**SHORT, "quotas": [{"id": "one", "when": None, "limit": 1, "action": "close"}]})
    closing = world.now + timedelta(days=2)
    close_survey(actor=system_actor(world.organisation.id), survey_id=device.survey, now=closing)
    first, second = device.answer(nps=9, ago=2 * DAY), device.answer(nps=8, ago=2 * DAY)
    said = device.deliver(first, second).json()["outcomes"]
    assert said == {first["id"]: "stored", second["id"]: "quota_full"}


def test_a_full_quota_refuses_and_says_so(tablet):
    device = tablet({**SHORT, "quotas": [{"id": "one", "when": None, "limit": 1, "action": "close"}]})
    first, second = device.answer(nps=9), device.answer(nps=8)
    assert device.deliver(first, second).json()["outcomes"] == {
        first["id"]: "stored",
        second["id"]: "quota_full",
    }


def test_another_surveys_version_is_refused(tablet):
    device, other = tablet(), tablet()
    one = device.answer(nps=9, version=other.version)
    assert device.deliver(one).json()["outcomes"] == {one["id"]: "unknown_survey"}
    assert Response.objects.count() == 0


def test_answers_to_an_older_version_still_arrive(tablet, world):
    device = tablet()
    newer = questionnaire(asked("nps"), asked("why", "text"), languages=["en"])
    actor = system_actor(world.organisation.id)
    save_version(actor=actor, survey_id=device.survey, definition=newer, now=world.now)
    publish_version(actor=actor, survey_id=device.survey, now=world.now)
    device.deliver(device.answer(nps=9))
    assert str(Response.objects.get().version_id) == device.version
    assert "why" in device.open().content.decode()


def test_a_kiosk_switched_off_opens_and_takes_nothing(tablet, world):
    device = tablet()
    assert device.open().status_code == 200
    close_kiosk(actor=system_actor(world.organisation.id), kiosk_id=device.kiosk, now=world.now)
    assert (device.open().status_code, device.beat().status_code) == (404, 404)
    assert device.deliver(device.answer(nps=9)).status_code == 404
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"answers": 3, "sent": 1}', b'{"answers": [], "sent": "x"}', b"\x00"]
)
def test_what_is_no_bundle_is_refused_whole(tablet, body):
    device = tablet()
    said = device.client.post(device.path + "answers", body, content_type="application/json")
    assert said.status_code == 400


def test_staff_see_when_a_tablet_was_heard_of_and_what_it_holds(tablet, world):
    device = tablet()
    device.beat(waiting=7, refused=-3)
    row = Kiosk.objects.get(id=UUID(str(device.kiosk)))
    assert (row.seen_at, row.waiting, row.refused) == (world.now + timedelta(days=3), 7, 0)
