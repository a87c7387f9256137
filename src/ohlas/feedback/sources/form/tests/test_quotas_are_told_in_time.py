"""A full quota is told as early as it is certain, and makes room again when an answer goes."""

from dataclasses import replace

import pytest

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import erase_response, record_response
from ohlas.feedback.models import Draft, QuotaCount, Response
from ohlas.feedback.rules import Refusal, RefusalReason, Submission
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.tests.scene import Person, link_to, survey_of
from ohlas.lib.ids import new_id
from ohlas.surveys.tests.questionnaire import asked, questionnaire

FANS = {"question": "nps", "op": "at_least", "value": 9}
OTHERS = {"question": "nps", "op": "at_most", "value": 8}


def quota(when=None, limit=1, action="close", name="some"):
    return {"id": name, "when": when, "limit": limit, "action": action}


def sections(*quotas, **more):
    return questionnaire(
        asked("nps", required=True),
        asked("why", "text"),
        sections=[
            {"id": "one", "title": {}, "questions": ["nps"]},
            {"id": "two", "title": {}, "questions": ["why"]},
        ],
        layout="sections",
        quotas=list(quotas),
        **more,
    )


@pytest.fixture
def survey(world, clock):
    """`survey(definition)` runs, and `person()` comes to a link of their own."""

    def begin(definition):
        made = survey_of(world.organisation, world.now, definition)

        def person(kind=LinkKind.PERSONAL, **wish):
            return Person(link_to(world.organisation, made, world.now, kind, **wish))

        return made, person

    return begin


def test_a_quota_over_everybody_is_told_when_the_page_is_opened(survey):
    _, person = survey(sections(quota()))
    person().open().send(nps="9").send(why="good")
    for kind in (LinkKind.PERSONAL, LinkKind.OPEN):
        late = person(kind).open()
        assert late.status == 410
        assert "Enough people have already answered" in late.page


def test_a_quota_over_a_channel_is_told_to_those_of_that_channel_only(survey):
    on_posters = {"field": "channel", "op": "is", "value": "poster"}
    _, person = survey(sections(quota(on_posters)))
    person(channel="poster").open().send(nps="9").send(why="good")
    assert person(channel="poster").open().status == 410
    assert person(channel="email").open().status == 200


def test_whoever_has_answered_still_reads_the_thanks(survey):
    _, person = survey(sections(quota()))
    first = person().open().send(nps="9").send(why="good")
    assert first.status == 200
    assert "The answers have arrived" in first.page


def test_who_is_screened_out_is_thanked_at_once_on_a_page_of_its_own(survey):
    _, person = survey(sections(quota(FANS, action="screen_out")))
    person().open().send(nps="9").send(why="good")
    late = person().open().send(nps="10")
    assert late.status == 200
    assert "with answers like these" in late.page
    assert "<form" not in late.page
    assert Draft.objects.filter(answers={"nps": 10}).count() == 1
    other = person().open().send(nps="3")
    assert 'name="q:why"' in other.page


def test_who_is_screened_out_on_a_single_page_reads_the_same(survey):
    single = questionnaire(asked("nps"), quotas=[quota(FANS, action="screen_out")])
    _, person = survey(single)
    person().open().send(nps="9")
    assert "with answers like these" in person().open().send(nps="9").page


OWN = {"en": "The tasting is booked out.", "cs": "Ochutnávka je plná, {{unit|pobočko}}."}


@pytest.mark.parametrize("action", ["close", "screen_out"])
def test_a_full_quota_is_told_in_its_own_words_and_language(survey, action):
    own = {**quota(FANS, action=action), "text": OWN}
    _, person = survey(sections(own, languages=["en", "cs", "de"], default_language="en"))
    person().open().send(nps="9").send(why="good")
    for language, words in {"en": OWN["en"], "cs": "Ochutnávka je plná, pobočko.", "de": OWN["en"]}.items():
        late = person(language=language).open().send(nps="10")
        if action == "close":
            late.send(why="also")
        assert words in late.page
        assert "Enough people" not in late.page
    assert Response.objects.count() == 1


def test_the_words_of_one_quota_are_not_told_for_another(survey):
    over_all = {**quota(name="all"), "text": {"en": "The fair is over."}}
    fans = {**quota(FANS, limit=5), "text": {"en": "Enough fans."}}
    _, person = survey(sections(fans, over_all))
    person().open().send(nps="9").send(why="good")
    late = person().open()
    assert (late.status, "The fair is over." in late.page, "Enough fans." in late.page) == (410, True, False)


def test_a_question_and_a_quota_may_be_for_one_touchpoint_only(survey):
    at_till = {"field": "touchpoint", "op": "is", "value": "till"}
    asks = questionnaire(
        asked("nps", required=True), asked("queue", "text", show_if=at_till), quotas=[quota(at_till)]
    )
    _, person = survey(asks)
    here, there = (person(attributes={"touchpoint": one}).open() for one in ("till", "delivery"))
    assert 'name="q:queue"' in here.page
    assert 'name="q:queue"' not in there.page
    here.send(nps="9", queue="short")
    assert Response.objects.get().answers == {"nps": 9, "queue": "short"}
    assert person(attributes={"touchpoint": "till"}).open().status == 410
    assert person(attributes={"touchpoint": "delivery"}).open().status == 200
    assert person().open().status == 200


def test_a_quota_that_closes_waits_for_the_end(survey):
    _, person = survey(sections(quota(FANS)))
    person().open().send(nps="9").send(why="good")
    late = person().open().send(nps="10")
    assert 'name="q:why"' in late.page
    late.send(why="also")
    assert (late.status, Response.objects.count()) == (410, 1)


def test_an_erased_answer_makes_room_again(survey, world):
    _made, person = survey(sections(quota(FANS), quota(name="all", limit=2)))
    person().open().send(nps="9").send(why="good")
    assert _counts() == {"some": 1, "all": 1}
    actor = system_actor(world.organisation.id)
    erase_response(actor=actor, response_id=Response.objects.get().id, now=world.now)
    assert _counts() == {"some": 0, "all": 0}
    person().open().send(nps="9").send(why="good")
    assert _counts() == {"some": 1, "all": 1}


def test_erasing_a_partial_answer_returns_nothing(survey, world):
    made, _person = survey(sections(quota()))
    partial = _submission(world, made, 9, is_complete=False)
    record_response(partial, world.now)
    record_response(_submission(world, made, 9), world.now)
    actor = system_actor(world.organisation.id)
    erase_response(actor=actor, response_id=Response.objects.get(is_complete=False).id, now=world.now)
    assert _counts() == {"some": 1}


def test_a_changed_answer_moves_from_one_quota_to_the_other(survey, clock):
    definition = sections(quota(FANS, name="fans"), quota(OTHERS, name="others"), edit_minutes=15)
    _, person = survey(definition)
    mine = person().open().send(nps="9").send(why="good")
    assert _counts() == {"fans": 1}
    clock(seconds=5)
    mine.open("?edit=1").send(nps="2").send(why="bad")
    assert _counts() == {"fans": 0, "others": 1}
    assert Response.objects.get().answers == {"nps": 2, "why": "bad"}
    person().open().send(nps="10").send(why="good")
    clock(seconds=5)
    mine.open("?edit=1").send(nps="9").send(why="again good")
    assert mine.status == 410
    assert _counts() == {"fans": 1, "others": 1}
    assert sorted(one.answers["nps"] for one in Response.objects.all()) == [2, 10]


def test_a_change_that_stays_within_its_full_quota_is_taken(survey, world):
    made, _ = survey(sections(quota(FANS)))
    first = replace(_submission(world, made, 9), edit_for=world.now - world.now.replace(hour=0))
    stored = record_response(first, world.now)
    again = record_response(replace(first, answers={"nps": 10}, body_hash="y"), world.now)
    assert again.id == stored.id
    assert Response.objects.get().answers == {"nps": 10}
    assert _counts() == {"some": 1}
    refused = record_response(_submission(world, made, 9), world.now)
    assert isinstance(refused, Refusal)
    assert refused.reason is RefusalReason.QUOTA_FULL


def _counts():
    return dict(QuotaCount.objects.values_list("quota", "count"))


def _submission(world, survey, score, *, is_complete=True):
    return Submission(
        organisation_id=world.organisation.id,
        client_id=new_id(),
        is_client_made=True,
        body_hash="x",
        survey=str(survey),
        version_id=None,
        answers={"nps": score},
        is_complete=is_complete,
    )
