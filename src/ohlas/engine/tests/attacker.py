"""Somebody who knows everybody's unit, attributes and week of answering, and combines all that can be asked.

What was said of a group is a line: who is in it and how many of them gave which value. From the lines of one
release the attacker takes single people and groups of one mind, subtracts groups that lie within others, again
and again, and asks linear algebra whose answer follows from all lines together.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from ohlas.engine import Filter, NotShown, Query, run
from ohlas.engine.tests.companies import AGES, GENDERS, SCALE

TRAITS = {"a_gender": GENDERS, "a_age": AGES}
MOST_LINES = 300
VALUES = (1.0, 2.0, 3.0, 4.0, 5.0)


@dataclass(frozen=True)
class Asked:
    """Of which unit, of which attribute's value, split by what."""

    unit: str | None
    trait: tuple[str, str] | None
    split: tuple[str, ...]

    @property
    def by_unit(self):
        return self.split == ("unit",)


@dataclass(frozen=True)
class Line:
    """Members as a row of truths, and the tally."""

    members: tuple[bool, ...]
    counts: tuple[int, ...]


def below(unit, parents):
    return frozenset([unit]).union(
        *[below(child, parents) for child, above in parents.items() if above == unit]
    )


def questions(one):
    """Everything the language lets ask, per release: of whom, and split by unit or attribute.

    An attribute's value as a filter tells what a split by it tells; so it is asked beside a split by unit only.
    """
    places = [(None, ()), *[(unit, (_units(unit, one),)) for unit in one.parents]]
    for (unit, where), split in product(places, [(), ("unit",), *[(name,) for name in TRAITS]]):
        yield Asked(unit, None, split), Query(one.name, SCALE, where, split, bucket="day")
    for name, values in TRAITS.items():
        for value in values:
            where = (Filter(name, "in", (value,)),)
            yield (
                Asked(None, (name, value), ("unit",)),
                Query(one.name, SCALE, where, ("unit",), bucket="day"),
            )


def _units(unit, one):
    return Filter("unit", "in", tuple(sorted(below(unit, one.parents))))


def lines_told(store, one):
    """Per release: every line the engine gave, with whom the attacker knows to be in it; and names of what was told."""
    told = [(set(), set()) for _ in one.releases]
    days = {one.day(number).date(): number - 1 for number in range(1, len(one.releases) + 1)}
    for asked, query in questions(one):
        try:
            rows = run(store, query).rows
        except NotShown:
            continue
        for day, release in days.items():
            mine = [row for row in rows if row.bucket == day]
            for row in mine:
                trait = (
                    asked.trait
                    if asked.by_unit or not asked.split
                    else (asked.split[0], row.key[asked.split[0]])
                )
                if asked.by_unit:
                    members = _rest(one, release, row.key["unit"] or asked.unit, mine)
                else:
                    members = _all_below(one, release, asked.unit)
                    told[release][1].add((asked.unit, trait))
                told[release][0].add(Line(_having(one.releases[release], members, trait), _counts(row)))
    return told


def _all_below(one, release, unit):
    inside = below(unit, one.parents) if unit else None
    return [inside is None or told.unit in inside for told in one.releases[release]]


def _rest(one, release, unit, rows):
    """Those of a unit who stand in the line of no unit below it."""
    keys = {row.key["unit"] for row in rows} - {None, unit}
    others = [below(key, one.parents) for key in keys if unit is None or key in below(unit, one.parents)]
    inside = _all_below(one, release, unit)
    return [
        is_in and not any(told.unit in other for other in others)
        for is_in, told in zip(inside, one.releases[release], strict=True)
    ]


def _having(people, members, trait):
    return tuple(
        is_in and (trait is None or told.traits.get(trait[0]) == trait[1])
        for is_in, told in zip(members, people, strict=True)
    )


def _counts(row):
    return tuple(row.counts.cells[value].n if value in row.counts.cells else 0 for value in VALUES)


def lines_unprotected(one, release):
    """The same groups of the same people, told without any protection."""
    people = one.releases[release]
    found = set()
    traits = [None, *[(name, value) for name in TRAITS for value in TRAITS[name]]]
    for unit, trait in product([None, *one.parents], traits):
        inside = below(unit, one.parents) if unit else None
        members = tuple(
            (inside is None or told.unit in inside) and (trait is None or told.traits[trait[0]] == trait[1])
            for told in people
        )
        counts = tuple(
            sum(is_in and told.value == value for is_in, told in zip(members, people, strict=True))
            for value in VALUES
        )
        found.add(Line(members, counts))
    return {line for line in found if any(line.members)}


def pinned(lines, people):
    """Places of the people whose answer follows; checked against the truth, so that no guess counts."""
    found = set()
    for line in _closed(lines):
        given = [value for value, n in zip(VALUES, line.counts, strict=True) if n]
        if len(given) == 1:
            found |= {at for at, is_in in enumerate(line.members) if is_in and people[at].value == given[0]}
    return found | _by_algebra(lines, people)


def _closed(lines):
    """The lines and their differences, where one group lies within another, until there are many."""
    known, fresh = set(lines), set(lines)
    while fresh and len(known) < MOST_LINES:
        more = set()
        listed = list(known)
        matrix = np.array([line.members for line in listed], dtype=np.int64)
        sizes = matrix.sum(axis=1)
        both = matrix @ matrix.T
        for outer, inner in zip(
            *np.nonzero((both == sizes[None, :]) & (sizes[:, None] > sizes[None, :])), strict=True
        ):
            more.add(_less(listed[outer], listed[inner]))
            if len(more) + len(known) > MOST_LINES:
                break
        fresh = more - known
        known |= fresh
    return known


def _less(line, other):
    members = tuple(mine and not theirs for mine, theirs in zip(line.members, other.members, strict=True))
    return Line(members, tuple(mine - theirs for mine, theirs in zip(line.counts, other.counts, strict=True)))


def _by_algebra(lines, people):
    """Whose unit vector lies in the span of all lines: their answer is a weighted sum of what was told."""
    if not lines:
        return set()
    listed = list(lines)
    matrix = np.array([line.members for line in listed], dtype=float)
    inverse = np.linalg.pinv(matrix, rcond=1e-10)
    sure = np.flatnonzero(np.einsum("ij,ji->i", inverse, matrix) > 1 - 1e-6)
    solved = inverse @ np.array([line.counts for line in listed], dtype=float)
    return {int(at) for at in sure if VALUES[int(solved[at].argmax())] == people[at].value}


def traits_told(names, one, release):
    """People of whom an attribute follows for somebody who knows only where they work: all of a group, or none."""
    people = one.releases[release]
    inside = {unit: np.array(_all_below(one, release, unit)) for unit, _ in names}
    told = set()
    for trait in {trait for _, trait in names if trait}:
        having = np.array([one_told.traits[trait[0]] == trait[1] for one_told in people])
        shown = [inside[unit] for unit, chosen in names if chosen == trait and (unit, None) in names]
        for group in shown + [a & ~b for a in shown for b in shown if not (b & ~a).any()]:
            if group.any() and (group & having).sum() in {0, group.sum()}:
                told |= set(np.flatnonzero(group).tolist())
    return told
