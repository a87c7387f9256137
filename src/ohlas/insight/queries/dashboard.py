"""Everything one dashboard shows, read in one go: tiles, trend, distribution, breakdown, questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.queries.catalogue import (
    Catalogue,
    Titles,
    attribute_fields,
    catalogue_of,
    field_values,
    titles_of,
)
from ohlas.insight.queries.closing import Sealed, sealed_figure, sealed_steps
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import (
    Breakdown,
    ChangeBetween,
    Counted,
    GroupTrend,
    TrendPoint,
    breakdown,
    change_between,
    counted,
    coverage,
    trend,
    trends_by,
)
from ohlas.insight.queries.placing import has_moves, tree_of
from ohlas.insight.rules import (
    FIELDS,
    Pair,
    Preset,
    Selection,
    Step,
    Window,
    closed_pair,
    preset_window,
    step_for,
    wider_windows,
)
from ohlas.metrics import MEASURES, Measure, measures_of

RECENT = timedelta(days=365)
_BESIDE_STEPS = ((730, Step.YEAR), (200, Step.QUARTER), (0, Step.MONTH))
"""Small charts hold few steps: from this many days on, cut by this."""
_ONE_SPLIT = ("unit", "touchpoint", "question", "survey", "channel")
"""What a page is split by when the address does not say: the first with more than one value, else any."""


@dataclass(frozen=True)
class Tile:
    """A headline figure; `months` says how far the window was widened, None when it was not.

    `sealed` is what was reported when these days were closed.
    """

    counted: Counted
    months: int | None
    pair: Pair | None
    change: ChangeBetween | None
    sealed: Sealed | None = None


@dataclass(frozen=True)
class Beside:
    """The questions of one scale next to each other, each with its own trend."""

    ask: Ask
    by: str
    step: Step
    groups: tuple[GroupTrend, ...]


@dataclass(frozen=True)
class Outline:
    """An address understood: what is asked, over which days, cut how; and the words for it."""

    selection: Selection
    preset: Preset
    today: date
    catalogue: Catalogue
    titles: Titles
    options: Mapping[str, tuple[str | None, ...]]
    ask: Ask
    covered: tuple[date, date] | None
    step: Step
    by: str | None
    has_moves: bool = False


@dataclass(frozen=True)
class Dashboard:
    """What the page is made of; `main` is None before the first answer."""

    about: Outline
    tiles: tuple[Tile, ...]
    main: Counted | None
    trend: tuple[TrendPoint, ...]
    breakdown: Breakdown | None
    beside: Beside | None
    sealed: Mapping[date, Sealed] = field(default_factory=dict)
    """What was reported of the trend's steps that are closed."""

    @property
    def version(self) -> int | None:
        return self.main.version if self.main else None


def outline(store: FactStore, actor: Actor, selection: Selection, now: datetime) -> Outline:
    """What the address means: the main question, its steps and its split, all choices made.

    Errors: metrics' `UnlikeScales`, `BadAddress`, the engine's `BadQuery`: the door says them in words.
    """
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    catalogue = catalogue_of(actor)
    measure, scale = main_measure(store, actor, selection, catalogue)
    tree = tree_of(actor.organisation.id, selection)
    unbounded = ask_for(
        actor, measure, scale, selection.filters, Window(), weighted=selection.weighted, tree=tree
    )
    covered = coverage(store, unbounded)
    preset = selection.preset or usual_preset(covered, today)
    window = selection.chosen_window if preset is Preset.DATES else preset_window(preset, today)
    options = field_values(store, unbounded, (*FIELDS, *attribute_fields(actor)))
    return Outline(
        selection=selection,
        preset=preset,
        today=today,
        catalogue=catalogue,
        titles=titles_of(actor, catalogue),
        options=options,
        ask=unbounded.over(window),
        covered=covered,
        step=selection.bucket or step_for(answered_days(window, covered)),
        by=selection.by or _usual_split(options),
        has_moves=has_moves(actor.organisation.id),
    )


def dashboard(store: FactStore, actor: Actor, selection: Selection, now: datetime) -> Dashboard:
    """The whole page for this actor and address.

    Errors: as `outline`.
    """
    about = outline(store, actor, selection, now)
    main, points = counted(store, about.ask), trend(store, about.ask, about.step)
    beside = _question_ask(about.catalogue, about.ask, actor)
    return Dashboard(
        about=about,
        tiles=tuple(_tiles(store, about)),
        main=None if main.freshness is None else main,
        trend=points,
        breakdown=breakdown(store, about.ask, about.by) if about.by else None,
        beside=_beside(store, beside) if beside else None,
        sealed=sealed_steps(about.ask, [point.start for point in points], about.step),
    )


def read_window(actor: Actor, selection: Selection, now: datetime) -> Window:
    """The days an address means where no page chooses for it: all, unless it says so."""
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    if selection.preset in {None, Preset.DATES}:
        return selection.chosen_window
    return preset_window(selection.preset or Preset.ALL, today)


def main_measure(
    store: FactStore, actor: Actor, selection: Selection, catalogue: Catalogue
) -> tuple[Measure, str]:
    """The measure asked for; else the usual one of the first scale anybody answered on."""
    if selection.measure is not None:
        measure = MEASURES[selection.measure]
        return measure, catalogue.scale_for(measure, selection.filters)
    usual = [(measures_of(scale)[0], scale) for scale in catalogue.scales]
    tree = tree_of(actor.organisation.id, selection)
    for measure, scale in usual:
        if counted(store, ask_for(actor, measure, scale, selection.filters, Window(), tree=tree)).counts.n:
            return measure, scale
    return usual[0] if usual else (MEASURES["nps"], MEASURES["nps"].scale.id)


def usual_preset(covered: tuple[date, date] | None, today: date) -> Preset:
    """The last 12 months, unless all answers are older."""
    return Preset.ALL if covered and covered[1] < (today - RECENT).replace(day=1) else Preset.MONTHS_12


def answered_days(window: Window, covered: tuple[date, date] | None) -> Window:
    """The days of the window on which there may be answers at all."""
    if covered is None:
        return window
    end = (covered[1] + timedelta(days=31)).replace(day=1)
    return Window(max(window.since or covered[0], covered[0]), min(window.until or end, end))


def _usual_split(options: Mapping[str, tuple[str | None, ...]]) -> str | None:
    return next((name for name in (*_ONE_SPLIT, *options) if len(options.get(name, ())) > 1), None)


def _tiles(store: FactStore, about: Outline) -> Iterator[Tile]:
    """One headline figure per scale, the chosen measure in its scale's place.

    Scales of many questions have their own section, for a mean over unlike questions says nothing; a number that is
    no grade (minutes, visits) is a headline only where it was chosen.
    """
    catalogue, main = about.catalogue, about.ask
    for scale in catalogue.scales:
        measure = main.measure if scale == main.scale else measures_of(scale)[0]
        is_mean = measure.scale.kind == "number"
        if scale != main.scale and is_mean and (scale == "number" or len(catalogue.on(scale)) > 1):
            continue
        tile = headline(store, replace(main, measure=measure, scale=scale), about.preset, about.today)
        if tile.counted.counts.n or scale == main.scale:
            yield tile


def headline(store: FactStore, ask: Ask, preset: Preset, today: date) -> Tile:
    """One figure: widened under 30 answers unless the days were chosen, its closed periods compared."""
    found, months = counted(store, ask), None
    if found.figure.is_indicative and preset is not Preset.DATES:
        for months_wide, window in wider_windows(ask.window):
            found, months = counted(store, ask.over(window)), months_wide
            if not found.figure.is_indicative:
                break
    covered = coverage(store, ask)
    pair = closed_pair(
        preset,
        ask.window,
        oldest=covered[0] if covered else None,
        newest=(covered[1] + timedelta(days=31)).replace(day=1) - timedelta(days=1) if covered else None,
        today=today,
    )
    change = change_between(store, ask, pair) if pair else None
    return Tile(found, months, pair, change, sealed_figure(found.ask))


def _question_ask(catalogue: Catalogue, main: Ask, actor: Actor) -> Ask | None:
    """The scale whose questions stand side by side: the main one if it has several, else the fullest."""
    sizes = {scale: len(catalogue.on(scale)) for scale in catalogue.scales}
    scale = (
        main.scale if sizes.get(main.scale, 0) > 1 else max(sizes, key=lambda s: sizes[s], default=main.scale)
    )
    if sizes.get(scale, 0) < 2:  # noqa: PLR2004 - one question has nothing beside it
        return None
    filters = {
        name: values for name, values in main.filters.items() if name not in {"question", "touchpoint"}
    }
    measure = main.measure if scale == main.scale else measures_of(scale)[0]
    return ask_for(actor, measure, scale, filters, main.window, weighted=main.weighted, tree=main.tree)


def _beside(store: FactStore, ask: Ask) -> Beside:
    days = answered_days(ask.window, coverage(store, ask)).days or 0
    step = next(step for least, step in _BESIDE_STEPS if days >= least)
    return Beside(ask, "question", step, trends_by(store, ask, "question", step))
