"""Surveys for programs: which there are, what they ask, and new ones."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.lib.problems import problem
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import create_survey
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.queries import newest_definitions, standing, surveys_of
from ohlas.surveys.rules import Definition, definition_schema, document_of

router = Router(tags=["surveys"])


class SurveyOut(Schema):
    id: UUID
    name: str
    state: str
    version: int | None
    questions: int
    languages: list[str]


class QuestionOut(Schema):
    id: str
    type: str
    scale: str | None
    touchpoint: str | None
    required: bool
    text: dict[str, str]
    choices: list[str]


class SurveyDetail(Schema):
    id: UUID
    name: str
    state: str
    published_version: UUID | None
    default_language: str
    questions: list[QuestionOut]
    definition: dict[str, Any]  # the document the survey is made of, see /survey-schema.json


class SurveyIn(Schema):
    name: str
    definition: dict[str, Any]  # read and judged by `rules.parse_definition`
    publish: bool = False


class Problem(Schema):
    title: str
    status: int
    detail: str


@router.get("/survey-schema.json", auth=None, response=dict[str, Any], summary="The schema of definitions")
def get_survey_schema(request: HttpRequest) -> Any:  # noqa: ARG001 - JSON Schema, the same for everybody
    """JSON Schema 2020-12 of schema 2 documents, for editors and importers."""
    return definition_schema()


@router.get(
    "/surveys", auth=ApiKeyAuth(Permission.SEE_SURVEYS), response=list[SurveyOut], summary="All surveys"
)
def get_surveys(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    return list(surveys_of(_actor(request).organisation.id))


@router.get(
    "/surveys/{uuid:survey_id}",
    auth=ApiKeyAuth(Permission.SEE_SURVEYS),
    response={200: SurveyDetail, 404: Problem},
    summary="One survey with its questions",
)
def get_survey(request: HttpRequest, survey_id: UUID) -> Mapping[str, object]:
    return _detail(_actor(request), survey_id)


@router.post(
    "/surveys",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={201: SurveyDetail, 409: Problem, 422: Problem},
    summary="A new survey",
)
def post_survey(request: HttpRequest, body: SurveyIn) -> Any:  # Ninja reads the shape from `response`
    """A draft, or a running survey with `publish`; every mistake in the definition is named."""
    actor = _actor(request)
    try:
        survey_id = create_survey(
            actor=actor, name=body.name, definition=body.definition, now=timezone.now(), publish=body.publish
        )
    except BadDefinition as error:
        problems = [_split(line) for line in error.problems]
        return problem(422, "The definition cannot be read", "Mend it and send again.", problems=problems)
    except NotAllowed as error:
        return problem(409, "The survey cannot be created", str(error))
    return Status(201, _detail(actor, survey_id))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor


def _split(line: str) -> dict[str, str]:
    """`place: … was given; allowed: …` as fields."""
    place, _, rest = line.partition(": ")
    given, _, allowed = rest.partition(" was given; allowed: ")
    return {"field": place, "given": given, "allowed": allowed}


def _detail(actor: Actor, survey_id: UUID) -> Mapping[str, object]:
    survey = survey_for(actor, survey_id)
    found = standing(actor.organisation.id, str(survey.id), timezone.now())
    _, definition, _ = newest_definitions(actor.organisation.id)[survey.id]
    return {
        "id": survey.id,
        "name": survey.name,
        "state": survey.state,
        "published_version": found.version.id if found and found.version else None,
        "default_language": definition.default_language,
        "questions": _questions(definition),
        "definition": document_of(definition),
    }


def _questions(definition: Definition) -> list[dict[str, object]]:
    return [
        {
            "id": question.id,
            "type": question.type.id,
            "scale": question.scale,
            "touchpoint": question.touchpoint,
            "required": question.required,
            "text": dict(question.text),
            "choices": [choice.id for choice in question.choices],
        }
        for question in definition.questions
    ]
