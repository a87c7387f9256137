"""What is put together from finer tallies is what the engine would have counted; else it is not put together."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ohlas.engine import (
    FactStore,
    Filter,
    Query,
    answers_table,
    holds,
    left_out_table,
    rolled_up,
    run,
)
from ohlas.engine.tests.companies import SCALE, company, fill, fill_unprotected
from ohlas.engine.tests.conftest import answer

WORDS = st.sampled_from(["web", "sms", "O'Hara", ""])
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {
            "organisation": st.sampled_from(["sova", "sova", "lev"]),
            "question": st.sampled_from(["nps", "again"]),
            "scale": st.sampled_from(["nps_0_10", "nps_0_10", "number"]),
            "value": st.none() | st.sampled_from([0.0, 1.0, 6.5, 10.0]),
            "at": st.integers(0, 386 * 24).map(
                lambda hours: datetime(2025, 12, 20, tzinfo=UTC) + timedelta(hours=hours)
            ),
            "channel": WORDS,
            "unit": st.none() | WORDS,
            "weight": st.none() | st.sampled_from([0.0, 0.1, 1.0, 3.7]),
            "complete": st.booleans(),
            "attributes": st.fixed_dictionaries({"region": st.none() | WORDS}),
        }
    ),
    min_size=15,
    max_size=30,
)
FIELDS = ("channel", "unit", "a_region", "local_hour", "question")
STEPS = {None: (), "day": ("week", "month"), "week": (), "month": ("quarter", "year"), "quarter": ("year",)}
EDGES = (None, date(2026, 1, 1), date(2026, 2, 17), date(2026, 4, 1), date(2026, 7, 1))
NARROWER = (
    Filter("channel", "in", ("web", "")),
    Filter("unit", "in", (None, "web")),
    Filter("a_region", "in", ("sms", None)),
    Filter("question", "in", ("nps",)),
)


@st.composite
def pairs(draw):
    """A query, and another one that it mostly holds."""
    group_by = tuple(draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=3)))
    bucket = draw(st.sampled_from(list(STEPS)))
    since, until = draw(st.tuples(st.sampled_from(EDGES[:3]), st.sampled_from([None, *EDGES[3:]])))
    finer = Query(
        "sova",
        draw(st.sampled_from(["nps_0_10", "number"])),
        draw(st.sampled_from([(), (Filter("channel", "not in", ("sms",)),)])),
        group_by,
        bucket,
        since,
        until,
        questions=draw(st.sampled_from([(), ("nps",)])),
        scope_units=draw(st.sampled_from([None, frozenset({"web", "sms"})])),
    )
    narrower = [one for one in NARROWER if one.field in group_by and draw(st.booleans())]
    return finer, replace(
        finer,
        where=(*finer.where, *narrower),
        group_by=tuple(name for name in group_by if draw(st.booleans()))[::-1],
        bucket=draw(st.sampled_from((None, bucket, *STEPS[bucket]))),
        since=draw(st.sampled_from((since, since, EDGES[1]))),
        until=draw(st.sampled_from((until, until, EDGES[3]))),
    )


def told(result):
    """All a result says, but for how it rounds."""
    rows = [
        (tuple(row.key.items()), row.bucket, row.counts.scale_id, cells(row.counts)) for row in result.rows
    ]
    about = (result.version, result.freshness, result.warnings, result.query, result.conditions)
    return rows, cells(result.total), result.total.scale_id, result.n, about


def cells(counts):
    return [(value, cell.n, round(cell.w, 9), round(cell.w2, 9)) for value, cell in counts.cells.items()]


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(ANSWERS, st.lists(pairs(), min_size=10, max_size=10))
def test_groups_put_together_are_what_the_engine_counts(drawn, asked):
    answers = [answer(number, **changes) for number, changes in enumerate(drawn)]
    answers.append(answer(99, attributes={"region": "web"}))
    with tempfile.TemporaryDirectory() as folder:
        store = FactStore(folder)
        for batch in range(2):
            store.append("answers", batch, answers_table(answers[batch::2]))
        for finer, query in asked:
            if not holds(finer, query):
                continue
            made = rolled_up(store, query, run(store, finer))
            assert made is None or told(made) == told(run(store, query))


@pytest.fixture
def year(store):
    """Ten answers a month, by two channels, some of no unit."""
    store.append(
        "answers",
        1,
        answers_table(
            answer(
                number,
                at=datetime(2026, number % 12 + 1, 15, 12, tzinfo=UTC),
                channel=("web", "sms")[number % 5 % 2],
                unit=(None, "praha", "brno")[number % 3],
            )
            for number in range(120)
        ),
    )
    return store


MONTHLY = Query("sova", "nps_0_10", group_by=("channel", "unit"), bucket="month")


@pytest.mark.parametrize(
    "changes",
    [
        {"group_by": (), "bucket": None},
        {"group_by": ("unit",), "bucket": None},
        {"group_by": (), "bucket": "quarter"},
        {"group_by": ("unit", "channel")},
        {"since": date(2026, 4, 1), "until": date(2026, 7, 1), "bucket": None},
        {"where": (Filter("unit", "in", (None, "brno")),), "group_by": ("channel",)},
        {"where": (Filter("channel", "in", ("pigeon",)),)},
    ],
)
def test_months_by_channel_and_unit_hold_much(year, changes):
    query = replace(MONTHLY, **changes)
    made = rolled_up(year, query, run(year, MONTHLY))
    assert made is not None
    assert told(made) == told(run(year, query))


@pytest.mark.parametrize(
    "changes",
    [
        {"since": date(2026, 4, 2)},
        {"until": date(2026, 4, 2)},
        {"bucket": "week"},
        {"bucket": "fortnight"},
        {"group_by": ("channel", "language")},
        {"where": (Filter("language", "in", ("cs",)),)},
        {"where": (Filter("channel", "not in", ("web",)),)},
        {"where": (Filter("channel", "in", (1,)),)},
        {"scale": None},
        {"organisation": "lev"},
        {"scope_units": frozenset({"praha"})},
        {"questions": ("nps",)},
        {"placed": ()},
        {"most": 3},
    ],
)
def test_what_is_not_held_is_not_made_up(year, changes):
    query = replace(MONTHLY, **changes)
    assert not holds(MONTHLY, query)
    assert rolled_up(year, query, run(year, MONTHLY)) is None


def test_a_window_holds_nothing_outside_of_it(year):
    spring = replace(MONTHLY, since=date(2026, 3, 1), until=date(2026, 6, 1))
    assert holds(spring, replace(spring, since=date(2026, 4, 1)))
    assert not holds(spring, replace(spring, since=date(2026, 2, 1)))
    assert not holds(spring, replace(spring, until=date(2026, 7, 1)))
    assert not holds(spring, replace(spring, since=None))


def test_answers_said_to_be_left_out_are_not_said_of_a_part(year):
    year.append("left_out", 1, left_out_table([answer(500, unit="praha")]))
    found = run(year, MONTHLY)
    assert found.warnings
    whole = replace(MONTHLY, group_by=(), bucket=None)
    assert told(rolled_up(year, whole, found)) == told(run(year, whole))
    assert rolled_up(year, replace(whole, where=(Filter("unit", "in", ("brno",)),)), found) is None


def test_topics_never_add_up(year):
    by_topic = replace(MONTHLY, group_by=("topic",), bucket=None)
    assert not holds(by_topic, replace(by_topic, group_by=()))


def test_facts_that_changed_are_counted_anew(year):
    found = run(year, MONTHLY)
    year.append("answers", 2, answers_table([answer(900)]))
    assert rolled_up(year, replace(MONTHLY, bucket=None), found) is None


def test_what_anonymous_answers_may_show_is_never_added_up(store):
    one = company(1)
    fill_unprotected(store, [one])
    by_unit = Query(one.name, SCALE, group_by=("unit",))
    found = run(store, by_unit)
    assert rolled_up(store, replace(by_unit, group_by=()), found) is not None
    fill(store, [one])
    assert rolled_up(store, replace(by_unit, group_by=()), found) is None
