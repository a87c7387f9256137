"""The loss report: a CSV that grows with the import and never holds a line whose chunk was not committed."""

import csv
from collections.abc import Iterable
from pathlib import Path

from ohlas.exchange.rules import Loss
from ohlas.lib.tables import escape_cell

HEADINGS = ("row", "column", "given", "reason", "what was left out")


class LossReport:
    """Lines appended before a chunk commits; its committed size is kept with the import.

    After a crash the file is cut back to that size, so no line stands twice.
    """

    def __init__(self, path: Path, committed: int) -> None:
        self.path = path
        self.size = committed
        with path.open("ab") as file:
            file.truncate(committed)

    def add(self, losses: Iterable[Loss]) -> int:
        """The size of the file once these lines are in it."""
        lines = list(losses)
        if not lines:
            return self.size
        # With a mark of its encoding, for spreadsheets guess wrongly without it.
        with self.path.open("a", encoding="utf-8-sig" if self.size == 0 else "utf-8", newline="") as file:
            writer = csv.writer(file)
            if self.size == 0:
                writer.writerow(HEADINGS)
            writer.writerows(
                (
                    loss.row,
                    escape_cell(loss.column),
                    escape_cell(loss.given),
                    loss.reason,
                    "the whole row" if loss.is_whole_row else "this answer",
                )
                for loss in lines
            )
            file.flush()
            self.size = file.tell()
        return self.size
