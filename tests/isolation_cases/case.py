"""How one route is knocked at, and how one thing of an address is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.accounts.rules import Permission

P = Permission


@dataclass(frozen=True)
class Case:
    """How to knock at one route."""

    permission: Permission | None
    method: str = "GET"
    kwargs: Mapping[str, str] = field(default_factory=dict)
    """Parts of the address that are no ids, e.g. the name of a chart."""
    owner_gets: int | None = None
    """What the owner gets where it is neither a page nor a redirect, with the reason beside the line."""


@dataclass(frozen=True)
class Thing:
    """A kind of id in addresses: how to make one at a unit, and whether people of other units may see it."""

    make: Callable[[Actor, Unit], UUID]
    belongs_to_a_unit: bool = False


def needs(permission: Permission | None, **kwargs: str) -> Case:
    """A page to look at; None is for every member."""
    return Case(permission, "GET", kwargs)


def deed(permission: Permission | None, owner_gets: int | None = None) -> Case:
    """A form that is only posted."""
    return Case(permission, "POST", owner_gets=owner_gets)
