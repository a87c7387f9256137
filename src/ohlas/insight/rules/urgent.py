"""What the address of the list of urgent comments says: the explorer's filters, and how far people have looked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.explored import ACTING, Explored, parse_explored


class Looked(StrEnum):
    """Which signals are listed, by what a person said of them."""

    ALL = ""
    WAITING = "waiting"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class UrgentWish:
    """Signals of which kinds, in which comments, and whether somebody looked at them."""

    explored: Explored = field(default_factory=Explored)
    looked: Looked = Looked.ALL

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds listed; all that ask somebody to act where none is chosen."""
        return self.explored.selection.filters.get("urgency", ()) or ACTING

    @property
    def kind(self) -> str | None:
        chosen = self.explored.selection.filters.get("urgency", ())
        return chosen[0] if len(chosen) == 1 else None

    @property
    def address(self) -> str:
        return f"?{urlencode(list(self.pairs()))}"

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.looked:
            yield "looked", self.looked.value
        yield from self.explored.pairs()

    def narrowed(self, name: str, *values: str) -> "UrgentWish":
        """The same with one filter set; no value takes it away."""
        return replace(self, explored=self.explored.narrowed(name, *values))

    def with_looked(self, looked: Looked) -> "UrgentWish":
        return replace(self, looked=looked, explored=self.explored.on_page(1))

    def on_page(self, page: int) -> "UrgentWish":
        return replace(self, explored=self.explored.on_page(page))


def parse_urgent(given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()) -> UrgentWish:
    """The address of the list; empty values mean "all".

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    looked = next(iter(reversed(given.get("looked", ()))), "")
    if looked not in set(Looked):
        allowed = ", ".join(one.value for one in Looked if one)
        raise BadAddress("looked", looked[:60], f"one of {allowed} is allowed")
    rest = {name: values for name, values in given.items() if name != "looked"}
    return UrgentWish(parse_explored(rest, attributes), Looked(looked))
