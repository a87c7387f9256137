"""Who may be asked today: one decision for the planner, the simulator and what is really sent.

Everybody is a row of a few arrays, so that a million people are decided in a breath; a small organisation takes the
same way. Days are whole numbers, `date.toordinal()`, in the organisation's calendar.
"""

from ohlas.outreach.rules.pacing.deciding import decide
from ohlas.outreach.rules.pacing.policy import (
    AGES_AFTER,
    AttributeRule,
    Policy,
    Window,
    budgets_of,
    most_touches,
    read_policy,
    write_policy,
)
from ohlas.outreach.rules.pacing.state import ALWAYS, NEVER, REASONS, Decision, People, Queue

__all__ = [
    "AGES_AFTER",
    "ALWAYS",
    "NEVER",
    "REASONS",
    "AttributeRule",
    "Decision",
    "People",
    "Policy",
    "Queue",
    "Window",
    "budgets_of",
    "decide",
    "most_touches",
    "read_policy",
    "write_policy",
]
