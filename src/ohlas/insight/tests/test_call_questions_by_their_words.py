"""One question asked by two surveys in their own words: each answer says its own, a figure of both says that."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.world import NOW

from ohlas.insight.queries import catalogue_of, titles_of
from ohlas.insight.tests.conftest import QUESTIONS, SPRING, SUMMER, Told
from ohlas.surveys.models import Survey, SurveyVersion

AFTER_A_VISIT, AFTER_A_DELIVERY = "Would you recommend us?", "After this delivery, would you recommend us?"


@pytest.fixture
def twice(silent: Told) -> Told:
    """The recommendation question of a second survey, worded for deliveries; one answer to each."""
    silent.tell(1, {"nps": 9})
    questions = [{**QUESTIONS[0], "text": {"en": AFTER_A_DELIVERY}}]
    survey = Survey.objects.create(
        organisation=silent.world.organisation, name="After a delivery", state="running", created_at=SPRING
    )
    version = SurveyVersion.objects.create(
        organisation=silent.world.organisation,
        survey=survey,
        number=1,
        definition={"questions": questions, "languages": ["en"], "default_language": "en"},
        published_at=SPRING + timedelta(days=1),
    )
    other = replace(silent, survey=survey, version=version)
    other.tell(1, {"nps": 3}, at=SUMMER + timedelta(hours=1))
    return silent


@pytest.mark.django_db
def test_each_answer_stands_under_the_words_it_was_asked_in(twice: Told) -> None:
    page = twice.client.get("/o/sova/answers/?measure=nps&period=all").content.decode()
    asked = re.findall(r"After a (visit|delivery)\s*·\s*([^<]+\?)", page)
    assert asked == [("delivery", AFTER_A_DELIVERY), ("visit", AFTER_A_VISIT)]
    lines = b"".join(twice.client.get("/o/sova/answers/answers.csv?measure=nps&period=all")).decode()
    assert f"After a visit,{AFTER_A_VISIT},9" in lines
    assert f'After a delivery,"{AFTER_A_DELIVERY}",3' in lines


@pytest.mark.django_db
def test_a_figure_of_both_is_not_called_by_the_words_of_one(twice: Told) -> None:
    catalogue = catalogue_of(twice.alice)
    titles = titles_of(twice.alice, catalogue)
    assert titles.of("question", "nps") == f"{AFTER_A_VISIT} (in 2 wordings)"
    assert {one.title for one in catalogue.on("nps_0_10")} == {f"{AFTER_A_VISIT} (in 2 wordings)"}
    assert titles.of("question", "coffee") == "Coffee"


@pytest.mark.django_db
def test_a_question_worded_anew_is_called_by_its_newest_words(silent: Told) -> None:
    questions = [{**QUESTIONS[0], "text": {"en": "Recommend us?"}}]
    SurveyVersion.objects.create(
        organisation=silent.world.organisation,
        survey=silent.survey,
        number=2,
        definition={"questions": questions, "languages": ["en"], "default_language": "en"},
        published_at=NOW,
    )
    assert titles_of(silent.alice, catalogue_of(silent.alice)).of("question", "nps") == "Recommend us?"
