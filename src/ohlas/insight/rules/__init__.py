"""Pure decisions of this room: what an address means, which days count, which marks are true."""

from ohlas.insight.rules.families import Test, family, rest_of, rest_within
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
from ohlas.insight.rules.selection import FIELDS, SAID, UNKNOWN, Selection, parse_selection

__all__ = [
    "FIELDS",
    "PRESETS",
    "SAID",
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
    "rest_within",
    "step_for",
    "wider_windows",
]
