"""Comments that ask somebody to act: how many of each kind, where, how sure the reader is, and the newest of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ohlas.accounts.access import Actor
from ohlas.engine import FactRow, FactStore, Filter, Query, rows, run
from ohlas.feedback.access import CommentView, comments_at
from ohlas.feedback.queries.signals import SignalMark, signal_marks
from ohlas.feedback.queries.texts import Key
from ohlas.insight.queries.comments import PER_PAGE, CommentAsk, asked, covered
from ohlas.insight.rules import Preset, Window, preset_window
from ohlas.insight.rules.explored import URGENCIES
from ohlas.insight.rules.urgent import Looked, UrgentWish
from ohlas.metrics import Figure, ShareTally, share_figure

MOST_LINES = 10_000
"""Comments in one file, the newest."""
MOST_UNITS = 50
"""Units in the table of where it is said; those with most signals."""


@dataclass(frozen=True)
class KindLine:
    """One kind: its share of all comments asked for, and how often people who looked agreed with the reader."""

    kind: str
    share: Figure
    n: int
    agreed: Figure


@dataclass(frozen=True)
class UnitLine:
    """One unit: how many of its comments signal each kind, and how many comments it has."""

    unit: str | None
    counts: Counter[str]
    comments: int


@dataclass(frozen=True)
class UrgentFound:
    """Everything on one page of the list. `covered` is None before the first comment at all."""

    wish: UrgentWish
    window: Window
    covered: tuple[date, date] | None
    comments_n: int
    kinds: tuple[KindLine, ...] = ()
    units: tuple[UnitLine, ...] = ()
    listed: tuple[CommentView, ...] = ()
    listed_n: int = 0


def urgent_comments(store: FactStore, actor: Actor, wish: UrgentWish, today: date) -> UrgentFound:
    """What asks somebody to act, among the comments this actor may read.

    Errors: `Forbidden`; the engine's `BadQuery`.
    """
    everything, ask = urgent_ask(store, actor, wish, today)
    months = covered(store, everything)
    if months is None:
        return UrgentFound(wish, ask.ask.window, None, 0)
    marks = signal_marks(actor.organisation.id, actor.scope)
    free = replace(ask, urgency=())
    everywhere = _told_by_unit(store, free.without("unit"))
    here = _told_by_unit(store, free) if "unit" in ask.ask.filters else everywhere
    page = wish.explored.page
    found = rows(store, looked_query(ask, wish, marks), limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    whole = sum(line.comments for line in here)
    return UrgentFound(
        wish=wish,
        window=ask.ask.window,
        covered=months,
        comments_n=whole,
        kinds=tuple(_kind_line(kind, here, whole, marks) for kind in URGENCIES),
        units=tuple(line for line in everywhere if any(line.counts.values()))[:MOST_UNITS],
        listed=comments_at(actor, _keys(found.rows)),
        listed_n=found.total,
    )


def urgent_lines(store: FactStore, actor: Actor, wish: UrgentWish, today: date) -> tuple[CommentView, ...]:
    """The newest comments of the list, as many as a file takes.

    Errors: as `urgent_comments`.
    """
    _, ask = urgent_ask(store, actor, wish, today)
    marks = signal_marks(actor.organisation.id, actor.scope)
    found = rows(store, looked_query(ask, wish, marks), limit=MOST_LINES)
    return comments_at(actor, _keys(found.rows))


def urgent_ask(
    store: FactStore, actor: Actor, wish: UrgentWish, today: date
) -> tuple[CommentAsk, CommentAsk]:
    """All comments within sight, and those asked for; the last 12 months where no days are named."""
    selection = wish.explored.selection
    if selection.preset is Preset.DATES:
        window = selection.chosen_window
    else:
        window = preset_window(selection.preset or Preset.MONTHS_12, today)
    question = asked(actor, wish.explored, window)
    everything = question.everything
    months = covered(store, everything)
    is_old = bool(months and window.since and months[1] < window.since.replace(day=1))
    if selection.preset is None and is_old:
        return everything, question.chosen.over(Window())
    return everything, question.chosen


def looked_query(ask: CommentAsk, wish: UrgentWish, marks: Sequence[SignalMark]) -> Query:
    """Signals of the kinds wished for, of those only that people said this of."""
    mine = [mark for mark in marks if mark.kind in wish.kinds]
    right = tuple(sorted({mark.comment[0] for mark in mine if mark.is_right}))
    wrong = tuple(sorted({mark.comment[0] for mark in mine if not mark.is_right}))
    more: tuple[Filter, ...] = ()
    kinds = wish.kinds
    match wish.looked:
        case Looked.RIGHT:
            more = (Filter("signal", "in", right),)
        case Looked.WRONG:  # facts do not carry what was marked wrong
            more, kinds = (Filter("signal", "in", wrong),), ()
        case Looked.WAITING if right:
            more = (Filter("signal", "not in", right),)
    return replace(ask, urgency=kinds).query(*more, whole="topic" not in ask.ask.filters)


def _told_by_unit(store: FactStore, ask: CommentAsk) -> tuple[UnitLine, ...]:
    """How many comments of each unit signal each kind; those with most signals first."""
    query = ask.query(by=("unit", "urgency"), whole="topic" not in ask.ask.filters)
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    comments: Counter[str | None] = Counter()
    for row in run(store, query).rows:
        unit, said = row.key["unit"], row.key["urgency"] or ""
        comments[unit] += row.counts.n
        for kind in said.split():
            counts[unit][kind] += row.counts.n
    lines = [UnitLine(unit, counts[unit], n) for unit, n in comments.items()]
    return tuple(sorted(lines, key=lambda line: (-line.counts.total(), -line.comments, line.unit or "")))


def _kind_line(kind: str, here: Sequence[UnitLine], whole: int, marks: Sequence[SignalMark]) -> KindLine:
    n = sum(line.counts[kind] for line in here)
    said = [mark.is_right for mark in marks if mark.kind == kind]
    return KindLine(
        kind,
        share_figure(ShareTally(n, max(whole - n, 0))),
        n,
        share_figure(ShareTally(sum(said), len(said) - sum(said))),
    )


def _keys(found: Sequence[FactRow]) -> list[Key]:
    return list(dict.fromkeys((row.signal, row.question) for row in found))
