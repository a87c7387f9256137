"""Closed periods and one of them: everything their templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.goal_words import period_said
from ohlas.insight.pages.goals import OptionGroup, Pager, measure_options, pager, period_groups, unit_name
from ohlas.insight.pages.sealed import restated_said
from ohlas.insight.queries import Titles
from ohlas.insight.queries.closing import ClosingView, Restated, SealCheck
from ohlas.insight.rules.goals import Period
from ohlas.metrics import Measure

UNITS_PER_PAGE = 50


@dataclass(frozen=True)
class ClosingPlaces:
    closings: str
    close: str


@dataclass(frozen=True)
class ClosingLine:
    """One period of the list; `opened` says when and why it was opened again, empty while it is closed."""

    href: str
    period: str
    closed_at: datetime
    by: str
    tallies: str
    digest: str
    opened_at: datetime | None
    reason: str


@dataclass(frozen=True)
class ClosingsPage:
    places: ClosingPlaces
    lines: tuple[ClosingLine, ...]
    periods: tuple[OptionGroup, ...]
    may_close: bool


@dataclass(frozen=True)
class RestatedRow:
    """One unit: sealed, today, and the difference in words."""

    name: str
    sealed: str
    sealed_interval: str
    sealed_n: str
    today: str
    today_interval: str
    said: str
    is_changed: bool
    sentence: str


@dataclass(frozen=True)
class ClosingPage:
    places: ClosingPlaces
    id: str
    line: ClosingLine
    days: str
    measures: tuple[Option, ...]
    measure: str
    rows: tuple[RestatedRow, ...]
    changed: str
    pager: Pager
    check: str
    is_whole: bool
    is_closed: bool
    is_empty: bool
    may_close: bool
    refusal: str
    reason: str
    has_moves: bool = False


def closings_page(
    views: Sequence[ClosingView],
    names: Mapping[str, str],
    open_periods: Sequence[Period],
    places: ClosingPlaces,
    *,
    may_close: bool,
) -> ClosingsPage:
    return ClosingsPage(
        places=places,
        lines=tuple(closing_line(view, names, places) for view in views),
        periods=period_groups(open_periods, None),
        may_close=may_close,
    )


def closing_line(view: ClosingView, names: Mapping[str, str], places: ClosingPlaces) -> ClosingLine:
    return ClosingLine(
        href=f"{places.closings}{view.id}/",
        period=period_said(view.period),
        closed_at=view.closed_at,
        by=names.get(str(view.closed_by), gettext("a program or somebody gone")),
        tallies=words.number(view.tallies, 0),
        digest=view.digest[:16],
        opened_at=view.reopened_at,
        reason=view.reason,
    )


def closing_page(  # noqa: PLR0917 - a period, what was found of it, and how it is called
    view: ClosingView,
    chosen: Measure | None,
    measures: Sequence[Measure],
    rows: Sequence[Restated],
    check: SealCheck,
    titles: Titles,
    names: Mapping[str, str],
    places: ClosingPlaces,
    *,
    page: int,
    may_close: bool,
    refusal: str = "",
    reason: str = "",
    has_moves: bool = False,
) -> ClosingPage:
    named = sorted(rows, key=lambda row: (row.unit is not None, unit_name(row.unit, titles).casefold()))
    shown = named[(page - 1) * UNITS_PER_PAGE : page * UNITS_PER_PAGE]
    changed = sum(row.is_changed for row in rows)
    place = f"{places.closings}{view.id}/"
    return ClosingPage(
        places=places,
        id=str(view.id),
        line=closing_line(view, names, places),
        days=words.days(view.period.window),
        measures=measure_options(measures, chosen.id if chosen else ""),
        measure=words.measure_title(chosen) if chosen else "",
        rows=tuple(_row(row, chosen, titles) for row in shown) if chosen else (),
        changed=_changed(changed, len(rows)),
        pager=pager(place, {"measure": chosen.id if chosen else ""}, page, len(rows), UNITS_PER_PAGE),
        check=_check(check),
        is_whole=check.is_whole,
        is_closed=view.is_closed,
        is_empty=not rows,
        may_close=may_close,
        refusal=refusal,
        reason=reason,
        has_moves=has_moves,
    )


def _row(row: Restated, measure: Measure, titles: Titles) -> RestatedRow:
    name = unit_name(row.unit, titles)
    said = restated_said(row.sealed, row.today, measure) if row.is_changed else gettext("unchanged")
    return RestatedRow(
        name=name,
        sealed=words.score(measure, row.sealed.value),
        sealed_interval=words.interval(measure, row.sealed),
        sealed_n=words.number(row.sealed.n, 0),
        today=words.score(measure, row.today.value),
        today_interval=words.interval(measure, row.today),
        said=said,
        is_changed=row.is_changed,
        sentence=f"{words.sentence(name, measure, row.sealed)}; {said}",
    )


def _changed(changed: int, of: int) -> str:
    if not changed:
        return gettext("Nothing changed since it was closed.")
    said = ngettext(
        "%(n)s of %(all)s figures would be another today.",
        "%(n)s of %(all)s figures would be others today.",
        changed,
    )
    return said % {"n": words.number(changed, 0), "all": words.number(of, 0)}


def _check(check: SealCheck) -> str:
    if check.is_whole:
        return ngettext(
            "The seal is whole: %(n)s tally checked, none altered.",
            "The seal is whole: %(n)s tallies checked, none altered.",
            check.checked,
        ) % {"n": words.number(check.checked, 0)}
    if check.altered:
        return gettext("The seal is broken: %(n)s tallies are not what was sealed.") % {
            "n": words.number(check.altered, 0)
        }
    return gettext("The seal is broken: tallies are missing, or the closing itself was altered.")


def shown_names(views: Sequence[ClosingView]) -> set[str]:
    """Whose names the page needs."""
    return {str(view.closed_by) for view in views if view.closed_by}
