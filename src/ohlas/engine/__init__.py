"""The facts and how to ask them: Delta tables, and queries that give tallies. Never a score.

Light to import: Arrow, Delta, DuckDB and Ibis load on first use.
"""

from ohlas.engine.answers import AnswerRow, UnitRow, answers_table, left_out_table, local_moment, units_table
from ohlas.engine.check import Fingerprint, recorded_fingerprints, stored_fingerprints
from ohlas.engine.comments import CommentRow, comments_table
from ohlas.engine.cube import CubeRow, Told, cube_table, released_parts
from ohlas.engine.errors import (
    BadAddress,
    BadFact,
    BadQuery,
    EngineError,
    NotShown,
    ReadFailed,
    RebuildOvertaken,
    UnknownEngine,
    UnknownField,
    UnknownTable,
)
from ohlas.engine.query import Bucket, Filter, Op, Query, Spell
from ohlas.engine.results import FactRow, Group, Hidden, LeftOut, Matrix, Page, Result, Reviewed
from ohlas.engine.rollup import holds, rolled_up
from ohlas.engine.run import attributes, matrix, rows, run
from ohlas.engine.store import FactStore, Rebuild, open_store

__all__ = [
    "AnswerRow",
    "BadAddress",
    "BadFact",
    "BadQuery",
    "Bucket",
    "CommentRow",
    "CubeRow",
    "EngineError",
    "FactRow",
    "FactStore",
    "Filter",
    "Fingerprint",
    "Group",
    "Hidden",
    "LeftOut",
    "Matrix",
    "NotShown",
    "Op",
    "Page",
    "Query",
    "ReadFailed",
    "Rebuild",
    "RebuildOvertaken",
    "Result",
    "Reviewed",
    "Spell",
    "Told",
    "UnitRow",
    "UnknownEngine",
    "UnknownField",
    "UnknownTable",
    "answers_table",
    "attributes",
    "comments_table",
    "cube_table",
    "holds",
    "left_out_table",
    "local_moment",
    "matrix",
    "open_store",
    "recorded_fingerprints",
    "released_parts",
    "rolled_up",
    "rows",
    "run",
    "stored_fingerprints",
    "units_table",
]
