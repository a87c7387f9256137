"""Units as they stood on the day of an answer: which units a region was made of, and from when to when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from ohlas.accounts.queries import unit_paths, units_ever_moved
from ohlas.accounts.rules import PathSpan
from ohlas.accounts.rules.places import SEPARATOR
from ohlas.engine import Spell
from ohlas.insight.rules import UNKNOWN, Selection


@dataclass(frozen=True)
class Tree:
    """Every path of every unit, read once for a page."""

    paths: tuple[PathSpan, ...]

    @cached_property
    def _below(self) -> dict[str, list[tuple[str, date | None, date | None]]]:
        """For each unit those at or below it, with the days they were. Answers before a unit's first day or after
        its last one count where it stood first or last.
        """
        ends: dict[UUID, list[PathSpan]] = defaultdict(list)
        for span in self.paths:
            ends[span.id].append(span)
        found: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
        for spans in ends.values():
            for span in spans:
                since = None if span is spans[0] else span.valid_from
                until = None if span is spans[-1] else span.valid_to
                for above in span.path.split(SEPARATOR):
                    found[above].append((str(span.id), since, until))
        return found

    def spells(self, units: Iterable[str]) -> tuple[Spell, ...]:
        """These units with all that was ever below them; units with the same days stand together."""
        by_days: dict[tuple[date | None, date | None], set[str | None]] = defaultdict(set)
        for unit in units:
            if unit == UNKNOWN:
                by_days[None, None].add(None)
            for below, since, until in self._below.get(unit, ()):
                by_days[since, until].add(below)
        return tuple(Spell(tuple(sorted(by_days[days], key=str)), *days) for days in sorted(by_days, key=str))


def tree_then(organisation_id: UUID) -> Tree:
    """The organisation's tree over time."""
    return Tree(tuple(unit_paths(organisation_id)))


def tree_of(organisation_id: UUID, selection: Selection) -> Tree | None:
    """The tree an address means: None where units count as they stand today."""
    return tree_then(organisation_id) if selection.as_then else None


def has_moves(organisation_id: UUID) -> bool:
    """Whether any unit ever moved: before that "as then" and "as today" are one."""
    return units_ever_moved(organisation_id)
