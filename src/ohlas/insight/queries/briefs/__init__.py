"""The weekly brief: everything that may be worth doing, gathered from all that is watched; and the past ones."""

from ohlas.insight.queries.briefs.gathering import gathered
from ohlas.insight.queries.briefs.kept import BriefView, brief_view, briefs_seen, scope_key

__all__ = ["BriefView", "brief_view", "briefs_seen", "gathered", "scope_key"]
