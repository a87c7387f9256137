"""Others' figures beside ours: kept with their source, tested where n allows, and never counted as our own."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.errors import Forbidden, NotHere, Refused
from ohlas.accounts.models import AuditEntry
from ohlas.feedback.models import Response
from ohlas.insight.actions.benchmarks import (
    add_competitor,
    add_figure,
    change_figure,
    mark_survey,
    remove_figure,
    restore_figure,
    take_table,
    unmark_survey,
)
from ohlas.insight.models import Competitor, PublishedFigure
from ohlas.insight.queries import ask_for, catalogue_of, counted
from ohlas.insight.queries.benchmarks import FEW_OWN, MANY, NO_N, SURVEY, BenchmarksFound, benchmarks_found
from ohlas.insight.rules import Selection, Window
from ohlas.insight.tests.conftest import QUESTIONS, SUMMER, Told, append, rows_of
from ohlas.lib.ids import new_id
from ohlas.metrics import MEASURES
from ohlas.surveys.models import Survey, SurveyVersion

TODAY = date(2026, 11, 20)
GOOD = {"measure": "nps", "value": "12", "n": "1000", "until": "2026-06-30", "source": "Retail report 2026"}


@pytest.fixture
def rival(told: Told) -> UUID:
    return add_competitor(actor=told.alice, name="Káva Rychle", kind="competitor", now=NOW)


def keep(told: Told, rival: UUID, **fields: str) -> UUID:
    return add_figure(actor=told.alice, competitor_id=rival, given={**GOOD, **fields}, today=TODAY, now=NOW)


def page_of(told: Told, **filters: tuple[str, ...]) -> BenchmarksFound:
    return benchmarks_found(told.store, told.alice, Selection(filters=filters), NOW)


def test_the_difference_is_tested_where_both_have_n(told: Told, rival: UUID) -> None:
    keep(told, rival)
    (section,) = page_of(told).sections
    (line,) = section.lines
    assert section.own.figure.n == 170
    assert line.is_widest
    assert line.test is not None
    assert round(line.test.comparison.difference, 1) == 17.4
    assert line.test.is_marked


def test_without_n_nothing_is_tested_and_no_interval_is_made_up(told: Told, rival: UUID) -> None:
    keep(told, rival, n="")
    (line,) = page_of(told).sections[0].lines
    assert (line.test, line.why_not, line.figure.low) == (None, NO_N, None)


def test_few_own_answers_are_not_tested(told: Told, rival: UUID) -> None:
    keep(told, rival)
    found = page_of(told, channel=("kiosk",))
    assert found.sections[0].own.figure.value is None
    told.tell(5, {"nps": 9}, channel="kiosk")
    assert page_of(told, channel=("kiosk",)).sections[0].lines[0].why_not == FEW_OWN


def test_unlike_scales_are_told_apart_and_never_compared(told: Told, rival: UUID) -> None:
    keep(told, rival, measure="recommend10", value="8.4")
    keep(told, rival)
    nps, ten = page_of(told).sections
    assert (nps.measure.id, ten.measure.id) == ("nps", "recommend10")
    assert ten.own.figure.value is None
    assert ten.asked_instead == ("nps_0_10",)
    assert [one.measure.id for one in nps.unlike] == ["recommend10"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": "140"}, "value"),
        ({"value": "much"}, "value"),
        ({"value": ""}, "value"),
        ({"measure": "csat", "value": "0.72"}, "value"),
        ({"measure": "csat", "value": "140 %"}, "value"),
        ({"measure": "happiness"}, "measure"),
        ({"measure": "mean", "value": "4"}, "scale"),
        ({"scale": "recommend_1_10"}, "scale"),
        ({"n": "0"}, "n"),
        ({"n": "-5"}, "n"),
        ({"n": "12.5"}, "n"),
        ({"source": "  "}, "source"),
        ({"until": ""}, "until"),
        ({"until": "2027-01-01"}, "until"),
        ({"until": "2026"}, "until"),
        ({"until": "yesterday"}, "until"),
        ({"since": "2026-08-01"}, "since"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"promoters": "50"}, "detractors"),
        ({"promoters": "80", "detractors": "10"}, "value"),
        ({"sd": "1"}, "sd"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_field(
    told: Told, rival: UUID, wrong: Mapping[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        keep(told, rival, **wrong)
    assert refusal.value.field == field
    assert not PublishedFigure.objects.exists()
    keep(told, rival)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("72", 0.72), ("72 %", 0.72), ("72,5%", 0.725), ("0.7 %", 0.007)],
)
def test_shares_are_read_as_per_cent(told: Told, rival: UUID, written: str, kept: float) -> None:
    keep(told, rival, measure="csat", value=written)
    assert PublishedFigure.objects.get().value == pytest.approx(kept)


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-11-20", None, TODAY),
    ],
)
def test_a_period_may_be_a_year_a_quarter_a_month_or_a_day(
    told: Told, rival: UUID, written: str, since: date | None, until: date
) -> None:
    keep(told, rival, until=written)
    found = PublishedFigure.objects.get()
    assert (found.since, found.until) == (since, until)


def test_a_competitor_is_named_once_in_any_spelling(told: Told, rival: UUID) -> None:
    with pytest.raises(Refused, match="already one called Káva Rychle"):
        add_competitor(actor=told.alice, name=" KÁVA  rychle ", kind="competitor", now=NOW)
    assert Competitor.objects.count() == 1


def test_a_figure_is_changed_removed_and_taken_back_on_record(told: Told, rival: UUID) -> None:
    made = keep(told, rival)
    change_figure(actor=told.alice, figure_id=made, given={**GOOD, "value": "14"}, today=TODAY, now=NOW)
    remove_figure(actor=told.alice, figure_id=made, now=NOW)
    assert not page_of(told).sections
    restore_figure(actor=told.alice, figure_id=made, now=NOW)
    assert page_of(told).sections[0].lines[0].figure.value == 14
    deeds = (
        AuditEntry.objects.filter(object_kind="benchmark").order_by("at", "id").values_list("deed", flat=True)
    )
    assert sorted(deeds) == [f"benchmark.{deed}" for deed in ("added", "changed", "removed", "restored")]


def test_only_managers_keep_benchmarks_and_only_their_own(told: Told, rival: UUID) -> None:
    with pytest.raises(Forbidden):
        add_competitor(actor=told.bob, name="Other", kind="competitor", now=NOW)
    mallory = actor_for(told.world.mallory, told.world.elsewhere.slug)
    with pytest.raises(NotHere):
        add_figure(actor=mallory, competitor_id=rival, given=GOOD, today=TODAY, now=NOW)


def test_a_table_is_tried_taken_and_taken_again_without_doubles(told: Told, rival: UUID) -> None:
    lines = [
        (1, {**GOOD, "competitor": "Káva Rychle"}),
        (2, {**GOOD, "competitor": "Coffee shops", "kind": "industry", "value": "200"}),
        (3, {**GOOD, "competitor": "Coffee shops", "kind": "industry"}),
    ]
    trial = take_table(actor=told.alice, lines=lines, today=TODAY, now=NOW, is_trial=True)
    assert [one.outcome for one in trial] == ["added", "refused", "added"]
    assert not PublishedFigure.objects.exists()
    taken = take_table(actor=told.alice, lines=lines, today=TODAY, now=NOW, is_trial=False)
    assert "outside of the scale" in taken[1].refusal
    again = take_table(actor=told.alice, lines=lines, today=TODAY, now=NOW, is_trial=False)
    assert [one.outcome for one in again] == ["known", "refused", "known"]
    assert PublishedFigure.objects.count() == 2


@pytest.fixture
def theirs(told: Told) -> Survey:
    return ask_theirs(told)


def ask_theirs(told: Told) -> Survey:
    """A survey of somebody's customers: 60 of them, all promoters."""
    organisation = told.world.organisation
    survey = Survey.objects.create(
        organisation=organisation, name="Street", state="running", created_at=SUMMER
    )
    version = SurveyVersion.objects.create(
        organisation=organisation,
        survey=survey,
        number=1,
        definition={"questions": QUESTIONS, "languages": ["en"], "default_language": "en"},
        published_at=SUMMER,
    )
    people = [
        Response(
            id=new_id(),
            client_id=new_id(),
            organisation=organisation,
            version=version,
            answers={"nps": 10, "coffee": 5},
            answered_at=SUMMER,
            received_at=SUMMER,
            channel="phone",
            language="cs",
            attributes={},
        )
        for _ in range(60)
    ]
    Response.objects.bulk_create(people)
    append(told.store, [row for person in people for row in rows_of(person, survey)])
    return survey


def own_n(told: Told) -> int:
    return counted(told.store, ask_for(told.alice, MEASURES["nps"], "nps_0_10", {}, Window())).figure.n


def test_a_marked_survey_becomes_a_benchmark_with_its_own_n(told: Told, rival: UUID, theirs: Survey) -> None:
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    section = next(one for one in page_of(told).sections if one.measure.id == "nps")
    (line,) = section.lines
    assert (line.origin, line.figure.n, line.figure.value) == (SURVEY, 60, 100)
    assert section.own.figure.n == 170
    assert line.test is not None
    assert line.test.is_marked


def test_a_branch_manager_compares_the_branch_with_all_of_the_competitor(
    told: Told, rival: UUID, theirs: Survey
) -> None:
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    found = benchmarks_found(told.store, told.bob, Selection(), NOW)
    section = next(one for one in found.sections if one.measure.id == "nps")
    assert section.own.figure.n == own_n_of(told, told.bob)
    assert section.lines[0].figure.n == 60


def own_n_of(told: Told, actor: Actor) -> int:
    return counted(told.store, ask_for(actor, MEASURES["nps"], "nps_0_10", {}, Window())).figure.n


def test_marking_takes_effect_at_once_and_is_taken_back(told: Told, rival: UUID, theirs: Survey) -> None:
    assert own_n(told) == 230
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    assert own_n(told) == 170
    assert str(theirs.id) not in {str(asked.survey) for asked in catalogue_of(told.alice).questions}
    unmark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    assert own_n(told) == 230


def test_a_survey_belongs_to_one_competitor_of_the_same_organisation(
    told: Told, rival: UUID, theirs: Survey
) -> None:
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    other = add_competitor(actor=told.alice, name="Other", kind="competitor", now=NOW)
    with pytest.raises(Refused, match="Káva Rychle"):
        mark_survey(actor=told.alice, competitor_id=other, survey_id=theirs.id, now=NOW)
    with pytest.raises(NotHere):
        mark_survey(actor=told.alice, competitor_id=other, survey_id=new_id(), now=NOW)


def test_a_mean_over_unlike_questions_is_compared_with_nothing(
    told: Told, rival: UUID, theirs: Survey
) -> None:
    mark_survey(actor=told.alice, competitor_id=rival, survey_id=theirs.id, now=NOW)
    section = next(one for one in page_of(told).sections if one.measure.id == "mean")
    assert (section.own.figure.value, section.lines[0].why_not) == (None, MANY)
    section = next(one for one in page_of(told, question=("coffee",)).sections if one.measure.id == "mean")
    assert section.own.figure.n == 170
    assert section.lines[0].test is not None
