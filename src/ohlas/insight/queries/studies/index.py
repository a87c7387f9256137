"""A survey's satisfaction index: weighed by importance where importance was asked, else of the American type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.engine import matrix
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.catalogue import Asked
from ohlas.insight.queries.drivers import questions_of
from ohlas.insight.queries.kept import computed
from ohlas.insight.queries.studies.frame import Around
from ohlas.metrics import SCALES, Figure, MetricsError, UnlikeScales, mean_figure
from ohlas.metrics.moments import moments

if TYPE_CHECKING:
    from ohlas.engine import Matrix
    from ohlas.metrics.acsi import Acsi
    from ohlas.metrics.csi import Csi

IMPORTANCE, PERFORMANCE = ".importance", ".performance"
"""How the two questions of one thing are told apart by their ids."""
THREE = 3
TEN = (1.0, 10.0)
_SEED = 5
_MOST = 40


@dataclass(frozen=True)
class IndexItem:
    asked: Asked
    figure: Figure


@dataclass(frozen=True)
class IndexFound:
    """At most one of `csi` and `acsi`; `choices` are the questions on 1 to 10 the second may be made of."""

    items: tuple[IndexItem, ...]
    csi: "Csi | None"
    acsi: "Acsi | None"
    choices: tuple[Asked, ...]
    chosen: tuple[str, ...]
    refusal: str
    warnings: tuple[str, ...] = ()


def index_found(around: Around) -> IndexFound:
    """Errors: `BadAddress` for items that are not there."""
    selection = around.studied.selection
    questions = questions_of(around.frame.catalogue, selection.filters.get("survey", ()))
    pairs = _pairs(questions)
    choices = tuple(one for one in questions if SCALES[one.scale].bounds == TEN and not _is_half(one))
    chosen = _chosen(around, choices)
    shown = (
        [one for pair in pairs for one in pair]
        or [one for one in choices if one.id in chosen]
        or list(choices)
    )
    key = (*around.parts(), tuple(one.id for one in shown[:_MOST]), chosen)

    def compute() -> IndexFound:
        return _found(around, shown[:_MOST], pairs, choices, chosen)

    return computed(key, compute)


def _found(
    around: Around,
    shown: Sequence[Asked],
    pairs: Sequence[tuple[Asked, Asked]],
    choices: tuple[Asked, ...],
    chosen: tuple[str, ...],
) -> IndexFound:
    told = _matrix(around, shown)
    items = tuple(IndexItem(one, _mean(told, place, one)) for place, one in enumerate(shown))
    warnings = tuple(map(str, told.warnings))
    try:
        csi = _csi(around, told, shown, pairs) if pairs else None
        acsi = _acsi(around, told, shown, chosen) if not pairs and len(chosen) == THREE else None
    except MetricsError as error:
        said = str(error)
        return IndexFound(items, None, None, choices, chosen, said[:1].upper() + said[1:], warnings)
    return IndexFound(items, csi, acsi, choices, chosen, "", warnings)


def _matrix(around: Around, shown: Sequence[Asked]) -> "Matrix":
    query = around.ask.query()
    return matrix(around.store, query, tuple((one.id, one.scale) for one in shown))


def _mean(told: "Matrix", place: int, one: Asked) -> Figure:
    import numpy as np

    column = told.values[:, place]
    known = ~np.isnan(column)
    weights = np.ones(len(column)) if told.weights is None else told.weights
    cells = []
    for value in np.unique(column[known]):
        mine = weights[known & (column == value)]
        cells.append((float(value), float(mine.sum()), float((mine**2).sum())))
    return mean_figure(moments(int(known.sum()), cells), SCALES[one.scale].bounds)


def _csi(
    around: Around, told: "Matrix", shown: Sequence[Asked], pairs: Sequence[tuple[Asked, Asked]]
) -> "Csi | None":
    import numpy as np

    from ohlas.metrics.csi import csi

    if not len(told.values):
        return None
    scales = sorted({one.scale for pair in pairs for one in pair[1:]})
    if len(scales) > 1:
        raise UnlikeScales(scales[0], scales[1])
    place = {one.id: at for at, one in enumerate(shown)}
    matters, works = ([place[pair[half].id] for pair in pairs] for half in (0, 1))
    scale, wanted = SCALES[scales[0]].bounds or TEN, SCALES[pairs[0][0].scale].bounds
    return csi(
        [pair[1].id for pair in pairs],
        told.values[:, matters],
        told.values[:, works],
        scale=scale,
        rng=np.random.default_rng(_SEED),
        weights=told.weights if around.ask.weighted else None,
        common_scale=wanted == scale,
    )


def _acsi(around: Around, told: "Matrix", shown: Sequence[Asked], chosen: tuple[str, ...]) -> "Acsi | None":
    from ohlas.metrics.acsi import acsi

    place = {one.id: at for at, one in enumerate(shown)}
    if not len(told.values):
        return None
    return acsi(
        told.values[:, [place[one] for one in chosen]], weights=told.weights if around.ask.weighted else None
    )


def _pairs(questions: Sequence[Asked]) -> list[tuple[Asked, Asked]]:
    """Importance and performance of one thing."""
    named = {one.id: one for one in questions}
    found = []
    for one in questions:
        other = named.get(one.id.removesuffix(PERFORMANCE) + IMPORTANCE)
        if one.id.endswith(PERFORMANCE) and other:
            found.append((other, one))
    return found


def _is_half(one: Asked) -> bool:
    return one.id.endswith((IMPORTANCE, PERFORMANCE))


def _chosen(around: Around, choices: Sequence[Asked]) -> tuple[str, ...]:
    wanted = around.studied.own.get("item", ())
    known = [one.id for one in choices]
    for name in wanted:
        if name not in known:
            raise BadAddress("item", name[:60], f"one of {', '.join(known[:30]) or 'none yet'}")
    if wanted:
        return tuple(one for one in known if one in wanted)
    overall = [one.id for one in choices if one.scale == "csat_1_10"]
    return tuple(overall) if len(overall) == THREE else ()
