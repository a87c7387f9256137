"""What in a comment asks somebody to act today."""

from ohlas.text.urgency.signal import PRAISE, Signal
from ohlas.text.urgency.signals import (
    CALLBACK,
    DISCRIMINATION,
    KINDS,
    LEAVING,
    LEGAL,
    SAFETY,
    signals,
    signals_of,
    signals_of_many,
    signals_with,
)

__all__ = [
    "CALLBACK",
    "DISCRIMINATION",
    "KINDS",
    "LEAVING",
    "LEGAL",
    "PRAISE",
    "SAFETY",
    "Signal",
    "signals",
    "signals_of",
    "signals_of_many",
    "signals_with",
]
