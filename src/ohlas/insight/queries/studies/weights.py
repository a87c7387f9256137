"""What a score would be if those who answered were as those they stand for: raking to known margins."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.studies.frame import Around, TooMany
from ohlas.insight.rules import UNKNOWN
from ohlas.insight.rules.studies import MOST_MARGINS, number
from ohlas.metrics import Cell, Figure, MetricsError, ScoreCounts
from ohlas.metrics.contributions import contribution
from ohlas.metrics.figures import Interval, figure

MOST = 300_000
Z = 1.959963984540054


@dataclass(frozen=True)
class Category:
    """One line of a margin: its share of the answers, the share wished for (None: not given), what weights make."""

    value: str
    answers: int
    share: float
    target: float | None
    weighted: float | None


@dataclass(frozen=True)
class WeightsFound:
    """`raked` figures are None until targets are given, or where `refusal` says why they cannot be met.

    `wrong` are the parts of the address that hold no number that may stand there, each with what is allowed.
    """

    margins: Mapping[str, tuple[Category, ...]]
    plain: Figure
    raked: Figure | None
    effect: float | None
    least: float | None
    largest: float | None
    rounds: int
    bounds: tuple[float, float]
    refusal: str
    wrong: Mapping[str, str]


def weights_found(around: Around) -> WeightsFound:
    """Errors: `TooMany`, `BadAddress`; the engine's `NotShown` where anonymous answers are meant."""
    names = _margins(around)
    wrong: dict[str, str] = {}
    bounds = (
        _bound(around, "least", (0.3, 0.0, 1.0), wrong),
        _bound(around, "largest", (3.0, 1.0, 1000.0), wrong),
    )
    cells = _cells(around, names)
    people = sum(counts.n for counts in cells.values())
    if people > MOST:
        raise TooMany(
            f"{people:,} answers are more than one page weights; choose days or a unit with up to {MOST:,}"
        )
    whole = _plain(around, cells)
    targets = {}
    for name in names:
        targets[name], mistaken = around.studied.targets(name)
        wrong |= mistaken
    margins = _listed(names, cells, targets, None)
    start = WeightsFound(margins, whole, None, None, None, None, 0, bounds, "", wrong)
    if wrong or not names or not all(any(wished.values()) for wished in targets.values()) or not people:
        return start
    try:
        return _raked(around, names, cells, targets, start)
    except MetricsError as error:
        said = str(error)
        return replace(start, refusal=said[:1].upper() + said[1:])


def _margins(around: Around) -> tuple[str, ...]:
    names = around.studied.own.get("margin", ())
    known = tuple(name for name in around.options if name not in {"question", "sentiment", "topic"})
    for name in names:
        if name not in known:
            raise BadAddress("margin", name[:60], f"one of {', '.join(known)} is allowed")
    if len(names) > MOST_MARGINS:
        raise BadAddress("margin", f"{len(names)} margins", f"up to {MOST_MARGINS} are allowed")
    return names


def _bound(around: Around, name: str, allowed: tuple[float, float, float], wrong: dict[str, str]) -> float:
    """The usual one where none is given, or none that may be: `allowed` is the usual, the least, the most."""
    usual, low, high = allowed
    given = around.studied.one(name)
    try:
        return number(name, given, low, high) if given else usual
    except BadAddress as error:
        wrong[name] = error.allowed
        return usual


def _cells(around: Around, names: tuple[str, ...]) -> dict[tuple[str, ...], ScoreCounts]:
    rows = run(around.store, around.ask.query(by=names)).rows
    found: dict[tuple[str, ...], ScoreCounts] = {}
    for row in rows:
        key = tuple(UNKNOWN if row.key[name] is None else str(row.key[name]) for name in names)
        cells = {value: Cell(cell.n, cell.n, cell.n) for value, cell in row.counts.cells.items()}
        found[key] = ScoreCounts(cells, row.counts.scale_id)
    return found


def _plain(around: Around, cells: Mapping[tuple[str, ...], ScoreCounts]) -> Figure:
    whole = sum(cells.values(), start=ScoreCounts({}, around.ask.scale))
    return around.ask.measure.score(whole)


def _listed(
    names: tuple[str, ...],
    cells: Mapping[tuple[str, ...], ScoreCounts],
    targets: Mapping[str, Mapping[str, float]],
    weights: Mapping[tuple[str, ...], float] | None,
) -> dict[str, tuple[Category, ...]]:
    people = sum(counts.n for counts in cells.values()) or 1
    listed = {}
    for place, name in enumerate(names):
        wished, total = targets[name], sum(targets[name].values())
        values = list(dict.fromkeys([*sorted({key[place] for key in cells}), *sorted(wished)]))
        rows = []
        for value in values:
            mine = {key: counts.n for key, counts in cells.items() if key[place] == value}
            given = sum(n * weights[key] for key, n in mine.items()) / people if weights else None
            target = wished[value] / total if value in wished and total else None
            rows.append(Category(value, sum(mine.values()), sum(mine.values()) / people, target, given))
        listed[name] = tuple(rows)
    return listed


def _raked(
    around: Around,
    names: tuple[str, ...],
    cells: Mapping[tuple[str, ...], ScoreCounts],
    targets: Mapping[str, Mapping[str, float]],
    start: WeightsFound,
) -> WeightsFound:
    import numpy as np

    from ohlas.metrics.raking import Margin, calibrated_se, rake

    measure, scale = around.ask.measure, around.ask.scale
    keys = [key for key, counts in cells.items() for _ in range(counts.n)]
    told = [value for counts in cells.values() for value, cell in counts.cells.items() for _ in range(cell.n)]
    worth = {value: contribution(measure, value, scale) for value in set(told)}
    values = np.array([worth[value] for value in told])
    wished: dict[str, dict[Hashable, float]] = {
        name: {value: share for value, share in targets[name].items()}  # noqa: C416 - other keys to the type checker
        for name in names
    }
    raked = rake(
        [Margin(name, [key[place] for key in keys], wished[name]) for place, name in enumerate(names)],
        bounds=start.bounds,
    )
    each = dict(zip(keys, raked.weights.tolist(), strict=True))  # people of one cell weigh the same
    score = float(np.average(values, weights=raked.weights))
    ends = _ends(score, calibrated_se(values, raked) if len(values) > 1 else 0.0, worth)
    n_kish = float(raked.weights.sum() ** 2 / (raked.weights**2).sum())
    return WeightsFound(
        margins=_listed(names, cells, targets, each),
        plain=start.plain,
        raked=figure(score, ends, len(values), (n_kish, n_kish)),
        effect=len(values) / n_kish,
        least=float(raked.weights.min()),
        largest=float(raked.weights.max()),
        rounds=raked.rounds,
        bounds=start.bounds,
        refusal="",
        wrong={},
    )


def _ends(score: float, se: float, worth: Mapping[float, float]) -> Interval | None:
    """None where everybody said the same: there is nothing to tell a width from."""
    if se <= 0 or len(set(worth.values())) < 2:  # noqa: PLR2004 - two different answers
        return None
    return Interval(score - Z * se, score + Z * se)
