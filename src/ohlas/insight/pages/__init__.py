"""One dataclass per template of this room, and how figures become words."""

from ohlas.insight.pages.answers import AnswersPage, answers_page
from ohlas.insight.pages.breakdown import breakdown_rows, breakdown_spec, mark_of
from ohlas.insight.pages.charts import distribution_spec, trend_spec
from ohlas.insight.pages.dashboard import BadAddressPage, DashboardPage, bad_address_page, dashboard_page

__all__ = [
    "AnswersPage",
    "BadAddressPage",
    "DashboardPage",
    "answers_page",
    "bad_address_page",
    "breakdown_rows",
    "breakdown_spec",
    "dashboard_page",
    "distribution_spec",
    "mark_of",
    "trend_spec",
]
