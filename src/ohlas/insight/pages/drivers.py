"""The driver page: the ranking with intervals, the map, penalties and rewards, and everything left out, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.driver_bar import DriversBar, drivers_bar
from ohlas.insight.pages.driver_map import drawn_map
from ohlas.insight.pages.driver_words import KINDS, QUADRANTS, REMARKS
from ohlas.insight.pages.figures import ReceiptLine, Whisker, receipt, whisker
from ohlas.insight.queries.drivers import DriversAsk, DriversFound
from ohlas.insight.rules import Preset, Selection
from ohlas.insight.rules.driven import SAMPLES
from ohlas.lib.charts import Axis, Spec, both_themes
from ohlas.metrics import SCALES, Figure, Measure, measures_of

MANY_SILENT = 0.2
"""Share of the people who gave the score and answered no driver from which on the page says so in front."""

if TYPE_CHECKING:
    from ohlas.metrics.driver_study import Gain, Study
    from ohlas.metrics.drivers import Driver
    from ohlas.metrics.regression import Coefficient


@dataclass(frozen=True)
class DriverPlaces:
    """Where the page's links lead; empty for those who may not go there."""

    page: str
    answers: str
    comments: str
    imports: str


@dataclass(frozen=True)
class DriverRow:
    rank: int
    name: str
    share: str
    interval: str
    whisker: Whisker | None
    coefficient: str
    correlation: str
    mean: str
    gain: str
    gain_interval: str
    has_evidence: bool
    quadrant: str
    corner: str
    low_answers: str
    comments: str


@dataclass(frozen=True)
class EffectRow:
    name: str
    kind: str
    kind_words: str
    penalty: str
    reward: str


@dataclass(frozen=True)
class MapCard:
    title: str
    spec: Spec
    light: str
    dark: str
    sentence: str


@dataclass(frozen=True)
class DriversPage:
    """`insight/drivers.html`; `is_empty` before any scored question was published."""

    is_empty: bool
    places: DriverPlaces
    bar: DriversBar | None = None
    refusal: str = ""
    score: str = ""
    score_words: str = ""
    explained: str = ""
    people: str = ""
    rows: tuple[DriverRow, ...] = ()
    without_evidence: str = ""
    unit: str = ""
    remarks: tuple[str, ...] = ()
    map: MapCard | None = None
    effects: tuple[EffectRow, ...] = ()
    effects_note: str = ""
    receipt: tuple[ReceiptLine, ...] = ()
    api: str = ""
    more_samples: str = ""
    themes: Mapping[str, object] | None = None


def drivers_page(found: DriversFound, places: DriverPlaces) -> DriversPage:
    asked, score = found.asked, found.score
    if asked is None or score is None:
        return DriversPage(True, places)
    bar = drivers_bar(found, asked)
    title = f"{words.measure_title(asked.ask.measure)}, “{asked.outcome.title}”"
    said = words.sentence(asked.outcome.title, asked.ask.measure, score.figure)
    start = DriversPage(False, places, bar, found.refusal, title, said)
    return start if found.study is None else _shown(start, found, asked, found.study)


def map_spec(found: DriversFound, places: DriverPlaces) -> Spec | None:
    """The map alone, for pages without scripts; None where nothing can be said."""
    if found.asked is None or found.study is None:
        return None
    return drawn_map(found.study, _rows(found, found.asked, found.study, places))


def ranked_rows(found: DriversFound, places: DriverPlaces) -> tuple[DriverRow, ...]:
    """The ranking alone; nothing where nothing can be said."""
    if found.asked is None or found.study is None:
        return ()
    return _rows(found, found.asked, found.study, places)


def _shown(page: DriversPage, found: DriversFound, asked: DriversAsk, made: "Study") -> DriversPage:
    rows, report = _rows(found, asked, made, page.places), made.report
    query = found.driven.address
    fewer = report.bootstraps < SAMPLES[-1]
    return replace(
        page,
        explained=words.percent(report.r2, 0),
        people=_people(report.n),
        rows=rows,
        without_evidence=_names(found, made.without_evidence),
        unit=_unit_words(asked.ask.measure),
        remarks=tuple(_remarks(found, made)),
        map=MapCard(
            title=_("Importance and performance"),
            spec=drawn_map(made, rows),
            light=f"{page.places.page}map-light.svg{query}",
            dark=f"{page.places.page}map-dark.svg{query}",
            sentence="; ".join(f"{row.rank} {row.name}: {row.quadrant}" for row in rows),
        ),
        effects=tuple(_effects(found, asked, made)),
        effects_note=_names(found, made.no_effects),
        receipt=tuple(_receipt(found, asked, made)),
        api=f"/api/v1/drivers{query}",
        more_samples=replace(found.driven, samples=SAMPLES[-1]).address if fewer else "",
        themes=both_themes(),
    )


def _rows(
    found: DriversFound, asked: DriversAsk, made: "Study", places: DriverPlaces
) -> tuple[DriverRow, ...]:
    quadrants = {place.name: place.quadrant.value for place in made.places.places}
    r2 = made.report.r2 or 1.0
    top = max((driver.high / r2 for driver in made.report.drivers), default=1.0)
    return tuple(
        _row(rank, driver, gain, found, asked, quadrants[driver.name], r2, top, places)
        for rank, (driver, gain) in enumerate(zip(made.report.drivers, made.gains, strict=True), 1)
    )


def _row(  # noqa: PLR0917 - one line of a table
    rank: int,
    driver: "Driver",
    gain: "Gain | None",
    found: DriversFound,
    asked: DriversAsk,
    quadrant: str,
    r2: float,
    top: float,
    places: DriverPlaces,
) -> DriverRow:
    share = Figure(driver.importance / r2, driver.low / r2, driver.high / r2, asked.samples or 0)
    low, high = words.percent(share.low or 0.0), words.percent(share.high or 0.0)
    corner, said = QUADRANTS[quadrant]
    measure = asked.ask.measure
    lower, comments = _drill(driver.name, found, asked, places)
    return DriverRow(
        rank=rank,
        name=found.titles.of("question", driver.name) or driver.name,
        share=words.percent(share.value or 0.0),
        interval=_("between %(low)s and %(high)s") % {"low": low, "high": high},
        whisker=whisker(Axis("", 0.0, top), share),
        coefficient=_signed(measure, driver.coefficient),
        correlation=("+" if driver.correlation > 0 else "") + words.number(driver.correlation, 2),
        mean=words.number(driver.mean, 2),
        gain=_signed(measure, gain.value) if gain else words.NOBODY,
        gain_interval=_("between %(low)s and %(high)s")
        % {"low": _signed(measure, gain.low), "high": _signed(measure, gain.high)}
        if gain
        else "",
        has_evidence=driver.has_evidence,
        quadrant=str(said),
        corner=corner,
        low_answers=lower,
        comments=comments,
    )


def _drill(name: str, found: DriversFound, asked: DriversAsk, places: DriverPlaces) -> tuple[str, str]:
    """The answers that graded this driver badly, and the comments of those people."""
    question = next(one for one in asked.drivers if one.id == name)
    scale, window = SCALES[question.scale], asked.ask.window
    chosen = Selection(filters=found.driven.selection.filters, weighted=found.driven.selection.weighted)
    is_all = window.since is None and window.until is None
    chosen = replace(chosen, preset=Preset.ALL) if is_all else chosen.within(window.since, window.last_day)
    if scale.low is None or scale.high is None or not scale.step:
        bad: tuple[str, ...] = ()
    else:
        steps = [scale.low + i * scale.step for i in range(round((scale.high - scale.low) / scale.step) + 1)]
        ordered = steps if scale.direction == "higher" else steps[::-1]
        bad = tuple(f"{one:g}" for one in ordered[: max(1, round(len(steps) * 0.4))])
    measure = measures_of(question.scale)[0].id
    lower = replace(chosen, measure=measure).narrowed("question", name).narrowed("value", *bad)
    answers = places.answers + lower.address if places.answers else ""
    rated = "".join(f"&rated={quote(f'{name}:{one}')}" for one in bad)
    comments = places.comments + chosen.address + rated if places.comments and bad else ""
    return answers, comments


def _effects(found: DriversFound, asked: DriversAsk, made: "Study") -> Iterator[EffectRow]:
    for item in made.effects.items if made.effects else ():
        name, said = KINDS[item.kind.value]
        yield EffectRow(
            name=found.titles.of("question", item.name) or item.name,
            kind=str(name),
            kind_words=str(said),
            penalty=_effect(asked.ask.measure, item.penalty),
            reward=_effect(asked.ask.measure, item.reward),
        )


def _effect(measure: Measure, one: "Coefficient") -> str:
    return _("%(value)s, between %(low)s and %(high)s") % {
        "value": _signed(measure, one.value),
        "low": _signed(measure, one.low),
        "high": _signed(measure, one.high),
    }


def _remarks(found: DriversFound, made: "Study") -> Iterator[str]:
    for remark, named in made.report.remarks.items():
        said = str(REMARKS[remark.name])
        yield said % {"names": _names(found, named)} if "%(names)s" in said else said
    if made.unanswered:
        yield _("Nobody answered these: %(names)s") % {"names": _names(found, made.unanswered)}
    if made.rarely:
        yield _("Answered too rarely to be related to the score: %(names)s") % {
            "names": _names(found, made.rarely)
        }
    people = made.silent + made.spoke
    if made.silent > MANY_SILENT * people:
        yield _(
            "%(silent)s of %(all)s people who gave this score answered none of these drivers: what is said here holds "
            "for the others alone. Choose another survey above to see what goes with the score there."
        ) % {"silent": words.number(made.silent, 0), "all": words.number(people, 0)}
    yield from found.warnings


def _receipt(found: DriversFound, asked: DriversAsk, made: "Study") -> Iterator[ReceiptLine]:
    report = made.report
    gaps = {"n": words.number(report.lost, 0)}
    filled = any(remark.name == "IMPUTED" for remark in report.remarks)
    yield ReceiptLine(_("People"), words.number(report.n, 0))
    if made.sampled_from:
        drawn = _("drawn by chance from %(n)s") % {"n": words.number(made.sampled_from, 0)}
        yield ReceiptLine(_("Sample"), drawn)
    yield ReceiptLine(
        _("Gaps"),
        (
            _("%(n)s people left a gap, which was filled ten times")
            if filled
            else _("%(n)s people left out for a gap")
        )
        % gaps,
    )
    if made.silent:
        yield ReceiptLine(
            _("No driver"), _("%(n)s people answered none") % {"n": words.number(made.silent, 0)}
        )
    yield ReceiptLine(
        _("Shares"),
        _("Shapley values of R² over all orders (LMG), exact")
        if report.method == "LMG"
        else _("Johnson's relative weights"),
    )
    yield ReceiptLine(
        _("Intervals"),
        _("95%%, %(n)s bootstrap samples of people, seed %(seed)s")
        % {"n": words.number(report.bootstraps, 0), "seed": made.seed},
    )
    if found.score:
        yield from (line for line in receipt(found.score, found.titles) if line.name != _("Counted"))
    yield ReceiptLine(_("Score"), words.formula(asked.ask.measure))


def _signed(measure: Measure, value: float) -> str:
    """With its sign; what rounds to nothing has none."""
    said = words.difference(measure, value)
    if not any(sign in said for sign in "123456789"):
        return said.lstrip("−")
    return f"+{said}" if value > 0 else said


def _unit_words(measure: Measure) -> str:
    units = {
        "points": _("points of the score"),
        "share": _("percentage points"),
        "grade": _("grades of the score"),
    }
    return units[measure.unit]


def _names(found: DriversFound, names: tuple[str, ...]) -> str:
    # A question's words may end a sentence; the list stands inside one.
    return ", ".join((found.titles.of("question", name) or name).removesuffix(".") for name in names)


def _people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": words.number(n, 0)}
