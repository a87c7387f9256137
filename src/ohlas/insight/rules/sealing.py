"""How tallies are sealed: one text per tally whatever database held it, its digest, and the digest of them all."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from ohlas.metrics import Cell, Figure, ScoreCounts


def written_counts(counts: ScoreCounts) -> list[list[float]]:
    """The tally as it is stored: answer, how many, Σw, Σw²."""
    return [[value, cell.n, cell.w, cell.w2] for value, cell in counts.cells.items()]


def read_counts(written: Iterable[Iterable[float]], scale: str) -> ScoreCounts:
    cells = {value: Cell(int(n), float(w), float(w2)) for value, n, w, w2 in written}
    return ScoreCounts(cells, scale)


def written_figure(figure: Figure) -> dict[str, float | int | None]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "n_star": figure.n_star,
        "n_kish": figure.n_kish,
    }


def read_figure(written: Mapping[str, float | None]) -> Figure:
    n = written.get("n") or 0
    rest = {name: written.get(name) for name in ("value", "low", "high", "n_star", "n_kish")}
    return Figure(n=int(n), **rest)


def tally_digest(unit: str | None, scale: str, n: int, counts: object, figures: object) -> str:
    """Of one tally."""
    return _sha256([unit, scale, n, counts, figures])


def closing_digest(  # noqa: PLR0917 - what a closing is, in one fixed order
    organisation: str,
    number: int,
    period: str,
    until: date,
    closed_at: datetime,
    facts_version: int | None,
    previous: str,
    tallies: Iterable[str],
) -> str:
    """Of a closing with all its tallies and the closing before it."""
    moment = closed_at.astimezone(UTC).isoformat()
    return _sha256(
        [organisation, number, period, until.isoformat(), moment, facts_version, previous, sorted(tallies)]
    )


def _sha256(parts: object) -> str:
    text = json.dumps(_plain(parts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(part: object) -> object:
    """Numbers as texts: databases give a whole float back as an integer, or the other way round."""
    if isinstance(part, bool) or part is None or isinstance(part, str):
        return part
    if isinstance(part, int | float):
        return repr(float(part))
    if isinstance(part, Mapping):
        return {str(name): _plain(value) for name, value in part.items()}
    return [_plain(one) for one in part] if isinstance(part, list | tuple) else str(part)
