"""Trend and distribution as charts with the same numbers in a table behind each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import axis_of
from ohlas.insight.pages.sealed import sealed_said
from ohlas.insight.queries import Ask, Counted, TrendPoint
from ohlas.insight.queries.closing import Sealed
from ohlas.insight.rules import Selection, Step, Window
from ohlas.insight.rules.periods import following
from ohlas.lib.charts import Bar, Point, Spec, distribution, trend
from ohlas.lib.charts.shapes import Tone
from ohlas.metrics import SCALES, Measure, share, share_tally
from ohlas.metrics.registry import ShareMeasure


@dataclass(frozen=True)
class ChartRow:
    """A line of the table behind a chart; the name leads to the answers."""

    name: str
    value: str
    interval: str
    n: str
    href: str
    is_indicative: bool
    sealed: str = ""
    """What was reported when this step was closed, and what changed since."""


@dataclass(frozen=True)
class ChartCard:
    """A chart: specification, pictures for pages without scripts, table, and it all in a sentence."""

    id: str
    title: str
    spec: Spec
    light: str
    dark: str
    rows: tuple[ChartRow, ...]
    sentence: str
    note: str = ""

    @property
    def has_sealed(self) -> bool:
        return any(row.sealed for row in self.rows)


Seals = Mapping[date, Sealed]


def trend_card(
    ask: Ask,
    points: tuple[TrendPoint, ...],
    step: Step,
    selection: Selection,
    sealed: Seals,
    *,
    answers: str,
    picture: str,
) -> ChartCard:
    shown = [
        (words.bucket(p.start, step), _answers_in(answers, selection, ask, p.start, step)) for p in points
    ]
    rows = tuple(
        ChartRow(
            name=name,
            value=words.score(ask.measure, point.figure.value),
            interval=words.interval(ask.measure, point.figure),
            n=words.number(point.figure.n, 0),
            href=href,
            is_indicative=point.figure.is_indicative,
            sealed=_sealed_words(ask, point, sealed),
        )
        for (name, href), point in zip(shown, points, strict=True)
    )
    note = square_said(sealed)
    return ChartCard(
        id="trend",
        title=gettext("Trend"),
        spec=trend_spec(ask, points, step, tuple(href for _, href in shown), sealed),
        light=picture.format(theme="light"),
        dark=picture.format(theme="dark"),
        rows=rows,
        sentence=_trend_sentence(ask, points, step),
        note=note,
    )


def trend_spec(
    ask: Ask,
    points: tuple[TrendPoint, ...],
    step: Step,
    hrefs: tuple[str, ...] | None = None,
    sealed: Seals = MappingProxyType({}),
) -> Spec:
    one_year = len({point.start.year for point in points}) <= 1
    places = hrefs or (None,) * len(points)
    return trend(
        [
            Point(
                label=words.tick(point.start, step, with_year=not one_year),
                value=point.figure.value,
                low=point.figure.low,
                high=point.figure.high,
                n=point.figure.n,
                sentence="; ".join(filter(None, _said_of(ask, point, step, sealed))),
                href=href or None,
                indicative=point.figure.is_indicative,
                sealed=sealed[point.start].figure.value if point.start in sealed else None,
            )
            for point, href in zip(points, places, strict=True)
        ],
        axis_of(ask.measure, ask.scale),
    )


def square_said(sealed: Seals) -> str:
    """What □ stands for, where a step is closed."""
    return gettext("□ stands at what was reported when a period was closed.") if sealed else ""


def _said_of(ask: Ask, point: TrendPoint, step: Step, sealed: Seals) -> tuple[str, str]:
    said = words.sentence(words.bucket(point.start, step), ask.measure, point.figure)
    return said, _sealed_words(ask, point, sealed)


def _sealed_words(ask: Ask, point: TrendPoint, sealed: Seals) -> str:
    known = sealed.get(point.start)
    return sealed_said(known, ask.measure, point.figure) if known else ""


def distribution_card(counted: Counted, selection: Selection, answers: str, picture: str) -> ChartCard:
    bars = tuple(bars_of(counted, selection, answers))
    return ChartCard(
        id="distribution",
        title=gettext("Distribution of answers, in %"),
        spec=distribution(bars),
        light=picture.format(theme="light"),
        dark=picture.format(theme="dark"),
        rows=tuple(
            ChartRow(
                bar.label,
                words.percent(bar.share),
                "",
                words.number(bar.n, 0),
                bar.href or "",
                is_indicative=False,
            )
            for bar in bars
        ),
        sentence=gettext("How many people in a hundred gave each answer, from %(answers)s.")
        % {"answers": words.answers(counted.counts.n)},
    )


def distribution_spec(counted: Counted, selection: Selection, answers: str) -> Spec:
    return distribution(list(bars_of(counted, selection, answers)))


def bars_of(counted: Counted, selection: Selection, answers: str) -> Iterator[Bar]:
    """One bar per answer the scale knows, in its order."""
    cells, scale = counted.counts.cells, SCALES[counted.ask.scale]
    values = sorted(cells)
    if scale.low is not None and scale.high is not None and scale.step:
        values = [scale.low + i * scale.step for i in range(round((scale.high - scale.low) / scale.step) + 1)]
    window = counted.ask.window
    chosen = replace(selection, measure=counted.ask.measure.id, bucket=None, by=None)
    chosen = chosen.within(window.since, window.last_day)
    for value in values:
        cell = cells.get(value)
        given, n = share(share_tally(counted.counts, frozenset({value}))) or 0.0, cell.n if cell else 0
        label = f"{value:g}"
        said = gettext("%(value)s: %(share)s, %(answers)s") % {
            "value": label,
            "share": words.percent(given),
            "answers": words.answers(n),
        }
        href = answers + chosen.narrowed("value", label).address if answers else None
        yield Bar(label, given, n, _tone(counted.ask.measure, value), said, href)


def _tone(measure: Measure, value: float) -> Tone:
    if measure.id == "nps":
        return "promoter" if value >= 9 else "passive" if value >= 7 else "detractor"  # noqa: PLR2004 - NPS classes
    if isinstance(measure, ShareMeasure):
        return "promoter" if value in measure.chosen else "passive"
    return "plain"


def _answers_in(answers: str, selection: Selection, ask: Ask, start: date, step: Step) -> str:
    """The answers of one step, as far as the window reaches; empty for those who may not see them."""
    if not answers:
        return ""
    window = _within(ask.window, start, following(start, step))
    chosen = replace(selection, measure=ask.measure.id, bucket=None, by=None)
    return answers + chosen.within(window.since, window.last_day).address


def _within(window: Window, start: date, end: date) -> Window:
    return Window(max(window.since or start, start), min(window.until or end, end))


def _trend_sentence(ask: Ask, points: tuple[TrendPoint, ...], step: Step) -> str:
    known = [point for point in points if point.figure.value is not None]
    if not known:
        return gettext("Nobody answered in these days.")
    first, last = known[0], known[-1]
    return gettext("%(first)s to %(last)s; the band is the 95%% interval.") % {
        "first": words.sentence(words.bucket(first.start, step), ask.measure, first.figure),
        "last": words.sentence(words.bucket(last.start, step), ask.measure, last.figure),
    }
