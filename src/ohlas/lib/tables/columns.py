"""What a column holds, judged from its first values; dates are settled by evidence over the whole column."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING

from ohlas.lib.tables.shape import Column, ColumnKind, TimeGuess
from ohlas.lib.tables.values import MIXED, SPELLED, Reason, parse_number, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAMPLES = 5
SAMPLE_CHARACTERS = 120
COMMON = 30  # enough for every value of an 11-point scale, its codes and its slips
MOSTLY = 0.9  # a column of numbers may hold some "n/a"; fewer numbers than this make it text
TIME_MOSTLY = 0.6  # lower: a column of dates in three formats is still a column of dates
TIME_VALUES = 500  # enough to see a day above 12
RIVALS = {"d/m/Y": "m/d/Y", "m/d/Y": "d/m/Y", "d-m-Y": "m-d-Y", "m-d-Y": "d-m-Y"}


def profile_columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """One profile per name from the sampled rows."""
    return tuple(
        _profile(name, index, [row[index] for row in rows if index < len(row)])
        for index, name in enumerate(names)
    )


def _profile(name: str, index: int, values: Sequence[str]) -> Column:
    filled = [value for value in values if value.strip()]
    if not filled:
        return Column(name, index, ColumnKind.EMPTY, empty_share=1.0)
    samples = tuple(value[:SAMPLE_CHARACTERS] for value in list(dict.fromkeys(filled))[:SAMPLES])
    seen = {
        "samples": samples,
        "empty_share": 1 - len(filled) / len(values),
        "distinct": len(set(filled)),
        "filled": len(filled),
        "common": _common(filled),
    }
    if (time := guess_time(filled)).format is not None:
        return Column(name, index, ColumnKind.TIME, time=time, **seen)  # type: ignore[arg-type]  # mixed kwargs
    numbers = [number for value in filled if not isinstance(number := parse_number(value), Reason)]
    if len(numbers) < MOSTLY * len(filled):
        return Column(name, index, ColumnKind.TEXT, not_numbers=len(filled) - len(numbers), **seen)  # type: ignore[arg-type]  # mixed kwargs
    whole = all(number.is_integer() for number in numbers)
    return Column(
        name,
        index,
        ColumnKind.INTEGER if whole else ColumnKind.DECIMAL,
        low=min(numbers),
        high=max(numbers),
        has_decimal_comma=any("," in value and "." not in value for value in filled),
        not_numbers=len(filled) - len(numbers),
        **seen,  # type: ignore[arg-type]  # mixed kwargs
    )


def _common(filled: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(value.strip()[:SAMPLE_CHARACTERS] for value in filled)
    return tuple(counted.most_common(COMMON))


def guess_time(values: Iterable[str]) -> TimeGuess:
    """How most values write their date, with what speaks for it.

    "03/04/2024" alone is ambiguous and says so; one "25/04/2024" in the column settles it. Values that fit
    no format, or another one than most, are counted as misfits. No format when most values are no dates.
    """
    filled = [value for value in dict.fromkeys(values) if value.strip()][:TIME_VALUES]
    fits = {written: _fits(filled, written) for written in SPELLED}
    best = max(fits, key=lambda written: (fits[written], -SPELLED.index(written)))
    dates = sum(any(_is_time(value, written) for written in SPELLED) for value in filled)
    if not filled or dates < TIME_MOSTLY * len(filled):
        return TimeGuess(None)
    rival = RIVALS.get(best)
    misfits = len(filled) - fits[best]
    is_mixed, undecided = _cell_by_cell(filled, best, rival) if misfits else (False, 0)
    candidates = tuple(sorted((w for w in SPELLED if fits[w]), key=lambda w: -fits[w]))
    if rival is None or fits[rival] < fits[best]:
        evidence = _evidence(filled, best, rival, candidates)
        return TimeGuess(best, False, candidates, misfits, evidence, is_mixed, undecided)
    reason = f"no day above 12 tells {best} from {rival}" if not misfits else f"{best} and {rival} both occur"
    return TimeGuess(best, True, candidates, misfits, reason, is_mixed, undecided)


def _cell_by_cell(values: Sequence[str], best: str, rival: str | None) -> tuple[bool, int]:
    """Whether reading each value by itself is the honest way, and how many values could be two days."""
    read = [parse_time(value, MIXED, UTC) for value in values]
    readable = sum(not isinstance(moment, Reason) for moment in read)
    both = rival is not None and any(_is_time(v, rival) and not _is_time(v, best) for v in values)
    return both or readable > _fits(values, best), read.count(Reason.AMBIGUOUS)


def _fits(values: Sequence[str], written: str) -> int:
    return sum(_is_time(value, written) for value in values)


def _is_time(value: str, written: str) -> bool:
    return not isinstance(parse_time(value, written, UTC), Reason)


def _evidence(values: Sequence[str], best: str, rival: str | None, candidates: Sequence[str]) -> str:
    if rival is not None:
        witness = next(v for v in values if _is_time(v, best) and not _is_time(v, rival))
        return f"{witness[:SAMPLE_CHARACTERS]} can only be {best}"
    others = [written for written in candidates if written != best]
    return f"most values are {best}, some {', '.join(others)}" if others else f"all dates are {best}"
