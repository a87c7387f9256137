"""The comparison with others: everything its template may use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import ReceiptLine, Whisker, axis_of, receipt, whisker
from ohlas.insight.pages.filters import Chip, Field, Tab, chips, fields_of, tree_tabs
from ohlas.insight.pages.usual import usual_range
from ohlas.insight.queries.benchmarks import (
    FEW_OWN,
    FEW_THEIRS,
    MANY,
    NO_N,
    NO_SPREAD,
    NOBODY,
    SURVEY,
    BenchmarksFound,
    Line,
    Section,
    Unlike,
)
from ohlas.insight.rules import PRESETS, Step
from ohlas.metrics import SCALES, Figure, Measure, measures_of

WHY_NOT: Mapping[str, Promise] = {
    NO_N: _("cannot be tested: no n published"),
    NO_SPREAD: _("cannot be tested: no standard deviation published"),
    FEW_OWN: _("too early to test: fewer than 30 answers of your own"),
    FEW_THEIRS: _("not tested: fewer than 30 answers behind it"),
    NOBODY: _("nothing to compare yet"),
    MANY: _("not compared: several questions share this scale, so choose one above"),
}
KIND_WORDS: Mapping[str, Promise] = {"competitor": _("competitor"), "industry": _("industry figure")}


@dataclass(frozen=True)
class BenchmarkPlaces:
    """Where the page's links lead; empty for those who may not go there."""

    page: str
    competitors: str
    table: str
    answers: str


@dataclass(frozen=True)
class LineCard:
    """One benchmark: where it lies, how far from us, and whether that stands."""

    name: str
    kind: str
    origin: str
    value: str
    interval: str
    n: str
    days: str
    source: str
    link: str
    note: str
    whisker: Whisker | None
    tone: str
    symbol: str
    difference: str
    verdict: str
    is_indicative: bool


@dataclass(frozen=True)
class SectionCard:
    """One measure: ours above, others below, unlike ones told apart."""

    id: str
    title: str
    scale: str
    low: str
    high: str
    value: str
    interval: str
    n: str
    whisker: Whisker | None
    is_empty: bool
    is_indicative: bool
    sentence: str
    answers: str
    lines: tuple[LineCard, ...]
    unlike: tuple[str, ...]
    usual: str
    receipt: tuple[ReceiptLine, ...]
    formula: str
    docs: str
    has_widest: bool
    why_empty: str


@dataclass(frozen=True)
class BenchmarksPage:
    """`insight/benchmarks/page.html`; no sections before the first benchmark."""

    places: BenchmarkPlaces
    sections: tuple[SectionCard, ...]
    presets: tuple[Tab, ...]
    fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    clear: str
    days: str
    has_competitors: bool
    trees: tuple[Tab, ...] = ()


def benchmarks_page(found: BenchmarksFound, places: BenchmarkPlaces) -> BenchmarksPage:
    chosen = found.selection
    return BenchmarksPage(
        places=places,
        sections=tuple(_section(one, found, places) for one in found.sections),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                replace(chosen, preset=preset, since=None, until=None).address,
                found.preset is preset,
            )
            for preset in PRESETS
        ),
        fields=tuple(fields_of(found.options, chosen, found.titles)),
        chips=tuple(chips(chosen, found.titles)),
        kept=tuple(pair for pair in chosen.pairs() if pair[0] in {"period", "since", "until", "units"}),
        clear=replace(chosen, filters={}).address,
        days=words.days(found.sections[0].window) if found.sections else "",
        has_competitors=found.has_competitors,
        trees=tree_tabs(chosen, has_moves=found.has_moves),
    )


def scale_words(scale: str) -> str:
    """A scale as people say it: its ends, and which one is the good one where that could be mistaken."""
    known = SCALES[scale]
    if known.bounds is None:
        return gettext("free numbers")
    ends = {"low": words.number(known.bounds[0], 0), "high": words.number(known.bounds[1], 0)}
    if known.direction == "lower":
        return gettext("%(low)s to %(high)s, lower is better") % ends
    return gettext("%(low)s to %(high)s") % ends


def days_words(since: date | None, until: date | None) -> str:
    if until is None:
        return ""
    if since is None or since == until:
        return words.day(until)
    return gettext("%(since)s – %(until)s") % {"since": words.day(since), "until": words.day(until)}


def _section(section: Section, found: BenchmarksFound, places: BenchmarkPlaces) -> SectionCard:
    measure, own = section.measure, section.own.figure
    axis = axis_of(measure, section.scale)
    name = words.measure_title(measure)
    window = section.window
    behind = replace(found.selection, measure=measure.id, bucket=None, by=None)
    lines = tuple(_line(section, line) for line in section.lines)
    return SectionCard(
        id=f"{measure.id}-{section.scale}",
        title=name,
        scale=scale_words(section.scale),
        low="" if axis.low is None else words.score(measure, axis.low),
        high="" if axis.high is None else words.score(measure, axis.high),
        value=words.score(measure, own.value),
        interval=words.interval(measure, own),
        n=words.answers(own.n),
        whisker=whisker(axis, own),
        is_empty=own.value is None,
        is_indicative=own.is_indicative,
        sentence=words.sentence(name, measure, own),
        answers=places.answers + behind.within(window.since, window.last_day).address
        if places.answers and own.n
        else "",
        lines=tuple(sorted(lines, key=lambda card: card.name.casefold())),
        unlike=tuple(_unlike_words(section, one) for one in section.unlike) + _asked_instead(section),
        usual=usual_range(measure.id),
        receipt=receipt(section.own, found.titles),
        formula=words.formula(measure),
        docs=measure.docs,
        has_widest=any(line.is_widest for line in section.lines),
        why_empty=gettext("Several questions share this scale: choose one above.")
        if own.n
        else gettext("Nobody answered this on this scale in these days."),
    )


def _line(section: Section, line: Line) -> LineCard:
    measure, figure = section.measure, line.figure
    tone, symbol, verdict = _verdict(measure, line)
    return LineCard(
        name=line.competitor,
        kind=str(KIND_WORDS[line.kind]),
        origin=gettext("your survey of its customers") if line.origin == SURVEY else gettext("published"),
        value=words.score(measure, figure.value),
        interval=_interval(measure, line),
        n=words.answers(figure.n) if line.why_not != NO_N else gettext("n not published"),
        days=_months(line) if line.origin == SURVEY else days_words(line.since, line.until),
        source=line.source,
        link=line.link,
        note=line.note,
        whisker=_whisker(section, figure),
        tone=tone,
        symbol=symbol,
        difference=_difference(measure, section.own.figure, line),
        verdict=verdict,
        is_indicative=line.why_not == FEW_THEIRS,
    )


def _interval(measure: Measure, line: Line) -> str:
    said = words.interval(measure, line.figure)
    if not said:
        return gettext("interval unknown") if line.figure.value is not None else ""
    return f"{said}*" if line.is_widest else said


def _months(line: Line) -> str:
    """When a survey was answered, by the month."""
    if line.since is None or line.until is None:
        return ""
    first, last = (words.bucket(day, Step.MONTH) for day in (line.since, line.until))
    return first if first == last else gettext("%(since)s – %(until)s") % {"since": first, "until": last}


def _whisker(section: Section, figure: Figure) -> Whisker | None:
    """Our own value is the dashed line; a value without an interval is a spot."""
    axis = axis_of(section.measure, section.scale)
    bare = figure if figure.low is not None else replace(figure, low=figure.value, high=figure.value)
    return whisker(axis, bare, section.own.figure.value)


def _difference(measure: Measure, own: Figure, line: Line) -> str:
    """How far we lie from it; with its interval where it was tested."""
    if own.value is None or line.figure.value is None:
        return words.NOBODY
    gap = line.test.comparison.difference if line.test else own.value - line.figure.value
    said = f"{'+' if gap > 0 else ''}{words.difference(measure, gap)}"
    if line.test is None:
        return said
    return gettext("%(difference)s, between %(low)s and %(high)s") % {
        "difference": said,
        "low": words.difference(measure, line.test.comparison.low),
        "high": words.difference(measure, line.test.comparison.high),
    }


def _verdict(measure: Measure, line: Line) -> tuple[str, str, str]:
    if line.test is None:
        return "none", "", str(WHY_NOT[line.why_not])
    if not line.test.is_marked:
        return "none", "", gettext("no clear difference")
    is_up = line.test.comparison.difference > 0
    is_better = is_up == (measure.better == "higher")
    said = gettext("you are better, and it stands") if is_better else gettext("you are worse, and it stands")
    # The mark tells where the other lies from us, so it points the other way.
    return ("worse" if is_better else "better"), ("▼" if is_up else "▲"), said


def _unlike_words(section: Section, one: Unlike) -> str:
    return gettext("%(who)s, %(measure)s: asked %(theirs)s, not %(ours)s") % {
        "who": one.competitor,
        "measure": words.measure_title(one.measure),
        "theirs": scale_words(one.scale),
        "ours": scale_words(section.scale),
    }


def _asked_instead(section: Section) -> tuple[str, ...]:
    """What we ask ourselves, where it is another scale than the benchmark's."""
    if section.own.figure.value is not None:
        return ()
    return tuple(
        gettext("your own %(measure)s: asked %(theirs)s, not %(ours)s")
        % {
            "measure": words.measure_title(measures_of(scale)[0]),
            "theirs": scale_words(scale),
            "ours": scale_words(section.scale),
        }
        for scale in section.asked_instead
    )
