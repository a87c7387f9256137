"""Answers are kept as they are given, completed later, changed while allowed, settled when left."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ohlas.feedback.actions import settle_drafts
from ohlas.feedback.models import Draft, Response
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.tests.scene import HIDDEN, Person
from ohlas.outbox.models import Event
from ohlas.surveys.tests.questionnaire import asked, questionnaire

PARTS = questionnaire(
    asked("nps", required=True),
    asked("why", "text", show_if={"question": "nps", "op": "at_most", "value": 6}),
    asked("staff", "csat"),
    layout="sections",
    sections=[
        {"id": "s1", "title": {"en": "Us"}, "questions": ["nps", "why"]},
        {"id": "s2", "title": {"en": "Staff"}, "questions": ["staff"]},
    ],
)
LOGIC = {**PARTS, "layout": "page"}


def saved(person, **answers):
    form = dict(HIDDEN.findall(person.page)) | {f"q:{name}": value for name, value in answers.items()}
    return person.client.post(f"{person.path}/save", form, headers={"Origin": "http://testserver"})


def test_an_answer_is_saved_as_it_is_given_and_stands_there_when_one_comes_back(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL).open()
    assert saved(person, nps="4").status_code == 200
    assert Draft.objects.get().answers == {"nps": 4}
    again = Person(person.path).open()
    assert 'value="4" checked' in again.page


def test_a_page_with_all_answers_stands_for_itself_whatever_was_kept_before(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL).open()
    saved(person, nps="4", why="slow")
    with CaptureQueriesContext(connection) as asked_for:
        person.send(follow=False, nps="5")
    assert not [one for one in asked_for.captured_queries if "feedback_draft" in one["sql"]]
    assert Response.objects.get().answers == {"nps": 5}
    person.send(nps="7")  # the back button
    assert Response.objects.get().answers == {"nps": 5}


def test_a_page_with_some_of_the_answers_joins_those_kept_before(visitor, clock):
    one_each = {**LOGIC, "layout": "single", "sections": []}
    person = visitor(one_each, kind=LinkKind.PERSONAL).open()
    person.send(nps="9")
    person.send(staff="4")
    assert Response.objects.get().answers == {"nps": 9, "staff": 4}


def test_an_open_link_is_gone_on_with_by_its_resume_link(visitor, clock):
    person = visitor().open()
    saved(person, nps="4", why="slow")
    render = dict(HIDDEN.findall(person.page))["render"]
    assert f"?answer={render}" in person.page
    again = Person(person.path).open(f"?answer={render}")
    assert 'value="4" checked' in again.page
    assert "slow" in again.page
    assert '" checked' not in Person(person.path).open().page


def test_saves_from_another_site_are_refused(visitor, clock):
    person = visitor().open()
    form = dict(HIDDEN.findall(person.page)) | {"q:nps": "4"}
    evil = person.client.post(f"{person.path}/save", form, headers={"Origin": "https://evil.example"})
    assert (evil.status_code, Draft.objects.count()) == (404, 0)


def test_saving_tells_which_questions_follow(visitor, clock):
    person = visitor(LOGIC).open()
    assert "About why?" not in person.page
    told = saved(person, nps="4").json()
    assert told["order"] == ["nps", "why", "staff"]
    assert list(told["fresh"]) == ["why"]
    assert "About why?" in told["fresh"]["why"]
    assert saved(person, nps="9").json()["order"] == ["nps", "staff"]


def test_without_a_script_a_question_that_follows_is_asked_before_the_end(visitor, clock):
    person = visitor(LOGIC, kind=LinkKind.PERSONAL, works=False).open()
    person.send(nps="4", staff="5")
    assert "A question follows from the answers." in person.page
    assert Response.objects.count() == 0
    person.send(nps="4", staff="5", why="slow")
    assert Response.objects.get().answers == {"nps": 4, "why": "slow", "staff": 5}


def test_sections_are_pages_of_their_own_and_back_keeps_answers(visitor, clock):
    person = visitor(PARTS).open()
    clock(seconds=10)
    assert "1 / 2" in person.page
    person.send(nps="9")
    assert "About staff?" in person.page
    assert "About nps?" not in person.page
    person.send(go="back", staff="2")
    assert 'value="9" checked' in person.page
    person.send(nps="9")
    assert 'value="2" checked' in person.page
    clock(seconds=10)
    person.send(staff="3")
    assert Response.objects.get().answers == {"nps": 9, "staff": 3}


def test_one_question_at_a_time_goes_where_the_answers_lead(visitor, clock):
    person = visitor({**PARTS, "layout": "single"}, kind=LinkKind.PERSONAL).open()
    person.send()
    assert person.status == 422
    person.send(nps="2")
    assert "About why?" in person.page
    person.send(why="late").send(staff="1")
    assert "Thank you" in person.page
    assert Response.objects.get().answers == {"nps": 2, "why": "late", "staff": 1}


def test_what_is_left_becomes_a_partial_answer_and_is_completed_by_coming_back(visitor, clock):
    person = visitor(PARTS, kind=LinkKind.PERSONAL).open()
    person.send(nps="9")
    assert settle_drafts(timezone.now()) == 0
    clock(minutes=31)
    assert settle_drafts(timezone.now()) == 1
    partial = Response.objects.get()
    assert (partial.is_complete, partial.answers, Draft.objects.count()) == (False, {"nps": 9}, 0)
    assert partial.answered_at == timezone.now() - timedelta(minutes=31)
    person.open()
    assert 'value="9" checked' in person.page
    person.send(nps="9").send(staff="4")
    whole = Response.objects.get()
    assert (whole.id, whole.is_complete, whole.answers) == (partial.id, True, {"nps": 9, "staff": 4})
    names = list(Event.objects.order_by("emitted_at").values_list("name", flat=True))
    assert names[-2:] == ["feedback.response_recorded", "feedback.response_changed"]


def test_a_draft_without_an_answer_leaves_nothing(visitor, clock):
    person = visitor(kind=LinkKind.PERSONAL).open()
    saved(person)
    clock(minutes=31)
    assert settle_drafts(timezone.now()) == 0
    assert Draft.objects.count() == Response.objects.count() == 0


def test_an_answer_may_be_changed_while_the_survey_allows_it(visitor, clock):
    definition = questionnaire(asked("nps", required=True), edit_minutes=15)
    person = visitor(definition, kind=LinkKind.PERSONAL).open()
    person.send(nps="3")
    assert "Change the answers" in person.page
    person.open("?edit=1").send(nps="8")
    assert Response.objects.get().answers == {"nps": 8}
    person.open("?edit=1")
    clock(minutes=16)
    person.send(nps="1")
    assert Response.objects.get().answers == {"nps": 8}


def test_a_survey_closes_by_the_organisations_clock(visitor, clock, world):
    definition = questionnaire(asked("nps"), closes_at="2026-11-20T12:00")  # noon in Prague is 11 h UTC
    person = visitor(definition, kind=LinkKind.PERSONAL).open()
    assert person.status == 200
    clock(hours=1)
    page = person.page
    person.send(nps="9")
    assert (person.status, Response.objects.count()) == (410, 0)
    assert "closed" in person.open().page
    assert page
