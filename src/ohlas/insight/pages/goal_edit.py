"""The page on which goals are set, as its template shows it."""

from collections.abc import Mapping

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.goal_words import period_said
from ohlas.insight.pages.goals import (
    GoalEditPage,
    GoalPlaces,
    TargetField,
    measure_options,
    pager,
    period_groups,
)
from ohlas.insight.queries.goal_lists import PER_PAGE, EditAsked, GoalLine
from ohlas.metrics import Measure


def edit_page(
    asked: EditAsked,
    places: GoalPlaces,
    faults: Mapping[str, str],
    refusal: str,
    typed: Mapping[str, str] | None = None,
) -> GoalEditPage:
    """Targets as they are; after a refusal as they were typed."""
    survey = str(asked.survey or "")
    kept = {
        "measure": asked.measure.id,
        "period": asked.period.key,
        "survey": survey,
        "question": asked.question,
        "q": asked.wanted.text,
    }
    return GoalEditPage(
        places=places,
        measures=measure_options(asked.measures, asked.measure.id),
        periods=period_groups(asked.periods, asked.period),
        surveys=tuple(Option(key, name, key == survey) for key, name in asked.surveys.items()),
        questions=tuple(Option(one.id, one.title, one.id == asked.question) for one in asked.questions),
        fields=tuple(_field(line, asked.measure, faults, typed or {}) for line in asked.lines),
        measure=words.measure_title(asked.measure),
        period=period_said(asked.period),
        unit_words=_unit_words(asked.measure),
        wanted=asked.wanted.text,
        branches=len(asked.branches),
        kept=tuple((name, value) for name, value in kept.items() if value),
        pager=pager(
            places.edit, {k: v for k, v in kept.items() if v}, asked.wanted.page, asked.total, PER_PAGE
        ),
        refusal=refusal,
        is_empty=not asked.measures,
    )


def _field(
    line: GoalLine, measure: Measure, faults: Mapping[str, str], typed: Mapping[str, str]
) -> TargetField:
    return TargetField(
        name=line.field,
        unit=line.name or gettext("Whole organisation"),
        value=typed.get(line.field, _value(line, measure)),
        fault=faults.get(line.field, ""),
    )


def _value(line: GoalLine, measure: Measure) -> str:
    if line.target is None:
        return ""
    shown = 100 * line.target if measure.unit == "share" else line.target
    return f"{round(shown, 6):g}"


def _unit_words(measure: Measure) -> str:
    said = {
        "points": gettext("in points from −100 to 100"),
        "share": gettext("in per cent"),
        "grade": gettext("as a grade on its scale"),
    }[measure.unit]
    return said if measure.better == "higher" else gettext("%(unit)s; less is better") % {"unit": said}
