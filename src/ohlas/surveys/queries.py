"""Reads about surveys. Published versions never change, so each process keeps them for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.surveys.models import Logo, Survey, SurveyVersion
from ohlas.surveys.rules import Definition, SurveyState, parse_definition
from ohlas.surveys.rules.editing import Document, normal
from ohlas.surveys.rules.reading import read_document

STATE_KEPT = timedelta(seconds=1)
"""How long another process may still take answers to a survey closed in this one."""
MOST_KEPT = 10_000


@dataclass(frozen=True)
class Version:
    """A published version with its questions read."""

    id: UUID
    organisation_id: UUID
    survey_id: UUID
    number: int
    definition: Definition


@dataclass(frozen=True)
class Standing:
    """Where a survey stands now: its state and the version new answers belong to."""

    survey_id: UUID
    name: str
    state: SurveyState
    version: Version | None
    closed_at: datetime | None = None
    """Since when it takes no answers, where somebody closed it."""


@dataclass(frozen=True)
class SurveyRow:
    """A line of the list of surveys."""

    id: UUID
    name: str
    state: SurveyState
    version: int | None
    questions: int
    languages: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True)
class Draft:
    """What the builder shows: the draft, or the published version the next draft will begin from."""

    document: Document
    number: int
    revision: str
    is_published: bool
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True)
class VersionRow:
    """A line of a survey's history."""

    number: int
    published_at: datetime | None
    definition: Definition


_versions: dict[UUID, Version] = {}
_standings: dict[tuple[UUID, str], tuple[datetime, Standing]] = {}


def published_version(version_id: UUID) -> Version | None:
    """The version with this id, once published; kept in the process for ever."""
    known = _versions.get(version_id)
    if known is None:
        row = SurveyVersion.objects.filter(id=version_id, published_at__isnull=False).first()
        known = _remember(row) if row else None
    return known


def standing(organisation_id: UUID, survey: str, now: datetime) -> Standing | None:
    """The organisation's survey of this id or name, at most a second old; None when there is none."""
    key = (organisation_id, survey)
    kept = _standings.get(key)
    if kept is not None and abs(now - kept[0]) < STATE_KEPT:
        return kept[1]
    found = _read_standing(organisation_id, survey)
    if found is not None:
        if len(_standings) >= MOST_KEPT:
            _standings.clear()
        _standings[key] = (now, found)
    return found


def forget_standings(organisation_id: UUID) -> None:
    """Makes the next look at this organisation's surveys ask the database; deeds call it."""
    for key in [key for key in _standings if key[0] == organisation_id]:
        _standings.pop(key, None)


def forget_version(version_id: UUID) -> None:
    """Drops a version whose survey was removed in another process."""
    _versions.pop(version_id, None)


def surveys_of(organisation_id: UUID) -> tuple[SurveyRow, ...]:
    """Every survey but archived ones, newest first."""
    surveys = Survey.objects.filter(organisation_id=organisation_id).exclude(state=SurveyState.ARCHIVED.value)
    newest = newest_definitions(organisation_id)
    return tuple(_row(survey, newest.get(survey.id)) for survey in surveys.order_by("-created_at", "-id"))


def archived_surveys(organisation_id: UUID) -> dict[UUID, str]:
    """Names of archived surveys, to be restored."""
    rows = Survey.objects.filter(organisation_id=organisation_id, state=SurveyState.ARCHIVED.value)
    return dict(rows.order_by("name").values_list("id", "name"))


def newest_definitions(organisation_id: UUID) -> dict[UUID, tuple[int, Definition, bool]]:
    """Per survey: number, questions and whether published, of the newest version, drafts included."""
    rows = SurveyVersion.objects.filter(organisation_id=organisation_id).order_by("number")
    return {row.survey_id: (row.number, definition_of(row), row.published_at is not None) for row in rows}


def draft_of(survey: Survey) -> Draft:
    """The newest version as a document to edit."""
    newest = survey.versions.order_by("-number").first()
    if newest is None:
        return Draft(normal({"questions": []}), 0, "0.0", is_published=False, can_undo=False, can_redo=False)
    is_published = newest.published_at is not None
    undone = set(newest.edits.values_list("is_undone", flat=True).distinct())
    return Draft(
        document=normal(newest.definition),
        number=newest.number,
        revision=f"{newest.number}.{0 if is_published else newest.revision}",
        is_published=is_published,
        can_undo=False in undone,
        can_redo=True in undone,
    )


def history_of(survey: Survey) -> tuple[VersionRow, ...]:
    """Every version, newest first."""
    rows = survey.versions.order_by("-number")
    return tuple(VersionRow(row.number, row.published_at, definition_of(row)) for row in rows)


def published_names(survey: Survey) -> frozenset[str]:
    """Names of every question that was ever published in it; answers are kept by them."""
    rows = survey.versions.filter(published_at__isnull=False)
    return frozenset(name for row in rows for name in definition_of(row).by_id)


def versions_of(organisation_id: UUID) -> tuple[Version, ...]:
    """Every published version of the organisation, oldest first."""
    rows = SurveyVersion.objects.filter(organisation_id=organisation_id, published_at__isnull=False)
    return tuple(_versions.get(row.id) or _remember(row) for row in rows.order_by("survey_id", "number"))


def definition_of(row: SurveyVersion) -> Definition:
    """Its questions; of a draft as much as can be read, since one in the making may have faults."""
    known = _versions.get(row.id)
    if known:
        return known.definition
    return parse_definition(row.definition) if row.published_at else read_document(row.definition).definition


def other_definitions(survey: Survey) -> dict[str, Definition]:
    """The newest versions of the organisation's other surveys by name, archived ones left out."""
    mine = Survey.objects.filter(organisation_id=survey.organisation_id).exclude(id=survey.id)
    names = dict(mine.exclude(state=SurveyState.ARCHIVED.value).values_list("id", "name"))
    newest = newest_definitions(survey.organisation_id)
    return {name: newest[key][1] for key, name in names.items() if key in newest}


def survey_names(organisation_id: UUID) -> dict[UUID, str]:
    """Names of all surveys, archived ones too, for labels."""
    return dict(Survey.objects.filter(organisation_id=organisation_id).values_list("id", "name"))


def surveys_named(organisation_id: UUID, names: Sequence[str]) -> dict[str, UUID]:
    """Which of these names are taken, and by which survey."""
    rows = Survey.objects.filter(organisation_id=organisation_id, name__in=names)
    return dict(rows.values_list("name", "id"))


def logo_content(name: str) -> bytes | None:
    """The logo of this name, whoever uploaded it: the same picture twice has one name."""
    found = Logo.objects.filter(name=name).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def _read_standing(organisation_id: UUID, survey: str) -> Standing | None:
    mine = Survey.objects.filter(organisation_id=organisation_id)
    as_id = _uuid(survey)
    found = (mine.filter(id=as_id).first() if as_id else None) or mine.filter(name=survey).first()
    if found is None:
        return None
    newest = found.versions.filter(published_at__isnull=False).order_by("-number").first()
    version = (_versions.get(newest.id) or _remember(newest)) if newest else None
    return Standing(found.id, found.name, SurveyState(found.state), version, found.closed_at)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _remember(row: SurveyVersion) -> Version:
    if len(_versions) >= MOST_KEPT:
        _versions.clear()
    version = Version(
        row.id, row.organisation_id, row.survey_id, row.number, parse_definition(row.definition)
    )
    _versions[row.id] = version
    return version


def _row(survey: Survey, newest: tuple[int, Definition, bool] | None) -> SurveyRow:
    number, definition = (newest[0], newest[1]) if newest else (None, None)
    return SurveyRow(
        id=survey.id,
        name=survey.name,
        state=SurveyState(survey.state),
        version=number,
        questions=len(definition.questions) if definition else 0,
        languages=definition.languages if definition else (),
        created_at=survey.created_at,
    )
