"""Definitions that go wrong: loops, conditions on later questions, missing words, five hundred questions."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ohlas.accounts.access import actor_for
from ohlas.surveys.actions import create_survey
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire

"""Of the processor for a change of the largest survey there may be: a person waits no longer than a blink or two."""


@pytest.fixture
def edited(world, sign_in):
    """`edited(document)` puts it into a draft past every check and gives a way to its pages."""
    alice, client = actor_for(world.alice, "sova"), sign_in(world.alice)
    fine = questionnaire(asked("a"))
    survey = create_survey(actor=alice, name="Dotazník", definition=fine, now=world.now)

    def put(document):
        SurveyVersion.objects.filter(survey_id=survey).update(definition=document)

        def page(name, method="get", **given):
            url = reverse(f"surveys:{name}", kwargs={"slug": "sova", "survey_id": survey})
            return getattr(client, method)(url, given)

        return page

    return put


LOOPS = {
    "a jump back": questionnaire(asked("a"), asked("b", skip_to=[{"when": None, "to": "a"}])),
    "a jump to itself": questionnaire(asked("a", skip_to=[{"when": None, "to": "a"}])),
    "a section asked after itself": questionnaire(
        asked("a"),
        asked("b", skip_to=[{"when": None, "to": "s1"}]),
        sections=[{"id": "s1", "title": {}, "questions": ["a", "b"]}],
    ),
    "two conditions on each other": questionnaire(
        asked("a", show_if={"question": "b", "op": "answered"}),
        asked("b", show_if={"question": "a", "op": "answered"}),
    ),
    "choices taken over in a ring": questionnaire(
        asked("a", "single", choices=choices("x", "y"), carry_from={"question": "b", "which": "chosen"}),
        asked("b", "single", choices=choices("x", "y"), carry_from={"question": "a", "which": "chosen"}),
    ),
    "a condition on a later question": questionnaire(
        asked("a", show_if={"question": "b", "op": "at_most", "value": 6}), asked("b")
    ),
    "a condition on nothing": questionnaire(asked("a", show_if={"question": "gone", "op": "answered"})),
    "no words": questionnaire({"id": "a", "type": "nps", "text": {}}),
    "no words in the default language": questionnaire(
        {"id": "a", "type": "nps", "text": {"cs": "Ano?"}}, languages=["en", "cs"]
    ),
    "one choice": questionnaire(asked("a", "single", choices=choices("x"))),
}


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_what_cannot_be_asked_is_shown_linked_and_never_published(edited, name):
    page = edited(LOOPS[name])
    for tab in ("builder", "settings", "translations", "preview", "preview_inside", "check"):
        assert page(tab).status_code == 200
    assert "open=a" in (told := page("check").content.decode()) or "open=b" in told
    assert "Stops publishing" in told
    assert page("publish_draft", "post").status_code == 422
    assert Survey.objects.get().state == "draft"


def test_a_missing_translation_is_marked_and_does_not_stop(edited):
    words = {"id": "a", "type": "nps", "text": {"en": "Will you?"}}
    page = edited(questionnaire(words, languages=["en", "cs"]))
    assert "Some texts are not translated" in page("check").content.decode()
    assert "is-missing" in page("translations", **{"in": "cs"}).content.decode()
    assert page("publish_draft", "post").status_code == 302


def test_a_condition_too_deep_or_broken_is_told_and_the_page_stands(edited):
    deep = {"question": "a", "op": "answered"}
    for _ in range(40):
        deep = {"not": deep}
    page = edited(questionnaire(asked("a"), asked("b", show_if=deep)))
    assert page("builder", open="b").status_code == 200
    assert page("publish_draft", "post").status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        b'{"schema": 2, "questions": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        json.dumps(
            questionnaire(asked("a", show_if={"question": "b", "op": "answered"}), asked("b"))
        ).encode(),
        b'{"schema": 2, "questions": [{"id": "a", "type": "laser"}]}',
        b'{"schema": 2, "questions": [{"id": "a", "type": "nps", "text": {"en": "\\u0000"}}]}',
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(world, sign_in, content):
    client = sign_in(world.alice)
    url = reverse("surveys:upload_survey", kwargs={"slug": "sova"})
    client.post(url, {"file": SimpleUploadedFile("s.json", content)})
    assert not Survey.objects.exists()
    assert (
        "message-error" in client.get(reverse("surveys:new_survey", kwargs={"slug": "sova"})).content.decode()
    )


def test_five_hundred_questions_can_be_edited(edited):
    questions = [
        asked(
            f"n{n}",
            "single",
            choices=choices(*(f"c{m}" for m in range(5))),
            **({"show_if": {"question": f"n{n - 1}", "op": "is", "value": "c1"}} if n else {}),
        )
        for n in range(500)
    ]
    page = edited(questionnaire(*questions))
    page("builder")
    for name, method, given in (
        ("builder", "get", {"open": "n250"}),
        ("edit", "post", {"revision": "1.0", "do": "up n499", "in": "en"}),
        ("edit", "post", {"revision": "1.1", "in": "en", "text:questions/n0/text": "Changed?"}),
        ("translations", "get", {}),
        ("check", "get", {}),
    ):
        answer = page(name, method, **given)
        assert answer.status_code in {200, 302}, f"{name} {given}"
