"""What every tile shows around its picture: title, days, how it was counted, and where its numbers lead."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.documents import query_address
from ohlas.insight.pages.figures import ReceiptLine, receipt
from ohlas.insight.pages.tiles.words import KIND_TITLES
from ohlas.insight.queries import Counted, Titles
from ohlas.insight.queries.documents import document_of
from ohlas.insight.queries.tiles import Frame, TileAsk, TileFound
from ohlas.insight.rules import Selection
from ohlas.insight.rules.tiles import TileSpec

MOST_UNITS_NAMED = 100
"""Units written out in the address of a program's question."""


@dataclass(frozen=True)
class TilePlaces:
    """Where links of tiles lead; `picture` still lacks tile and theme, `reader` is what the reader chose."""

    explorer: str
    answers: str
    comments: str
    response: str
    picture: str
    reader: str

    def picture_of(self, tile: TileSpec) -> str:
        return f"{self.picture}{tile.id}-{{theme}}.svg{self.reader}"


@dataclass(frozen=True)
class TileCard:
    """A tile; `body` is its kind's own part, None where `refusal` says why."""

    id: str
    kind: str
    kind_title: str
    template: str
    title: str
    days: str
    size: str
    refusal: str
    body: object | None
    receipt: tuple[ReceiptLine, ...] = ()
    formula: str = ""
    docs: str = ""
    api: str = ""
    explorer_href: str = ""
    query_href: str = ""
    answers_href: str = ""


@dataclass(frozen=True)
class Paper:
    """What drawing a tile takes besides its data."""

    frame: Frame
    places: TilePlaces
    marks: dict[str, bool]

    @property
    def titles(self) -> Titles:
        return self.frame.titles

    @cached_property
    def state(self) -> tuple[object, ...]:
        """All that a tile's looks hang on besides its content and its mark."""
        return get_language(), repr(self.titles), repr(self.places)


def bare_card(found: TileFound, body: object | None, title: str) -> TileCard:
    """The card without a receipt."""
    tile, asked = found.tile, found.asked
    return TileCard(
        id=tile.id,
        kind=tile.kind,
        kind_title=str(KIND_TITLES[tile.kind]),
        template=f"insight/tiles/{tile.kind}.html",
        title=tile.title or title,
        days=words.days(asked.ask.window) if asked else "",
        size=tile.size.value,
        refusal=found.refusal,
        body=body,
    )


def counted_card(
    found: TileFound, asked: TileAsk, counted: Counted, paper: Paper, body: object, *, by: str | None = None
) -> TileCard:
    """The card of a tile that shows a measure, with its receipt and the addresses that count it again."""
    measure = asked.ask.measure
    name = words.measure_title(measure)
    split = words.field_title(paper.titles, by) if by else ""
    card = bare_card(found, body, f"{name} · {split}" if split else name)
    window = counted.ask.window
    chosen = replace(asked.selection, measure=measure.id)
    return replace(
        card,
        days=words.days(window),
        receipt=receipt(counted, paper.titles),
        formula=words.formula(measure),
        docs=measure.docs,
        api=api_address(counted, by=by),
        explorer_href=paper.places.explorer + replace(chosen, by=by).address,
        query_href=query_address(document_of(counted.ask, by=by), paper.frame.actor.organisation.slug),
        answers_href=paper.places.answers + chosen.within(window.since, window.last_day).address
        if paper.places.answers
        else "",
    )


def api_address(counted: Counted, *, by: str | None = None) -> str:
    """The address at which a program gets this very figure."""
    ask = counted.ask
    filters = dict(ask.filters)
    if ask.scope is not None:
        chosen = [unit for unit in filters.get("unit", ()) if unit in ask.scope]
        filters["unit"] = tuple(chosen or sorted(ask.scope)[:MOST_UNITS_NAMED])
    asked = Selection(filters=filters, by=by, weighted=ask.weighted, as_then=ask.tree is not None).within(
        ask.window.since, ask.window.last_day
    )
    pairs = list(asked.pairs())
    path = reverse("api-v1:get_metric", kwargs={"measure": ask.measure.id})
    return f"{path}?{urlencode(pairs)}" if pairs else path


def refused_card(found: TileFound) -> TileCard:
    return bare_card(found, None, gettext("Cannot be counted"))
