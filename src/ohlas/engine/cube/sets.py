"""The groups a release is cut into: units of every level, one attribute's values, and both together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ohlas.engine.cube.choosing import LEAST_PEOPLE, Offer, choose, rests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_VALUES = 40
"""An attribute with more values than this in one release says who somebody is rather than what they are."""
BY_UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person's answer to one question of an anonymous survey, on its way into a release.

    `person` tells people apart and goes no further. `traits` are the fields a reader may split by.
    """

    person: str
    question: str
    scale: str
    value: float
    touchpoint: str | None = None
    unit: str | None = None
    traits: Mapping[str, str] = field(default_factory=dict)


class Place(NamedTuple):
    """A unit with all below it (None: everybody), and one attribute's one value (None: all)."""

    unit: str | None = None
    field: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Part:
    """A shown group's answers to one question. `is_rest`: only those in none of its shown units below."""

    question: str
    scale: str
    touchpoint: str | None
    place: Place
    is_rest: bool
    counts: Mapping[float, int]


def released_parts(
    answers: Sequence[Told], parents: Mapping[str, str | None], *, least: int = LEAST_PEOPLE
) -> list[Part]:
    """Everything one release may ever show.

    A person counts once per question, by the last answer given. Weights are left out: they would tell people apart.

    Shape:  answers in the order given and the tree of units (child to parent) in; fewer than k people give [].
    Errors: exact; rules as `choose`.
    Source: metrics.md, "Small groups".
    """
    by_question: dict[tuple[str, str, str | None], dict[str, Told]] = defaultdict(dict)
    for told in answers:
        by_question[told.question, told.scale, told.touchpoint][told.person] = told
    found: list[Part] = []
    for key, people in sorted(by_question.items(), key=str):
        found += _parts(key, [people[name] for name in sorted(people)], parents, least)
    return found


def _parts(
    key: tuple[str, str, str | None], people: Sequence[Told], parents: Mapping[str, str | None], least: int
) -> Iterator[Part]:
    if len(people) < least:
        return
    values = [told.value for told in people]
    offered = list(offers(people, parents, least))
    shown = choose(offered, values, least=least)
    for is_rest, groups in ((False, shown), (True, rests(offered, shown, BY_UNIT))):
        for place, members in groups.items():
            counts = Counter(value for value, is_in in zip(values, members, strict=True) if is_in)
            yield Part(*key, place, is_rest, dict(sorted(counts.items())))  # type: ignore[arg-type]  # names are places


def offers(people: Sequence[Told], parents: Mapping[str, str | None], least: int) -> Iterator[Offer]:
    """Everybody, units from the top, attributes, units with attributes; the largest of a kind first.

    Shape:  one line per person in, groups that are large enough out.
    Errors: exact.
    Source: metrics.md, "Small groups": few large parts are hidden rather than many.
    """
    import numpy as np

    lines = [_line(told.unit, parents) for told in people]
    everybody = np.ones(len(people), dtype=bool)
    units = _vectors([[(unit, None, None) for unit in line] for line in lines], least)
    depths = {unit: len(line) - at for line in lines for at, unit in enumerate(line)}
    order = {place: (depths[place.unit or ""], -int(units[place].sum()), place.unit) for place in units}
    ordered = sorted(units, key=lambda place: order[place])
    yield Offer(Place(), everybody)
    for place in ordered:
        yield Offer(place, units[place], ((Place(unit=_above(place, parents)), BY_UNIT),))
    for name in _fields(people):
        values = _vectors([_pairs(told, name) for told in people], least)
        largest_first = sorted(values, key=lambda place: (-int(values[place].sum()), str(place.key)))
        for whole in largest_first:
            yield Offer(whole, values[whole], ((Place(), name),), everybody)
        for unit in ordered:
            for whole in largest_first:
                yield _both(unit, units[unit], whole, values[whole], parents)


def _both(unit: Place, of_unit: Any, whole: Place, of_value: Any, parents: Mapping[str, str | None]) -> Offer:
    above = Place(_above(unit, parents), whole.field, whole.key)
    name = Place(unit.unit, whole.field, whole.key)
    splits = ((unit, str(whole.field)), (above, BY_UNIT))
    return Offer(name, of_unit & of_value, splits, of_unit)


def _line(unit: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """The unit and all above it; a tree that bites its tail ends where it began."""
    line: list[str] = []
    while unit is not None and unit not in line:
        line.append(unit)
        unit = parents.get(unit)
    return line


def _above(place: Place, parents: Mapping[str, str | None]) -> str | None:
    return parents.get(place.unit or "")


def _pairs(told: Told, name: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(None, name, told.traits[name])] if told.traits.get(name) else []


def _vectors(
    lines: Sequence[Sequence[tuple[str | None, str | None, str | None]]], least: int
) -> dict[Place, Any]:
    import numpy as np

    members: dict[Place, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for place in line:
            members[Place(*place)].append(number)
    found = {}
    for place, numbers in members.items():
        if len(numbers) >= least:
            found[place] = np.zeros(len(lines), dtype=bool)
            found[place][numbers] = True
    return found


def _fields(people: Sequence[Told]) -> list[str]:
    values: dict[str, set[str]] = defaultdict(set)
    for told in people:
        for name, value in told.traits.items():
            values[name].add(value)
    return [name for name in sorted(values) if len(values[name]) <= MOST_VALUES]
