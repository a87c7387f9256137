"""Insight: its routes, and how one of each of its things is made."""

from tests.isolation_cases.insight.objects import OBJECTS
from tests.isolation_cases.insight.pages import CALLS, PAGES, PUBLIC

__all__ = ["CALLS", "OBJECTS", "PAGES", "PUBLIC"]
