"""An A/B test is judged once the planned number has begun, decided with one press, and taken up again."""

import pytest
from django.urls import reverse

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry, Membership
from ohlas.accounts.rules import Role
from ohlas.feedback.models import Response
from ohlas.insight.queries.trials import plan_of, trial_of
from ohlas.lib.ids import new_id
from ohlas.surveys.actions import create_survey, save_version
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.queries import published_version
from ohlas.surveys.tests.questionnaire import asked, questionnaire

VARIANTS = [
    {"id": "a", "name": "All at once", "share": 1},
    {"id": "b", "name": "One by one", "share": 1, "layout": "single"},
]


@pytest.fixture
def survey(world):
    definition = questionnaire(asked("nps"), asked("why", "text"), variants=VARIANTS)
    actor = system_actor(world.organisation.id)
    made = create_survey(actor=actor, name="Tested", definition=definition, now=world.now, publish=True)
    return Survey.objects.get(id=made)


def answer(survey, arm, begun, finished, *, score=9, unit=None):
    version = SurveyVersion.objects.filter(survey=survey, published_at__isnull=False).latest("number")
    Response.objects.bulk_create(
        Response(
            id=new_id(),
            organisation_id=survey.organisation_id,
            client_id=new_id(),
            version=version,
            answers={"nps": score},
            answered_at=survey.created_at,
            received_at=survey.created_at,
            channel="link",
            language="en",
            attributes={"variant": arm},
            is_complete=n < finished,
            unit=unit,
        )
        for n in range(begun)
    )


@pytest.fixture
def look(world, sign_in, survey):
    """The page as somebody sees it."""

    def at(who=world.alice, query=""):
        where = {"slug": world.organisation.slug, "survey_id": survey.id}
        return sign_in(who).get(reverse("insight:trial", kwargs=where) + query)

    return at


@pytest.fixture
def press(world, sign_in, survey):
    def deed(name, **fields):
        where = {"slug": world.organisation.slug, "survey_id": survey.id}
        return sign_in(world.alice).post(reverse(f"insight:{name}", kwargs=where), fields, follow=True)

    return deed


def test_before_the_planned_number_it_says_how_many_more_and_judges_nothing(look, survey):
    answer(survey, "a", 60, 20)
    answer(survey, "b", 50, 45)
    page = look().content.decode()
    assert "Too early to decide: 202 more people should begin each variant." in page
    assert "not judged yet" in page
    assert "really differs" not in page
    assert "Use this variant" in page


def test_a_real_difference_is_said_with_its_interval_and_p(look, survey):
    answer(survey, "a", 300, 180)
    answer(survey, "b", 300, 240)
    page = look().content.decode()
    assert "One by one is finished more often than All at once." in page
    assert "+20.0 pp" in page
    assert "under 0.001" in page
    assert "really differs" in page
    assert "60.0%" in page
    assert "80.0%" in page


def test_the_first_variant_can_win_too(look, survey):
    answer(survey, "a", 300, 270)
    answer(survey, "b", 300, 180)
    assert "All at once is finished more often than One by one." in look().content.decode()


def test_no_difference_is_said_to_be_none(look, survey):
    answer(survey, "a", 300, 240)
    answer(survey, "b", 300, 243)
    page = look().content.decode()
    assert "No clear difference in how many finish." in page
    assert "really differs" not in page


def test_a_score_that_moves_is_a_warning_and_no_victory(look, survey):
    answer(survey, "a", 300, 240, score=9)
    answer(survey, "b", 300, 240, score=4)
    page = look().content.decode()
    assert "The score itself differs between the variants" in page
    assert "No clear difference in how many finish." in page


def test_a_smaller_difference_needs_more_people(look, survey, world):
    assert [plan_of((), worth).per_arm for worth in (15, 10, 5)] == [112, 252, 1005]
    assert "1,005 begun answers" in look(query="?worth=5").content.decode()
    assert look(query="?worth=99&question=%00nope").status_code == 200


def test_a_survey_without_a_test_says_how_to_begin_one(world, sign_in):
    actor = system_actor(world.organisation.id)
    plain = create_survey(
        actor=actor, name="Plain", definition=questionnaire(asked("nps")), now=world.now, publish=True
    )
    where = {"slug": world.organisation.slug, "survey_id": plain}
    page = sign_in(world.alice).get(reverse("insight:trial", kwargs=where)).content.decode()
    assert "Nothing is being tested" in page
    assert "Set up a test" in page


def test_a_test_of_a_survey_without_scores_shows_completion_alone(world, sign_in):
    actor = system_actor(world.organisation.id)
    definition = questionnaire(asked("why", "text"), variants=VARIANTS)
    made = create_survey(actor=actor, name="Words", definition=definition, now=world.now, publish=True)
    where = {"slug": world.organisation.slug, "survey_id": made}
    page = sign_in(world.alice).get(reverse("insight:trial", kwargs=where))
    assert page.status_code == 200
    assert "0 of 0 begun" in page.content.decode()


def test_using_a_variant_ends_the_test_and_undo_takes_it_up_again(press, look, survey, world):
    answer(survey, "b", 40, 30)
    page = press("end_trial", variant="b").content.decode()
    newest = SurveyVersion.objects.filter(survey=survey).latest("number")
    assert published_version(newest.id).definition.layout == "single"
    assert published_version(newest.id).definition.variants == ()
    assert "in use" in page
    assert "Undo: go on testing" in page
    page = press("resume_trial").content.decode()
    assert "Use this variant" in page
    answer(survey, "b", 10, 10)
    arms = trial_of(system_actor(world.organisation.id), survey, "nps", 10).arms
    assert arms[1].started == 50, "a test taken up again is the same test"
    deeds = set(AuditEntry.objects.values_list("deed", flat=True))
    assert {"end_variants", "resume_variants"} <= deeds


def test_what_cannot_be_done_says_why(press, survey, world):
    assert "No variant “zzz” is being tested" in press("end_trial", variant="zzz").content.decode()
    assert "no test to resume" in press("resume_trial").content.decode()
    actor = system_actor(world.organisation.id)
    save_version(actor=actor, survey_id=survey.id, definition=questionnaire(asked("nps")), now=world.now)
    page = press("end_trial", variant="a").content.decode()
    assert "The survey has a draft" in page


def test_a_viewer_sees_the_result_and_no_button(look, survey, world):
    Membership.objects.filter(user=world.bob).update(role=Role.VIEWER, scope=None)
    page = look(world.bob).content.decode()
    assert "Too early to decide" in page
    assert "Use this variant" not in page


def test_a_unit_manager_counts_the_answers_of_own_units(look, survey, world):
    answer(survey, "a", 7, 7, unit=world.prague)
    answer(survey, "a", 5, 5, unit=world.brno)
    Membership.objects.filter(user=world.bob).update(role=Role.UNIT_MANAGER, scope=world.prague)
    page = look(world.bob).content.decode()
    assert "7 of 7 begun" in page
    assert "Only answers of the units you may see are counted." in page
