"""Short comments in seven languages as labelled rows: what is plainly said beside what praises and blames.

Customers' labelled texts are nearly all opinions; what "We were there on Tuesday" is, they cannot teach.
"""

from __future__ import annotations

from pathlib import Path

from ohlas.text.sentiment.seeds import SIDES
from ohlas.text.sentiment.training import Row

FILE = Path(__file__).parent / "data" / "statements.txt"
DOMAIN = "statements"
LOUD = (
    0.25  # weight of this set beside one of customers' texts as large: it tells opinions and moves no sides
)
DOUBT = 0.05  # out of its place a short comment may mean something else


def statement_rows() -> list[Row]:
    """The project's own short comments as rows of the set "statements"."""
    rows = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, side, texts = line.split(" ", 2)
            rows += [Row(text, SIDES[side], language, DOMAIN, LOUD, DOUBT) for text in texts.split(" | ")]
    return rows
