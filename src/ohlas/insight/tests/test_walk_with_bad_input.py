"""Every page with answers that break sums: a clear statement, never a wrong number, never a crash."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from tests.world import NOW

from ohlas.accounts.models import Unit
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.studies import Study
from ohlas.insight.rules.tiles import KINDS
from ohlas.insight.tests.conftest import Told, append
from ohlas.insight.tests.test_study_answers import many, row
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion

Walk = Callable[..., dict[str, str]]
PAGES = ("dashboard/", "drivers/", *(f"statistics/{one.value}/" for one in Study))
MEASURED = (
    "dashboard/",
    *(f"statistics/{one}/" for one in ("league", "funnel", "control", "panel", "weights")),
)
UNITS = 10_000


@pytest.fixture
def walk(silent: Told) -> Walk:
    """Every page's text with one address; a page may refuse with 400 in words, but never break."""

    def walked(address: str, pages: tuple[str, ...] = PAGES) -> dict[str, str]:
        told = {}
        for page in pages:
            taken = address if page != "statistics/plan/" else ""
            answer = silent.client.get(f"/o/sova/{page}?{taken}")
            assert answer.status_code in {200, 400}, (page, answer.status_code)
            told[page] = " ".join(answer.content.decode().split())
            assert not re.search(r"\bnan\b", strip_tags(told[page]).lower()), page
        return told

    return walked


@pytest.mark.django_db
def test_a_filter_that_leaves_nobody(silent: Told, walk: Walk) -> None:
    append(silent.store, many(silent, (20, 10, 10)))
    for page, text in walk("period=all&channel=carrier-pigeon", MEASURED).items():
        assert "Nobody" in text or "nobody answered" in text or "0 closed periods" in text, page


@pytest.mark.django_db
def test_all_answers_equal(silent: Told, walk: Walk) -> None:
    append(silent.store, [row(silent, 9, channel=f"c{n % 12}", customer=f"p{n % 20}") for n in range(480)])
    told = walk("period=all&by=channel", ("dashboard/", "statistics/league/", "statistics/funnel/"))
    assert "Everybody gave the same answer" in told["statistics/funnel/"]
    assert "do not differ beyond chance" in told["statistics/league/"]
    rest = walk("period=all")
    assert "100.0" in rest["statistics/panel/"]


@pytest.mark.django_db
def test_a_measure_asked_over_two_scales_is_refused_and_names_both(silent: Told, walk: Walk) -> None:
    question = {"id": "coffee", "type": "rating", "scale": "rating_1_7", "text": {"en": "Coffee?"}}
    survey = Survey.objects.create(
        organisation=silent.world.organisation, name="Other", state="running", created_at=NOW
    )
    definition = {"questions": [question], "languages": ["en"], "default_language": "en"}
    SurveyVersion.objects.create(
        organisation=silent.world.organisation,
        survey=survey,
        number=1,
        definition=definition,
        published_at=NOW,
    )
    rows = [
        row(silent, 4, question="coffee", scale=scale)
        for scale in ("rating_1_5", "rating_1_7")
        for _ in range(40)
    ]
    append(silent.store, rows)
    for page, text in walk("period=all&measure=mean", MEASURED).items():
        assert "rating_1_5" in text, page
        assert "rating_1_7" in text, page
        assert "cannot be one figure" in text, page


@pytest.mark.django_db
def test_a_driver_without_variance_and_two_that_are_one(silent: Told, walk: Walk) -> None:
    for n in range(60):
        grade = 1 + n % 5
        silent.tell(1, {"nps": 2 * grade, "csat": 5, "coffee": grade, "cakes": grade})
    page = walk("period=all", ("drivers/",))["drivers/"]
    assert "Satisfied?" in page  # named as saying nothing
    assert "Nothing can be said here" in page or "same" in page or "together" in page


@pytest.mark.django_db
def test_days_across_both_changes_of_the_clock(silent: Told, walk: Walk) -> None:
    """28 and 29 March 2026 and 24 and 25 October 2026 in Prague, one answer an hour."""
    for first in (datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 10, 23, 22, tzinfo=UTC)):
        append(silent.store, [row(silent, 9, at=first + timedelta(hours=n)) for n in range(48)])
    for since, until, hours in (("2026-03-29", "2026-03-29", 23), ("2026-10-25", "2026-10-25", 24)):
        told = walk(f"since={since}&until={until}")
        assert f"{hours} answers" in told["dashboard/"]


@pytest.mark.django_db
def test_ten_thousand_units_are_leafed_through_and_asked_in_few_queries(silent: Told) -> None:
    root = silent.world.prague
    Unit.objects.bulk_create(
        Unit(id=new_id(), organisation=silent.world.organisation, parent=root, kind=root.kind, code=f"u{n:05d}",
             name=f"Unit {n:05d}", valid_from=root.valid_from)
        for n in range(UNITS)
    )  # fmt: skip
    names = list(Unit.objects.filter(code__startswith="u0").values_list("id", flat=True))
    append(silent.store, [row(silent, (9, 8, 3)[n % 3], unit=str(name)) for n, name in enumerate(names)])
    for page in ("statistics/league/", "statistics/funnel/", "dashboard/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = silent.client.get(f"/o/sova/{page}?period=all&by=unit")
        assert answer.status_code == 200
        assert len(asked) < 60, page
        assert answer.content.count(b"<tr") < 400, page
    assert "More rows" in silent.client.get("/o/sova/statistics/funnel/?period=all&by=unit").content.decode()
    assert silent.client.get("/o/sova/statistics/funnel/?period=all&by=unit&page=99999").status_code == 200


@pytest.mark.django_db
def test_a_dashboard_of_every_kind_stands_with_nothing_and_with_equal_answers(silent: Told) -> None:
    tiles = [{"id": f"t{place}", "kind": kind} for place, kind in enumerate(KINDS, 1)]
    document = read_document({"tiles": tiles, "period": "all"})
    board = create_board(actor=silent.alice, wish=BoardWish("All"), document=document, now=NOW)
    for _ in range(2):
        page = silent.client.get(f"/o/sova/boards/{board}/")
        assert page.status_code == 200
        append(silent.store, [row(silent, 10) for _ in range(40)])
    assert "100.0" in silent.client.get(f"/o/sova/boards/{board}/").content.decode()


@pytest.mark.django_db
def test_a_page_of_answers_after_the_last_is_the_last(silent: Told) -> None:
    append(silent.store, [row(silent, 10) for _ in range(51)])
    page = silent.client.get("/o/sova/answers/?measure=nps&period=all&page=99").content.decode()
    assert "51–51 of 51" in page
    assert page.count('class="answer"') == 1
    assert "No answers here" not in page


@pytest.mark.django_db
def test_each_kind_of_plan_begins_with_its_own_usual_numbers(silent: Told) -> None:
    page = silent.client.get("/o/sova/statistics/plan/?half=7").content.decode()
    (grades,) = re.findall(r'href="([^"]*\?kind=mean)"', page)
    assert 'name="half" value="0.2"' in silent.client.get(grades).content.decode()
    assert re.search(r'min="0.01" max="100" id="p-half" name="half" value="7"', page)
