from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from ohlas.exchange.connectors.sample import SampleCompany, Story, sample_company
from ohlas.exchange.connectors.sample.shapes import LANGUAGES
from ohlas.exchange.connectors.sample.story import CLOSED_UNIT, MOVED_UNIT, OPENED_UNIT
from ohlas.exchange.connectors.sample.tests.conftest import TODAY
from ohlas.surveys.rules import check_answers, parse_definition

PRAGUE = ZoneInfo("Europe/Prague")


def fingerprint(company: SampleCompany) -> str:
    return sha256(repr(company).encode()).hexdigest()


def keys(company: SampleCompany) -> dict[str, list[str]]:
    return {
        "units": [u.key for u in company.units],
        "employees": [e.key for e in company.employees],
        "customers": [c.key for c in company.customers],
        "e-mails": [c.email for c in company.customers] + [e.email for e in company.employees],
        "responses": [str(r.client_id) for r in company.responses],
        "surveys": [s.key for s in company.surveys],
        "touchpoints": [t.id for t in company.touchpoints],
        "products": [p.id for p in company.products],
    }


def test_same_seed_and_day_give_the_same_company(sova: SampleCompany) -> None:
    again = sample_company(TODAY)
    assert again is not sova
    assert fingerprint(again) == fingerprint(sova)


def test_another_seed_gives_another_company(sova: SampleCompany) -> None:
    other = sample_company(TODAY, seed=21)
    assert not {r.client_id for r in other.responses} & {r.client_id for r in sova.responses}
    assert fingerprint(other) != fingerprint(sova)


def test_no_key_occurs_twice(sova: SampleCompany) -> None:
    for kind, given in keys(sova).items():
        repeated = [key for key, times in Counter(given).items() if times > 1]
        assert not repeated, kind


def test_the_company_has_the_promised_size(sova: SampleCompany) -> None:
    assert len(sova.responses) == 14000
    assert len(sova.customers) == 2500
    assert 55 <= len(sova.employees) <= 75
    assert sum(u.kind == "branch" for u in sova.units) == 13
    worded = sum(any(isinstance(v, str) for v in r.answers.values()) for r in sova.responses)
    assert 0.4 < worded / len(sova.responses) < 0.5


def test_every_answer_fits_its_question(sova: SampleCompany) -> None:
    definitions = {s.key: parse_definition(s.definition) for s in sova.surveys}
    for response in sova.responses:
        checked = check_answers(definitions[response.survey], response.answers)
        assert not checked.problems, response


def test_a_score_off_its_scale_would_be_noticed(sova: SampleCompany) -> None:
    survey = parse_definition(sova.surveys[0].definition)
    assert check_answers(survey, {"recommend": 11}).problems


def test_optional_questions_are_sometimes_skipped(sova: SampleCompany) -> None:
    visits = [r for r in sova.responses if r.survey == "after-visit"]
    for question in ("staff", "waiting", "coffee", "place"):
        skipped = sum(question not in r.answers for r in visits) / len(visits)
        assert 0.02 < skipped < 0.15


def test_all_answers_lie_between_the_first_day_and_yesterday(sova: SampleCompany, plot: Story) -> None:
    for response in sova.responses:
        assert response.at.tzinfo is UTC
        assert plot.first_day <= response.at.astimezone(PRAGUE).date() < TODAY
    assert sova.responses[-1].at.astimezone(PRAGUE).date() == TODAY - timedelta(days=1)
    assert [r.at for r in sova.responses] == sorted(r.at for r in sova.responses)


def test_every_month_and_weekday_has_answers(sova: SampleCompany) -> None:
    assert len({(r.at.year, r.at.month) for r in sova.responses}) == 19
    weekdays = Counter(r.at.astimezone(PRAGUE).weekday() for r in sova.responses if r.survey == "after-visit")
    assert weekdays[5] > 1.3 * weekdays[0]


def test_nobody_answers_for_a_branch_that_is_not_open(sova: SampleCompany) -> None:
    places = {u.key: u for u in sova.units}
    slack = timedelta(days=3)
    for response in sova.responses:
        unit, at = places[response.unit], response.at.date()
        assert unit.valid_from <= at
        assert unit.valid_to is None or at < unit.valid_to + slack


def test_one_branch_opened_one_closed_and_one_moved(sova: SampleCompany, plot: Story) -> None:
    places = {u.key: u for u in sova.units}
    assert places[OPENED_UNIT].valid_from == plot.opened_on
    assert places[CLOSED_UNIT].valid_to == plot.closed_on
    before, after = places[MOVED_UNIT].placements
    assert (before.parent, after.parent) == ("slovakia-austria", "austria-germany")
    assert before.valid_to == after.valid_from


def test_parents_exist_before_their_children_and_while_they_have_them(sova: SampleCompany) -> None:
    seen = {}
    for unit in sova.units:
        for place in unit.placements:
            if place.parent is None:
                continue
            parent = seen[place.parent]
            assert parent.valid_from <= place.valid_from
            assert parent.valid_to is None or (place.valid_to and place.valid_to <= parent.valid_to)
        seen[unit.key] = unit


def test_people_and_places_of_an_answer_exist(sova: SampleCompany) -> None:
    staff = {e.key: e for e in sova.employees}
    customers = {c.key: c for c in sova.customers}
    for response in sova.responses:
        assert response.employee is None or staff[response.employee].unit == response.unit
        if response.customer:
            customer = customers[response.customer]
            assert customer.language == response.language
            assert customer.since <= response.at.date()


def test_addresses_can_reach_nobody(sova: SampleCompany) -> None:
    for person in (*sova.customers, *sova.employees):
        assert person.email.endswith(("@example.com", "@example.org", ".example.com"))


def test_every_text_exists_in_seven_languages(sova: SampleCompany) -> None:
    assert len(LANGUAGES) == 7
    for survey in sova.surveys:
        assert set(survey.titles) == set(LANGUAGES)
        assert survey.definition["default_language"] == "cs"
        for question in survey.definition["questions"]:
            assert set(question["text"]) == set(LANGUAGES)
            assert len(set(question["text"].values())) == 7
    for touchpoint in sova.touchpoints:
        assert set(touchpoint.titles) == set(LANGUAGES)
    assert {r.language for r in sova.responses} == set(LANGUAGES)


def test_questions_speak_of_known_touchpoints(sova: SampleCompany) -> None:
    known = {t.id for t in sova.touchpoints}
    asked = {q["touchpoint"] for s in sova.surveys for q in s.definition["questions"]} - {None}
    assert asked <= known
    assert {p.touchpoint for p in sova.products} <= known


def test_every_attribute_is_declared(sova: SampleCompany) -> None:
    assert {key for r in sova.responses for key in r.attributes} == set(sova.attributes)


def test_hours_do_not_fall_into_a_clock_change(sova: SampleCompany) -> None:
    assert {r.at.astimezone(PRAGUE).hour for r in sova.responses} <= set(range(6, 23))
    changed = datetime(2026, 3, 29, tzinfo=PRAGUE).date()
    assert any(r.at.astimezone(PRAGUE).date() == changed for r in sova.responses)


def test_the_records_are_frozen(sova: SampleCompany) -> None:
    for record in (sova, sova.units[0], sova.responses[0], sova.customers[0]):
        assert is_dataclass(record)
        assert fields(record)
        assert record.__dataclass_params__.frozen
