"""The filter bar: what may be chosen, what is chosen, and how to take it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.queries import Outline, Titles
from ohlas.insight.rules import PRESETS, UNKNOWN, Preset, Selection
from ohlas.metrics import Measure


@dataclass(frozen=True)
class Option:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One list to choose from."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Tab:
    """A link that changes one part of the address."""

    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    name: str
    words: str
    without: str


@dataclass(frozen=True)
class FilterBar:
    fields: tuple[Field, ...]
    measures: tuple[Option, ...]
    splits: tuple[Option, ...]
    presets: tuple[Tab, ...]
    steps: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    since: str
    until: str
    days: str
    is_by_dates: bool
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    trees: tuple[Tab, ...] = ()


def filter_bar(found: Outline, days: str) -> FilterBar:
    """Everything above the figures."""
    selection, titles = found.selection, found.titles
    return FilterBar(
        fields=tuple(fields_of(found.options, selection, titles)),
        measures=_measures(found, found.ask.measure),
        splits=tuple(
            Option(name, words.field_title(titles, name), name == found.by)
            for name, values in found.options.items()
            if len(values) > 1 or name == found.by
        ),
        presets=tuple(
            Tab(str(words.PRESET_TITLES[preset]), _with_preset(selection, preset), found.preset is preset)
            for preset in PRESETS
        ),
        steps=tuple(
            Tab(str(title), replace(selection, bucket=one).address, one is found.step)
            for one, title in words.STEP_TITLES.items()
        ),
        chips=tuple(chips(selection, titles)),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        days=days,
        is_by_dates=found.preset is Preset.DATES,
        kept=tuple(pair for pair in selection.pairs() if pair[0] in {"bucket", "weighted", "units"}),
        clear_href=replace(selection, filters={}, preset=None, since=None, until=None).address,
        trees=tree_tabs(selection, has_moves=found.has_moves),
    )


def tree_tabs(
    selection: Selection, *, has_moves: bool, address: Callable[[Selection], str] = lambda one: one.address
) -> tuple[Tab, ...]:
    """Units as they stand or as they stood; nothing to choose while none ever moved.

    `address` writes a selection down where the page's address says more than that.
    """
    if not has_moves and not selection.as_then:
        return ()
    today, then = (address(replace(selection, as_then=as_then, page=1)) for as_then in (False, True))
    return (
        Tab(gettext("as today"), today, not selection.as_then),
        Tab(gettext("as then"), then, selection.as_then),
    )


def chips(selection: Selection, titles: Titles) -> list[Chip]:
    """The filters that are set, each with a way to take it off."""
    found = []
    for name, values in selection.filters.items():
        for value in values:
            rest = tuple(other for other in values if other != value)
            said = words.value_title(titles, name, None if value == UNKNOWN else value)
            title = words.field_title(titles, name)
            found.append(Chip(title, said, selection.narrowed(name, *rest).address))
    return found


def fields_of(
    options: Mapping[str, tuple[str | None, ...]], selection: Selection, titles: Titles
) -> list[Field]:
    """A list for each field with something to choose; what is chosen stays on offer."""
    fields = []
    for name, values in options.items():
        chosen = selection.filters.get(name, ())
        offered = [UNKNOWN if value is None else value for value in values]
        offered += [value for value in chosen if value not in offered]
        if len(offered) < 2 and not chosen:  # noqa: PLR2004 - one value is no choice
            continue
        listed = [
            Option(
                value,
                words.value_title(titles, name, None if value == UNKNOWN else value),
                value in chosen,
            )
            for value in offered
        ]
        listed.sort(key=lambda option: (option.value == UNKNOWN, option.words.casefold()))
        fields.append(Field(name, words.field_title(titles, name), tuple(listed)))
    return fields


def _measures(found: Outline, chosen: Measure) -> tuple[Option, ...]:
    """Every measure the surveys allow, once."""
    offered = {measure.id: measure for measure, _ in found.catalogue.measures()}
    offered.setdefault(chosen.id, chosen)
    return tuple(
        Option(measure.id, words.measure_title(measure), measure.id == chosen.id)
        for measure in offered.values()
    )


def _with_preset(selection: Selection, preset: Preset) -> str:
    return replace(selection, preset=preset, since=None, until=None).address
