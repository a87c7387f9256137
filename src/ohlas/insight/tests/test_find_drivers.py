"""The driver page ranks what moves a score, drills down, and says plainly what it cannot say."""

from collections.abc import Callable

import pytest

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.driven import parse_driven
from ohlas.insight.tests.conftest import Told

PAGE = "drivers/?period=all"


@pytest.fixture
def related(silent: Told) -> Told:
    """Coffee moves the score, cakes do not; five people skip the cakes."""
    for coffee in range(1, 6):
        for cakes in range(1, 6):
            for extra in (0, 1):
                nps = min(10, 2 * coffee + extra)
                silent.tell(4, {"nps": nps, "coffee": coffee, "cakes": cakes}, unit=silent.world.prague)
    silent.tell(5, {"nps": 9, "coffee": 5}, unit=silent.world.brno)
    return silent


@pytest.fixture
def shown(related: Told) -> Callable[[str], str]:
    def page(address: str, status: int = 200) -> str:
        answer = related.client.get(f"/o/sova/{address}")
        assert answer.status_code == status, answer.content[:500]
        return answer.content.decode()

    return page


@pytest.mark.django_db
def test_drivers_are_ranked_with_intervals_and_those_without_evidence_named(
    shown: Callable[..., str],
) -> None:
    text = shown(PAGE)
    assert text.index("1. Coffee") < text.index("2. Cakes")
    assert "Without evidence of adding anything beyond the others: Cakes" in text
    assert "Association, not proof" in text
    assert "5 people left out for a gap" in text


@pytest.mark.django_db
def test_people_who_answered_no_driver_are_told_in_front_when_they_are_many(
    related: Told, shown: Callable[..., str]
) -> None:
    assert "answered none of these drivers" not in shown(PAGE), "five people skipped the cakes alone"
    related.tell(60, {"nps": 2})
    assert "60 of 265 people who gave this score answered none of these drivers" in shown(PAGE)


@pytest.mark.django_db
def test_a_question_nobody_answered_is_named_and_not_guessed(shown: Callable[..., str]) -> None:
    assert "Nobody answered these: Satisfied?" in shown(PAGE)


@pytest.mark.django_db
def test_a_driver_leads_to_the_low_grades_and_the_comments_behind_it(shown: Callable[..., str]) -> None:
    text = shown(f"{PAGE}&driver=coffee")
    assert "question=coffee&amp;value=1&amp;value=2" in text
    assert "80 answers" in shown("answers/?measure=mean&question=coffee&value=1&value=2&period=all&survey=")


@pytest.mark.django_db
def test_the_explorer_narrows_to_people_who_gave_a_grade(wrote: Told) -> None:
    def told(rated: str) -> str:
        return wrote.client.get(f"/o/sova/comments/?period=all&rated={rated}").content.decode()

    assert "Skvělá" not in told("nps:2")
    assert "Skvělá" in told("nps:10")
    assert wrote.client.get("/o/sova/comments/?rated=nps").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("&driver=tea", "tea"),
        ("&outcome=nps&driver=nps", "explain itself"),
        ("&question=nps", "whole people"),
        ("&samples=5", "200 or 2000"),
        ("&outcome=nps&measure=csat", "fits this question"),
    ],
)
def test_what_does_not_exist_is_said(shown: Callable[..., str], address: str, said: str) -> None:
    assert said in shown(f"{PAGE}{address}", 400)


@pytest.mark.django_db
def test_nothing_to_explain_is_a_statement_and_no_crash(silent: Told) -> None:
    silent.tell(50, {"nps": 9, "coffee": 4})
    page = silent.client.get(f"/o/sova/{PAGE}").content.decode()
    assert "Nothing can be said here" in page
    assert silent.client.get("/o/sova/drivers/map-light.svg?period=all").status_code == 404


@pytest.mark.django_db
def test_nobody_is_a_statement_and_no_crash(silent: Told) -> None:
    assert "Nothing can be said here" in silent.client.get(f"/o/sova/{PAGE}").content.decode()


@pytest.mark.django_db
def test_a_branch_sees_its_own_people_only(related: Told) -> None:
    page = related.world.signed_in(related.world.bob).get(f"/o/sova/{PAGE}").content.decode()
    assert "205" not in page
    assert "205 people" in related.client.get(f"/o/sova/{PAGE}&driver=coffee").content.decode()


@pytest.mark.django_db
def test_programs_get_the_pages_own_numbers(related: Told) -> None:
    key = issue_api_key(
        actor=related.alice, name="bi", scopes=[Permission.SEE_FIGURES], now=related.world.now
    )
    headers = {"Authorization": f"Bearer {key.secret}"}
    found = related.client.get("/api/v1/drivers?period=all", headers=headers).json()
    assert [one["name"] for one in found["drivers"]] == ["coffee", "cakes"]
    assert found["without_evidence"] == ["cakes"]
    assert (found["n"], found["rows_with_gaps"], found["unanswered"]) == (200, 5, ["csat"])
    refused = related.client.get("/api/v1/drivers?driver=tea", headers=headers)
    assert refused.status_code == 422


@pytest.mark.django_db
def test_the_map_is_a_picture_for_pages_without_scripts(related: Told) -> None:
    picture = related.client.get("/o/sova/drivers/map-dark.svg?period=all")
    assert picture.status_code == 200
    assert b"<svg" in picture.content


def test_another_score_in_the_form_takes_back_what_fitted_the_old_one() -> None:
    driven = parse_driven(
        {"outcome": ["csat"], "was": ["nps"], "driver": ["csat", "coffee"], "measure": ["nps"]}
    )
    assert driven.drivers == ("coffee", "nps")
    assert driven.selection.measure is None


def test_an_address_read_and_written_stays_the_same() -> None:
    driven = parse_driven({"outcome": ["nps"], "driver": ["a", "b"], "samples": ["200"], "unit": ["x"]})
    assert driven.address == "?outcome=nps&driver=a&driver=b&samples=200&unit=x"
    with pytest.raises(BadAddress):
        parse_driven({"colour": ["red"]})
