"""What the address of a crosstab says: the question in rows, what stands in columns, corrected or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.parameters import in_query
from ohlas.insight.rules.selection import Selection, parse_selection

QUESTION = "question:"
"""Begins the name of columns that are another question's answers."""
CORRECTIONS = ("bh", "none")
MOST_COLUMNS = 26
_OWN = ("rows", "columns", "correction")


@dataclass(frozen=True)
class CrossedWish:
    """Empty parts are chosen for the reader: the first question, the first field."""

    rows: str
    columns: str
    corrected: bool
    selection: Selection

    @property
    def column_question(self) -> str | None:
        return self.columns.removeprefix(QUESTION) if self.columns.startswith(QUESTION) else None


def parse_crossed(given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()) -> CrossedWish:
    """The address as a wish.

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    own = {name: (list(given.get(name, [])) or [""])[-1][:200] for name in _OWN}
    correction = own["correction"] or CORRECTIONS[0]
    if correction not in CORRECTIONS:
        raise BadAddress("correction", correction[:60], f"one of {', '.join(CORRECTIONS)} is allowed")
    rest = {name: values for name, values in given.items() if name not in {*_OWN, "as"}}
    return CrossedWish(own["rows"], own["columns"], correction == "bh", parse_selection(rest, attributes))


CROSSED_OPENAPI = in_query(
    ("rows", "The question whose answers stand in rows (id); by default the first."),
    ("columns", "A field (unit, channel, language, a_<key> …), or question:<id>; by default unit."),
    (
        "correction",
        "bh (the default): all pairs of the table are one Benjamini–Hochberg family; none: each on its own.",
    ),
    ("survey", "Only this survey (id)."),
    "unit",
    "channel",
    "since",
    "until",
    "units",
    ("weighted", "false counts every answer once, even where answers carry weights. Default true."),
)
