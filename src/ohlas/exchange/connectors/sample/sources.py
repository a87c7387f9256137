"""Reads the folder `data`: the company, its names, its questionnaires and what its guests say."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Branch:
    """A line of `branches`: the public facts and the habits of a place."""

    key: str
    name: str
    region: str
    zone: str
    visits: float
    deliveries: float
    liking: float
    staff: tuple[str, ...]
    guests: Mapping[str, int]
    was: str | None = None
    opened: date | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Product:
    id: str
    title: str
    touchpoint: str
    price: float
    food: bool = False
    delivered: bool = False
    supported: bool = False


@dataclass(frozen=True)
class Names:
    women: tuple[str, ...]
    men: tuple[str, ...]
    women_last: tuple[str, ...]
    men_last: tuple[str, ...]


def read(name: str) -> dict[str, Any]:  # Any: a TOML document, typed by its readers
    """The document of that name below `data`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def company() -> dict[str, Any]:  # Any: a TOML document, typed by its readers
    return read("company")


@cache
def branches() -> tuple[Branch, ...]:
    return tuple(Branch(**{**row, "staff": tuple(row["staff"])}) for row in company()["branches"])


@cache
def products() -> tuple[Product, ...]:
    return tuple(Product(**row) for row in company()["products"])


@cache
def names() -> Mapping[str, Names]:
    lists = read("names")
    return {lang: Names(**{kind: tuple(x) for kind, x in row.items()}) for lang, row in lists.items()}
