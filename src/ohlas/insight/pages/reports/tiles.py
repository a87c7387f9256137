"""How each kind of tile stands in a report. A kind without a line here is told by its title and receipt."""

from collections.abc import Mapping
from types import MappingProxyType

from ohlas.insight.pages.reports import aims, figures, groups
from ohlas.insight.pages.reports.told import Tell

TELL: Mapping[str, Tell] = MappingProxyType(
    {
        "figure": figures.figure,
        "trend": figures.trend,
        "distribution": figures.distribution,
        "breakdown": groups.breakdown,
        "heat": groups.heat,
        "league": groups.league,
        "map": aims.priorities,
        "response": figures.response,
        "goal": aims.goals,
        "comments": figures.comments,
    }
)
