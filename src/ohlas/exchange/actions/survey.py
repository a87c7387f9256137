"""The survey that imported answers belong to: made or extended from the mapping, never bent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor, OrganisationView
from ohlas.accounts.queries import employees_of, units_of
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.rules import ColumnMapping, ColumnRole, Mapping
from ohlas.exchange.rules.convert import Lookups
from ohlas.surveys.actions import create_survey, publish_version, save_version
from ohlas.surveys.queries import forget_standings, newest_definitions, standing, surveys_named
from ohlas.surveys.rules import Definition, document_of, with_questions

NIL = UUID(int=0)


class _AnyUnit(dict[str, UUID]):
    """For a trial whose import would open unknown units: every label is one."""

    def get(self, label: str, default: UUID | None = None) -> UUID:  # type: ignore[override]  # never None here
        return super().get(label) or default or NIL


def lookups_for(organisation: OrganisationView, now: datetime, *, any_unit: bool = False) -> Lookups:
    """Units by code and name, employees by code, e-mail and name, the zone and the present moment."""
    units = units_of(organisation.id)
    employees = employees_of(organisation.id)
    known = _unambiguous((label, unit.id) for unit in units for label in (unit.code, unit.name))
    return Lookups(
        units=_AnyUnit(known) if any_unit else known,
        employees=_unambiguous(
            (label, person.id) for person in employees for label in (person.code, person.email, person.name)
        ),
        zone=ZoneInfo(organisation.zone),
        now=now,
    )


def _unambiguous(labels: Iterable[tuple[str, UUID]]) -> dict[str, UUID]:
    """Labels that mean one thing only: two employees of one name are found by code, not by name."""
    found: dict[str, set[UUID]] = {}
    for label, owner in labels:
        if label:
            found.setdefault(label.casefold(), set()).add(owner)
    return {label: next(iter(owners)) for label, owners in found.items() if len(owners) == 1}


def check_against_survey(organisation_id: UUID, mapping: Mapping) -> list[str]:
    """Questions that the survey of this name already asks on another scale: unlike scales never mix."""
    if _has_draft(organisation_id, mapping.survey):
        return [
            f"The survey “{mapping.survey}” has a draft that is not published. Publish it first, or give another name."
        ]
    existing = _newest(organisation_id, mapping.survey)
    if existing is None:
        return []
    return [
        f"“{column.column}”: the survey “{mapping.survey}” asks “{column.question}” as {known.type.id}"
        f"{f' on {known.scale}' if known.scale else ''}; this file says {column.type}"
        f"{f' on {column.scale}' if column.scale else ''}. Unlike scales are never mixed: give the question another id."
        for column in mapping.of(ColumnRole.QUESTION)
        if (known := existing.by_id.get(column.question)) is not None
        and (known.type.id, known.scale) != (column.type, column.scale)
    ]


def version_for(*, actor: Actor, mapping: Mapping, now: datetime) -> UUID:
    """The published version holding all the mapping's questions; made or extended when there is none."""
    organisation_id = actor.organisation.id
    survey_id = surveys_named(organisation_id, [mapping.survey]).get(mapping.survey)
    if survey_id is None:
        document = _document(None, mapping)
        survey_id = create_survey(
            actor=actor, name=mapping.survey, definition=document, now=now, publish=True
        )
        forget_standings(organisation_id)
    else:
        existing = _newest(organisation_id, mapping.survey)
        known = existing.by_id if existing else {}
        if any(column.question not in known for column in mapping.of(ColumnRole.QUESTION)):
            document = _document(existing, mapping)
            save_version(actor=actor, survey_id=survey_id, definition=document, now=now)
            return publish_version(actor=actor, survey_id=survey_id, now=now)
    found = standing(organisation_id, str(survey_id), now)
    if found is None or found.version is None:
        raise BadMapping([f"The survey “{mapping.survey}” has no published version; publish it first."])
    return found.version.id


def _newest(organisation_id: UUID, name: str) -> Definition | None:
    survey_id = surveys_named(organisation_id, [name]).get(name)
    newest = newest_definitions(organisation_id).get(survey_id) if survey_id else None
    return newest[1] if newest else None


def _has_draft(organisation_id: UUID, name: str) -> bool:
    survey_id = surveys_named(organisation_id, [name]).get(name)
    newest = newest_definitions(organisation_id).get(survey_id) if survey_id else None
    return newest is not None and not newest[2]


def _document(existing: Definition | None, mapping: Mapping) -> dict[str, Any]:
    known = existing.questions if existing else ()
    ids = {question.id for question in known}
    fresh = [column for column in mapping.of(ColumnRole.QUESTION) if column.question not in ids]
    languages = list(existing.languages) if existing else [mapping.language]
    asked = [_asked(column, languages[0]) for column in fresh]
    if existing:
        return with_questions(document_of(existing), asked)
    return {"questions": asked, "languages": languages, "default_language": mapping.language}


def _asked(column: ColumnMapping, language: str) -> dict[str, Any]:
    return {
        "id": column.question,
        "type": column.type,
        "scale": column.scale,
        "touchpoint": column.touchpoint,
        "required": False,
        "text": {language: column.title or column.column},
    }
