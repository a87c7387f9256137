"""A dashboard's page and the list of them: everything their templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import ROLE_NAMES
from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Chip, Field, Tab, chips, fields_of, tree_tabs
from ohlas.insight.pages.tiles import Paper, TilePlaces
from ohlas.insight.pages.tiles.box import TileBox, TileReader, tile_box
from ohlas.insight.queries.boards import BoardFound, BoardView, ViewSaved
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.queries.side_by_side import BEFORE, UNITS, YEAR, Side, SideCell, SideRow, Sides
from ohlas.insight.queries.tiles import Frame
from ohlas.insight.rules import PRESETS, Selection
from ohlas.lib.charts import THEMES, config, params
from ohlas.metrics import Measure

BESIDE_TITLES = {
    None: _("Nothing"),
    UNITS: _("Units"),
    BEFORE: _("The days before"),
    YEAR: _("A year ago"),
}
Options = Mapping[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class BoardPlaces:
    """Where the page's links lead."""

    boards: str
    board: str
    edit: str
    change: str
    settings: str
    copy: str
    archive: str
    restore: str
    views: str
    filters: str
    explorer: str
    answers: str
    imports: str
    sample: str


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


@dataclass(frozen=True)
class ViewTab:
    id: str
    name: str
    href: str
    is_shared: bool
    is_chosen: bool
    may_remove: bool


@dataclass(frozen=True)
class SideBySideCell:
    value: str
    interval: str
    n: str
    symbol: str
    tone: str
    sentence: str
    is_indicative: bool


@dataclass(frozen=True)
class SideBySideCard:
    """Columns by name; each row a measure with one cell per column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SideBySideCell, ...]], ...]
    said: str


@dataclass(frozen=True)
class BoardPage:
    """One dashboard as it is looked at; on a wall without anything to press."""

    board: BoardView
    places: BoardPlaces
    tiles: tuple[TileBox, ...]
    bar: BoardBar
    views: tuple[ViewTab, ...]
    others: tuple[Tab, ...]
    sides: SideBySideCard | None
    themes: Mapping[str, object]
    freshness: datetime | None
    address: str
    wall_href: str
    is_empty: bool
    is_wall: bool
    may_see_answers: bool
    may_share: bool


@dataclass(frozen=True)
class BoardsPage:
    """The list: one's own and shared ones, and those put away."""

    boards: tuple["BoardLine", ...]
    archived: tuple["BoardLine", ...]
    places: BoardPlaces
    may_share: bool


@dataclass(frozen=True)
class BoardLine:
    id: str
    name: str
    href: str
    owner: str
    is_own: bool
    audience: str
    unit: str
    tiles: int
    changed_at: datetime
    may_change: bool


def board_page(
    found: BoardFound,
    paper: Paper,
    places: BoardPlaces,
    *,
    beside: str | None,
    is_wall: bool,
    options: Options | None,
    views: Sequence[ViewSaved],
    others: Sequence[Tab],
    may_see_answers: bool,
    may_share: bool,
) -> BoardPage:
    frame, selection = found.frame, found.frame.selection
    return BoardPage(
        board=found.board,
        places=places,
        tiles=tuple(
            tile_box(one, paper, TileReader(is_wall=is_wall, may_see_answers=may_see_answers))
            for one in found.tiles
        ),
        bar=board_bar(frame, places, beside, options),
        views=tuple(_view_tab(view, selection, found.board.may_change) for view in views),
        others=tuple(others),
        sides=_side_card(found.sides, frame) if found.sides else None,
        themes=themes(),
        freshness=found.freshness,
        address=selection.address,
        wall_href=_with(selection, wall="1"),
        is_empty=found.is_empty,
        is_wall=is_wall,
        may_see_answers=may_see_answers,
        may_share=may_share,
    )


def tile_places(places: BoardPlaces, selection: Selection, *, comments: str, response: str) -> TilePlaces:
    return TilePlaces(
        explorer=places.explorer,
        answers=places.answers,
        comments=comments,
        response=response,
        picture=places.board,
        reader=selection.address,
    )


def themes() -> Mapping[str, object]:
    """What charts need of both themes."""
    return {name: {"params": params(theme), "config": config(theme)} for name, theme in THEMES.items()}


def board_bar(frame: Frame, places: BoardPlaces, beside: str | None, options: Options | None) -> BoardBar:
    selection = frame.selection
    chosen = selection.preset or frame.preset
    return BoardBar(
        fields=None if options is None else tuple(fields_of(options, selection, frame.titles)),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                _with(replace(selection, preset=preset, since=None, until=None), beside=beside),
                chosen is preset,
            )
            for preset in PRESETS
        ),
        beside=tuple(
            Tab(str(title), _with(selection, beside=kind), kind == beside)
            for kind, title in BESIDE_TITLES.items()
        ),
        chips=tuple(_kept(chip, beside) for chip in chips(selection, frame.titles)),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        kept=tuple(_kept_pairs(selection, beside)),
        clear_href=places.board,
        open_href=_with(selection, beside=beside, filters="1"),
        load_href=places.filters + _with(selection, beside=beside),
        is_narrowed=bool(selection.filters or selection.preset),
        trees=tree_tabs(selection, has_moves=has_moves(frame.actor.organisation.id)),
    )


def boards_page(
    boards: Sequence[BoardView], places: BoardPlaces, user_id: object, *, may_share: bool
) -> BoardsPage:
    lines = [(view.is_archived, _line(view, places, user_id)) for view in boards]
    return BoardsPage(
        boards=tuple(line for is_archived, line in lines if not is_archived),
        archived=tuple(line for is_archived, line in lines if is_archived),
        places=places,
        may_share=may_share,
    )


def _line(view: BoardView, places: BoardPlaces, user_id: object) -> BoardLine:
    return BoardLine(
        id=str(view.id),
        name=view.name,
        href=f"{places.boards}{view.id}/",
        owner=view.owner,
        is_own=view.owner_id == user_id,
        audience=", ".join(str(ROLE_NAMES[role]) for role in view.audience),
        unit=view.unit,
        tiles=len(view.document.tiles),
        changed_at=view.changed_at,
        may_change=view.may_change,
    )


def _with(selection: Selection, **more: str | None) -> str:
    """The reader's address with what only this page knows."""
    extra = "&".join(f"{name}={value}" for name, value in more.items() if value)
    return f"{selection.address}{'&' if len(selection.address) > 1 and extra else ''}{extra}"


def _kept(chip: Chip, beside: str | None) -> Chip:
    return replace(chip, without=f"{chip.without}&beside={beside}") if beside else chip


def _kept_pairs(selection: Selection, beside: str | None) -> list[tuple[str, str]]:
    pairs = [pair for pair in selection.pairs() if pair[0] in {"period", "bucket", "weighted", "units"}]
    return [*pairs, ("beside", beside)] if beside else pairs


def _view_tab(view: ViewSaved, selection: Selection, may_change: bool) -> ViewTab:  # noqa: FBT001 - private
    return ViewTab(
        str(view.id),
        view.name,
        view.address,
        view.is_shared,
        view.address == selection.address,
        view.is_own or may_change,
    )


def _side_card(sides: Sides, frame: Frame) -> SideBySideCard:
    said = (
        gettext("Triangles mark what really differs between the two; one family of tests.")
        if len(sides.columns) == 2  # noqa: PLR2004 - two columns are compared with each other
        else gettext("Triangles mark what really differs from the others shown; one family of tests.")
    )
    return SideBySideCard(
        columns=tuple(_side_name(side, frame) for side in sides.columns),
        rows=tuple(_side_row(row, sides, frame) for row in sides.rows),
        said=said,
    )


def _side_name(side: Side, frame: Frame) -> str:
    if side.window is not None:
        return words.days(side.window)
    return words.value_title(frame.titles, "unit", side.unit)


def _side_row(row: SideRow, sides: Sides, frame: Frame) -> tuple[str, tuple[SideBySideCell, ...]]:
    cells = tuple(
        _side_cell(cell, row.measure, _side_name(side, frame))
        for cell, side in zip(row.cells, sides.columns, strict=True)
    )
    return words.measure_title(row.measure), cells


def _side_cell(cell: SideCell, measure: Measure, name: str) -> SideBySideCell:
    symbol, tone = "", "plain"
    if cell.test is not None and cell.test.is_marked:
        is_up = cell.test.comparison.difference > 0
        symbol = "▲" if is_up else "▼"
        tone = "better" if is_up == (measure.better == "higher") else "worse"
    return SideBySideCell(
        value=words.score(measure, cell.figure.value),
        interval=words.interval(measure, cell.figure),
        n=words.answers(cell.figure.n),
        symbol=symbol,
        tone=tone,
        sentence=words.sentence(name, measure, cell.figure),
        is_indicative=cell.figure.is_indicative,
    )
