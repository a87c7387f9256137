"""What each of this room's templates may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.engine import Query, open_store, run
from ohlas.lib.config import config
from ohlas.surveys.models import Survey
from ohlas.surveys.pages.types import TYPES
from ohlas.surveys.queries import SurveyRow, newest_definitions, surveys_of
from ohlas.surveys.rules import Question, SurveyState, template_definition, template_ids

if TYPE_CHECKING:
    from ohlas.surveys.forms import NewSurvey

STATES: Mapping[SurveyState, Promise] = {
    SurveyState.DRAFT: _("draft"),
    SurveyState.RUNNING: _("running"),
    SurveyState.CLOSED: _("closed"),
    SurveyState.ARCHIVED: _("archived"),
}


@dataclass(frozen=True)
class Template:
    """A questionnaire to begin with; `why` says when to choose it."""

    title: Promise
    why: Promise


TEMPLATES: Mapping[str, Template] = {
    "visit": Template(
        _("After a visit"), _("Branches, shops, clinics: recommendation, staff, waiting, cleanliness.")
    ),
    "purchase": Template(_("After a purchase"), _("E-shops: recommendation, ordering, delivery.")),
    "support": Template(
        _("After a request"), _("Support and complaints: how easy it was, how it was handled.")
    ),
}


@dataclass(frozen=True)
class Line:
    """A survey in the list."""

    survey: SurveyRow
    state: str


@dataclass(frozen=True)
class SurveysPage:
    """`surveys/surveys.html`."""

    lines: tuple[Line, ...]
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


@dataclass(frozen=True)
class TemplateCard:
    id: str
    title: str
    why: str
    questions: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True)
class NewSurveyPage:
    """`surveys/new.html`."""

    form: "NewSurvey"
    cards: tuple[TemplateCard, ...]


def surveys_page(actor: Actor) -> SurveysPage:
    lines = tuple(Line(row, str(STATES[row.state])) for row in surveys_of(actor.organisation.id))
    return SurveysPage(lines, actor.may(Permission.EDIT_SURVEYS))


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
        languages=", ".join(definition.languages),
        questions=tuple(_line(question, language, counts) for question in definition.questions),
        may_edit=may_edit,
        can_publish=may_edit and not is_published and state is not SurveyState.ARCHIVED,
        can_close=may_edit and state is SurveyState.RUNNING,
        can_reopen=may_edit and state is SurveyState.CLOSED,
    )


def new_survey_page(actor: Actor, form: "NewSurvey", language: str) -> NewSurveyPage:
    chosen = form["template"].value()
    return NewSurveyPage(form, tuple(_card(actor, name, language, chosen) for name in template_ids()))


def _card(actor: Actor, name: str, language: str, chosen: str) -> TemplateCard:
    languages = [language, *actor.organisation.languages]
    document = template_definition(name, languages)
    questions = document["questions"]
    assert isinstance(questions, list)  # noqa: S101 - tells mypy what template_definition makes
    words = tuple(next(iter(question["text"].values())) for question in questions)
    return TemplateCard(name, str(TEMPLATES[name].title), str(TEMPLATES[name].why), words, name == chosen)


def _line(question: Question, language: str, counts: Mapping[str, int]) -> QuestionLine:
    return QuestionLine(
        id=question.id,
        text=question.title(language),
        type=str(TYPES[question.type.id]),
        scale=question.scale,
        touchpoint=question.touchpoint,
        is_required=question.required,
        choices=tuple(choice.text.get(language, choice.id) for choice in question.choices),
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
