"""Pure decisions of this room: what an address means, which days count, which marks are true."""

from ohlas.insight.rules.families import Test, family, rest_of
from ohlas.insight.rules.periods import (
    PRESETS,
    Pair,
    Preset,
    Step,
    Window,
    buckets_between,
    closed_pair,
    preset_window,
    step_for,
    wider_windows,
)
from ohlas.insight.rules.selection import FIELDS, UNKNOWN, Selection, parse_selection

__all__ = [
    "FIELDS",
    "PRESETS",
    "UNKNOWN",
    "Pair",
    "Preset",
    "Selection",
    "Step",
    "Test",
    "Window",
    "buckets_between",
    "closed_pair",
    "family",
    "parse_selection",
    "preset_window",
    "rest_of",
    "step_for",
    "wider_windows",
]
