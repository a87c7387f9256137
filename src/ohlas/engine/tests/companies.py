"""Synthetic companies whose employees answer a pulse, and the cube of what may be shown of each."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ohlas.engine import (
    AnswerRow,
    CubeRow,
    Told,
    UnitRow,
    answers_table,
    cube_table,
    released_parts,
    units_table,
)

OPENED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SCALE, QUESTION, SURVEY = "rating_1_5", "well", "pulse"
GENDERS, AGES = ("f", "m"), ("under 30", "30 to 44", "45 to 54", "55 and over")


@dataclass(frozen=True)
class Company:
    """`people` answer in the order given; `closes` are the places in it after which a release closes."""

    name: str
    parents: dict[str, str | None]
    people: tuple[Told, ...]
    closes: tuple[int, ...]

    @property
    def releases(self):
        starts = (0, *self.closes)
        return [self.people[start:end] for start, end in zip(starts, self.closes, strict=False)]

    def day(self, release):
        """A release a week."""
        return OPENED + timedelta(weeks=release)


def company(number: int, size: int = 100) -> Company:
    """Three regions with two to five teams each, of unlike sizes, two attributes, one to four releases."""
    rng = random.Random(number)  # noqa: S311 - the same companies every time
    name = f"c{number:03d}"
    parents = {f"{name}-r{region}": None for region in range(3)}
    teams = [f"{name}-r{region}-t{team}" for region in range(3) for team in range(rng.randint(2, 5))]
    parents |= {team: team.rpartition("-")[0] for team in teams}
    weights = [rng.random() ** 2 + 0.05 for _ in teams]
    people = tuple(
        Told(
            person=f"{name}-p{place}",
            question=QUESTION,
            scale=SCALE,
            value=float(rng.choices(range(1, 6), (1, 2, 4, 6, 5))[0]),
            unit=rng.choices(teams, weights)[0],
            traits={"a_gender": rng.choice(GENDERS), "a_age": rng.choices(AGES, (3, 4, 2, 1))[0]},
        )
        for place in range(size)
    )
    steps = rng.choice(((100,), (60, 40), (30, 30, 40), (25, 25, 25, 25)))
    closes = tuple(sum(steps[: at + 1]) * size // 100 for at in range(len(steps)))
    return Company(name, parents, people, closes)


def fill(store, companies):
    """Everything released, and the trees of units."""
    units = [
        UnitRow(id=unit, organisation=one.name, path=_path(unit, one.parents))
        for one in companies
        for unit in one.parents
    ]
    with store.rebuild("units") as fresh:
        fresh.append(units_table(units))
    with store.rebuild("cube") as fresh:
        fresh.append(cube_table([row for one in companies for row in cube_rows(one)]))


def cube_rows(one):
    for number, people in enumerate(one.releases, start=1):
        for part in released_parts(people, one.parents):
            for value, n in part.counts.items():
                yield CubeRow(
                    organisation=one.name,
                    survey=SURVEY,
                    release=number,
                    at=one.day(number),
                    zone="UTC",
                    question=part.question,
                    scale=part.scale,
                    value=value,
                    n=n,
                    unit=part.place.unit,
                    field=part.place.field,
                    key=part.place.key,
                    is_rest=part.is_rest,
                )


def fill_unprotected(store, companies):
    """The same answers as those of an identified survey."""
    for one in companies:
        rows = [
            AnswerRow(
                signal=told.person,
                organisation=one.name,
                survey=SURVEY,
                version=1,
                question=told.question,
                scale=told.scale,
                value=told.value,
                at=one.day(number),
                zone="UTC",
                channel="web",
                language="en",
                unit=told.unit,
                attributes={key.removeprefix("a_"): value for key, value in told.traits.items()},
            )
            for number, people in enumerate(one.releases, start=1)
            for told in people
        ]
        batch = (store.last_batch("answers") or 0) + 1
        store.append("answers", batch, answers_table(rows))
        units = [
            UnitRow(id=unit, organisation=one.name, path=_path(unit, one.parents)) for unit in one.parents
        ]
        store.replace("units", one.name, units_table(units))


def _path(unit, parents):
    above = parents[unit]
    return unit if above is None else f"{_path(above, parents)}/{unit}"
