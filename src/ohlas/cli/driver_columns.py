"""The columns `ohlas drivers` reads from a file: a score per row, the drivers beside it, and what was no answer."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ohlas.cli.analyze.counting import Excluded, judge_weight
from ohlas.cli.analyze.request import Missing, WrongOption, codes, place
from ohlas.lib.tables import BadRow, Reason, parse_number, rows
from ohlas.metrics import measure_of
from ohlas.metrics.contributions import contribution
from ohlas.metrics.driver_study import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from ohlas.lib.tables import TableInfo
    from ohlas.metrics import Measure

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Asked:
    """Columns by place; the score is a number, a measure's answer, or a word of which one is good."""

    info: TableInfo
    score: int
    drivers: tuple[int, ...]
    measure: Measure | None
    good: str | None
    missing: Missing
    weight: int | None

    @property
    def unit(self) -> str:
        if self.good is not None:
            return "share"
        return self.measure.unit if self.measure else "grade"


@dataclass(slots=True)
class Read:
    """One pass over the file: people × drivers, NaN where there is no answer."""

    candidates: list[Candidate]
    columns: npt.NDArray[np.float64]
    outcome: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64] | None
    rows: int
    excluded: Counter[str] = field(default_factory=Counter)


def asked_of(
    info: TableInfo,
    *,
    score: str,
    drivers: Sequence[str],
    metric: str | None,
    good: str | None,
    missing: Sequence[str],
    weight: str | None,
) -> Asked:
    """Every name resolved. Raises WrongOption or UnknownMeasure, naming the nearest."""
    at, beside = place(info, "--score", score), [place(info, "--driver", name) for name in drivers]
    if at in beside:
        raise WrongOption(f"--driver: “{score}” is the score; it cannot explain itself")
    if good is not None and metric is not None:
        raise WrongOption("--good and --metric exclude each other: a word has no measure")
    return Asked(
        info=info,
        score=at,
        drivers=tuple(dict.fromkeys(beside)),
        measure=None if metric is None else measure_of(metric),
        good=None if good is None else good.strip().casefold(),
        missing=codes(missing),
        weight=None if weight is None else place(info, "--weight", weight),
    )


def columns_of(asked: Asked) -> Read:
    """The file, read once. Raises WrongOption for a score of words without `--good`."""
    import numpy as np

    excluded: Counter[str] = Counter()
    answers, weights, width = array("d"), array("d"), len(asked.drivers) + 1
    known: dict[str, float] = {}
    total = 0
    for row in rows(asked.info.path, asked.info):
        total += 1
        values = None if isinstance(row, BadRow) else row.values
        if values is None:
            excluded[Excluded.UNREADABLE] += 1
            continue
        weighed = 1.0 if asked.weight is None else judge_weight(values[asked.weight])
        if isinstance(weighed, Excluded):
            excluded[weighed] += 1
            continue
        answers.extend(_numbers(asked, values, known, excluded))
        weights.append(weighed)
    table = np.frombuffer(answers, dtype=np.float64).reshape(-1, width)
    outcome = _score(asked, table[:, 0], excluded)
    return Read(
        candidates=_candidates(asked, table[:, 1:]),
        columns=table[:, 1:],
        outcome=outcome,
        weights=None if asked.weight is None else np.frombuffer(weights, dtype=np.float64),
        rows=total,
        excluded=excluded,
    )


def _numbers(
    asked: Asked, values: Sequence[str], known: dict[str, float], excluded: Counter[str]
) -> Iterator[float]:
    given = values[asked.score]
    if asked.good is None:
        yield _number(given, asked, known)
    else:
        word = given.strip().casefold()
        is_known = bool(word) and word not in asked.missing.texts
        excluded["score empty"] += not is_known
        yield float(word == asked.good) if is_known else NAN
    for at in asked.drivers:
        yield _number(values[at], asked, known)


def _number(text: str, asked: Asked, known: dict[str, float]) -> float:
    found = known.get(text)
    if found is None:
        number = parse_number(text)
        is_missing = isinstance(number, Reason) or asked.missing.holds(text, number)
        found = known[text] = NAN if is_missing or isinstance(number, Reason) else number
        if len(known) > 100_000:  # noqa: PLR2004 - texts at hand; grades have a dozen
            known.clear()
    return found


def _score(asked: Asked, given: npt.NDArray[np.float64], excluded: Counter[str]) -> npt.NDArray[np.float64]:
    """The score as its measure counts it; off the scale is no answer, and is counted."""
    import numpy as np

    if len(given) and np.isnan(given).all():
        name = asked.info.names[asked.score]
        raise WrongOption(
            f"--score: “{name}” holds no numbers. If it holds words, name the good one by --good"
        )
    if asked.good is not None:
        if not (given == 1).any():
            raise WrongOption(f"--good: no row says “{asked.good}”")
        return given
    excluded["score empty or no number"] += int(np.isnan(given).sum())
    if asked.measure is None:
        return given
    scale = asked.measure.scale
    holds = {value: scale.holds(value) for value in np.unique(given[~np.isnan(given)]).tolist()}
    worth = {value: contribution(asked.measure, value) if ok else NAN for value, ok in holds.items()}
    excluded[Excluded.OFF_SCALE] += int(sum((given == value).sum() for value, ok in holds.items() if not ok))
    return np.array([worth.get(value, NAN) for value in given.tolist()])


def _candidates(asked: Asked, table: npt.NDArray[np.float64]) -> list[Candidate]:
    """The ends of the scale are those of all drivers' answers together: a file says no more."""
    import numpy as np

    ends = (None, None) if np.isnan(table).all() else (float(np.nanmin(table)), float(np.nanmax(table)))
    return [Candidate(asked.info.names[at], *ends) for at in asked.drivers]
