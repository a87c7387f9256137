"""The driver page's bar: the score, what may move it, whose answers of which days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Chip, Field, Option, Tab, chips, fields_of, tree_tabs
from ohlas.insight.queries.drivers import DriversAsk, DriversFound
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.rules import PRESETS, Preset, Selection
from ohlas.insight.rules.driven import Driven
from ohlas.insight.rules.selection import THEN
from ohlas.metrics import measures_of


@dataclass(frozen=True)
class DriversBar:
    outcomes: tuple[Option, ...]
    measures: tuple[Option, ...]
    drivers: tuple[Option, ...]
    fields: tuple[Field, ...]
    presets: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    since: str
    until: str
    days: str
    chosen: int
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    trees: tuple[Tab, ...] = ()


def drivers_bar(found: DriversFound, asked: DriversAsk) -> DriversBar:
    """Everything above the ranking."""
    driven, selection = found.driven, found.driven.selection
    chosen = {one.id for one in asked.drivers}
    filters = {name: values for name, values in found.options.items() if name != "question"}
    return DriversBar(
        outcomes=tuple(Option(one.id, one.title, one.id == asked.outcome.id) for one in found.choices),
        measures=tuple(
            Option(one.id, words.measure_title(one), one is asked.ask.measure)
            for one in measures_of(asked.outcome.scale)
        ),
        drivers=tuple(
            Option(one.id, one.title, one.id in chosen) for one in found.choices if one.id != asked.outcome.id
        ),
        fields=tuple(fields_of(filters, selection, found.titles)),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                driven.over(replace(selection, preset=preset, since=None, until=None)).address,
                found.preset is preset,
            )
            for preset in PRESETS
        ),
        chips=tuple(_chips(found)),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        days=words.days(asked.ask.window),
        chosen=len(chosen),
        kept=tuple(_kept(driven)),
        clear_href=replace(driven, selection=Selection(measure=selection.measure)).address,
        trees=tree_tabs(
            selection,
            has_moves=has_moves(asked.ask.organisation),
            address=lambda one: driven.over(one).address,
        ),
    )


def _kept(driven: Driven) -> Iterator[tuple[str, str]]:
    selection = driven.selection
    if not selection.weighted:
        yield "weighted", "0"
    if selection.as_then:
        yield "units", THEN
    if selection.preset and selection.preset is not Preset.DATES:
        yield "period", selection.preset.value


def _chips(found: DriversFound) -> Iterator[Chip]:
    """The same chips as elsewhere, their addresses with the score and the drivers kept."""
    selection = found.driven.selection
    said = chips(selection, found.titles)
    pairs = [(name, value) for name, values in selection.filters.items() for value in values]
    for chip, (name, value) in zip(said, pairs, strict=True):
        rest = tuple(one for one in selection.filters[name] if one != value)
        yield replace(chip, without=found.driven.over(selection.narrowed(name, *rest)).address)
