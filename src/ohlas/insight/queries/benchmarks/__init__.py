"""Own figures beside others': what was published, and surveys of competitors' customers, each compared by a test."""

from ohlas.insight.queries.benchmarks.comparing import (
    FEW_OWN,
    FEW_THEIRS,
    MANY,
    NO_N,
    NO_SPREAD,
    NOBODY,
    PUBLISHED,
    SURVEY,
    BenchmarksFound,
    Line,
    Section,
    Unlike,
    benchmarks_found,
    is_of_many,
)
from ohlas.insight.queries.benchmarks.kept import (
    CompetitorRow,
    FigureRow,
    competitors_of,
    figure_row,
    free_surveys,
)

__all__ = [
    "FEW_OWN",
    "FEW_THEIRS",
    "MANY",
    "NOBODY",
    "NO_N",
    "NO_SPREAD",
    "PUBLISHED",
    "SURVEY",
    "BenchmarksFound",
    "CompetitorRow",
    "FigureRow",
    "Line",
    "Section",
    "Unlike",
    "benchmarks_found",
    "competitors_of",
    "figure_row",
    "free_surveys",
    "is_of_many",
]
