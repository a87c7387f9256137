"""Cells that a spreadsheet would run are turned into cells that it shows."""

from __future__ import annotations

RISKY = ("=", "+", "-", "@", "\t", "\r")


def escape_cell(text: str) -> str:
    """The text for a CSV or XLSX cell, with an apostrophe before what a spreadsheet would take as a formula.

    Numbers should be written as numbers: a text "-5" is escaped too, since "-5+cmd|…" starts alike.
    """
    return f"'{text}" if text.startswith(RISKY) else text
