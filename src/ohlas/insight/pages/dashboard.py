"""The dashboard's page: everything its template may use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ohlas.insight.errors import BadAddress
from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import BesideCard, BreakdownCard, beside_cards, breakdown_card
from ohlas.insight.pages.charts import ChartCard, distribution_card, trend_card
from ohlas.insight.pages.figures import FigureCard, ReceiptLine, figure_card, nps_parts, receipt
from ohlas.insight.pages.filters import FilterBar, filter_bar
from ohlas.insight.queries import Dashboard, Tile
from ohlas.lib.charts import both_themes
from ohlas.metrics import MetricsError


@dataclass(frozen=True)
class Places:
    """Where the page's links lead."""

    dashboard: str
    answers: str
    export: str
    imports: str
    sample: str


@dataclass(frozen=True)
class DashboardPage:
    """Figures, charts and groups for one address.

    `is_empty` before the first answer at all; `is_nobody` where this address leaves nobody.
    """

    is_empty: bool
    places: Places
    may_see_answers: bool
    may_export: bool
    bar: FilterBar | None = None
    cards: tuple[FigureCard, ...] = ()
    is_nobody: bool = False
    measure: str = ""
    days: str = ""
    answers: str = ""
    trend: ChartCard | None = None
    distribution: ChartCard | None = None
    parts: tuple[object, ...] = ()
    receipt: tuple[ReceiptLine, ...] = ()
    formula: str = ""
    docs: str = "metrics/index"
    breakdown: BreakdownCard | None = None
    beside: tuple[BesideCard, ...] = ()
    beside_measure: str = ""
    themes: Mapping[str, object] | None = None
    freshness: object = None


@dataclass(frozen=True)
class BadAddressPage:
    """An address that asks for what does not exist: what was wrong, and a way on."""

    message: str
    way_on: str


def bad_address_page(error: Exception, way_on: str) -> BadAddressPage:
    """The error's own words where it is ours; they name what is allowed."""
    known = isinstance(error, BadAddress | MetricsError)
    text = str(error) if known or error.args else ""
    return BadAddressPage(text[:1].upper() + text[1:], way_on)


def dashboard_page(
    found: Dashboard, marks: Mapping[str, bool], places: Places, *, may_see_answers: bool, may_export: bool
) -> DashboardPage:
    """All figures of the page in words; `marks` are the verdicts stored for its tiles."""
    main = found.main
    if main is None:
        return DashboardPage(True, places, may_see_answers, may_export)
    about, ask = found.about, main.ask
    chosen = replace(about.selection, measure=ask.measure.id)
    query = chosen.address
    days = words.days(ask.window)
    return DashboardPage(
        is_empty=False,
        places=places,
        may_see_answers=may_see_answers,
        may_export=may_export,
        bar=filter_bar(about, days),
        cards=tuple(_card(found, tile, marks) for tile in found.tiles),
        is_nobody=main.figure.value is None,
        measure=words.measure_title(ask.measure),
        days=days,
        answers=words.answers(main.figure.n),
        trend=trend_card(
            ask,
            found.trend,
            about.step,
            chosen,
            found.sealed,
            answers=places.answers,
            picture=_picture(places, "trend", query),
        ),
        distribution=distribution_card(main, chosen, places.answers, _picture(places, "distribution", query)),
        parts=nps_parts(main),
        receipt=receipt(main, about.titles),
        formula=words.formula(ask.measure),
        docs=ask.measure.docs,
        breakdown=breakdown_card(
            found.breakdown,
            ask,
            about.titles,
            chosen,
            answers=places.answers,
            csv_href=places.export + replace(chosen, by=about.by).address,
        )
        if found.breakdown
        else None,
        beside=beside_cards(found.beside, about.titles, about.selection) if found.beside else (),
        beside_measure=words.measure_title(found.beside.ask.measure) if found.beside else "",
        themes=both_themes(),
        freshness=main.freshness,
    )


def tile_name(tile: Tile) -> str:
    """What a tile's verdict is stored under."""
    return f"{tile.counted.ask.measure.id} {tile.counted.ask.scale}"


def _card(found: Dashboard, tile: Tile, marks: Mapping[str, bool]) -> FigureCard:
    main = found.main
    about = found.about
    is_chosen = main is not None and tile.counted.ask.scale == main.ask.scale
    is_marked = marks.get(tile_name(tile), False)
    return figure_card(tile, about.selection, about.titles, is_chosen=is_chosen, is_marked=is_marked)


def _picture(places: Places, chart: str, query: str) -> str:
    """The picture's address, its theme still open."""
    return f"{places.dashboard}{chart}-{{theme}}.svg{query}"
