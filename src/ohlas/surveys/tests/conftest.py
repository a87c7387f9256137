"""A survey under construction and somebody at the builder's pages."""

import pytest
from django.urls import reverse

from ohlas.accounts.access import actor_for
from ohlas.surveys.actions import create_survey
from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.rules.library import library


@pytest.fixture
def scene(world, sign_in):
    alice = actor_for(world.alice, "sova")
    document = library().template("after_purchase").definition(["cs", "en"])
    survey = create_survey(actor=alice, name="Po nákupu", definition=document, now=world.now)

    class Scene:
        client = sign_in(world.alice)
        id = survey

        @staticmethod
        def url(name, **kwargs):
            return reverse(f"surveys:{name}", kwargs={"slug": "sova", "survey_id": survey, **kwargs})

        def page(self, name="builder", **asked):
            answer = self.client.get(self.url(name), asked)
            assert answer.status_code == 200
            return answer.content.decode()

        def post(self, do="save", client=None, **given):
            newest = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
            revision = f"{newest.number}.{0 if newest.published_at else newest.revision}"
            posted = {"in": "cs", "back": "questions", "revision": revision, "do": do, **given}
            return (client or self.client).post(self.url("edit"), posted)

        @property
        def document(self):
            return SurveyVersion.objects.filter(survey=survey).order_by("-number").first().definition

        def names(self):
            return [question["id"] for question in self.document["questions"]]

    return Scene()
