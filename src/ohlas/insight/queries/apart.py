"""Surveys whose respondents are a competitor's customers: they are never counted among our own answers."""

from uuid import UUID

from ohlas.engine import Filter
from ohlas.insight.models import CompetitorSurvey


def surveys_apart(organisation_id: UUID) -> tuple[str, ...]:
    """The marked surveys' ids as facts carry them, in order."""
    marked = CompetitorSurvey.objects.filter(organisation_id=organisation_id)
    return tuple(sorted(str(survey) for survey in marked.values_list("survey_id", flat=True)))


def own_answers(apart: tuple[str, ...]) -> tuple[Filter, ...]:
    """What a query needs so that it counts our own customers only; nothing where no survey is marked."""
    return (Filter("survey", "not in", apart),) if apart else ()
