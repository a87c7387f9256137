"""A question's answers by groups, weighted where wished: tallies from the engine, letters by `metrics`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, matrix
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.catalogue import (
    Asked,
    Catalogue,
    Titles,
    attribute_fields,
    catalogue_of,
    titles_of,
)
from ohlas.insight.queries.dashboard import read_window
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.placing import tree_of
from ohlas.insight.rules import FIELDS
from ohlas.insight.rules.crossed import MOST_COLUMNS, QUESTION, CrossedWish
from ohlas.metrics import Cell, Figure, Measure, ScoreCounts, measures_of
from ohlas.metrics.crosstab import Crosstab, crosstab

NOT_CROSSED = frozenset({"question"})


@dataclass(frozen=True)
class Column:
    """One group: its whole, in the question's usual measure."""

    key: str | None
    counts: ScoreCounts
    figure: Figure


@dataclass(frozen=True)
class Crossed:
    """A crosstab; `table` is None before anybody answered. `left_off` columns are too small for the 26 letters."""

    wish: CrossedWish
    catalogue: Catalogue
    titles: Titles
    splits: tuple[str, ...]
    question: Asked | None
    measure: Measure | None
    ask: Ask | None
    columns: tuple[Column, ...] = ()
    table: Crosstab | None = None
    left_off: int = 0
    version: int | None = None
    warnings: tuple[str, ...] = ()


def crossed(store: FactStore, actor: Actor, wish: CrossedWish, now: datetime) -> Crossed:
    """The table asked for. Of anonymous surveys groups come by the cube; two questions are never crossed there.

    Errors: `BadAddress`, the engine's `BadQuery`, metrics' errors.
    """
    catalogue = catalogue_of(actor)
    splits = tuple(name for name in (*FIELDS, *attribute_fields(actor)) if name not in NOT_CROSSED)
    bare = Crossed(wish, catalogue, titles_of(actor, catalogue), splits, None, None, None)
    if not catalogue.questions:
        return bare
    question = _question("rows", wish.rows, catalogue) if wish.rows else catalogue.questions[0]
    columns = wish.columns or "unit"
    if wish.column_question is None and columns not in splits:
        raise BadAddress("columns", columns[:60], f"one of {', '.join(splits)}, or question:<id>, is allowed")
    wish = replace(wish, rows=question.id, columns=columns)
    measure = measures_of(question.scale)[0]
    filters = {**wish.selection.filters, "question": (question.id,)}
    window = read_window(actor, wish.selection, now)
    tree = tree_of(actor.organisation.id, wish.selection)
    ask = ask_for(
        actor, measure, question.scale, filters, window, weighted=wish.selection.weighted, tree=tree
    )
    bare = replace(bare, wish=wish, question=question, measure=measure, ask=ask)
    if wish.column_question is not None:
        other = _question("columns", wish.column_question, catalogue)
        return _with_columns(bare, *_by_question(store, ask, question, other))
    found = run(store, ask.query(by=(columns,)))
    tallies = {row.key[columns]: row.counts for row in found.rows}
    return _with_columns(bare, tallies, found.version, tuple(map(str, found.warnings)))


def _with_columns(
    bare: Crossed, tallies: Mapping[str | None, ScoreCounts], version: int | None, warnings: tuple[str, ...]
) -> Crossed:
    ask, measure = bare.ask, bare.measure
    if ask is None or measure is None or not tallies:
        return replace(bare, version=version, warnings=warnings)
    counted = {key: weighed(ask, counts) for key, counts in tallies.items()}
    if bare.wish.column_question is None:
        order = sorted(counted, key=lambda key: (-counted[key].n, key is None, key or ""))
    else:
        order = sorted(counted, key=lambda key: float(key or 0))
    kept = order[:MOST_COLUMNS]
    return replace(
        bare,
        columns=tuple(Column(key, counted[key], measure.score(counted[key])) for key in kept),
        table=crosstab({key or "": counted[key] for key in kept}, corrected=bare.wish.corrected),
        left_off=len(order) - len(kept),
        version=version,
        warnings=warnings,
    )


def _by_question(
    store: FactStore, ask: Ask, question: Asked, other: Asked
) -> tuple[dict[str | None, ScoreCounts], int | None, tuple[str, ...]]:
    """People who answered both, grouped by their answer to the other."""
    without = {name: values for name, values in ask.filters.items() if name != "question"}
    items = ((question.id, question.scale), (other.id, other.scale))
    found = matrix(store, replace(ask, filters=without).query(), items)
    cells: dict[str | None, dict[float, Cell]] = {}
    weights = [1.0] * len(found.values) if found.weights is None else found.weights.tolist()
    for (mine, theirs), weight in zip(found.values.tolist(), weights, strict=True):
        if mine == mine and theirs == theirs:  # noqa: PLR0124 - NaN is what was not answered
            group = cells.setdefault(f"{theirs:g}", {})
            cell = Cell(1, weight, weight * weight)
            group[mine] = group[mine] + cell if mine in group else cell
    tallies = {key: ScoreCounts(group, question.scale) for key, group in cells.items()}
    return tallies, found.version, tuple(map(str, found.warnings))


def _question(name: str, wished: str, catalogue: Catalogue) -> Asked:
    found = next((one for one in catalogue.questions if one.id == wished), None)
    if found is None:
        known = ", ".join(dict.fromkeys(one.id for one in catalogue.questions))
        before = QUESTION if name == "columns" else ""
        raise BadAddress(name, f"{before}{wished}"[:60], f"one of the questions {known} is allowed")
    return found
