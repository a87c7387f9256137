"""What each of this room's templates may use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.engine import Query, open_store, run
from ohlas.lib.config import config
from ohlas.surveys.models import Survey
from ohlas.surveys.pages.types import SCALES, TYPES
from ohlas.surveys.pages.words import language_name
from ohlas.surveys.queries import SurveyRow, archived_surveys, newest_definitions, surveys_of
from ohlas.surveys.rules import Question, SurveyState, text_in
from ohlas.surveys.rules.library import library

if TYPE_CHECKING:
    from ohlas.surveys.forms import NewSurvey

SHOWN = 3
"""Questions of a template told before it is chosen."""
STATES: Mapping[SurveyState, Promise] = {
    SurveyState.DRAFT: gettext_lazy("draft"),
    SurveyState.RUNNING: gettext_lazy("running"),
    SurveyState.CLOSED: gettext_lazy("closed"),
    SurveyState.ARCHIVED: gettext_lazy("archived"),
}


@dataclass(frozen=True)
class Line:
    """A survey in the list."""

    survey: SurveyRow
    state: str


@dataclass(frozen=True)
class SurveysPage:
    """`surveys/surveys.html`; `archived` are names by id."""

    lines: tuple[Line, ...]
    archived: tuple[tuple[UUID, str], ...]
    may_edit: bool


@dataclass(frozen=True)
class QuestionLine:
    """A question as it is asked; `answers` is None where answers are not scores."""

    id: str
    text: str
    type: str
    scale: str | None
    touchpoint: str | None
    is_required: bool
    choices: tuple[str, ...]
    answers: int | None


@dataclass(frozen=True)
class SurveyPage:
    """`surveys/survey.html`."""

    id: UUID
    name: str
    state: str
    version: int
    languages: str
    questions: tuple[QuestionLine, ...]
    may_edit: bool
    can_publish: bool
    can_close: bool
    can_reopen: bool
    is_archived: bool


@dataclass(frozen=True)
class TemplateCard:
    """A template to choose: its first questions in whole, and how many more it asks."""

    id: str
    title: str
    why: str
    questions: tuple[str, ...]
    more: int
    is_chosen: bool


@dataclass(frozen=True)
class NewSurveyPage:
    """`surveys/new.html`."""

    form: "NewSurvey"
    cards: tuple[TemplateCard, ...]


def surveys_page(actor: Actor) -> SurveysPage:
    lines = tuple(Line(row, str(STATES[row.state])) for row in surveys_of(actor.organisation.id))
    archived = tuple(archived_surveys(actor.organisation.id).items())
    return SurveysPage(lines, archived, actor.may(Permission.EDIT_SURVEYS))


def survey_page(actor: Actor, survey: Survey, language: str) -> SurveyPage:
    number, definition, is_published = newest_definitions(survey.organisation_id)[survey.id]
    counts = _answers(actor, survey.id, {question.scale for question in definition.questions} - {None})
    state = SurveyState(survey.state)
    may_edit = actor.may(Permission.EDIT_SURVEYS)
    return SurveyPage(
        id=survey.id,
        name=survey.name,
        state=str(STATES[state]),
        version=number,
        languages=", ".join(language_name(one) for one in definition.languages),
        questions=tuple(_line(question, language, counts) for question in definition.questions),
        may_edit=may_edit,
        can_publish=may_edit and not is_published and state is not SurveyState.ARCHIVED,
        can_close=may_edit and state is SurveyState.RUNNING,
        can_reopen=may_edit and state is SurveyState.CLOSED,
        is_archived=state is SurveyState.ARCHIVED,
    )


def new_survey_page(form: "NewSurvey", language: str) -> NewSurveyPage:
    return NewSurveyPage(form, tuple(_cards(language, form["template"].value())))


def _cards(language: str, chosen: str) -> Iterator[TemplateCard]:
    for name, template in library().templates.items():
        asked = [question.text.said(language, "formal") for question in template.questions]
        yield TemplateCard(
            id=name,
            title=template.title.said(language, "formal"),
            why=template.about.said(language, "formal"),
            questions=tuple(asked[:SHOWN]),
            more=max(0, len(asked) - SHOWN),
            is_chosen=name == chosen,
        )
    yield TemplateCard(
        "blank", _("An empty survey"), _("Put it together from the library."), (), 0, chosen == "blank"
    )


def _line(question: Question, language: str, counts: Mapping[str, int]) -> QuestionLine:
    return QuestionLine(
        id=question.id,
        text=question.title(language),
        type=str(TYPES[question.type.id]),
        scale=str(SCALES[question.scale]) if question.scale and len(question.type.scales) > 1 else None,
        touchpoint=question.touchpoint,
        is_required=question.required,
        choices=tuple(text_in(choice.text, language) or choice.id for choice in question.choices),
        answers=counts.get(question.id, 0) if question.scale else None,
    )


def _answers(actor: Actor, survey_id: UUID, scales: set[str | None]) -> dict[str, int]:
    """Scores per question, from the facts: the rooms that record them stand above this one."""
    store = open_store(config().facts_url, config().engine_url)
    scope = None if actor.scope is None else frozenset(str(unit) for unit in actor.scope)
    found: dict[str, int] = {}
    for scale in sorted(scale for scale in scales if scale):
        query = Query(
            str(actor.organisation.id),
            scale,
            group_by=("question",),
            surveys=(str(survey_id),),
            scope_units=scope,
        )
        for group in run(store, query).rows:
            found[group.key["question"] or ""] = group.counts.n
    return found
