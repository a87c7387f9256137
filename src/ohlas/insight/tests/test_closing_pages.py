"""The pages of closed periods: empty, filled, wrongly asked, for whom; and what dashboards say of one."""

import pytest

from ohlas.insight.models import Closing
from ohlas.insight.tests.conftest import SUMMER, Told

QUARTER = "quarter:2026-07-01"


def post(told: Told, page: str, **given: str) -> tuple[int, str]:
    answer = told.client.post(f"/o/sova/closed-periods/{page}", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_before_the_first_closing_the_page_says_what_it_is_for(silent: Told) -> None:
    text = silent.client.get("/o/sova/closed-periods/").content.decode()
    assert "No period is closed yet" in text
    assert QUARTER in text


def test_a_period_is_closed_and_a_late_answer_is_told(told: Told) -> None:
    status, text = post(told, "close/", period=QUARTER)
    assert (status, "The period is closed." in text, "The seal is whole" in text) == (200, True, True)
    assert "Nothing changed since it was closed." in text
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    text = told.client.get(f"/o/sova/closed-periods/{Closing.objects.get().id}/").content.decode()
    assert "would be 3.2 today, +12 answers" in text
    assert "3 of 4 figures would be others today." in text


@pytest.mark.parametrize("period", ["", "soon", "quarter:2026-08-01", "year:2026-01-01", "week:2026-07-06"])
def test_what_cannot_be_closed_is_said(told: Told, period: str) -> None:
    _, text = post(told, "close/", period=period)
    assert "message-error" in text
    assert not Closing.objects.exists()


def test_a_broken_seal_is_told_before_everything_else(told: Told) -> None:
    post(told, "close/", period=QUARTER)
    closing = Closing.objects.get()
    closing.sealed.filter(unit=told.world.brno.id).update(n=51)
    text = told.client.get(f"/o/sova/closed-periods/{closing.id}/").content.decode()
    assert "The seal is broken" in text
    assert "The seal is whole" not in text


def test_a_goal_of_a_closed_period_tells_what_was_sealed(told: Told) -> None:
    typed = {f"target-{told.world.brno.id}": "10", "measure": "nps", "period": QUARTER, "deed": "typed"}
    told.client.post("/o/sova/goals/edit/", typed)
    post(told, "close/", period=QUARTER)
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    text = told.client.get(f"/o/sova/goals/?period={QUARTER}").content.decode()
    assert "−20.0 from 50 answers when closed on" in text


def test_opening_without_a_reason_is_refused_and_with_one_told(told: Told) -> None:
    post(told, "close/", period=QUARTER)
    closing = Closing.objects.get().id
    status, text = post(told, f"{closing}/open/", reason=" ")
    assert (status, "Say why" in text) == (422, True)
    status, text = post(told, f"{closing}/open/", reason="Answers on paper came late")
    assert (status, "Answers on paper came late" in text) == (200, True)


def test_bob_reads_his_branch_and_cannot_close(told: Told) -> None:
    post(told, "close/", period=QUARTER)
    client = told.world.signed_in(told.world.bob)
    text = client.get(f"/o/sova/closed-periods/{Closing.objects.get().id}/").content.decode()
    assert "Praha" in text
    assert "Brno" not in text
    assert "Open it again" not in text
    assert client.post("/o/sova/closed-periods/close/", {"period": QUARTER}).status_code == 403


def test_an_unknown_measure_is_said(told: Told) -> None:
    post(told, "close/", period=QUARTER)
    answer = told.client.get(f"/o/sova/closed-periods/{Closing.objects.get().id}/?measure=luck")
    assert answer.status_code == 400


def test_a_figure_of_a_closed_period_says_so(told: Told) -> None:
    days = "?since=2026-07-01&until=2026-09-30&measure=nps"
    before = told.client.get(f"/o/sova/dashboard/{days}").content.decode()
    assert "when closed" not in before
    post(told, "close/", period=QUARTER)
    assert "unchanged since" in told.client.get(f"/o/sova/dashboard/{days}").content.decode()
    told.tell(12, {"nps": 10}, unit=told.world.brno, at=SUMMER)
    after = told.client.get(f"/o/sova/dashboard/{days}").content.decode()
    assert "18.2 from 110 answers when closed on" in after
    assert "+12 answers" in after
