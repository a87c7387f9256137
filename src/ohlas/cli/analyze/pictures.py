"""The report's charts as SVG within the page: light and dark, wide and narrow; its rules show one of the four."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ohlas.cli.analyze.classes import class_of
from ohlas.cli.analyze.markup import Safe, el
from ohlas.cli.analyze.words import chart_axis, group_name, plain, sentence
from ohlas.lib.tables import unique_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.cli.analyze.result import Group, Result
    from ohlas.lib.charts import Axis, Bar, Spec

SHAPES = (("light wide-chart", "light", 720), ("light narrow-chart", "light", 340), ("dark wide-chart", "dark", 720),
          ("dark narrow-chart", "dark", 340))  # fmt: skip
ID = re.compile(r'\bid="|url\(#|href="#')
NO_WORD = re.compile(r"[^a-z]+")
MOST_BARS = 15
BINS = 12
MOST_GROUPS = 40
LABEL = 40


def distribution_picture(result: Result) -> Safe:
    """Answers on the scale with their shares; a continuous measure in classes of equal width."""
    from ohlas.lib.charts import distribution

    return _drawn(distribution(bars(result)), "How the answers are spread")


def groups_picture(result: Result) -> Safe:
    from ohlas.lib.charts import Row, breakdown

    measure = result.request.measure
    shown = charted_groups(result)
    rows = [
        Row(
            label=label,
            value=group.figure.value,
            low=group.figure.low,
            high=group.figure.high,
            n=group.figure.n,
            mark=group.verdict,
            sentence=plain(f"{group_name(group.key)}: {sentence(measure, group.figure)}"),
        )
        for label, group in zip(_labels(shown), shown, strict=True)
    ]
    axis: Axis = chart_axis(measure)
    return _drawn(breakdown(rows, axis, result.figure.value), "Groups with their intervals")


def charted_groups(result: Result) -> list[Group]:
    """The largest groups with an answer, best first; those under 30 answers stand below and are not ranked."""
    sign = -1 if result.request.measure.better == "higher" else 1
    largest = sorted(
        (group for group in result.groups if group.figure.value is not None), key=lambda g: -g.figure.n
    )
    firm = [group for group in largest[:MOST_GROUPS] if not group.figure.is_indicative]
    return [
        *sorted(firm, key=lambda group: sign * (group.figure.value or 0.0)),
        *[group for group in largest[:MOST_GROUPS] if group.figure.is_indicative],
    ]


def bars(result: Result) -> list[Bar]:
    """One bar per answer of the scale, also for answers nobody gave."""
    from ohlas.lib.charts import Bar

    cells = {value: (cell.n, cell.w) for value, cell in result.counts.cells.items()}
    scale = result.request.measure.scale
    whole = sum(w for _, w in cells.values()) or 1.0
    if scale.low is not None and scale.high is not None:
        values = [scale.low + i for i in range(round(scale.high - scale.low) + 1)]
    elif len(cells) <= MOST_BARS:
        values = list(cells)
    else:
        return _binned(cells, whole)
    return [
        Bar(
            label=f"{value:g}",
            share=cells.get(value, (0, 0.0))[1] / whole,
            n=cells.get(value, (0, 0.0))[0],
            tone=class_of(scale.id, value).tone,
            sentence=f"{value:g}: {cells.get(value, (0, 0.0))[0]:,} answers",
        )
        for value in values
    ]


def _binned(cells: dict[float, tuple[int, float]], whole: float) -> list[Bar]:
    from ohlas.lib.charts import Bar

    low, high = min(cells), max(cells)
    width = (high - low) / BINS
    counts, weights = [0] * BINS, [0.0] * BINS
    for value, (n, w) in cells.items():
        place = min(BINS - 1, int((value - low) / width))
        counts[place] += n
        weights[place] += w
    labels = [f"{low + i * width:.3g}–{low + (i + 1) * width:.3g}" for i in range(BINS)]
    return [
        Bar(label, weight / whole, n, "plain", f"{label}: {n:,} answers")
        for label, n, weight in zip(labels, counts, weights, strict=True)
    ]


def _drawn(spec: Spec, name: str) -> Safe:
    from ohlas.lib.charts import THEMES, to_svg

    drawings = [
        el("div", _own_ids(to_svg(spec, THEMES[theme], width), f"{name} {shape}"), cls=f"chart {shape}")
        for shape, theme, width in SHAPES
    ]
    return el("figure", *drawings, role="img", **{"aria-label": name})


def _own_ids(svg: str, name: str) -> Safe:
    """Drawings in one page share its ids: each one's clipping paths get names of their own."""
    prefix = NO_WORD.sub("-", name.lower())
    return Safe(ID.sub(lambda match: f"{match.group()}{prefix}-", svg))


def _labels(groups: Sequence[Group]) -> tuple[str, ...]:
    """Short names that stay different: a chart draws equal labels on one line."""
    return unique_names([_short(group_name(group.key)) for group in groups])


def _short(name: str) -> str:
    name = plain(name)
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
