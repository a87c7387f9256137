"""Who leaves a tested survey half-way counts in the arm they saw, or every arm would look finished by all."""

from datetime import timedelta

from ohlas.feedback.actions import settle_drafts
from ohlas.feedback.models import Draft, Response
from ohlas.feedback.queries import arms_of
from ohlas.feedback.rules.links import LinkKind
from ohlas.surveys.models import Survey
from ohlas.surveys.tests.questionnaire import asked, questionnaire

TESTED = questionnaire(
    asked("nps"),
    asked("why", "text", required=True),
    languages=["en"],
    variants=[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
)


def test_a_partial_answer_counts_in_the_arm_its_giver_saw(visitor, clock, world):
    person = visitor(TESTED, LinkKind.PERSONAL).open()
    person.send(nps="3")
    assert person.status == 422
    arm = Draft.objects.get().attributes["variant"]
    assert settle_drafts(world.now + timedelta(hours=1)) == 1
    response = Response.objects.get()
    assert (response.is_complete, response.attributes["variant"]) == (False, arm)
    counted = {
        one.variant: (one.started, one.completed)
        for one in arms_of(world.organisation.id, Survey.objects.get().id, "nps")
    }
    assert counted[arm] == (1, 0)
