"""The editor of a dashboard: its tiles with their tools, one tile's settings, the gallery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ohlas.accounts.access import ROLE_NAMES, Actor
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import PERMISSIONS, Permission, Role
from ohlas.insight.pages import words
from ohlas.insight.pages.boards import BoardPlaces
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.tiles import Paper, TileCard, tile_card
from ohlas.insight.pages.tiles.words import KIND_LEADS, KIND_TITLES, ORDER_TITLES, SIZE_TITLES
from ohlas.insight.queries.boards import BoardFound, BoardView
from ohlas.insight.queries.catalogue import Catalogue, Titles
from ohlas.insight.queries.tiles import Frame, TileFound
from ohlas.insight.rules import FIELDS, PRESETS
from ohlas.insight.rules.tiles import KINDS, TileSpec
from ohlas.lib.charts import both_themes


@dataclass(frozen=True)
class TileForm:
    """One tile's settings; a list that is empty is not asked for by this kind."""

    id: str
    kind: str
    kind_title: str
    title: str
    measures: tuple[Option, ...]
    questions: tuple[Option, ...]
    surveys: tuple[Option, ...]
    splits: tuple[Option, ...]
    crossings: tuple[Option, ...]
    periods: tuple[Option, ...]
    steps: tuple[Option, ...]
    orders: tuple[Option, ...]
    sizes: tuple[Option, ...]


@dataclass(frozen=True)
class EditedTile:
    """A tile with its tools; `form` only where its settings are open."""

    card: TileCard
    place: int
    is_first: bool
    is_last: bool
    before: int
    after: int
    form: TileForm | None


@dataclass(frozen=True)
class KindCard:
    kind: str
    title: str
    lead: str
    picture: str


@dataclass(frozen=True)
class Preview:
    """A tile that is not on the dashboard yet, with real figures."""

    card: TileCard
    form: TileForm


@dataclass(frozen=True)
class EditPage:
    board: BoardView
    places: BoardPlaces
    tiles: tuple[EditedTile, ...]
    gallery: tuple[KindCard, ...]
    preview: Preview | None
    is_adding: bool
    refusal: str
    said: str
    audience: tuple[Option, ...]
    units: tuple[Option, ...]
    themes: Mapping[str, object]
    may_share: bool
    may_see_answers: bool


def edit_page(
    found: BoardFound,
    paper: Paper,
    places: BoardPlaces,
    actor: Actor,
    *,
    opened: str = "",
    preview: TileFound | None = None,
    is_adding: bool = False,
    refusal: str = "",
    said: str = "",
    may_share: bool = False,
) -> EditPage:
    cards = [tile_card(one, paper) for one in found.tiles]
    last = len(cards) - 1
    return EditPage(
        board=found.board,
        places=places,
        tiles=tuple(
            EditedTile(
                card=card,
                place=place,
                is_first=place == 0,
                is_last=place == last,
                before=max(place - 1, 0),
                after=place + 1,
                form=tile_form(one.tile, found.frame) if card.id == opened else None,
            )
            for place, (one, card) in enumerate(zip(found.tiles, cards, strict=True))
        ),
        gallery=tuple(
            KindCard(kind, str(KIND_TITLES[kind]), str(KIND_LEADS[kind]), f"img/tiles/{kind}.svg")
            for kind in KINDS
        ),
        preview=Preview(tile_card(preview, paper), tile_form(preview.tile, found.frame)) if preview else None,
        is_adding=is_adding,
        refusal=refusal,
        said=said,
        audience=audience_options(found.board.audience),
        units=unit_options(actor, found.board),
        themes=both_themes(),
        may_share=may_share,
        may_see_answers=actor.may(Permission.SEE_ANSWERS),
    )


def tile_form(tile: TileSpec, frame: Frame) -> TileForm:
    """What may be set on this kind of tile, with what is set."""
    parts, titles, catalogue = KINDS[tile.kind].parts, frame.titles, frame.catalogue
    fields = [*FIELDS, *titles.fields]
    return TileForm(
        id=tile.id,
        kind=tile.kind,
        kind_title=str(KIND_TITLES[tile.kind]),
        title=tile.title,
        measures=_measures(catalogue, tile) if "measure" in parts else (),
        questions=_questions(catalogue, tile) if "measure" in parts else (),
        surveys=_surveys(titles, tile),
        splits=_fields(fields, titles, tile.split) if "by" in parts else (),
        crossings=_fields(fields, titles, tile.crossing) if "across" in parts else (),
        periods=tuple(
            Option(preset.value, str(words.PRESET_TITLES[preset]), tile.preset is preset)
            for preset in PRESETS
        ),
        steps=tuple(
            Option(step.value, str(title), tile.bucket is step) for step, title in words.STEP_TITLES.items()
        )
        if "bucket" in parts
        else (),
        orders=tuple(Option(one.value, str(said), tile.order is one) for one, said in ORDER_TITLES.items())
        if "order" in parts
        else (),
        sizes=tuple(Option(size.value, str(title), tile.size is size) for size, title in SIZE_TITLES.items()),
    )


def audience_options(chosen: Sequence[Role]) -> tuple[Option, ...]:
    """Roles that may see figures at all."""
    return tuple(
        Option(role.value, str(ROLE_NAMES[role]), role in chosen)
        for role in Role
        if Permission.SEE_FIGURES in PERMISSIONS[role]
    )


def unit_options(actor: Actor, board: BoardView) -> tuple[Option, ...]:
    return tuple(
        Option(str(unit.id), unit.name, unit.id == board.unit_id)
        for unit in units_of(actor.organisation.id)
        if actor.sees_unit(unit.id)
    )


def _measures(catalogue: Catalogue, tile: TileSpec) -> tuple[Option, ...]:
    offered = {measure.id: measure for measure, _ in catalogue.measures()}
    return tuple(
        Option(measure.id, words.measure_title(measure), measure.id == tile.measure)
        for measure in offered.values()
    )


def _questions(catalogue: Catalogue, tile: TileSpec) -> tuple[Option, ...]:
    titles = {asked.id: asked.title for asked in catalogue.questions}
    chosen = tile.filters.get("question", ())
    return tuple(Option(name, title, name in chosen) for name, title in titles.items())


def _surveys(titles: Titles, tile: TileSpec) -> tuple[Option, ...]:
    chosen = tile.filters.get("survey", ())
    return tuple(Option(key, name, key in chosen) for key, name in titles.words.get("survey", {}).items())


def _fields(fields: Sequence[str], titles: Titles, chosen: str | None) -> tuple[Option, ...]:
    return tuple(Option(name, words.field_title(titles, name), name == chosen) for name in fields)
