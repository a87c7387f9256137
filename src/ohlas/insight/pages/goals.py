"""The page of goals, the page on which they are set, and the page of one: everything their templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import Whisker, axis_of, whisker
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.goal_words import (
    STEP_GROUPS,
    VerdictSaid,
    gap_said,
    goal_sentence,
    outlook_said,
    period_said,
    target_said,
    verdict_said,
)
from ohlas.insight.queries import Titles
from ohlas.insight.queries.goals import GoalChanged, GoalFound
from ohlas.insight.rules.goals import Period
from ohlas.metrics import Measure


@dataclass(frozen=True)
class GoalPlaces:
    goals: str
    edit: str
    undo: str
    explorer: str


@dataclass(frozen=True)
class GoalRow:
    """One goal; `refusal` stands where it cannot be counted."""

    href: str
    name: str
    about: str
    measure: str
    target: str
    value: str
    interval: str
    n: str
    gap: str
    outlook: str
    verdict: VerdictSaid
    whisker: Whisker | None
    is_indicative: bool
    sentence: str
    sealed: str
    refusal: str


@dataclass(frozen=True)
class OptionGroup:
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Pager:
    earlier: str
    later: str
    words: str


@dataclass(frozen=True)
class GoalsPage:
    """`done` is the press that may be taken back, empty when there is none."""

    places: GoalPlaces
    rows: tuple[GoalRow, ...]
    periods: tuple[OptionGroup, ...]
    measures: tuple[Option, ...]
    wanted: str
    period: str
    days: str
    closed: str
    pager: Pager
    edit_href: str
    done: str
    is_empty: bool
    may_set: bool
    is_scoped: bool
    has_moves: bool = False


@dataclass(frozen=True)
class TargetField:
    """Where the target of one unit is typed; `fault` says what is wrong with what was typed."""

    name: str
    unit: str
    value: str
    fault: str


@dataclass(frozen=True)
class GoalEditPage:
    places: GoalPlaces
    measures: tuple[Option, ...]
    periods: tuple[OptionGroup, ...]
    surveys: tuple[Option, ...]
    questions: tuple[Option, ...]
    fields: tuple[TargetField, ...]
    measure: str
    period: str
    unit_words: str
    wanted: str
    branches: int
    kept: tuple[tuple[str, str], ...]
    pager: Pager
    refusal: str
    is_empty: bool


@dataclass(frozen=True)
class ChangeLine:
    at: datetime
    who: str
    words: str


@dataclass(frozen=True)
class GoalPage:
    """One goal: the row, what the forecast says, and its history."""

    places: GoalPlaces
    id: str
    row: GoalRow
    period: str
    days: str
    chance: str
    lines: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...]
    explorer_href: str
    formula: str
    docs: str
    may_set: bool


def goal_row(found: GoalFound, titles: Titles, href: str, sealed: str = "") -> GoalRow:
    measure, name = found.goal.measure, unit_name(found.goal.unit_id, titles)
    scale = found.scale or measure.scale.id
    line = whisker(axis_of(measure, scale), found.figure, found.goal.target)
    return GoalRow(
        href=href,
        name=name,
        about=_about(found, titles),
        measure=words.measure_title(measure),
        target=target_said(found.goal),
        value=words.score(measure, found.figure.value),
        interval=words.interval(measure, found.figure),
        n=words.answers(found.figure.n),
        gap=gap_said(found),
        outlook=outlook_said(measure, found.outlook),
        verdict=verdict_said(found),
        whisker=line,
        is_indicative=found.figure.is_indicative and found.figure.n > 0,
        sentence=goal_sentence(name, found),
        sealed=sealed,
        refusal=found.refusal,
    )


def unit_name(unit_id: UUID | None, titles: Titles) -> str:
    if unit_id is None:
        return gettext("Whole organisation")
    return titles.of("unit", str(unit_id)) or gettext("not known")


def period_groups(periods: Sequence[Period], chosen: Period | None) -> tuple[OptionGroup, ...]:
    """Periods to choose from, by their length."""
    return tuple(
        OptionGroup(
            str(title),
            tuple(
                Option(one.key, period_said(one), one == chosen)
                for one in sorted((p for p in periods if p.step is step), key=_start)
            ),
        )
        for step, title in STEP_GROUPS.items()
        if any(one.step is step for one in periods)
    )


def measure_options(measures: Sequence[Measure], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(one.id, words.measure_title(one), one.id == chosen) for one in measures)


def pager(place: str, given: Mapping[str, str], page: int, total: int, size: int) -> Pager:
    """Earlier and later pages of a list."""

    def at(number: int) -> str:
        return f"{place}?{urlencode({**given, 'page': str(number)})}"

    first, last = (page - 1) * size + 1, min(page * size, total)
    said = gettext("%(first)s–%(last)s of %(total)s") % {
        "first": words.number(first, 0),
        "last": words.number(last, 0),
        "total": words.number(total, 0),
    }
    is_one = total <= size and page == 1
    return Pager(
        at(page - 1) if page > 1 else "", at(page + 1) if last < total else "", "" if is_one else said
    )


def change_line(change: GoalChanged, found: GoalFound, who: str) -> ChangeLine:
    def said(target: float | None) -> str:
        return words.score(found.goal.measure, target)

    if change.before is None:
        told = gettext("set to %(after)s") % {"after": said(change.after)}
    elif change.after is None:
        told = gettext("removed; it was %(before)s") % {"before": said(change.before)}
    else:
        told = gettext("changed from %(before)s to %(after)s") % {
            "before": said(change.before),
            "after": said(change.after),
        }
    return ChangeLine(change.at, who, f"{told}, {gettext('taken back later')}" if change.is_undone else told)


def chance_said(found: GoalFound) -> str:
    if found.outlook is None:
        return gettext("A forecast needs at least five measured weeks or months.")
    return gettext("Chance to reach the goal by the end: about %(chance)s.") % {
        "chance": words.percent(round(found.outlook.chance, 2), 0)
    }


def _about(found: GoalFound, titles: Titles) -> str:
    parts = []
    if found.goal.survey_id:
        parts.append(titles.of("survey", str(found.goal.survey_id)) or "")
    if found.goal.question:
        parts.append(titles.of("question", found.goal.question) or "")
    return " · ".join(part for part in parts if part)


def _start(period: Period) -> date:
    return period.start
