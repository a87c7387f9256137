"""A query as the cube can answer it: whole releases, whole units, one attribute. Everything else is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.engine.errors import BadQuery, NotShown
from ohlas.engine.query import Op
from ohlas.engine.rewrites import beside
from ohlas.metrics import scale_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ohlas.engine.cube.cells import Cell
    from ohlas.engine.query import Filter, Query

ABOUT_QUESTIONS = ("survey", "question", "touchpoint", "scale")
"""Fields that say what was asked, not who answered: they narrow nothing that protects people."""
NOT_THEN = "anonymous answers are counted where their unit stood when they were released, not day by day"
_IN = frozenset({Op.IN, Op.NOT_IN})
_TRAITS = frozenset({"channel", "language"})


@dataclass(frozen=True)
class Meant:
    """Which cells: of these units (None: of everybody), of this attribute's values (None: of all)."""

    units: frozenset[str] | None
    field: str | None
    keys: frozenset[str] | None
    by_unit: bool
    by_field: bool

    def of_whole(self, roots: Collection[str | None]) -> frozenset[str | None]:
        """The units whose parts make up the total."""
        return frozenset({None}) if self.units is None else frozenset(roots)


def is_touched(cell: Cell, query: Query) -> bool:
    """Whether the query asks for this cell's question, survey and scale at all; the rest is `meant_by`.

    Shape:  a cell and a query in, a truth out.
    Errors: exact.
    Source: metrics.md, "Small groups".
    """
    if query.scale is not None and cell.scale != scale_of(query.scale).id:
        return False
    if query.questions and cell.question not in query.questions:
        return False
    if query.surveys and cell.survey not in query.surveys:
        return False
    return all(
        _meets(getattr(cell, one.field), one)
        for one in query.where
        if one.field in ABOUT_QUESTIONS and one.op in _IN
    )


def meant_by(query: Query) -> Meant:
    """The query in the cube's words.

    Shape:  a query in, what it means out.
    Errors: `NotShown` says in a sentence what cannot be asked.
    Source: metrics.md, "Small groups".
    """
    if query.placed is not None:
        raise NotShown(NOT_THEN)
    units, chosen = query.scope_units, dict[str, frozenset[str]]()
    for one in query.where:
        if (one.field in ABOUT_QUESTIONS and one.op in _IN) or _is_complete(one):
            continue
        values = _plain_values(one, query)
        if one.field == "unit":
            units = values if units is None else units & values
        else:
            chosen[one.field] = values & chosen.get(one.field, values)
    asked = {*chosen, *(name for name in query.group_by if name not in {*ABOUT_QUESTIONS, "unit"})}
    for name in sorted(asked):
        _expect_trait(name, query)
    if len(asked) > 1:
        raise NotShown(f"one attribute at a time can be chosen, not {' and '.join(sorted(asked))} together")
    trait = next(iter(asked), None)
    by_unit, by_field = "unit" in query.group_by, trait in query.group_by
    if by_unit and by_field:
        raise NotShown(f"answers are split by units or by {trait}, not by both at once")
    return Meant(units, trait, chosen.get(trait or ""), by_unit, by_field)


def roots_of(units: Collection[str], parents: Mapping[str, str | None]) -> frozenset[str]:
    """The uppermost of these units that come with all units below them.

    Shape:  units and the tree (child to parent) in, units out.
    Errors: `NotShown` where no unit is whole.
    Source: metrics.md, "Small groups": unit levels, not any set of units.
    """
    broken = {above for unit in parents if unit not in units for above in _above(unit, parents)}
    whole = {unit for unit in units if unit not in broken}
    if units and not whole:
        raise NotShown("a unit can only be chosen together with all units below it")
    return frozenset(unit for unit in whole if parents.get(unit) not in whole)


def _above(unit: str, parents: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    at = parents.get(unit)
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def _plain_values(one: Filter, query: Query) -> frozenset[str]:
    if one.field != "unit":
        _expect_trait(one.field, query)
    if one.op != Op.IN or None in one.values:
        raise NotShown(f"of {_word(one.field)} only known values can be chosen, not left out or searched")
    return frozenset(str(value) for value in one.values)


def _is_complete(one: Filter) -> bool:
    """Only whole responses are ever released."""
    return one.field == "complete" and one.op == Op.IN and str(one.values[:1]).lower() == "(true,)"


def _expect_trait(name: str, query: Query) -> None:
    if name not in _TRAITS and not name.startswith("a_"):
        raise NotShown(_unfit(name, query))


def _unfit(name: str, query: Query) -> str:
    if name in {"at", "local_date", "local_hour"}:
        return "days can be chosen as a period only, and count by whole releases"
    if name in beside(query):
        return f"{_word(name)} of single comments would tell people apart"
    return f"answers can be chosen by unit and by one attribute, not by {_word(name)}"


def _word(name: str) -> str:
    return name.removeprefix("a_").replace("_", " ")


def _meets(value: str | None, one: Filter) -> bool:
    found = value in {None if given is None else str(given) for given in one.values}
    if one.op == Op.IN:
        return found
    if one.op == Op.NOT_IN:
        return not found
    raise BadQuery(f"{one.op!r} is no comparison for {one.field!r}")
