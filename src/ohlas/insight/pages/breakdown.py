"""Groups one under another, and questions side by side, each with its whisker."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import Whisker, axis_of, whisker
from ohlas.insight.queries import Ask, Beside, Breakdown, GroupFigure, GroupTrend, Titles
from ohlas.insight.rules import UNKNOWN, Selection
from ohlas.lib.charts import Axis, Row, Spec, breakdown
from ohlas.lib.charts.shapes import Mark
from ohlas.metrics import Figure

MOST_GROUPS = 60
"""Rows of one breakdown; the largest groups are shown, the export has all."""


@dataclass(frozen=True)
class GroupRow:
    """One group: figure, place on the common axis, verdict against the rest, its answers, the page for it alone."""

    name: str
    value: str
    interval: str
    n: str
    mark: Mark
    symbol: str
    verdict: str
    sentence: str
    whisker: Whisker | None
    answers_href: str
    only_href: str


@dataclass(frozen=True)
class BreakdownCard:
    title: str
    rows: tuple[GroupRow, ...]
    left_out: str
    low: str
    high: str
    total: str
    csv_href: str


@dataclass(frozen=True)
class Spark:
    """A small trend as coordinates of a 100 by 40 picture: the band and the line, broken where nobody answered."""

    bands: tuple[str, ...]
    lines: tuple[str, ...]
    spots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BesideCard:
    """One question: its figure and how it went, over the same steps as its neighbours."""

    name: str
    value: str
    interval: str
    n: str
    is_indicative: bool
    sentence: str
    spark: Spark
    first: str
    last: str
    steps: tuple[tuple[str, str], ...]
    href: str


def breakdown_rows(
    found: Breakdown, ask: Ask, titles: Titles, selection: Selection, answers: str
) -> tuple[GroupRow, ...]:
    """Ranked groups best first, then those too small to rank, by name."""
    shown = found.groups[:MOST_GROUPS]
    common = _common_axis(axis_of(ask.measure, ask.scale), [group.figure for group in shown])
    rows = [
        _row(group, found, ask, titles, selection, answers=answers, common=common)
        for group in ranked(shown, ask, titles)
    ]
    return tuple(rows)


def breakdown_card(
    found: Breakdown, ask: Ask, titles: Titles, selection: Selection, *, answers: str, csv_href: str
) -> BreakdownCard:
    shown = found.groups[:MOST_GROUPS]
    common = _common_axis(axis_of(ask.measure, ask.scale), [group.figure for group in shown])
    hidden = len(found.groups) - len(shown)
    return BreakdownCard(
        title=words.field_title(titles, found.by),
        rows=breakdown_rows(found, ask, titles, selection, answers),
        left_out=gettext("%(count)s smaller groups are in the export") % {"count": hidden} if hidden else "",
        low=words.score(ask.measure, common.low),
        high=words.score(ask.measure, common.high),
        total=words.score(ask.measure, found.total.value),
        csv_href=csv_href,
    )


def breakdown_spec(found: Breakdown, ask: Ask, titles: Titles) -> Spec:
    """The same groups as a chart, for pictures in mail, PDF and slides."""
    shown = found.groups[:MOST_GROUPS]
    rows = []
    for group in ranked(shown, ask, titles):
        name = words.value_title(titles, found.by, group.key)
        figure = group.figure
        said = words.sentence(name, ask.measure, figure)
        rows.append(Row(name, figure.value, figure.low, figure.high, figure.n, mark_of(group, ask), said))
    return breakdown(rows, axis_of(ask.measure, ask.scale), found.total.value)


def beside_cards(found: Beside, titles: Titles, selection: Selection) -> tuple[BesideCard, ...]:
    """The questions, best first; all drawn on one common axis, so that they can be compared."""
    ends = [point.figure for group in found.groups for point in group.points]
    common = _common_axis(axis_of(found.ask.measure, found.ask.scale), ends)
    best = sorted(found.groups, key=lambda group: place_of(group.figure, found.ask))
    return tuple(_beside(group, found, titles, selection, common) for group in best)


def mark_of(group: GroupFigure, ask: Ask) -> Mark:
    """What may be said about a group; triangles only where the whole family of tests allows it."""
    if group.figure.is_indicative:
        return "indicative"
    if group.test is None or not group.test.is_marked:
        return "none"
    is_up = group.test.comparison.difference > 0
    return "better" if is_up == (ask.measure.better == "higher") else "worse"


def ranked(groups: tuple[GroupFigure, ...], ask: Ask, titles: Titles) -> list[GroupFigure]:
    """Best first, then those too small to rank, by name."""

    def place(group: GroupFigure) -> tuple[bool, float, str]:
        name = words.value_title(titles, "", group.key)
        is_small = group.figure.is_indicative
        return is_small, 0.0 if is_small else place_of(group.figure, ask), name

    return sorted(groups, key=place)


def place_of(figure: Figure, ask: Ask) -> float:
    if figure.value is None:
        return float("inf")
    return -figure.value if ask.measure.better == "higher" else figure.value


def _row(
    group: GroupFigure,
    found: Breakdown,
    ask: Ask,
    titles: Titles,
    selection: Selection,
    *,
    answers: str,
    common: Axis,
) -> GroupRow:
    name = words.value_title(titles, found.by, group.key)
    mark = mark_of(group, ask)
    symbol, verdict = verdict_of(mark, group)
    key = UNKNOWN if group.key is None else group.key
    alone = replace(selection.narrowed(found.by, key), measure=ask.measure.id)
    behind = replace(alone, bucket=None, by=None).within(ask.window.since, ask.window.last_day)
    return GroupRow(
        name=name,
        value=words.score(ask.measure, group.figure.value),
        interval=words.interval(ask.measure, group.figure),
        n=words.number(group.figure.n, 0),
        mark=mark,
        symbol=symbol,
        verdict=verdict,
        sentence=f"{words.sentence(name, ask.measure, group.figure)}, {verdict}",
        whisker=whisker(common, group.figure, found.total.value),
        answers_href=answers + behind.address,
        only_href=replace(alone, by=None).address,
    )


def verdict_of(mark: Mark, group: GroupFigure) -> tuple[str, str]:
    """The triangle, empty unless tested, and what it says."""
    if mark == "indicative":
        return "", gettext("indicative only")
    if mark == "none" or group.test is None:
        return "", gettext("no clear difference from the rest")
    symbol = "▲" if group.test.comparison.difference > 0 else "▼"
    return symbol, gettext("better than the rest") if mark == "better" else gettext("worse than the rest")


def _common_axis(axis: Axis, figures: list[Figure]) -> Axis:
    """From the lowest to the highest whisker, so that differences can be seen; never beyond the scale."""
    ends = [end for figure in figures for end in (figure.low, figure.high) if end is not None]
    if not ends:
        return axis
    return replace(axis, low=min(ends), high=max(ends))


def _beside(
    group: GroupTrend, found: Beside, titles: Titles, selection: Selection, common: Axis
) -> BesideCard:
    measure = found.ask.measure
    name = words.value_title(titles, found.by, group.key)
    steps = [(words.bucket(point.start, found.step), point) for point in group.points]
    alone = selection.narrowed(found.by, UNKNOWN if group.key is None else group.key)
    return BesideCard(
        name=name,
        value=words.score(measure, group.figure.value),
        interval=words.interval(measure, group.figure),
        n=words.answers(group.figure.n),
        is_indicative=group.figure.is_indicative,
        sentence=words.sentence(name, measure, group.figure),
        spark=_spark([point.figure for point in group.points], common),
        first=steps[0][0] if steps else "",
        last=steps[-1][0] if len(steps) > 1 else "",
        steps=tuple((label, words.sentence(label, measure, point.figure)) for label, point in steps),
        href=replace(alone, measure=measure.id).address,
    )


def _spark(figures: list[Figure], axis: Axis) -> Spark:
    """Runs of neighbours become a band and a line; a lone one gets a thin band of its own."""
    low, high = axis.low or 0.0, axis.high if axis.high is not None else 1.0
    span = (high - low) or 1.0
    step = 100 / max(len(figures) - 1, 1)
    runs: list[list[tuple[float, Figure]]] = [[]]
    for index, figure in enumerate(figures):
        if figure.value is None:
            runs.append([])
        else:
            runs[-1].append((index * step if len(figures) > 1 else 50.0, figure))

    def y(value: float | None) -> str:
        return f"{38 - 36 * ((value or 0.0) - low) / span:.1f}"

    kept = [run for run in runs if run]
    return Spark(
        bands=tuple(_band(run, y) for run in kept),
        lines=tuple(
            " ".join(f"{x:.1f},{y(figure.value)}" for x, figure in run) for run in kept if len(run) > 1
        ),
        spots=tuple((f"{x:.1f}", y(figure.value)) for run in kept for x, figure in run[-1:]),
    )


def _band(run: list[tuple[float, Figure]], y: Callable[[float | None], str]) -> str:
    if len(run) == 1:
        x, figure = run[0]
        run = [(x - 1, figure), (x + 1, figure)]
    above = [f"{x:.1f},{y(figure.high)}" for x, figure in run]
    below = [f"{x:.1f},{y(figure.low)}" for x, figure in reversed(run)]
    return " ".join([*above, *below])
