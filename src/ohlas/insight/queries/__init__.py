"""Reads of this room: figures over facts, and the words that name what they count."""

from ohlas.insight.queries.answers import AnswerLine, AnswersFound, answer_rows, answers_behind
from ohlas.insight.queries.catalogue import (
    Asked,
    Catalogue,
    Titles,
    attribute_fields,
    catalogue_of,
    field_values,
    titles_of,
)
from ohlas.insight.queries.dashboard import Beside, Dashboard, Outline, Tile, dashboard, outline, read_window
from ohlas.insight.queries.facts import Ask, ask_for, facts
from ohlas.insight.queries.figures import (
    Breakdown,
    ChangeBetween,
    Counted,
    GroupFigure,
    GroupTrend,
    TrendPoint,
    breakdown,
    change_between,
    counted,
    coverage,
    figure,
    trend,
    trends_by,
)
from ohlas.insight.queries.verdicts import known_verdicts

__all__ = [
    "AnswerLine",
    "AnswersFound",
    "Ask",
    "Asked",
    "Beside",
    "Breakdown",
    "Catalogue",
    "ChangeBetween",
    "Counted",
    "Dashboard",
    "GroupFigure",
    "GroupTrend",
    "Outline",
    "Tile",
    "Titles",
    "TrendPoint",
    "answer_rows",
    "answers_behind",
    "ask_for",
    "attribute_fields",
    "breakdown",
    "catalogue_of",
    "change_between",
    "counted",
    "coverage",
    "dashboard",
    "facts",
    "field_values",
    "figure",
    "known_verdicts",
    "outline",
    "read_window",
    "titles_of",
    "trend",
    "trends_by",
]
