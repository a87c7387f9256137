"""The rules of small groups, on whatever hypothesis thinks of: (a) size, (b) pairs, (c) rests, (d) all sums."""

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ohlas.engine.cube import LEAST_PEOPLE, Told, choose, released_parts
from ohlas.engine.cube.choosing import rests
from ohlas.engine.cube.sets import BY_UNIT, Place, offers

PARENTS = {"r1": None, "r2": None, "a": "r1", "b": "r1", "c": "r2", "d": "r2", "e": "d"}
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([*PARENTS, None]),
        st.sampled_from(["f", "m", None]),
        st.sampled_from(["young", "middle", "old"]),
        st.sampled_from([1.0, 2.0, 3.0]),
    ),
    max_size=70,
)
ANY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def told(number, unit, gender, age, value):
    traits = {"a_age": age} | ({"a_gender": gender} if gender else {})
    return Told(
        person=f"p{number:03d}", question="q", scale="rating_1_5", value=value, unit=unit, traits=traits
    )


def chosen(drawn):
    people = [told(number, *one) for number, one in enumerate(drawn)]
    offered = list(offers(people, PARENTS, LEAST_PEOPLE))
    values = np.array([one.value for one in people])
    return offered, choose(offered, values), values


def is_nobody_or_many(members):
    return members.sum() == 0 or members.sum() >= LEAST_PEOPLE


def differ(members, values):
    return len(set(values[members])) != 1


@ANY
@given(PEOPLE)
def test_every_shown_group_has_five_people_of_different_minds(drawn):
    _, shown, values = chosen(drawn)
    for members in shown.values():
        assert members.sum() >= LEAST_PEOPLE
        assert differ(members, values)


@ANY
@given(PEOPLE)
def test_any_two_shown_groups_differ_by_nobody_or_by_five_people(drawn):
    _, shown, values = chosen(drawn)
    for one, other in combinations(shown.values(), 2):
        assert is_nobody_or_many(one & ~other)
        assert is_nobody_or_many(other & ~one)
        if not (one & ~other).any():
            assert differ(other & ~one, values)


@ANY
@given(PEOPLE)
def test_what_is_left_beside_the_shown_parts_is_nobody_or_five_people(drawn):
    offered, shown, values = chosen(drawn)
    for by in (BY_UNIT, "a_gender", "a_age"):
        for members in rests(offered, shown, by).values():
            assert is_nobody_or_many(members)
            assert differ(members, values)


@ANY
@given(PEOPLE)
def test_no_sum_or_difference_of_shown_tallies_is_that_of_fewer_than_five_people(drawn):
    """By rank: a group is in the span if adding it does not raise it. Small groups are tried one by one."""
    _, shown, _ = chosen(drawn)
    if not shown:
        return
    matrix = np.array([members.astype(float) for members in shown.values()])
    patterns, sizes = np.unique(matrix, axis=1, return_counts=True)
    small = [at for at, size in enumerate(sizes) if size < LEAST_PEOPLE]
    rank = np.linalg.matrix_rank(patterns)
    for few in range(1, 4):
        for group in combinations(small, few):
            if sizes[list(group)].sum() < LEAST_PEOPLE:
                wanted = np.zeros(len(sizes))
                wanted[list(group)] = 1
                assert np.linalg.matrix_rank(np.vstack([patterns, wanted])) == rank + 1


def test_small_units_stay_together_under_the_unit_above():
    sizes = {"a": 7, "b": 3, "c": 8, "d": 4, "e": 0}
    drawn = [(unit, None, "young", value) for unit, n in sizes.items() for value in ([1.0, 2.0] * n)[:n]]
    offered, shown, _ = chosen(drawn)
    assert {place.unit for place in shown if not place.field} == {None, "r1", "r2"}
    # c would leave the four of d, a the three of b: both stay within their regions.
    assert {place.unit: int(members.sum()) for place, members in rests(offered, shown, BY_UNIT).items()} == {
        "r1": 10,
        "r2": 12,
    }


def test_a_unanimous_unit_is_hidden_and_cannot_be_subtracted():
    drawn = [("a", None, "young", 5.0)] * 6 + [("b", None, "young", value) for value in (1.0, 2.0, 3.0) * 3]
    _, shown, _ = chosen(drawn)
    assert {place.unit for place in shown} == {None, "r1"}


def test_an_attribute_that_all_of_a_unit_share_is_not_told():
    """Nor by the unit beside it: what is left of their region would have it throughout."""
    drawn = [("a", "f", "young", value) for value in (1.0, 2.0) * 6]
    drawn += [
        (unit, sex, "old", value) for unit in ("b", "c", "d") for sex in "fm" for value in (1.0, 2.0) * 6
    ]
    _, shown, _ = chosen(drawn)
    told_of = {place.unit for place in shown if place.field == "a_gender" and place.key == "f"}
    assert told_of == {None, "r1", "r2", "c", "d"}


def test_four_people_are_nothing_and_repeats_do_not_make_a_fifth():
    four = [told(number % 4, "a", "f", "old", float(number % 3 + 1)) for number in range(20)]
    assert released_parts(four, PARENTS) == []


def test_a_person_counts_once_by_the_last_answer():
    answers = [told(number, "a", None, "old", 1.0) for number in range(6)]
    answers += [told(number, "a", None, "old", float(number % 3 + 1)) for number in range(6)]
    whole = next(part for part in released_parts(answers, PARENTS) if part.place == Place())
    assert whole.counts == {1.0: 2, 2.0: 2, 3.0: 2}


def test_the_same_people_give_the_same_parts_in_any_order():
    drawn = [
        (unit, gender, "old", value) for unit in "abc" for gender in "fm" for value in (1.0, 2.0, 3.0) * 2
    ]
    people = [told(number, *one) for number, one in enumerate(drawn)]
    assert released_parts(people, PARENTS) == released_parts(people[::-1], PARENTS)
