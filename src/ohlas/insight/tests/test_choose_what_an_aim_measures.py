"""An aim's measure and question are chosen in words; what does not fit is refused with what does."""

import re
from html import unescape

import pytest
from tests.world import NOW

from ohlas.insight.actions.direction import add_business_aim, add_experience_aim
from ohlas.insight.models import BusinessAim, ExperienceAim
from ohlas.insight.rules.direction import AimWish
from ohlas.insight.tests.conftest import Told


@pytest.fixture
def address(silent: Told) -> str:
    business = add_business_aim(actor=silent.alice, title="They stay", now=NOW)
    return f"/o/sova/direction/strategy/{business}/aim/"


def options(page: str, name: str) -> dict[str, dict[str, str]]:
    """What a list offers, by its groups: value to words."""
    (inside,) = re.findall(rf'<select[^>]*name="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    groups = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', inside, re.DOTALL)
    found = {}
    for title, listed in groups:
        pairs = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', listed)
        found[unescape(title)] = {value: unescape(said) for value, said in pairs}
    return found


def test_questions_stand_in_words_below_their_survey(silent: Told, address: str) -> None:
    page = silent.client.get(address).content.decode()
    questions = options(page, "question")
    assert questions["After a visit"]["nps"] == "Would you recommend us? (0 to 10)"
    assert questions["After a visit"]["coffee"] == "Coffee (1 to 5)"
    assert "why" not in questions["After a visit"], "a text has no score"
    measures = options(page, "measure")
    assert "nps" in measures["Asked in your surveys"]
    assert "ces2" in measures["Not asked yet"]
    assert '<input class="form-control" id="question"' not in page


def test_before_the_first_survey_there_is_nothing_to_choose_but_measures(silent: Told, address: str) -> None:
    silent.survey.delete()
    page = silent.client.get(address).content.decode()
    assert options(page, "question") == {}
    assert list(options(page, "measure")) == ["Not asked yet"]


def test_what_is_chosen_is_kept_and_chosen_again(silent: Told, address: str) -> None:
    wish = {"title": "Good coffee", "measure": "mean", "question": "coffee", "unit": "", "owner": ""}
    assert silent.client.post(address, wish).status_code == 302
    aim = ExperienceAim.objects.get()
    assert (aim.measure, aim.question) == ("mean", "coffee")
    page = silent.client.get(f"/o/sova/direction/strategy/aims/{aim.id}/").content.decode()
    assert re.search(r'<option value="coffee" selected>Coffee', page)
    assert "Coffee" in silent.client.get("/o/sova/direction/strategy/").content.decode()


@pytest.mark.parametrize(
    ("measure", "question", "said"),
    [("nps", "coffee", "another scale"), ("nps", "tea", "from the list"), ("csat", "nps", "it fits")],
)
def test_a_question_that_does_not_fit_is_refused_at_its_field(
    silent: Told, address: str, measure: str, question: str, said: str
) -> None:
    answer = silent.client.post(address, {"title": "Aim", "measure": measure, "question": question})
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert said in page
    assert re.search(r'id="question" name="question" aria-invalid="true"', page)
    assert not ExperienceAim.objects.exists()


def test_a_question_that_is_asked_no_more_stays_while_it_is_kept(silent: Told, address: str) -> None:
    business = BusinessAim.objects.get()
    made = add_experience_aim(
        actor=silent.alice, business_id=business.id, wish=AimWish("Aim", "nps", "nps"), now=NOW
    )
    silent.survey.delete()
    where = f"/o/sova/direction/strategy/aims/{made}/"
    assert options(silent.client.get(where).content.decode(), "question") == {"Asked no more": {"nps": "nps"}}
    again = silent.client.post(where, {"title": "Aim, better", "measure": "nps", "question": "nps"})
    assert again.status_code == 302
    assert ExperienceAim.objects.get().title == "Aim, better"
