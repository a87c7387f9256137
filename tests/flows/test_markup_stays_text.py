"""Markup and script in every text a survey and its answers have are shown as text, wherever they are shown."""

from datetime import timedelta

import pytest
import time_machine

from ohlas.feedback.models import Response
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.tests.scene import Person, link_to, survey_of
from ohlas.outbox.relay import relay_once
from ohlas.surveys.tests.questionnaire import questionnaire

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
TEXT = {"en": EVIL}
DEFINITION = questionnaire(
    {"id": "nps", "type": "nps", "text": TEXT, "help": TEXT, "low_label": TEXT, "high_label": TEXT},
    {"id": "why", "type": "text", "text": {"en": f"{EVIL} {{{{nps|{EVIL}}}}}"}},
    {
        "id": "drink",
        "type": "single",
        "text": TEXT,
        "choices": [{"id": "tea", "text": TEXT}, {"id": "else", "text": TEXT, "other": True}],
    },
    {
        "id": "grid",
        "type": "matrix",
        "scale": "rating_1_5",
        "text": TEXT,
        "rows": [{"id": "row", "text": TEXT}],
    },
    sections=[
        {"id": "s1", "title": TEXT, "questions": ["nps", "why"]},
        {"id": "s2", "title": TEXT, "questions": ["drink", "grid"]},
    ],
    ends=[{"id": "end", "when": None, "title": TEXT, "text": TEXT}],
)
PLACES = (
    "surveys/", "surveys/{survey}/", "surveys/{survey}/collect/", "feedback/", "feedback/{response}/",
    "dashboard/?period=all", "comments/?period=all", "answers/?period=all",
)  # fmt: skip


@pytest.fixture
def sent(world):
    """A respondent writes markup into everything; the facts and the reading of texts have followed."""
    with time_machine.travel(world.now, tick=False):
        survey = survey_of(world.organisation, world.now, DEFINITION, name=f"After {EVIL}")
        person = Person(link_to(world.organisation, survey, world.now, LinkKind.PERSONAL)).open()
        asked = person.page
        person.send(nps="3", why=f"{EVIL} and it took ages", drink="else", drink__other=EVIL, grid__row="2")
        refused = Person(link_to(world.organisation, survey, world.now, LinkKind.PERSONAL)).open()
        refused.send(nps=EVIL)
        while relay_once(world.now + timedelta(days=365), worker="test"):
            pass
        response = Response.objects.get().id
        yield survey, response, (asked, person.page, refused.page)


def harmless(page):
    return "<script>alert" not in page and "<img src=x" not in page


def test_the_respondents_pages_show_it_as_text(sent):
    for page in sent[2]:
        assert harmless(page)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("place", PLACES)
def test_every_page_about_it_shows_it_as_text(sent, world, sign_in, place):
    survey, response, _ = sent
    answer = sign_in(world.alice).get(f"/o/sova/{place.format(survey=survey, response=response)}")
    assert answer.status_code == 200, answer
    page = answer.content.decode()
    assert harmless(page)
    if place.startswith(("surveys/", "feedback/{", "comments")):
        assert "&lt;script&gt;alert(1)" in page


def test_an_export_is_a_file_and_no_page(sent, world, sign_in):
    answer = sign_in(world.alice).get("/o/sova/answers/answers.csv?period=all")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
