"""Statistics pages: nothing is crowned for luck, and what cannot be said is said so."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from ohlas.engine import AnswerRow
from ohlas.insight.rules.studies import Study
from ohlas.insight.tests.conftest import Told, append
from ohlas.lib.ids import new_id

Shown = Callable[..., str]
FIRST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def row(told: Told, value: float, **given: object) -> AnswerRow:
    usual: dict[str, object] = {
        "signal": str(new_id()),
        "organisation": str(told.world.organisation.id),
        "survey": str(told.survey.id),
        "version": 1,
        "question": "nps",
        "scale": "nps_0_10",
        "value": value,
        "at": FIRST,
        "zone": "Europe/Prague",
        "channel": "web",
        "language": "cs",
    }
    return AnswerRow(**(usual | given))  # type: ignore[arg-type]  # the keywords are its own


def many(told: Told, counts: tuple[int, int, int], **given: object) -> list[AnswerRow]:
    """So many promoters, passives and detractors."""
    return [row(told, value, **given) for value, n in zip((9, 8, 3), counts, strict=True) for _ in range(n)]


@pytest.fixture
def shown(silent: Told) -> Shown:
    def page(address: str, status: int = 200) -> str:
        answer = silent.client.get(f"/o/sova/statistics/{address}")
        assert answer.status_code == status, answer.content[:1500]
        return " ".join(answer.content.decode().split())

    return page


@pytest.fixture
def branches(silent: Told) -> Told:
    """Twelve products of 100 answers alike, one far better, one far worse, one of five promoters."""
    rows = [
        one
        for place in range(12)
        for one in many(silent, (50 + place % 3, 25, 25 - place % 3), attributes={"product": f"P{place:02d}"})
    ]
    rows += many(silent, (95, 3, 2), attributes={"product": "Best"})
    rows += many(silent, (10, 20, 70), attributes={"product": "Worst"})
    rows += many(silent, (5, 0, 0), attributes={"product": "Lucky"})
    append(silent.store, rows)
    return silent


@pytest.mark.django_db
def test_the_list_names_every_study(shown: Shown) -> None:
    page = shown("")
    assert all(f"/o/sova/statistics/{one.value}/" in page for one in Study)


@pytest.mark.django_db
@pytest.mark.parametrize("study", [one.value for one in Study if one is not Study.PLAN])
def test_before_the_first_answer_every_study_says_why_it_is_empty(shown: Shown, study: str) -> None:
    assert "Nothing can be said here" in shown(f"{study}/") or "Choose what you know" in shown(f"{study}/")


@pytest.mark.django_db
def test_five_lucky_answers_are_not_crowned(branches: Told, shown: Shown) -> None:
    page = shown("league/?by=a_product&period=all")
    assert page.index("Best") < page.index("Lucky")
    assert "1 unit has under 30 answers: it stands below the others and is not ranked" in page
    assert "100.0" in page  # what Lucky counted stands beside


@pytest.mark.django_db
def test_the_league_tells_every_unit_it_draws_to_those_who_cannot_see_it(branches: Told) -> None:
    page = unescape(
        branches.client.get("/o/sova/statistics/league/?by=a_product&period=all").content.decode()
    )
    (told,) = re.findall(r'<figcaption class="visually-hidden">([^<]*)', page)
    named = {
        name
        for name in re.findall(r'<th scope="row"[^>]*>\s*(?:<a[^>]*>)?\s*([^<]+?)\s*<', page)
        if name in told
    }
    assert len(named) >= 15
    assert "Lucky" in named


@pytest.mark.django_db
def test_the_funnel_marks_the_two_and_judges_no_five(branches: Told, shown: Shown) -> None:
    page = shown("funnel/?by=a_product&period=all")
    assert "2 of 14 units with 30 answers or more lie outside" in page
    assert "too few answers to judge" in page
    assert "φ =" not in page or "widened" in page


@pytest.mark.django_db
def test_a_picture_stands_for_pages_without_scripts(branches: Told) -> None:
    for study in ("league", "funnel"):
        picture = branches.client.get(f"/o/sova/statistics/{study}-dark.svg?by=a_product&period=all")
        assert picture.status_code == 200
        assert b"<svg" in picture.content


@pytest.mark.django_db
def test_a_fall_of_the_level_is_found_where_it_began(silent: Told, shown: Shown) -> None:
    rows = []
    for week in range(24):
        counts = (60, 20, 20 + week % 3) if week < 14 else (30, 30, 40 + week % 3)
        rows += many(silent, counts, at=FIRST + timedelta(weeks=week))
    append(silent.store, rows)
    page = shown("control/?period=all&bucket=week")
    assert "from 13 Apr 2026: the level went from" in page
    assert page.count("the level went from") >= 1
    assert "a new level begins" in page


@pytest.mark.django_db
def test_the_same_people_show_a_change_that_strangers_hide(silent: Told, shown: Shown) -> None:
    rows = []
    for person in range(60):
        before = (3, 7, 9)[person % 3]
        for at, value in ((datetime(2026, 2, 3, tzinfo=UTC), before), (datetime(2026, 5, 5, tzinfo=UTC), 9)):
            rows.append(row(silent, value, at=at, customer=f"c{person}"))
    append(silent.store, [*rows, row(silent, 9)])
    page = shown("panel/?period=all")
    assert "60" in page
    assert "more than chance" in page
    assert "60 of 60 known people answered more than once" in page
    assert "1 answer without a customer is left out" in page


@pytest.mark.django_db
def test_weights_meet_the_margins_and_say_what_they_cost(silent: Told, shown: Shown) -> None:
    append(
        silent.store, [*many(silent, (60, 10, 10), channel="web"), *many(silent, (5, 5, 10), channel="kiosk")]
    )
    page = shown("weights/?period=all&margin=channel&target.channel.web=50&target.channel.kiosk=50")
    assert "Design effect" in page
    assert "50.0%" in page
    assert "18.8" in page  # (62.5 − 25) / 2
    assert "50.0" in page  # as counted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("target.channel.web=50", "no target for it"),
        ("target.channel.web=50&target.channel.kiosk=25&target.channel.phone=25", "but nobody in it"),
        ("target.channel.web=1&target.channel.kiosk=99", "cannot meet these margins"),
    ],
)
def test_weights_that_cannot_be_are_refused_by_name(
    silent: Told, shown: Shown, targets: str, said: str
) -> None:
    append(
        silent.store, [*many(silent, (60, 10, 10), channel="web"), *many(silent, (5, 5, 10), channel="kiosk")]
    )
    page = shown(f"weights/?period=all&margin=channel&{targets}")
    assert "These answers cannot be weighted so" in page
    assert said in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ("least=2", "least", "A number from 0 to 1 is allowed."),
        (
            "target.channel.web=half&target.channel.kiosk=40",
            "target.channel.web",
            "A number from 0 to 1,000,000,000",
        ),
        (
            "target.channel.web=-5&target.channel.kiosk=40",
            "target.channel.web",
            "A number from 0 to 1,000,000,000",
        ),
    ],
)
def test_a_wrong_number_is_marked_where_it_stands_and_nothing_typed_is_lost(
    silent: Told, shown: Shown, given: str, field: str, said: str
) -> None:
    append(
        silent.store, [*many(silent, (60, 10, 10), channel="web"), *many(silent, (5, 5, 10), channel="kiosk")]
    )
    page = shown(f"weights/?period=all&margin=channel&{given}", 400)
    for pair in given.split("&"):
        name, _, value = pair.partition("=")
        entry = page[page.index(f'name="{name}" value="{value}"') :]
        assert ('aria-invalid="true"' in entry[: entry.index(">")]) == (name == field)
    assert said in page
    assert "Design effect" not in page
    assert "it is marked" in page


@pytest.mark.django_db
def test_the_calculator_gives_the_golden_sizes(shown: Shown) -> None:
    page = shown("plan/?kind=nps&spread=0.6&half=10")
    assert "228 answers give a margin of ± 10.0 points" in page
    assert "919" in page
    assert "1,140 people" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("plan/?half=0", "a number from 0.01"),
        ("plan/?kind=mood", "nps, share, mean"),
        ("plan/?spread=viel", "is allowed"),
        ("plan/?rate=nan", "is allowed"),
        ("weights/?margin=shoe", "one of"),
        ("league/?by=shoe", "Fields are"),
        ("index/?item=shoe", "one of"),
        ("silence/?by=channel", "programme, carrier, unit, month"),
        ("control/?since=2026-13-01", "2026-03-29"),
    ],
)
def test_what_does_not_exist_is_said_plainly(shown: Shown, address: str, said: str) -> None:
    assert said in shown(address, 400)


@pytest.mark.django_db
def test_no_such_study_is_no_page(silent: Told) -> None:
    assert silent.client.get("/o/sova/statistics/alchemy/").status_code == 404
