"""The list of comments that ask somebody to act: everything its template may use."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ohlas.feedback.access import CommentView
from ohlas.insight.pages import words
from ohlas.insight.pages.comments import (
    URGENCY_TITLES,
    CommentCard,
    comment_card,
    pieces,
    unread_note,
    urgent_phrases,
)
from ohlas.insight.pages.explorer import comments_in_words
from ohlas.insight.pages.filters import Option, Tab
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import PER_PAGE
from ohlas.insight.queries.urgent import KindLine, UnitLine, UrgentFound
from ohlas.insight.rules import PRESETS, Preset, Window
from ohlas.insight.rules.explored import PRAISE, URGENCIES
from ohlas.insight.rules.urgent import Looked, UrgentWish
from ohlas.metrics import Figure

LOOKED_TITLES: Mapping[Looked, Promise] = {
    Looked.ALL: _("All"),
    Looked.WAITING: _("Not looked at"),
    Looked.RIGHT: _("Marked right"),
    Looked.WRONG: _("Marked wrong"),
}
MOST_SURE = 0.9
"""From here on several phrases told the same."""


@dataclass(frozen=True)
class UrgentPlaces:
    """Where the page's links lead; empty for what this person may not open."""

    here: str
    explorer: str
    mark: Callable[[str, str], str]
    undo: Callable[[str, str], str]
    response: Callable[[str], str]
    export: str = ""
    alerts: str = ""
    imports: str = ""
    sample: str = ""


@dataclass(frozen=True)
class KindRow:
    """One kind: how many comments signal it, and how often people agreed that they do."""

    title: str
    href: str
    n: str
    share: str
    interval: str
    agreed: str
    is_chosen: bool


@dataclass(frozen=True)
class UnitRow:
    """One unit: a number per kind, each with a link to those comments; "" for none."""

    name: str
    href: str
    cells: tuple[tuple[str, str], ...]
    comments: str


@dataclass(frozen=True)
class Sign:
    """One signal of one comment: the words that told, how sure, and what a person said of it."""

    kind: str
    title: str
    phrase: str
    sure: str
    is_right: bool
    is_wrong: bool
    mark_href: str


@dataclass(frozen=True)
class UrgentCard:
    comment: CommentCard
    signs: tuple[Sign, ...]
    undo_href: str


@dataclass(frozen=True)
class UrgentPage:
    """`is_empty` before the first comment at all; `is_nobody` where this address leaves none.

    `is_praise` where praise alone is listed; else `praise` says how many there are and `praise_href` leads to them.
    """

    is_empty: bool
    places: UrgentPlaces
    may_mark: bool = False
    is_nobody: bool = False
    is_praise: bool = False
    total: str = ""
    praise: str = ""
    praise_href: str = ""
    kinds: tuple[KindRow, ...] = ()
    kind_options: tuple[Option, ...] = ()
    unit_options: tuple[Option, ...] = ()
    looked: tuple[Tab, ...] = ()
    presets: tuple[Tab, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    days: str = ""
    since: str = ""
    until: str = ""
    clear_href: str = ""
    unit_heads: tuple[str, ...] = ()
    units: tuple[UnitRow, ...] = ()
    cards: tuple[UrgentCard, ...] = ()
    csv_href: str = ""
    earlier: str = ""
    later: str = ""
    words: str = ""
    zone: str = "UTC"
    back: str = ""
    unread: str = ""


def urgent_page(
    found: UrgentFound, titles: Titles, places: UrgentPlaces, *, zone: str, may_mark: bool, unread: int = 0
) -> UrgentPage:
    """The page in words; `unread` are imported answers still to be read."""
    if found.covered is None:
        return UrgentPage(True, places, back=places.here + found.wish.address, unread=unread_note(unread))
    wish, selection = found.wish, found.wish.explored.selection
    page = selection.page
    praised = sum(line.n for line in found.kinds if line.kind == PRAISE and PRAISE not in wish.kinds)
    first, last = (page - 1) * PER_PAGE, (page - 1) * PER_PAGE + len(found.listed)
    return UrgentPage(
        is_empty=False,
        places=places,
        may_mark=may_mark,
        is_nobody=not found.listed,
        is_praise=wish.kind == PRAISE,
        total=_total(found),
        praise=_praise(praised) if praised else "",
        praise_href=wish.narrowed("urgency", PRAISE).address,
        kinds=tuple(_kind_row(line, wish) for line in found.kinds),
        kind_options=tuple(Option(kind, str(URGENCY_TITLES[kind]), kind == wish.kind) for kind in URGENCIES),
        unit_options=tuple(_unit_options(wish, titles)),
        looked=tuple(
            Tab(str(title), wish.with_looked(one).address, one is wish.looked)
            for one, title in LOOKED_TITLES.items()
        ),
        presets=tuple(_presets(found)),
        kept=tuple(pair for pair in wish.pairs() if pair[0] not in _OWN),
        days=words.days(found.window),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        clear_href=places.here,
        unit_heads=tuple(str(URGENCY_TITLES[kind]) for kind in wish.kinds),
        units=tuple(_unit_row(line, wish, titles) for line in found.units),
        cards=tuple(_card(one, titles, places) for one in found.listed),
        csv_href=places.export + wish.on_page(1).address if places.export else "",
        earlier=wish.on_page(page - 1).address if page > 1 else "",
        later=wish.on_page(page + 1).address if first + PER_PAGE < found.listed_n else "",
        words=gettext("%(first)s–%(last)s of %(total)s")
        % {
            "first": first + 1 if found.listed else 0,
            "last": last,
            "total": words.number(found.listed_n, 0),
        },
        zone=zone,
        back=places.here + wish.address,
        unread=unread_note(unread),
    )


_OWN = {"urgency", "unit", "looked", "since", "until", "period"}


def _total(found: UrgentFound) -> str:
    listed = comments_in_words(found.listed_n)
    return gettext("%(listed)s of %(all)s, %(days)s") % {
        "listed": listed,
        "all": words.number(found.comments_n, 0),
        "days": words.days(found.window),
    }


def _praise(n: int) -> str:
    said = ngettext("%(n)s praises somebody by name", "%(n)s praise somebody by name", n)
    return said % {"n": words.number(n, 0)}


def _presets(found: UrgentFound) -> Iterator[Tab]:
    wish = found.wish
    selection = wish.explored.selection
    chosen = selection.preset or (Preset.ALL if found.window == Window() else Preset.MONTHS_12)
    for preset in PRESETS:
        other = replace(selection, preset=preset, since=None, until=None, page=1)
        there = replace(wish, explored=replace(wish.explored, selection=other)).address
        yield Tab(str(words.PRESET_TITLES[preset]), there, chosen is preset)


def _unit_options(wish: UrgentWish, titles: Titles) -> list[Option]:
    chosen = wish.explored.selection.filters.get("unit", ())
    known = titles.words.get("unit", {})
    options = [Option(unit, name, unit in chosen) for unit, name in known.items()]
    return sorted(options, key=lambda one: one.words.casefold())


def _kind_row(line: KindLine, wish: UrgentWish) -> KindRow:
    is_chosen = wish.kind == line.kind
    there = wish.narrowed("urgency") if is_chosen else wish.narrowed("urgency", line.kind)
    return KindRow(
        title=str(URGENCY_TITLES[line.kind]),
        href=there.address,
        n=words.number(line.n, 0),
        share=words.NOBODY if line.share.value is None else words.percent(line.share.value),
        interval=_interval(line.share),
        agreed=_agreed(line.agreed),
        is_chosen=is_chosen,
    )


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = {"low": words.percent(figure.low), "high": words.percent(figure.high)}
    return gettext("between %(low)s and %(high)s") % ends


def _agreed(figure: Figure) -> str:
    if figure.value is None:
        return ""
    said = {"right": words.number(figure.value * figure.n, 0), "all": words.number(figure.n, 0)}
    return gettext("%(right)s of %(all)s looked at were right") % said


def _unit_row(line: UnitLine, wish: UrgentWish, titles: Titles) -> UnitRow:
    there = wish.narrowed("unit", line.unit) if line.unit else None
    cells = []
    for kind in wish.kinds:
        n = line.counts[kind]
        href = there.narrowed("urgency", kind).address if n and there else ""
        cells.append((words.number(n, 0) if n else "", href))
    return UnitRow(
        name=words.value_title(titles, "unit", line.unit),
        href=there.address if there else "",
        cells=tuple(cells),
        comments=words.number(line.comments, 0),
    )


def _card(found: CommentView, titles: Titles, places: UrgentPlaces) -> UrgentCard:
    response, question = str(found.response.id), found.reading.question
    card = comment_card(found, titles, href=places.response(response), topic_address={})
    marked = tuple(pieces(found.text, urgent_phrases(found)))
    marks = found.reading.given.urgent
    signs = tuple(
        Sign(
            kind=each.kind,
            title=str(URGENCY_TITLES.get(each.kind, each.kind)),
            phrase=each.phrase if each.phrase in found.text else "",
            sure=gettext("told by several phrases") if each.confidence >= MOST_SURE else "",
            is_right=marks.get(each.kind) is True,
            is_wrong=marks.get(each.kind) is False,
            mark_href=places.mark(response, question),
        )
        for each in found.reading.read.urgency
    )
    return UrgentCard(
        replace(card, pieces=marked), signs, places.undo(response, question) if card.can_undo else ""
    )
