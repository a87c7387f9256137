"""From goals as they were found to their pages."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.goal_words import gap_said, outlook_said, period_said, target_said
from ohlas.insight.pages.goals import (
    GoalPage,
    GoalPlaces,
    GoalsPage,
    chance_said,
    change_line,
    goal_row,
    measure_options,
    pager,
    period_groups,
)
from ohlas.insight.pages.sealed import sealed_said
from ohlas.insight.queries.closing import Sealed
from ohlas.insight.queries.goal_lists import PER_PAGE, GoalOpened, GoalsListed
from ohlas.insight.queries.goals import GoalFound
from ohlas.insight.rules import Selection


def goals_page(
    found: GoalsListed, places: GoalPlaces, *, done: str, may_set: bool, has_moves: bool = False
) -> GoalsPage:
    kept = {"period": found.period.key, "measure": found.wanted.measure, "q": found.wanted.text}
    given = {name: value for name, value in kept.items() if value}
    edit = f"{places.edit}?period={found.period.key}&measure={found.wanted.measure}" if places.edit else ""
    return GoalsPage(
        places=places,
        rows=tuple(
            goal_row(one, found.titles, f"{places.goals}{one.goal.id}/", _sealed(one, found.sealed))
            for one in found.found
        ),
        periods=period_groups(found.periods, found.period),
        measures=measure_options(found.measures, found.wanted.measure),
        wanted=found.wanted.text,
        period=period_said(found.period),
        days=words.days(found.period.window),
        closed="",
        pager=pager(places.goals, given, found.wanted.page, found.total, PER_PAGE),
        edit_href=edit,
        done=done,
        is_empty=found.is_empty,
        may_set=may_set,
        is_scoped=found.is_scoped,
        has_moves=has_moves,
    )


def goal_page(opened: GoalOpened, places: GoalPlaces, *, may_set: bool) -> GoalPage:
    found = opened.found
    return GoalPage(
        places=places,
        id=str(found.goal.id),
        row=goal_row(found, opened.titles, ""),
        period=period_said(found.goal.period),
        days=words.days(found.goal.period.window),
        chance=chance_said(found),
        lines=_lines(found),
        changes=tuple(
            change_line(
                one, found, opened.names.get(str(one.actor_id), gettext("a program or somebody gone"))
            )
            for one in opened.changes
        ),
        explorer_href=_explorer(found, places),
        formula=words.formula(found.goal.measure),
        docs=found.goal.measure.docs,
        may_set=may_set,
    )


def _sealed(one: GoalFound, sealed: Mapping[UUID, Sealed]) -> str:
    known = sealed.get(one.goal.id)
    return sealed_said(known, one.goal.measure, one.figure) if known else ""


def _lines(found: GoalFound) -> tuple[tuple[str, str], ...]:
    measure = found.goal.measure
    now = words.score(measure, found.figure.value), words.interval(measure, found.figure)
    return (
        (gettext("Goal"), target_said(found.goal)),
        (gettext("Now"), ", ".join(filter(None, now))),
        (gettext("Answers"), words.number(found.figure.n, 0)),
        (gettext("Gap"), gap_said(found)),
        (gettext("Expected at the end"), outlook_said(measure, found.outlook)),
    )


def _explorer(found: GoalFound, places: GoalPlaces) -> str:
    goal, window = found.goal, found.goal.period.window
    filters = {
        "unit": str(goal.unit_id or ""),
        "survey": str(goal.survey_id or ""),
        "question": goal.question,
    }
    chosen = Selection(
        measure=goal.measure.id, filters={name: (value,) for name, value in filters.items() if value}
    )
    return places.explorer + replace(chosen, by=None).within(window.since, window.last_day).address
