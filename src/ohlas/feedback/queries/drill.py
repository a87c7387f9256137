"""Responses in words: each answer beside its question, for pages and programs that may show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.accounts.queries import units_of
from ohlas.feedback.models import Response
from ohlas.feedback.queries.uploads import FileView, files_of
from ohlas.surveys.queries import Version, published_version, survey_names
from ohlas.surveys.rules import AnswerKind, Item


@dataclass(frozen=True)
class Answer:
    """One answer; `original` is the text as received, where its encoding was repaired."""

    question: str
    text: str
    touchpoint: str | None
    scale: str | None
    value: float | None
    shown: str
    is_comment: bool
    original: str | None
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True)
class ResponseView:
    """One person's answers and the circumstances, without the person."""

    id: UUID
    survey_id: UUID
    survey: str
    version: int
    answered_at: datetime
    received_at: datetime
    channel: str
    language: str
    unit_id: UUID | None
    unit: str | None
    employee_id: UUID | None
    contact_id: UUID | None
    batch_id: UUID | None
    weight: float | None
    is_complete: bool
    answers: tuple[Answer, ...]
    attributes: Mapping[str, str]

    @property
    def scores(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.value is not None)

    @property
    def comments(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.is_comment)


def response_view(row: Response) -> ResponseView:
    """One response in words."""
    return views_of(row.organisation_id, [row])[0]


def views_of(organisation_id: UUID, rows: Iterable[Response]) -> tuple[ResponseView, ...]:
    """Responses of one organisation in words, in the order given."""
    surveys = survey_names(organisation_id)
    units = {unit.id: unit.name for unit in units_of(organisation_id)}
    asked = list(rows)
    files = files_of(organisation_id, [row.client_id for row in asked if _may_have_files(row)])
    return tuple(_view(row, surveys, units, files.get(row.client_id, ())) for row in asked)


def _may_have_files(row: Response) -> bool:
    """Most surveys ask for none; then nothing is looked up."""
    version = published_version(row.version_id)
    return version is not None and any(
        question.type.kind is AnswerKind.FILE for question in version.definition.questions
    )


def _view(
    row: Response, surveys: Mapping[UUID, str], units: Mapping[UUID, str], files: tuple[FileView, ...]
) -> ResponseView:
    version = published_version(row.version_id)
    if version is None:
        raise LookupError(f"response {row.id} belongs to a version that is not published")
    return ResponseView(
        id=row.id,
        survey_id=version.survey_id,
        survey=surveys.get(version.survey_id, ""),
        version=version.number,
        answered_at=row.answered_at,
        received_at=row.received_at,
        channel=row.channel,
        language=row.language,
        unit_id=row.unit_id,
        unit=units.get(row.unit_id) if row.unit_id else None,
        employee_id=row.employee_id,
        contact_id=row.contact_id,
        batch_id=row.batch_id,
        weight=row.weight,
        is_complete=row.is_complete,
        answers=tuple(_answers(row, version, files)),
        attributes=row.attributes,
    )


def _answers(row: Response, version: Version, files: tuple[FileView, ...]) -> Iterable[Answer]:
    """In the order of the questionnaire."""
    for item in version.definition.items():
        if item.id in row.answers:
            given = row.answers[item.id]
            is_score = isinstance(given, int | float) and not isinstance(given, bool)
            mine = tuple(one for one in files if one.question == item.id and str(one.id) in _named(given))
            yield Answer(
                question=item.id,
                text=item.title(row.language, version.definition.default_language),
                touchpoint=item.touchpoint,
                scale=item.scale,
                value=float(given) if is_score else None,
                shown=", ".join(one.name for one in mine) or _shown(item, given, row.language),
                is_comment=item.kind is AnswerKind.TEXT,
                original=row.originals.get(item.id),
                files=mine,
            )


def _named(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else []


def _shown(item: Item, given: object, language: str) -> str:
    if isinstance(given, list):
        return ", ".join(_choice(item, str(one), language) for one in given)
    if isinstance(given, str) and item.type.has_choices:
        return _choice(item, given, language)
    return f"{given:g}" if isinstance(given, float) else str(given)


def _choice(item: Item, given: str, language: str) -> str:
    found = next((choice for choice in item.question.choices if choice.id == given), None)
    return (found.text.get(language) if found else None) or given
