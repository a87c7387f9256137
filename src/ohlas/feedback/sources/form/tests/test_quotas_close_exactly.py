"""What counts towards a quota; fifty people at once are tested in tests/flows/test_quota_race.py."""

from ohlas.feedback.actions import record_response
from ohlas.feedback.models import QuotaCount, RefusalCount
from ohlas.feedback.rules import Refusal, Submission
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.lib.ids import new_id
from ohlas.surveys.tests.questionnaire import asked, questionnaire

LIMIT = 20
FEW = questionnaire(
    asked("nps"),
    quotas=[
        {
            "id": "enough",
            "when": {"question": "nps", "op": "at_least", "value": 9},
            "limit": LIMIT,
            "action": "close",
        }
    ],
)


def test_what_is_partial_or_refused_is_not_counted(world):
    survey = survey_of(world.organisation, world.now, FEW)
    record_response(_submission(world, survey, 9, is_complete=False), world.now)
    record_response(_submission(world, survey, 11), world.now)
    assert QuotaCount.objects.count() == 0


def test_a_repeat_of_a_stored_answer_is_acknowledged_when_the_quota_is_full(world):
    definition = {**FEW, "quotas": [{**FEW["quotas"][0], "limit": 1}]}
    survey = survey_of(world.organisation, world.now, definition)
    first = _submission(world, survey, 9)
    stored = record_response(first, world.now)
    again = record_response(first, world.now)
    assert (again.id, again.is_replay) == (stored.id, True)
    assert isinstance(record_response(_submission(world, survey, 9), world.now), Refusal)
    assert QuotaCount.objects.get().count == 1
    assert set(RefusalCount.objects.values_list("reason", flat=True)) <= {"quota_full"}


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
