"""Which groups may be marked: each against the rest, all in one family."""

from hypothesis import given
from hypothesis import strategies as st

from ohlas.insight.rules import family, rest_of
from ohlas.metrics import MEASURES, counts_of

NPS = MEASURES["nps"]


@given(st.lists(st.dictionaries(st.integers(0, 10), st.integers(1, 50), min_size=1), min_size=1, max_size=12))
def test_a_group_and_its_rest_make_the_whole(groups: list[dict[int, int]]) -> None:
    tallies = [counts_of({float(v): n for v, n in group.items()}, "nps_0_10") for group in groups]
    whole = sum(tally.n for tally in tallies)
    assert all(mine.n + rest.n == whole for mine, rest in zip(tallies, rest_of(tallies), strict=True))


def test_no_groups_have_no_rest() -> None:
    assert rest_of([]) == []


def test_one_weak_difference_among_many_is_not_marked() -> None:
    alike, odd = counts_of({9.0: 50, 3.0: 50}, "nps_0_10"), counts_of({9.0: 65, 3.0: 35}, "nps_0_10")
    weak = NPS.compare(odd, alike)
    assert weak is not None
    crowd = [NPS.compare(alike, alike)] * 19
    alone, among = family([weak])[0], family([weak, *crowd])[0]
    assert alone is not None
    assert among is not None
    assert alone.is_marked
    assert not among.is_marked


def test_what_was_not_compared_stays_without_a_verdict() -> None:
    same = NPS.compare(counts_of({9.0: 40}), counts_of({3.0: 40}))
    assert family([None, same])[0] is None
