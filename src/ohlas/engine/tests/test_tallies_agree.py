"""The engine against a few lines of plain Python, on whatever hypothesis thinks of."""

import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ohlas.engine import FactStore, Filter, Query, answers_table, local_moment, rows, run
from ohlas.engine.tests.conftest import answer

WORDS = st.sampled_from(["web", "sms", "O'Hara", "čaj\n", ""])
MOMENTS = st.integers(0, 386 * 24).map(
    lambda hours: datetime(2025, 12, 20, tzinfo=UTC) + timedelta(hours=hours)
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {
            "organisation": st.sampled_from(["sova", "lev"]),
            "value": st.none() | st.sampled_from([0.0, 1.0, 6.5, 9.0, 10.0]),
            "at": MOMENTS,
            "channel": WORDS,
            "unit": st.none() | WORDS,
            "weight": st.none() | st.sampled_from([0.0, 0.25, 1.0, 3.5]),
            "complete": st.booleans(),
            "attributes": st.just({}) | st.fixed_dictionaries({"region": st.none() | WORDS}),
        }
    ),
    min_size=1,
    max_size=25,
)
GROUPS = st.lists(
    st.sampled_from(["channel", "unit", "a_region", "local_hour", "has_text"]), unique=True, max_size=3
)
BUCKETS = st.sampled_from([None, "day", "week", "month", "quarter", "year"])
WINDOWS = st.none() | st.dates(date(2025, 12, 20), date(2027, 1, 10))


def first_day(day, bucket):
    return {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }[bucket]


def key_part(row, field):
    if field == "a_region":
        return row.attributes.get("region")
    if field == "local_hour":
        return str(local_moment(row.at, row.zone)[1])
    value = getattr(row, field)
    return str(value).lower() if isinstance(value, bool) else value


def expected(answers, query):
    """What `run` promises, one answer after the other."""
    cells = defaultdict(lambda: (0, 0.0, 0.0))
    (channels,) = [set(wanted.values) for wanted in query.where] or [None]
    for row in answers:
        day = local_moment(row.at, row.zone)[0]
        if row.organisation != query.organisation or row.value is None or not row.complete:
            continue
        if channels is not None and row.channel in channels:
            continue
        if (query.since and day < query.since) or (query.until and day >= query.until):
            continue
        key = tuple(key_part(row, field) for field in query.group_by)
        weight = 1.0 if row.weight is None else row.weight
        place = (query.bucket and first_day(day, query.bucket), key, row.value)
        n, w, w2 = cells[place]
        cells[place] = (n + 1, w + weight, w2 + weight * weight)
    return dict(cells)


def found(result):
    return {
        (group.bucket, tuple(group.key.values()), value): (cell.n, cell.w, cell.w2)
        for group in result.rows
        for value, cell in group.counts.cells.items()
    }


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(ANSWERS, GROUPS, BUCKETS, st.tuples(WINDOWS, WINDOWS), st.lists(WORDS, max_size=2))
def test_the_engine_counts_what_plain_python_counts(drawn, group_by, bucket, window, but):
    answers = [answer(number, **changes) for number, changes in enumerate(drawn)]
    since, until = sorted(window) if all(window) else window
    where = (Filter("channel", "not in", tuple(but)),) if but else ()
    known = any(row.attributes.get("region") is not None for row in answers if row.organisation == "sova")
    asked = tuple(field for field in group_by if field != "a_region" or known)
    query = Query("sova", "nps_0_10", where, asked, bucket, since, until)
    with tempfile.TemporaryDirectory() as folder:
        store = FactStore(folder)
        for batch in range(3):
            store.append("answers", batch, answers_table(answers[batch::3]))
        result = run(store, query)
        page = rows(store, query, limit=100)
    reference = expected(answers, query)
    assert found(result) == reference
    assert (
        result.n == result.total.n == page.total == len(page.rows) == sum(n for n, _, _ in reference.values())
    )
