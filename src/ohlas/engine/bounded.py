"""A bound on how much one question may bring: a split by every single answer would fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.engine import plan
from ohlas.engine.errors import BadQuery

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ohlas.engine.plan import Columns
    from ohlas.engine.query import Query
    from ohlas.engine.rewrites import Understood


def tally_up_to(meant: Understood, columns: Columns, aside: Columns = ()) -> ir.Table:
    """As `plan.tally`, at most one line more than the query takes: enough to know that there are too many.

    Shape:  as `plan.tally`.
    Errors: exact up to the bound, refused beyond it by `refuse_more`.
    Source: house.md, "Facts".
    """
    whole = plan.tally(meant, columns, aside)
    return whole if meant.query.most is None else whole.limit(meant.query.most + 1)


def refuse_more(query: Query, lines: int) -> None:
    """A part of the groups would look like all of them, so it is never given.

    Shape:  the query and how many lines came in; nothing out.
    Errors: `BadQuery` where there are more than the query takes.
    Source: house.md, "Facts".
    """
    if query.most is not None and lines > query.most:
        raise BadQuery(
            f"this splits the answers into more than {query.most:,} lines of groups and scores; "
            "split by fewer fields, or choose fewer answers"
        )
