"""Who works at Kavárna Sova and who drinks there: names by chance, addresses on reserved domains."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ohlas.exchange.connectors.sample.chance import happens
from ohlas.exchange.connectors.sample.shapes import SampleCustomer, SampleEmployee, SampleUnit
from ohlas.exchange.connectors.sample.sources import Branch, branches, company, names
from ohlas.exchange.connectors.sample.story import PRAISED_EMPLOYEE, Story

CUSTOMERS = 2500
_PRAISED = ("bratislava-stare-mesto", "Zuzana Hudáková")
_OLDEST_DAYS = 900
"""Before the window; the loyalty card was introduced about then."""


@dataclass(frozen=True)
class Guest:
    """A customer and what the simulation knows beside the record: how they write and how mild they are."""

    record: SampleCustomer
    is_woman: bool
    mildness: float


def employees(rng: random.Random, units: tuple[SampleUnit, ...]) -> tuple[SampleEmployee, ...]:
    """Managers, baristas and couriers of every branch, and the people of the departments."""
    places = {unit.key: unit for unit in units}
    hired: list[SampleEmployee] = []
    for number, (unit, language, position) in enumerate(_posts(), start=1):
        name, _ = full_name(rng, language)
        key = f"e-{number:03}"
        if (unit, position) == (_PRAISED[0], "Barista") and all(h.key != PRAISED_EMPLOYEE for h in hired):
            key, name = PRAISED_EMPLOYEE, _PRAISED[1]
        hired.append(
            SampleEmployee(
                key=key,
                name=name,
                email=f"{key}@sova.example.com",
                unit=unit,
                position=position,
                valid_from=places[unit].valid_from,
                valid_to=places[unit].valid_to,
            )
        )
    return tuple(hired)


def _posts() -> Iterator[tuple[str, str, str]]:
    for branch in branches():
        positions = ("Branch manager", *("Barista",) * (len(branch.staff) - 1))
        for language, position in zip(branch.staff, positions, strict=True):
            yield branch.key, language, position
        if branch.deliveries:
            yield branch.key, branch.staff[0], "Courier"
    for row in company()["departments"]:
        for language, position in zip(row["staff"], row["positions"], strict=True):
            yield row["key"], language, position


def full_name(rng: random.Random, language: str) -> tuple[str, bool]:
    """A first name and surname of that language, and whether it is a woman's."""
    pool = names()[language]
    is_woman = happens(rng, 0.55)  # guests of cafés, roughly
    first, last = (pool.women, pool.women_last) if is_woman else (pool.men, pool.men_last)
    return f"{rng.choice(first)} {rng.choice(last)}", is_woman


def guests(rng: random.Random, plot: Story, units: tuple[SampleUnit, ...]) -> tuple[Guest, ...]:
    """The customers, each with a home branch they knew while it was open."""
    places = {unit.key: unit for unit in units}
    homes = rng.choices(branches(), [b.visits + b.deliveries for b in branches()], k=CUSTOMERS)
    return tuple(
        _guest(rng, plot, number, home, places[home.key]) for number, home in enumerate(homes, start=1)
    )


def _guest(rng: random.Random, plot: Story, number: int, home: Branch, unit: SampleUnit) -> Guest:
    language = speech(rng, home)
    name, is_woman = full_name(rng, language)
    record = SampleCustomer(
        key=f"k-{number:05}",
        name=name,
        email=f"guest{number:05}@example.{'com' if number % 3 else 'org'}",
        language=language,
        unit=home.key,
        since=_since(rng, plot, unit),
    )
    return Guest(record, is_woman, rng.gauss(0, 0.45))


def speech(rng: random.Random, home: Branch) -> str:
    """The language of somebody at this branch."""
    return rng.choices(list(home.guests), list(home.guests.values()))[0]


def _since(rng: random.Random, plot: Story, unit: SampleUnit) -> date:
    """Six in ten were guests before the window, others came since, in a new branch many at once."""
    earliest = max(unit.valid_from, plot.first_day - timedelta(days=_OLDEST_DAYS))
    latest = min(unit.valid_to or plot.today, plot.today) - timedelta(days=1)
    split = max(earliest, plot.first_day)
    if earliest < split and happens(rng, 0.6):  # see docstring
        latest = split
    else:
        earliest = split
    days = (latest - earliest).days
    return earliest + timedelta(days=int(days * rng.random() ** (2 if earliest == unit.valid_from else 1)))
