"""200 synthetic companies of 100 people: all that can be asked, combined, tells no single person's answer."""

from datetime import timedelta
from itertools import combinations

import pytest

from ohlas.engine import FactStore, Filter, NotShown, Query, rows, run
from ohlas.engine.tests import attacker
from ohlas.engine.tests.companies import AGES, GENDERS, SCALE, company, cube_rows, fill, fill_unprotected

COMPANIES = 200
CONTROLLED = 20


@pytest.fixture(scope="module")
def companies():
    return [company(number) for number in range(COMPANIES)]


@pytest.fixture(scope="module")
def store(companies, tmp_path_factory):
    opened = FactStore(str(tmp_path_factory.mktemp("facts")))
    fill(opened, companies)
    return opened


@pytest.mark.slow
def test_nobody_of_20000_is_pinned_down(store, companies):
    answers, traits, lines_seen = 0, 0, 0
    for one in companies:
        for release, (lines, names) in enumerate(attacker.lines_told(store, one)):
            answers += len(attacker.pinned(lines, one.releases[release]))
            traits += len(attacker.traits_told(names, one, release))
            lines_seen += len(lines)
    assert sum(len(one.people) for one in companies) == 20_000
    assert lines_seen > 5 * COMPANIES  # figures are shown: hiding everything would be no art
    assert (answers, traits) == (0, 0)


@pytest.mark.slow
def test_the_same_attacker_pins_down_a_third_without_protection(companies):
    chosen = companies[:CONTROLLED]
    found = sum(
        len(attacker.pinned(attacker.lines_unprotected(one, release), people))
        for one in chosen
        for release, people in enumerate(one.releases)
    )
    assert found > 0.3 * sum(len(one.people) for one in chosen)


def test_the_control_is_what_the_engine_tells_of_identified_answers(tmp_path):
    one = company(3)
    opened = FactStore(str(tmp_path / "facts"))
    fill_unprotected(opened, [one])
    told = attacker.lines_told(opened, one)
    for release, (lines, _) in enumerate(told):
        assert lines <= attacker.lines_unprotected(one, release)
        assert len(lines) > 30


def test_windows_are_sums_of_whole_releases(store, companies):
    """Any two days as ends of a window, for every unit and every attribute: never anything between releases."""
    for one in companies[:5]:
        for unit in [None, *one.parents]:
            for name, value in [(None, None), ("a_gender", "f"), ("a_age", AGES[0])]:
                _windows_add_up(store, one, _where(one, unit, name, value))


def _where(one, unit, name, value):
    where = (Filter("unit", "in", tuple(attacker.below(unit, one.parents))),) if unit else ()
    return where + ((Filter(name, "in", (value,)),) if name else ())


def _windows_add_up(store, one, where):
    whole = {row.bucket: row.counts.n for row in run(store, Query(one.name, SCALE, where, bucket="day")).rows}
    first = one.day(1).date()
    days = [first + timedelta(days=number) for number in range(-1, 7 * len(one.releases) + 1, 3)]
    for since, until in combinations(days, 2):
        found = run(store, Query(one.name, SCALE, where, since=since, until=until))
        assert found.n == sum(n for day, n in whole.items() if since <= day < until)


def test_two_filters_at_once_are_refused_in_all_pairs(store, companies):
    one = companies[0]
    for gender in GENDERS:
        for age in AGES:
            where = (Filter("a_gender", "in", (gender,)), Filter("a_age", "in", (age,)))
            with pytest.raises(NotShown, match="one attribute at a time"):
                run(store, Query(one.name, SCALE, where))


def test_no_release_holds_more_than_its_people_and_no_single_row(store, companies):
    one = companies[0]
    assert {row.n for row in cube_rows(one)} <= set(range(1, 101))
    with pytest.raises(NotShown, match="never listed"):
        rows(store, Query(one.name, SCALE))
