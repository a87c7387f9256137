"""Which tallies in memory may hold others: pages ask for the same answers in many cuts."""

from collections import OrderedDict
from threading import Lock

from ohlas.engine import Query, holds

MOST_FAMILIES, MOST_OF_ONE = 500, 64
"""Families are queries of the same people, on one scale, of one state of the facts."""


class Relatives:
    """What was asked lately, family by family; safe between threads. Holds no tallies itself."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, OrderedDict[str, Query]] = OrderedDict()
        self._turn = Lock()

    def note(self, family: str, key: str, query: Query) -> None:
        """The tally of this query is kept under this key."""
        with self._turn:
            asked = self._asked.setdefault(family, OrderedDict())
            self._asked.move_to_end(family)
            asked[key] = query
            while len(asked) > MOST_OF_ONE:
                asked.popitem(last=False)
            while len(self._asked) > MOST_FAMILIES:
                self._asked.popitem(last=False)

    def finer(self, family: str, query: Query) -> list[str]:
        """The keys of tallies that hold this one, the latest first."""
        with self._turn:
            asked = list(self._asked.get(family, {}).items())
        return [key for key, other in reversed(asked) if holds(other, query)]

    def clear(self) -> None:
        with self._turn:
            self._asked.clear()
