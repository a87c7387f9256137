"""Posts that were not meant so: replayed, of another version, of questions no longer asked, after the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import record_response, settle_drafts
from ohlas.feedback.models import Draft, Response
from ohlas.feedback.rules import Submission
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.tests.scene import HIDDEN, Person, link_to, survey_of
from ohlas.feedback.sources.form.tests.test_saving_on_the_way import PARTS, saved
from ohlas.lib.ids import new_id
from ohlas.surveys.actions import archive_survey, close_survey, save_version
from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire

FOLLOWED = questionnaire(
    asked("nps", required=True),
    asked("why", "text", required=True, show_if={"question": "nps", "op": "at_most", "value": 6}),
    asked("deep", "text", show_if={"question": "why", "op": "answered"}),
)


@pytest.mark.parametrize("kind", LinkKind)
def test_a_replayed_post_changes_nothing(visitor, clock, kind):
    person = visitor(kind=kind).open()
    clock(seconds=10)
    form = dict(HIDDEN.findall(person.page))
    person.send(nps="9", why="first")
    replayed = {**form, "q:nps": "0", "q:why": "replayed", "go": "next"}
    for _ in range(2):
        assert person.client.post(person.path, replayed).status_code == 303
    assert Response.objects.get().answers == {"nps": 9, "why": "first"}


@pytest.mark.parametrize("kind", LinkKind)
def test_a_post_for_an_unpublished_version_is_refused(visitor, clock, world, kind):
    person = visitor(kind=kind).open()
    clock(seconds=10)
    survey_id = SurveyVersion.objects.get().survey_id
    actor = system_actor(world.organisation.id)
    save_version(actor=actor, survey_id=survey_id, definition=questionnaire(asked("new")), now=world.now)
    draft = SurveyVersion.objects.get(published_at=None)
    form = dict(HIDDEN.findall(person.page)) | {"version": str(draft.id), "seen": "new", "q:new": "9"}
    assert person.client.post(person.path, {**form, "go": "next"}).status_code == 404
    assert Response.objects.count() == Draft.objects.count() == 0


def test_answers_to_questions_no_longer_asked_are_dropped_when_all_is_sent(visitor, clock):
    person = visitor(FOLLOWED, kind=LinkKind.PERSONAL).open()
    person.send(nps="2")
    person.send(nps="2", why="late")
    assert Draft.objects.get().answers == {"nps": 2, "why": "late"}
    assert 'name="q:deep"' in person.page
    person.send(nps="9", why="late", deep="very")
    assert "Thank you" in person.page
    assert Response.objects.get().answers == {"nps": 9}


def test_the_api_drops_them_too_and_says_so(world):
    survey = survey_of(world.organisation, world.now, FOLLOWED)
    answers = {"nps": 9, "why": "late", "deep": "very"}
    stored = record_response(_submission(world, survey, answers), world.now)
    assert Response.objects.get().answers == {"nps": 9}
    assert [warning.split(":")[0] for warning in stored.warnings] == ["answers.why", "answers.deep"]


def test_a_partial_answer_of_the_api_keeps_what_may_still_be_asked(world):
    survey = survey_of(world.organisation, world.now, FOLLOWED)
    given = _submission(world, survey, {"why": "late"}, is_complete=False)
    record_response(given, world.now)
    assert Response.objects.get().answers == {"why": "late"}


@pytest.mark.parametrize("end", [close_survey, archive_survey, None])
def test_what_was_given_before_a_survey_closed_is_kept_as_partial(visitor, clock, world, end):
    definition = {**PARTS, "closes_at": "2026-11-20T11:10"}
    person = visitor(definition, kind=LinkKind.PERSONAL).open()
    person.send(nps="9")
    clock(minutes=1)
    if end is not None:
        survey_id = SurveyVersion.objects.get().survey_id
        end(actor=system_actor(world.organisation.id), survey_id=survey_id, now=timezone.now())
    clock(minutes=31)
    assert person.open().status == 410
    assert settle_drafts(timezone.now()) == 1
    kept = Response.objects.get()
    assert (kept.is_complete, kept.answers, Draft.objects.count()) == (False, {"nps": 9}, 0)
    assert kept.answered_at == timezone.now() - timedelta(minutes=32)


def test_nothing_is_saved_any_more_once_it_has_closed(visitor, clock):
    person = visitor({**PARTS, "closes_at": "2026-11-20T11:10"}, kind=LinkKind.PERSONAL).open()
    assert saved(person, nps="9").status_code == 200
    clock(minutes=11)
    assert saved(person, nps="1").status_code == 409
    assert Draft.objects.get().answers == {"nps": 9}


def test_a_change_over_several_pages_keeps_each_of_them(visitor, clock):
    person = visitor({**PARTS, "edit_minutes": 15}, kind=LinkKind.PERSONAL).open()
    person.send(nps="9").send(staff="4")
    clock(minutes=1)
    person.open("?edit=1").send(nps="7")
    assert Response.objects.get().answers == {"nps": 9, "staff": 4}
    person.send(staff="2")
    assert Response.objects.get().answers == {"nps": 7, "staff": 2}
    assert Draft.objects.count() == 0


def test_five_hundred_questions_are_shown_and_answered(world, clock):
    types = ("nps", "text", "single", "csat")
    definition = questionnaire(
        *(
            asked(f"q{n}", types[n % 4], **({"choices": choices("a", "b")} if n % 4 == 2 else {}))
            for n in range(500)
        ),
    )
    survey = survey_of(world.organisation, world.now, definition)
    person = Person(link_to(world.organisation, survey, world.now, LinkKind.PERSONAL)).open()
    assert person.page.count('data-q="') == 500
    given = {f"q{n}": ("9", "words", "a", "5")[n % 4] for n in range(500)}
    assert "Thank you" in person.send(**given).page
    assert len(Response.objects.get().answers) == 500


def _submission(world, survey, answers, *, is_complete=True):
    return Submission(
        organisation_id=world.organisation.id,
        client_id=new_id(),
        is_client_made=True,
        body_hash="x",
        survey=str(survey),
        version_id=None,
        answers=answers,
        is_complete=is_complete,
    )
