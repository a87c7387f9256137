"""The pages of goals: empty, filled, typed wrongly, for whom."""

import re

import pytest

from ohlas.insight.access import goals_for
from ohlas.insight.models import Goal
from ohlas.insight.tests.conftest import Told

SUMMER = "quarter:2026-07-01"


def post(told: Told, page: str, **given: str) -> tuple[int, str]:
    answer = told.client.post(f"/o/sova/{page}", given, follow=True)
    return answer.status_code, answer.content.decode()


def typed(told: Told, **targets: str) -> tuple[int, str]:
    units = {"prague": told.world.prague.id, "brno": told.world.brno.id, "all": "all"}
    named = {f"target-{units[name]}": value for name, value in targets.items()}
    return post(told, "goals/edit/", measure="nps", period=SUMMER, deed="typed", **named)


def test_before_the_first_goal_the_page_says_what_it_is_for(told: Told) -> None:
    text = told.client.get("/o/sova/goals/").content.decode()
    assert "No goals yet" in text
    assert "Set the first goals" in text


def test_before_the_first_survey_nothing_can_be_set(world, sign_in) -> None:
    text = sign_in(world.alice).get("/o/sova/goals/edit/").content.decode()
    assert "Nothing to set a goal for yet" in text


def test_typed_targets_are_kept_and_judged(told: Told) -> None:
    status, text = typed(told, prague="40", brno="-10,5", all="20")
    assert status == 200
    assert re.search(r"reached.*missed", text, re.DOTALL)
    assert "Goals set: 3." in text
    assert sorted(Goal.objects.values_list("target", flat=True)) == [-10.5, 20, 40]


def test_a_press_is_undone_on_the_page(told: Told) -> None:
    _, text = typed(told, prague="40")
    batch = re.search(r'name="done" value="([0-9a-f-]+)"', text)
    assert batch
    status, text = post(told, "goals/undo/", done=batch[1])
    assert (status, "Taken back" in text, goals_for(told.alice).exists()) == (200, True, False)


def test_the_same_target_for_every_branch(told: Told) -> None:
    post(told, "goals/edit/", measure="csat", period=SUMMER, deed="everyone", everyone="85 %")
    goals = Goal.objects.order_by("unit__name").values_list("unit__name", "target")
    assert list(goals) == [("Brno", 0.85), ("Praha", 0.85)]


@pytest.mark.parametrize("target", ["101", "many", "1e9", "--3"])
def test_what_cannot_be_a_target_is_said_beside_it(told: Told, target: str) -> None:
    status, text = typed(told, prague="40", brno=target)
    assert status == 422
    assert "Nothing was kept yet" in text
    assert f'value="{target}"' in text
    assert not Goal.objects.exists()


def test_an_empty_field_takes_the_goal_away(told: Told) -> None:
    typed(told, prague="40", brno="10")
    typed(told, prague="", brno="10")
    assert [goal.unit_id for goal in goals_for(told.alice)] == [told.world.brno.id]


@pytest.mark.parametrize("address", ["?period=soon", "?measure=happiness", "?period=month:2026-07-02"])
def test_a_wrong_address_says_what_is_allowed(told: Told, address: str) -> None:
    answer = told.client.get(f"/o/sova/goals/{address}")
    assert answer.status_code == 400
    assert b"is needed" in answer.content or b"begins on" in answer.content


def test_bob_sees_his_branch_alone_and_no_way_to_set(told: Told) -> None:
    typed(told, prague="40", brno="10", all="20")
    client = told.world.signed_in(told.world.bob)
    text = client.get(f"/o/sova/goals/?period={SUMMER}").content.decode()
    assert "Praha" in text
    assert "Brno" not in text
    assert "Whole organisation" not in text
    assert "goals/edit" not in text
    brno = Goal.objects.get(unit=told.world.brno)
    assert client.get(f"/o/sova/goals/{brno.id}/").status_code == 404


def test_a_goal_tells_its_history(told: Told) -> None:
    typed(told, prague="40")
    typed(told, prague="45")
    goal = Goal.objects.get()
    text = told.client.get(f"/o/sova/goals/{goal.id}/").content.decode()
    assert "changed from 40.0 to 45.0" in text
    assert "set to 40.0" in text
    assert "alice@example.com" in text
    status, text = post(told, f"goals/{goal.id}/remove/")
    assert (status, "The goal is removed" in text) == (200, True)


def test_a_long_list_has_pages_and_few_queries(told: Told, django_assert_max_num_queries) -> None:
    organisation = told.world.organisation
    organisation.units.bulk_create(
        organisation.units.model(organisation=organisation, code=f"u{i:04}", name=f"Unit {i:04}")
        for i in range(300)
    )
    post(told, "goals/edit/", measure="nps", period=SUMMER, deed="everyone", everyone="30")
    assert Goal.objects.count() == 302
    with django_assert_max_num_queries(40):
        text = told.client.get(f"/o/sova/goals/?period={SUMMER}&page=2").content.decode()
    assert "51–100 of 302" in text
    assert "Unit 0049" in text
    assert (
        told.client.get(f"/o/sova/goals/?period={SUMMER}&q=Unit+0299").content.decode().count("Unit 0299") > 0
    )


def test_a_goal_tells_where_it_stands_with_its_interval_and_what_was_set(told: Told) -> None:
    typed(told, prague="40")
    goal = Goal.objects.get()
    text = told.client.get(f"/o/sova/goals/{goal.id}/").content.decode()
    assert re.search(r"<div><dt>Now</dt><dd>50\.0, between \d\d\.\d and \d\d\.\d</dd></div>", text)
    assert re.search(r"<ul><li>[^<]* · set to 40\.0 ", text), "no list looks like a page of its own"
