"""A dashboard's bar: days, filters, what stands beside, and how to take each back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.pages.boards.places import BoardPlaces
from ohlas.insight.pages.filters import Chip, Field, Tab, chips, fields_of, tree_tabs
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.queries.side_by_side import BEFORE, UNITS, YEAR
from ohlas.insight.queries.tiles import Frame
from ohlas.insight.rules import PRESETS, Selection

BESIDE_TITLES = {
    None: _("Nothing"),
    UNITS: _("Units"),
    BEFORE: _("The days before"),
    YEAR: _("A year ago"),
}
Options = Mapping[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class BoardBar:
    """`fields` are read only when the reader opens the filters; None until then."""

    fields: tuple[Field, ...] | None
    presets: tuple[Tab, ...]
    beside: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    since: str
    until: str
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    open_href: str
    load_href: str
    is_narrowed: bool
    trees: tuple[Tab, ...] = ()


def board_bar(frame: Frame, places: BoardPlaces, beside: str | None, options: Options | None) -> BoardBar:
    selection = frame.selection
    chosen = selection.preset or frame.preset
    return BoardBar(
        fields=None if options is None else tuple(fields_of(options, selection, frame.titles)),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                with_more(replace(selection, preset=preset, since=None, until=None), beside=beside),
                chosen is preset,
            )
            for preset in PRESETS
        ),
        beside=tuple(
            Tab(str(title), with_more(selection, beside=kind), kind == beside)
            for kind, title in BESIDE_TITLES.items()
        ),
        chips=tuple(_kept(chip, beside) for chip in chips(selection, frame.titles)),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        kept=tuple(_kept_pairs(selection, beside)),
        clear_href=places.board,
        open_href=with_more(selection, beside=beside, filters="1"),
        load_href=places.filters + with_more(selection, beside=beside),
        is_narrowed=bool(selection.filters or selection.preset),
        trees=tree_tabs(selection, has_moves=has_moves(frame.actor.organisation.id)),
    )


def with_more(selection: Selection, **more: str | None) -> str:
    """The reader's address with what only this page knows."""
    extra = "&".join(f"{name}={value}" for name, value in more.items() if value)
    return f"{selection.address}{'&' if len(selection.address) > 1 and extra else ''}{extra}"


def _kept(chip: Chip, beside: str | None) -> Chip:
    return replace(chip, without=f"{chip.without}&beside={beside}") if beside else chip


def _kept_pairs(selection: Selection, beside: str | None) -> list[tuple[str, str]]:
    pairs = [pair for pair in selection.pairs() if pair[0] in {"period", "bucket", "weighted", "units"}]
    return [*pairs, ("beside", beside)] if beside else pairs
