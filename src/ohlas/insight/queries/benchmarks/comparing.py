"""Own figures beside others', each compared by a test; all tests of the page are one family."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore
from ohlas.insight.queries.benchmarks.kept import CompetitorRow, FigureRow, competitors_of
from ohlas.insight.queries.catalogue import (
    Catalogue,
    Titles,
    attribute_fields,
    catalogue_of,
    field_values,
    titles_of,
)
from ohlas.insight.queries.dashboard import usual_preset
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import Counted, compared, counted, coverage
from ohlas.insight.queries.placing import has_moves, tree_of
from ohlas.insight.rules import Preset, Selection, Test, Window, family, preset_window
from ohlas.insight.rules.benchmarks import are_alike, figure_of
from ohlas.metrics import MEASURES, SCALES, Comparison, Figure, Measure, measures_of
from ohlas.metrics.published import compare_published
from ohlas.surveys.queries import versions_of

NO_N, NO_SPREAD, FEW_OWN, FEW_THEIRS, NOBODY = "no n", "no spread", "few own", "few theirs", "nobody"
MANY = "many questions"
"""Why a difference cannot be tested."""
PUBLISHED, SURVEY = "published", "survey"


@dataclass(frozen=True)
class Line:
    """One benchmark beside our own figure; `test` is None where nothing can be tested, and `why_not` says why."""

    competitor: str
    kind: str
    origin: str
    figure: Figure
    is_widest: bool
    since: date | None
    until: date | None
    source: str
    link: str
    note: str
    test: Test | None
    why_not: str


@dataclass(frozen=True)
class Unlike:
    """A benchmark that people take for the same question, asked on another scale."""

    competitor: str
    measure: Measure
    scale: str


@dataclass(frozen=True)
class Section:
    """One measure: our own figure over the days chosen, and all benchmarks on the same scale."""

    measure: Measure
    scale: str
    own: Counted
    window: Window
    lines: tuple[Line, ...]
    unlike: tuple[Unlike, ...]
    asked_instead: tuple[str, ...]


@dataclass(frozen=True)
class BenchmarksFound:
    """The page: sections in the order measures are registered; what may be chosen above them."""

    sections: tuple[Section, ...]
    selection: Selection
    preset: Preset
    catalogue: Catalogue
    titles: Titles
    options: Mapping[str, tuple[str | None, ...]]
    has_competitors: bool
    has_moves: bool = False


@dataclass(frozen=True)
class _Draft:
    """A line before all comparisons of the page are one family."""

    line: Line
    comparison: Comparison | None


def benchmarks_found(store: FactStore, actor: Actor, selection: Selection, now: datetime) -> BenchmarksFound:
    """Every measure that has a benchmark, with our own figure of the days and units chosen.

    Errors: `BadAddress`, metrics' `MetricsError`, the engine's `BadQuery`.
    """
    rows = [row for row in competitors_of(actor) if not row.is_archived]
    catalogue = catalogue_of(actor)
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    places = _places(rows, _asked_by(actor))
    tree = tree_of(actor.organisation.id, selection)
    free = [ask_for(actor, *place, selection.filters, Window(), tree=tree) for place in places]
    covered = max(filter(None, (coverage(store, ask) for ask in free)), default=None)
    preset = selection.preset or usual_preset(covered, today)
    window = selection.chosen_window if preset is Preset.DATES else preset_window(preset, today)
    own = [_own(store, ask.over(window), catalogue) for ask in free]
    drafts = [(one, _lines(store, actor, one, rows)) for one in own]
    sections = _sections(drafts, rows, catalogue, window)
    options: dict[str, tuple[str | None, ...]] = {}
    for ask in free:
        for name, values in field_values(
            store, ask, ("unit", "channel", "question", *attribute_fields(actor))
        ).items():
            options[name] = tuple(dict.fromkeys([*options.get(name, ()), *values]))
    titles = titles_of(actor, catalogue)
    moved = has_moves(actor.organisation.id)
    return BenchmarksFound(sections, selection, preset, catalogue, titles, options, bool(rows), moved)


def _asked_by(actor: Actor) -> dict[UUID, tuple[str, ...]]:
    """The scales each survey asks on, in any published version."""
    found: dict[UUID, dict[str, None]] = {}
    for version in versions_of(actor.organisation.id):
        for item in version.definition.items():
            if item.scale is not None:
                found.setdefault(version.survey_id, {})[item.scale] = None
    return {survey: tuple(scales) for survey, scales in found.items()}


def _places(
    rows: Sequence[CompetitorRow], asked: Mapping[UUID, tuple[str, ...]]
) -> list[tuple[Measure, str]]:
    """Every measure and scale with a benchmark, in the registry's order."""
    found = {(one.published.measure.id, one.published.scale.id) for row in rows for one in row.figures}
    for row in rows:
        for survey, _ in row.surveys:
            found |= {(measures_of(scale)[0].id, scale) for scale in asked.get(survey, ())}
    order = list(MEASURES)
    listed = sorted(found, key=lambda place: (order.index(place[0]), place[1]))
    return [(MEASURES[measure], scale) for measure, scale in listed]


def _own(store: FactStore, ask: Ask, catalogue: Catalogue) -> Counted:
    """Our own figure; without a value where it would be a mean over unlike questions, which says nothing."""
    found = counted(store, ask)
    if not is_of_many(ask, catalogue):
        return found
    return replace(found, figure=replace(found.figure, value=None, low=None, high=None))


def is_of_many(ask: Ask, catalogue: Catalogue) -> bool:
    """Whether several questions share this scale and none of them is chosen."""
    is_free = ask.measure.scale.kind == "number" and not ask.filters.get("question")
    return is_free and len(catalogue.on(ask.scale)) > 1


def _lines(store: FactStore, actor: Actor, own: Counted, rows: Sequence[CompetitorRow]) -> list[_Draft]:
    ask = own.ask
    found = [
        _published_line(own, one)
        for row in rows
        for one in row.figures
        if (one.published.measure.id, one.published.scale.id) == (ask.measure.id, ask.scale)
    ]
    asked = _asked_by(actor)
    found += [
        _survey_line(store, actor, own, row, survey)
        for row in rows
        for survey in row.surveys
        if ask.scale in asked.get(survey[0], ())
    ]
    return found


def _published_line(own: Counted, row: FigureRow) -> _Draft:
    published = row.published
    figure = figure_of(published)
    why_not = _why_not(own.figure, figure, published.n)
    comparison = None if why_not else compare_published(own.counts, published)
    if comparison is None and not why_not:
        why_not = NO_SPREAD
    line = Line(
        row.competitor,
        row.kind,
        PUBLISHED,
        figure,
        published.is_widest and figure.low is not None,
        row.since,
        row.until,
        row.source,
        row.link,
        row.note,
        None,
        why_not,
    )
    return _Draft(line, comparison)


def _survey_line(
    store: FactStore, actor: Actor, own: Counted, row: CompetitorRow, survey: tuple[UUID, str]
) -> _Draft:
    """All answers of the survey: it is asked once in a while, whatever days our own figure is about."""
    everybody = replace(actor, scope=None)  # a competitor's customers belong to none of our units
    theirs = ask_for(
        everybody,
        own.ask.measure,
        own.ask.scale,
        {**_questions(own.ask), "survey": (str(survey[0]),)},
        Window(),
    )
    found = counted(store, replace(theirs, apart=()))
    days = coverage(store, replace(theirs, apart=()))
    why_not = _why_not(own.figure, found.figure, found.figure.n)
    comparison = None if why_not else compared(own.ask, own.counts, found.counts)
    since, until = days or (None, None)
    line = Line(
        row.name, row.kind, SURVEY, found.figure, False, since, until, survey[1], "", "", None, why_not
    )
    return _Draft(line, comparison)


def _questions(ask: Ask) -> dict[str, tuple[str, ...]]:
    """The question chosen is the same one in their survey."""
    chosen = ask.filters.get("question")
    return {"question": chosen} if chosen else {}


def _why_not(own: Figure, theirs: Figure, n: int | None) -> str:
    if n is None:
        return NO_N
    if own.value is None or theirs.value is None:
        return MANY if own.n and own.value is None else NOBODY
    if own.is_indicative:
        return FEW_OWN
    return FEW_THEIRS if theirs.is_indicative else ""


def _sections(
    drafts: Sequence[tuple[Counted, list[_Draft]]],
    rows: Sequence[CompetitorRow],
    catalogue: Catalogue,
    window: Window,
) -> tuple[Section, ...]:
    """All comparisons of the page are one family."""
    tests = iter(family([draft.comparison for _, lines in drafts for draft in lines]))
    return tuple(
        Section(
            own.ask.measure,
            own.ask.scale,
            own,
            window,
            tuple(replace(draft.line, test=next(tests)) for draft in lines),
            tuple(_unlike(own.ask, rows)),
            tuple(scale for scale in catalogue.scales if are_alike(SCALES[scale], SCALES[own.ask.scale])),
        )
        for own, lines in drafts
    )


def _unlike(ask: Ask, rows: Sequence[CompetitorRow]) -> Iterator[Unlike]:
    for row in rows:
        for one in row.figures:
            if are_alike(one.published.scale, SCALES[ask.scale]):
                yield Unlike(row.name, one.published.measure, one.published.scale.id)
