"""POST /api/v1/responses stores an answer that fits and says plainly what does not."""

import pytest
from django.test import Client

from ohlas.accounts.rules import Permission
from ohlas.feedback.models import RefusalCount, Response
from ohlas.feedback.tests.scene import program_of, running_survey
from ohlas.lib.ids import new_id
from ohlas.outbox.models import Event
from ohlas.surveys.actions import close_survey, create_survey

URL = "/responses"


def _problems(answer):
    return {problem["field"]: problem for problem in answer.json()["problems"]}


def test_an_answer_is_stored_with_its_event(program, survey, world):
    body = {
        "survey": "After a visit",
        "answers": {"nps": 9, "clean": 4, "why": "Milá obsluha", "drink": "tea"},
        "answered_at": "2026-11-20T10:00:00+01:00",
        "channel": "kiosk",
        "language": "en",
        "unit": "praha",
        "weight": 1.5,
        "attributes": {"table": 12, "loyal": True},
        "customer": {"source": "till", "key": "K-1"},
    }
    answer = program.post(URL, body)
    assert answer.status_code == 201, answer.content
    stored = Response.objects.get(id=answer.json()["id"])
    assert stored.answers == {"nps": 9, "clean": 4, "why": "Milá obsluha", "drink": "tea"}
    assert (stored.channel, stored.language, stored.unit_id) == ("kiosk", "en", world.prague.id)
    assert stored.answered_at.isoformat() == "2026-11-20T09:00:00+00:00"
    assert (stored.weight, stored.attributes) == (1.5, {"table": "12", "loyal": "true"})
    assert stored.contact.keys.get().key == "K-1"
    told = Event.objects.get(name="feedback.response_recorded").body
    assert told == {"response_id": str(stored.id), "link_id": None}
    assert str(stored.version_id) == answer.json()["version"]


def test_what_is_not_given_is_taken_from_the_survey_and_the_clock(program, survey):
    answer = program.post(URL, {"survey": str(survey), "answers": {"nps": 0}})
    stored = Response.objects.get(id=answer.json()["id"])
    assert (stored.channel, stored.language, stored.weight) == ("api", "cs", None)
    assert stored.answered_at == stored.received_at


FITTING = {"survey": "After a visit", "answers": {"nps": 9}}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answers": {"nps": 6.5}}, "answers.nps"),
        ({"answers": {"nps": 12}}, "answers.nps"),
        ({"answers": {"nps": "n/a"}}, "answers.nps"),
        ({"answers": {"nps": True}}, "answers.nps"),
        ({"answers": {"clean": 5}}, "answers.nps"),
        ({"answers": {"nps": 9, "npz": 1}}, "answers.npz"),
        ({"answers": {"nps": 9, "why": "x" * 20_001}}, "answers.why"),
        ({"answers": {"nps": 9, "why": "a\0b"}}, "answers.why"),
        ({"answers": {"nps": 9, "drink": "beer"}}, "answers.drink"),
        ({"answers": [9]}, "answers"),
        ({"answers": None}, "answers"),
        ({"answers": {}}, "answers.nps"),
        ({"survey": None}, "survey"),
        ({"survey": "Unknown"}, "survey"),
        ({"survey": "a\0b"}, "survey"),
        ({"version": "x"}, "version"),
        ({"version": "00000000-0000-7000-8000-000000000000"}, "version"),
        ({"unit": "krakow"}, "unit"),
        ({"unit": 5}, "unit"),
        ({"employee": "nobody"}, "employee"),
        ({"answered_at": "20.11.2026"}, "answered_at"),
        ({"answered_at": "2026-11-20T10:00:00"}, "answered_at"),
        ({"answered_at": "2999-01-01T00:00:00Z"}, "answered_at"),
        ({"answered_at": "0001-01-01T00:00:00+14:00"}, "answered_at"),
        ({"channel": "Über"}, "channel"),
        ({"language": "english"}, "language"),
        ({"weight": -1}, "weight"),
        ({"weight": "1"}, "weight"),
        ({"weight": 10**30}, "weight"),
        ({"answers": {"nps": 10**30}}, "answers.nps"),
        ({"customer": {"source": "till"}}, "customer"),
        ({"customer": {"source": "till", "key": ""}}, "customer"),
        ({"attributes": {"Bad Key": 1}}, "attributes"),
        ({"attributes": {"a": {"b": 1}}}, "attributes"),
        ({"attributes": {"a": "x\0"}}, "attributes"),
        ({"complete": "no"}, "complete"),
        ({"client_id": ""}, "client_id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(program, survey, change, field):
    assert program.post(URL, FITTING).status_code == 201
    answer = program.post(URL, {**FITTING, **change})
    assert answer.status_code == 422, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(_problems(answer)[field]) == {"field", "given", "allowed"}
    assert Response.objects.count() == 1


def test_all_problems_are_named_at_once(program, survey):
    answer = program.post(URL, {**FITTING, "weight": -1, "channel": "X"})
    assert set(_problems(answer)) == {"weight", "channel"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"x"', 400),
        (b'{"answers": {"nps": NaN}}', 400),
        (b'{"answers": {"nps": 1' + b"0" * 400 + b"}}", 400),
        ('{"survey": "Káva"}'.encode("cp1250"), 400),
        (b"[" * 100_000, 400),
        (b'{"survey":"After a visit","answers":{"nps":' + b"[" * 900 + b"]" * 900 + b"}}", 400),
        (b'{"survey":"After a visit","answers":{"nps":' + b"[" * 200 + b"]" * 200 + b"}}", 422),
        (b'{"survey":"' + b"x" * 300_000 + b'"}', 413),
        (b"x" * (6 * 1024 * 1024), 413),
        (b'{"survey":"\\ud800","answers":{"nps":9}}', 400),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_whole(program, survey, body, status):
    answer = program.post(URL, body)
    assert answer.status_code == status, answer.content[:300]
    assert answer.json()["detail"]
    assert Response.objects.count() == 0


def test_broken_letters_are_repaired_and_the_original_kept(program, survey):
    answer = program.post(URL, {**FITTING, "answers": {"nps": 9, "why": "PĹ™Ă­liĹˇ dlouhĂ© ÄŤekĂˇnĂ­"}})
    stored = Response.objects.get(id=answer.json()["id"])
    assert stored.answers["why"] == "Příliš dlouhé čekání"
    assert stored.originals == {"why": "PĹ™Ă­liĹˇ dlouhĂ© ÄŤekĂˇnĂ­"}
    assert "answers.why" in answer.json()["warnings"][0]


def test_an_undeclared_attribute_is_kept_and_told(program, survey):
    program.post("/attributes", {"key": "table", "title": "Table"})
    answer = program.post(URL, {**FITTING, "attributes": {"table": "1", "mood": "good"}})
    (warning,) = answer.json()["warnings"]
    assert warning.startswith("attributes.mood: not declared")
    assert Response.objects.get().attributes == {"table": "1", "mood": "good"}


def test_a_broken_off_interview_may_lack_required_answers(program, survey):
    body = {"survey": str(survey), "answers": {"clean": 5}}
    assert program.post(URL, body).status_code == 422
    assert program.post(URL, {**body, "complete": False}).status_code == 201
    assert Response.objects.get().is_complete is False


def test_a_closed_survey_takes_no_answers(program, survey, world):
    assert program.post(URL, FITTING).status_code == 201
    close_survey(actor=program.actor, survey_id=survey, now=world.now)
    answer = program.post(URL, FITTING)
    assert (answer.status_code, answer.json()["reason"]) == (409, "survey_closed")


def test_a_draft_takes_no_answers(program, survey, world):
    definition = {"questions": [{"id": "nps", "type": "nps"}]}
    create_survey(actor=program.actor, name="Draft", definition=definition, now=world.now)
    answer = program.post(URL, {"survey": "Draft", "answers": {"nps": 9}})
    assert (answer.status_code, answer.json()["reason"]) == (409, "not_published")


def test_another_organisations_survey_looks_unknown(program, survey, world):
    foreign = program_of(world.elsewhere, world.now)
    theirs = running_survey(foreign.actor, world.now, "Theirs")
    version = foreign.post(URL, {"survey": "Theirs", "answers": {"nps": 9}}).json()["version"]
    for body in ({"survey": str(theirs)}, {"survey": "Theirs"}, {"version": version}):
        answer = program.post(URL, {"answers": {"nps": 9}, **body})
        assert (answer.status_code, answer.json()["reason"]) == (422, "unknown_survey")
    assert foreign.post(URL, {"version": version, "answers": {"nps": 9}}).status_code == 201


def test_only_a_key_with_the_right_may_record(program, survey, world):
    assert program.post(URL, FITTING).status_code == 201
    reader = program_of(world.organisation, world.now, Permission.SEE_ANSWERS)
    assert reader.post(URL, FITTING).status_code == 403
    unknown = Client().post("/api/v1/responses", "{}", content_type="application/json")
    assert (unknown.status_code, unknown.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert Response.objects.count() == 1


def test_a_stored_answer_can_be_read_back_at_home_only(program, survey, world):
    made = program.post(
        URL, {**FITTING, "answers": {"nps": 9, "why": "dobré", "drink": "tea"}, "language": "cs"}
    )
    found = program.get(f"{URL}/{made.json()['id']}").json()
    assert [(a["question"], a["shown"], a["value"]) for a in found["answers"]] == [
        ("nps", "9", 9.0),
        ("why", "dobré", None),
        ("drink", "tea", None),
    ]
    assert found["answers"][0]["text"] == "Doporučíte?"
    foreigner = program_of(world.elsewhere, world.now)
    assert foreigner.get(f"{URL}/{made.json()['id']}").status_code == 404
    assert program.get(f"{URL}/{new_id()}").status_code == 404


def test_refusals_are_counted_by_reason(program, survey, world):
    from ohlas.feedback.actions import save_refusals, step_counts

    before = step_counts()["validate_answers"].refused if "validate_answers" in step_counts() else 0
    for body in (FITTING, {**FITTING, "answers": {"nps": 12}}, {**FITTING, "answers": {"nps": 13}}, {}):
        program.post(URL, body)
    save_refusals(world.now)
    counted = dict(
        RefusalCount.objects.filter(organisation=world.organisation).values_list("reason", "count")
    )
    assert counted == {"bad_answers": 2, "bad_fields": 1}
    assert step_counts()["validate_answers"].refused == before + 2
