"""One pass over the file: answers into tallies per group, everything else into reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ohlas.cli.analyze.comments import Comments
from ohlas.cli.analyze.errors import TooManyGroups
from ohlas.lib.tables import BadRow, Reason, parse_number, rows
from ohlas.metrics import Cell, ScoreCounts
from ohlas.text import repair

if TYPE_CHECKING:
    from ohlas.cli.analyze.request import Request

MOST_GROUPS = 10_000
REMEMBERED = 100_000  # different texts of answers kept at hand; scores have a dozen

Key = tuple[str | None, ...]


class Excluded(StrEnum):
    """Why a row gives no answer, in the words of the report."""

    EMPTY = "empty"
    MISSING = "declared missing"
    NOT_A_NUMBER = "not a number"
    OFF_SCALE = "off the scale"
    NO_WEIGHT = "weight missing"
    NEGATIVE_WEIGHT = "weight negative"
    UNREADABLE = "unreadable line"


@dataclass(slots=True)
class Counted:
    """What the pass found; `groups` holds one tally per combination of values, the total is their sum."""

    rows: int = 0
    damaged: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    groups: dict[Key, ScoreCounts] = field(default_factory=dict)
    comments: Comments | None = None

    @property
    def total(self) -> ScoreCounts:
        sums: dict[float, Cell] = {}
        for counts in self.groups.values():
            for value, cell in counts.cells.items():
                sums[value] = sums[value] + cell if value in sums else cell
        return ScoreCounts(sums)


Cells = dict[float, list[float]]


def count(request: Request) -> Counted:
    """Reads the file once, as a stream. Raises TooManyGroups."""
    counted = Counted(comments=None if request.text is None else Comments(request.measure.scale.id))
    judged: dict[str, float | Excluded] = {}
    groups: dict[tuple[str, ...], Cells] = {}
    score, by, weight, text = request.score, request.by, request.weight, request.text
    excluded, weighed = counted.excluded, 1.0
    for row in rows(request.info.path, request.info):
        counted.rows += 1
        if isinstance(row, BadRow):
            excluded[Excluded.UNREADABLE] += 1
            continue
        values = row.values
        counted.damaged += row.is_damaged
        key = tuple([values[place] for place in by])
        cells = groups.get(key)
        if cells is None:
            cells = groups[key] = _new_group(len(groups))
        answer = judged.get(values[score])
        if answer is None:
            if len(judged) > REMEMBERED:
                judged.clear()
            answer = judged[values[score]] = judge(values[score], request)
        if weight is not None and not isinstance(answer, Excluded):
            given = judge_weight(values[weight])
            answer, weighed = (given, 1.0) if isinstance(given, Excluded) else (answer, given)
        if isinstance(answer, Excluded):
            excluded[answer] += 1
            continue
        _add(cells, answer, weighed)
        if text is not None and counted.comments is not None:
            counted.comments.add(answer, values[text])
    counted.groups = _named(groups, len(by))
    return counted


def judge(text: str, request: Request) -> float | Excluded:
    """The answer a cell holds, or why it is none; declared codes go before everything but emptiness."""
    number = parse_number(text)
    if number is Reason.EMPTY:
        return Excluded.EMPTY
    if request.missing.holds(text, number):
        return Excluded.MISSING
    if isinstance(number, Reason):
        return Excluded.NOT_A_NUMBER
    return number if request.measure.scale.holds(number) else Excluded.OFF_SCALE


def judge_weight(text: str) -> float | Excluded:
    number = parse_number(text)
    if isinstance(number, Reason):
        return Excluded.NO_WEIGHT
    return number if number >= 0 else Excluded.NEGATIVE_WEIGHT


def _new_group(existing: int) -> Cells:
    if existing >= MOST_GROUPS:
        raise TooManyGroups(
            f"--by gives more than {MOST_GROUPS:,} groups. Choose a column with fewer values, such as a branch."
        )
    return {}


def _add(cells: Cells, answer: float, weight: float) -> None:
    cell = cells.get(answer)
    if cell is None:
        cells[answer] = [1, weight, weight * weight]
        return
    cell[0] += 1
    cell[1] += weight
    cell[2] += weight * weight


def _named(groups: dict[tuple[str, ...], Cells], width: int) -> dict[Key, ScoreCounts]:
    """Groups under their names: broken letters mended, spaces tidied, empty ones None; the same names are one group."""
    named: dict[Key, ScoreCounts] = {}
    if not width:
        return {(): _tally(groups.get((), {}))}
    for raw, cells in groups.items():
        key = tuple(" ".join(repair(value).text.split()) or None for value in raw)
        tally = _tally(cells)
        named[key] = named[key] + tally if key in named else tally
    return dict(sorted(named.items(), key=lambda item: [_order(value) for value in item[0]]))


def _tally(cells: Cells) -> ScoreCounts:
    return ScoreCounts({value: Cell(int(n), w, w2) for value, (n, w, w2) in cells.items()})


def _order(value: str | None) -> tuple[int, float, str]:
    """Numbers by size, then words, the empty value last."""
    if value is None:
        return 2, 0.0, ""
    number = parse_number(value)
    return (1, 0.0, value.casefold()) if isinstance(number, Reason) else (0, number, value)
