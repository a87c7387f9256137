"""A headline figure as a card: value, whisker, words, change, and how it was counted."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.pages.sealed import sealed_said
from ohlas.insight.queries import ChangeBetween, Counted, Tile, Titles
from ohlas.insight.queries.documents import document_of
from ohlas.insight.rules import UNKNOWN, Pair, Selection
from ohlas.insight.rules.documents import document_text
from ohlas.lib.charts import Axis
from ohlas.metrics import SCALES, Comparison, Figure, Measure, share, share_figure, share_tally

_NPS_PARTS = (
    ("promoter", _("Promoters"), frozenset({9.0, 10.0})),
    ("passive", _("Passives"), frozenset({7.0, 8.0})),
    ("detractor", _("Detractors"), frozenset(map(float, range(7)))),
)


@dataclass(frozen=True)
class Whisker:
    """Where value and interval lie between the ends, as per cent for the picture; `line` marks a reference."""

    low: str
    high: str
    at: str
    line: str | None


@dataclass(frozen=True)
class Part:
    """One class of answers within the whole: its share as width, in words, and its tone."""

    tone: str
    name: str
    share: str
    start: str
    width: str


@dataclass(frozen=True)
class Change:
    """What happened since the period before; `symbol` only when tested."""

    symbol: str
    tone: str
    words: str
    detail: str


@dataclass(frozen=True)
class ReceiptLine:
    name: str
    words: str


@dataclass(frozen=True)
class FigureCard:
    """Everything a tile shows."""

    id: str
    title: str
    value: str
    interval: str
    answers: str
    is_indicative: bool
    is_empty: bool
    is_chosen: bool
    href: str
    answers_href: str
    whisker: Whisker | None
    parts: tuple[Part, ...]
    change: Change | None
    widened: str
    sealed: str
    sentence: str
    receipt: tuple[ReceiptLine, ...]
    formula: str
    docs: str
    query_document: str


def figure_card(
    tile: Tile, selection: Selection, titles: Titles, *, is_chosen: bool, is_marked: bool
) -> FigureCard:
    """A tile in words; the mark is the stored verdict's."""
    ask, figure = tile.counted.ask, tile.counted.figure
    name = words.measure_title(ask.measure)
    change = _change(tile, is_marked=is_marked)
    said = words.sentence(name, ask.measure, figure)
    return FigureCard(
        id=f"{ask.measure.id}-{ask.scale}",
        title=name,
        value=words.score(ask.measure, figure.value),
        interval=words.interval(ask.measure, figure),
        answers=words.answers(figure.n),
        is_indicative=figure.is_indicative,
        is_empty=figure.value is None,
        is_chosen=is_chosen,
        href=replace(selection, measure=ask.measure.id, page=1).address,
        answers_href=answers_address(tile.counted, selection),
        whisker=whisker(axis_of(ask.measure, ask.scale), figure),
        parts=nps_parts(tile.counted),
        change=change,
        widened=_widened(tile),
        sealed=sealed_said(tile.sealed, ask.measure, figure) if tile.sealed else "",
        sentence=f"{said}; {change.words}" if change else said,
        receipt=(*receipt(tile.counted, titles), *_compared(change)),
        formula=words.formula(ask.measure),
        docs=ask.measure.docs,
        query_document=document_text(document_of(ask)),
    )


def axis_of(measure: Measure, scale: str) -> Axis:
    return words.axis(measure, SCALES[scale].bounds)


def whisker(axis: Axis, figure: Figure, line: float | None = None) -> Whisker | None:
    """Places between the ends of the axis; None for nobody or an axis without ends."""
    if axis.low is None or axis.high is None or None in {figure.value, figure.low, figure.high}:
        return None
    low, span = axis.low, axis.high - axis.low or 1.0

    def place(value: float | None) -> str:
        return _place(((value or 0.0) - low) / span)

    return Whisker(
        place(figure.low), place(figure.high), place(figure.value), None if line is None else place(line)
    )


def answers_address(counted: Counted, selection: Selection) -> str:
    """The answers behind exactly this figure: its own days, even where the window was widened."""
    window = counted.ask.window
    chosen = replace(selection, measure=counted.ask.measure.id, bucket=None, by=None)
    return chosen.within(window.since, window.last_day).address


def nps_parts(counted: Counted) -> tuple[Part, ...]:
    """Promoters, passives and detractors of an NPS; nothing for other measures."""
    if counted.ask.measure.id != "nps" or counted.figure.value is None:
        return ()
    parts, start = [], 0.0
    for tone, name, chosen in _NPS_PARTS:
        size = share(share_tally(counted.counts, chosen)) or 0.0
        parts.append(Part(tone, str(name), words.percent(size, 0), _place(start), _place(size)))
        start += size
    return tuple(parts)


def nps_shares(counted: Counted) -> tuple[tuple[str, Figure], ...]:
    """The same classes with interval and n, for places with more room."""
    if counted.ask.measure.id != "nps" or counted.figure.value is None:
        return ()
    return tuple(
        (str(name), share_figure(share_tally(counted.counts, chosen))) for _tone, name, chosen in _NPS_PARTS
    )


def _place(fraction: float) -> str:
    return f"{100 * min(max(fraction, 0.0), 1.0):.2f}%"


def receipt(counted: Counted, titles: Titles) -> tuple[ReceiptLine, ...]:
    """How we counted: which answers, whose, which days, with two more digits."""
    ask, figure = counted.ask, counted.figure
    lines = [ReceiptLine(gettext("Days"), words.days(ask.window))]
    lines += [
        ReceiptLine(
            words.field_title(titles, name),
            ", ".join(words.value_title(titles, name, None if v == UNKNOWN else v) for v in values),
        )
        for name, values in ask.filters.items()
    ]
    if ask.tree is not None:
        lines.append(ReceiptLine(gettext("Tree of units"), gettext("as it stood on the day of each answer")))
    if ask.scope is not None:
        lines.append(ReceiptLine(gettext("Units"), gettext("only those you may see")))
    lines.append(ReceiptLine(gettext("Counted"), gettext("complete responses in which this was answered")))
    lines.append(ReceiptLine(gettext("Answers"), words.number(figure.n, 0)))
    if figure.value is not None:
        lines.append(ReceiptLine(gettext("Value"), words.score(ask.measure, figure.value, extra=1)))
        lines.append(ReceiptLine(gettext("Interval"), words.interval(ask.measure, figure, extra=1)))
    lines.append(ReceiptLine(gettext("Weights"), _weights(counted)))
    lines += [ReceiptLine(gettext("Left out"), warning) for warning in counted.warnings]
    return tuple(lines)


def _weights(counted: Counted) -> str:
    figure = counted.figure
    if figure.n_star is None or figure.n_kish is None:
        return gettext("none: every answer counts once")
    sizes = {"star": words.number(figure.n_star, 0), "kish": words.number(figure.n_kish, 0)}
    return gettext("used; worth %(star)s answers without weights (Kish: %(kish)s)") % sizes


def _compared(change: Change | None) -> tuple[ReceiptLine, ...]:
    return (ReceiptLine(gettext("Compared"), f"{change.detail}; {change.words}"),) if change else ()


def _widened(tile: Tile) -> str:
    if tile.months is None:
        return ""
    return gettext("Widened to %(months)s months: too few answers in the days chosen") % {
        "months": tile.months
    }


def _change(tile: Tile, *, is_marked: bool) -> Change | None:
    if tile.pair is None or tile.change is None:
        return None
    versus = _versus(tile.pair)
    comparison = tile.change.comparison
    if comparison is None:
        return Change("", "early", _too_early(tile.change), versus)
    measure = tile.counted.ask.measure
    detail = f"{versus}: {_difference(measure, comparison)}"
    if not is_marked:
        alone = comparison.low > 0 or comparison.high < 0
        said = gettext("could be chance") if alone else gettext("no clear change")
        return Change("", "same", said, detail)
    is_up = comparison.difference > 0
    is_better = is_up == (measure.better == "higher")
    said = gettext("better") if is_better else gettext("worse")
    return Change("▲" if is_up else "▼", "better" if is_better else "worse", said, detail)


def _too_early(change: ChangeBetween) -> str:
    if not change.earlier_n:
        return gettext("nothing earlier to compare with")
    return gettext("too early to compare")


def _versus(pair: Pair) -> str:
    if pair.step is None:
        return gettext("Against the %(days)s days before") % {"days": pair.earlier.days}
    periods = {"later": words.period(pair.later, pair.step), "earlier": words.period(pair.earlier, pair.step)}
    return gettext("%(later)s against %(earlier)s") % periods


def _difference(measure: Measure, comparison: Comparison) -> str:
    sign = "+" if comparison.difference > 0 else ""
    return gettext("%(difference)s, between %(low)s and %(high)s") % {
        "difference": f"{sign}{words.difference(measure, comparison.difference)}",
        "low": words.difference(measure, comparison.low),
        "high": words.difference(measure, comparison.high),
    }
