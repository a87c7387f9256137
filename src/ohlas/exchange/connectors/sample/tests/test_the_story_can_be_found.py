from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ohlas.exchange.connectors.sample import SampleCompany, SampleResponse, Story, sample_company, story
from ohlas.exchange.connectors.sample.story import LATE_UNITS, REFURBISHED_UNIT
from ohlas.metrics import Comparison, NpsTally, ShareTally, compare_nps, compare_shares

PRAGUE = ZoneInfo("Europe/Prague")
LATE_WORDS = (
    "pozdě",
    "později",
    "zpoždění",
    "hodin",
    "późno",
    "później",
    "spóźni",
    "opóźni",
    "godzin",
)


def day(response: SampleResponse) -> date:
    return response.at.astimezone(PRAGUE).date()


def recommendations(responses: Iterable[SampleResponse]) -> NpsTally:
    scores = [r.answers["recommend"] for r in responses]
    promoters, detractors = sum(s >= 9 for s in scores), sum(s <= 6 for s in scores)
    return NpsTally(promoters, len(scores) - promoters - detractors, detractors)


def top_two(responses: Iterable[SampleResponse], question: str, satisfied: int = 4) -> ShareTally:
    scores = [r.answers[question] for r in responses if question in r.answers]
    return ShareTally(sum(s >= satisfied for s in scores), sum(s < satisfied for s in scores))


def deliveries(company: SampleCompany, unit: str | None = None) -> list[SampleResponse]:
    return [r for r in company.responses if r.survey == "after-delivery" and unit in {None, r.unit}]


def parted(
    responses: list[SampleResponse], border: date
) -> tuple[list[SampleResponse], list[SampleResponse]]:
    return [r for r in responses if day(r) < border], [r for r in responses if day(r) >= border]


def change(responses: list[SampleResponse], border: date) -> Comparison:
    before, after = parted(responses, border)
    found = compare_nps(recommendations(after), recommendations(before))
    assert found
    return found


def kitchens(company: SampleCompany) -> Iterator[str]:
    yield from sorted({r.unit for r in deliveries(company)})


@pytest.mark.parametrize(
    "today", [date(2026, 11, 21), date(2027, 4, 1), date(2027, 3, 20), date(2028, 2, 29)], ids=str
)
def test_recommendation_after_delivery_falls_in_march_at_exactly_two_kitchens(today: date) -> None:
    company, border = sample_company(today), story(today).late_since
    assert border.month == 3
    assert change(deliveries(company), border).p < 0.01
    changes = {unit: change(deliveries(company, unit), border) for unit in kitchens(company)}
    assert {unit for unit, found in changes.items() if found.z < -3.3} == LATE_UNITS
    assert {unit for unit, found in changes.items() if found.difference < -25} == LATE_UNITS


def test_satisfaction_with_delivery_falls_there_and_ordering_stays_easy(
    sova: SampleCompany, plot: Story
) -> None:
    for unit in kitchens(sova):
        before, after = parted(deliveries(sova, unit), plot.late_since)
        delivered = compare_shares(top_two(after, "delivery"), top_two(before, "delivery"))
        ordered = compare_shares(top_two(after, "ordering", 5), top_two(before, "ordering", 5))
        assert (delivered.z < -5) == (unit in LATE_UNITS)
        assert abs(ordered.z) < 3.3


def test_visits_do_not_fall_where_deliveries_do(sova: SampleCompany, plot: Story) -> None:
    for unit in LATE_UNITS:
        visits = [r for r in sova.responses if r.survey == "after-visit" and r.unit == unit]
        assert abs(change(visits, plot.late_since).z) < 3.3


def test_the_comments_speak_of_lateness(sova: SampleCompany, plot: Story) -> None:
    def late_share(responses: list[SampleResponse]) -> float:
        texts = [
            r.answers["comment"].lower()
            for r in responses
            if "comment" in r.answers and r.language in {"cs", "pl"}
        ]
        return sum(any(word in text for word in LATE_WORDS) for text in texts) / len(texts)

    hit = [r for unit in LATE_UNITS for r in deliveries(sova, unit)]
    before, after = parted(hit, plot.late_since)
    assert late_share(before) < 0.25
    assert late_share(after) > 0.35


def test_guests_of_zuzana_recommend_more_and_thank_her_by_name(sova: SampleCompany) -> None:
    served = [r for r in sova.responses if r.unit == "bratislava-stare-mesto" and r.survey == "after-visit"]
    hers = [r for r in served if r.employee == "zuzana"]
    others = [r for r in served if r.employee not in {None, "zuzana"}]
    found = compare_nps(recommendations(hers), recommendations(others))
    assert found
    assert found.low > 0
    named = [r for r in sova.responses if "zuz" in str(r.answers.get("reason", "")).lower()]
    assert len(named) >= 15
    assert {r.employee for r in named} == {"zuzana"}


def test_ostrava_is_better_since_its_refurbishment(sova: SampleCompany, plot: Story) -> None:
    visits = [r for r in sova.responses if r.unit == REFURBISHED_UNIT and r.survey == "after-visit"]
    before, after = parted(visits, plot.refurbished_to)
    assert change(visits, plot.refurbished_to).low > 10
    assert compare_shares(top_two(after, "place"), top_two(before, "place")).low > 0.2
