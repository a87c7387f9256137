"""Writes the simulated company into the record, through the same deeds as a real one."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.actions import close_unit, found_organisation, import_employees, move_unit, open_unit
from ohlas.accounts.queries import OrganisationView, employees_of, organisations_of
from ohlas.accounts.rules import LineOfBusiness, UnitKind
from ohlas.customers.actions import contacts_for
from ohlas.customers.rules import ContactDetails
from ohlas.exchange.connectors.sample.shapes import SampleCompany, SampleEmployee, SampleResponse, SampleUnit
from ohlas.exchange.connectors.sample.simulate import sample_company
from ohlas.feedback.actions import declare_attribute, open_batch, record_many
from ohlas.feedback.rules import ImportedRow
from ohlas.insight.actions.beginning import begin_watching, brief_soon, look_soon
from ohlas.insight.rules.alerts import AlertKind
from ohlas.surveys.actions import create_survey
from ohlas.surveys.queries import standing

SOURCE = "sample"
COUNTED_BY = timedelta(seconds=45)
"""When the facts of a fresh sample are there on a slow laptop."""
RULE_NAMES = {
    AlertKind.CHANGE: "A branch gets worse",
    AlertKind.SEVERE: "A very unhappy guest",
    AlertKind.SILENCE: "A branch falls silent",
    AlertKind.BROKEN: "Something does not work",
}


@dataclass(frozen=True)
class _Ids:
    """The company's own keys, and the ids they were given."""

    units: Mapping[str, UUID]
    employees: Mapping[str, UUID]
    contacts: Mapping[str, UUID]
    versions: Mapping[str, UUID]


def sample_for(*, user_id: UUID, now: datetime) -> OrganisationView:
    """The sample company this person is in already, else a fresh one of their own; takes some seconds.

    Errors: none of its own.
    """
    own = [member.organisation for member in organisations_of(user_id) if member.organisation.is_sample]
    return own[0] if own else load_sample(now=now, owner_id=user_id)


def load_sample(*, now: datetime, owner_id: UUID | None) -> OrganisationView:
    """A fresh sample company with answers until yesterday, owned by this user.

    Errors: none of its own.
    """
    company = sample_company(now.astimezone(ZoneInfo("Europe/Prague")).date())
    with transaction.atomic():
        organisation = found_organisation(
            name=company.organisation.name,
            now=now,
            owner_id=owner_id,
            zone=company.organisation.zone,
            languages=company.organisation.languages,
            line_of_business=LineOfBusiness(company.organisation.line_of_business),
            is_sample=True,
        )
        actor = system_actor(organisation.id)
        ids = _people_and_places(actor, company, now)
        batch_id = open_batch(organisation_id=organisation.id, kind="sample", name="Sample answers", now=now)
        rows = [_row(response, ids) for response in company.responses]
        record_many(organisation_id=organisation.id, batch_id=batch_id, rows=rows, now=now)
        if owner_id is not None:
            _watch(actor, now)
    return organisation


def _watch(actor: Actor, now: datetime) -> None:
    """The usual rules, and a first brief once the answers are counted: the story is told by itself."""
    rules = begin_watching(actor=actor, names=RULE_NAMES, now=now)
    look_soon(organisation_id=actor.organisation.id, rules=rules, now=now, wait=COUNTED_BY)
    brief_soon(organisation_id=actor.organisation.id, now=now, wait=COUNTED_BY)


def _people_and_places(actor: Actor, company: SampleCompany, now: datetime) -> _Ids:
    units = _units(actor, company.units, now)
    employees = _employees(actor, company.employees, now)
    details = {
        c.key: ContactDetails(name=c.name, email=c.email, language=c.language) for c in company.customers
    }
    contacts = contacts_for(organisation_id=actor.organisation.id, source=SOURCE, details=details, now=now)
    for key, title in company.attributes.items():
        declare_attribute(actor=actor, key=key, title=title, now=now)
    versions = {
        survey.key: _version(actor, survey.name, survey.definition, now) for survey in company.surveys
    }
    return _Ids(units, employees, contacts, versions)


def _employees(actor: Actor, people: Iterable[SampleEmployee], now: datetime) -> dict[str, UUID]:
    """Brought in as a user would: by a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "employees.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("code", "name", "email", "unit", "position"))
            writer.writerows((p.key, p.name, p.email, p.unit, p.position) for p in people)
        import_employees(actor=actor, path=path, now=now)
    return {employee.code: employee.id for employee in employees_of(actor.organisation.id)}


def _units(actor: Actor, units: Sequence[SampleUnit], now: datetime) -> dict[str, UUID]:
    """Each unit opened where it stood first, then moved; closed at last, from the leaves up."""
    ids: dict[str, UUID] = {}
    today = now.date()
    for unit in units:
        first, *later = unit.placements
        ids[unit.key] = open_unit(
            actor=actor,
            code=unit.key,
            name=unit.name,
            now=now,
            kind=UnitKind(unit.kind),
            parent_id=ids[first.parent] if first.parent else None,
            valid_from=first.valid_from,
        ).id
        for place in later:
            parent_id = ids[place.parent] if place.parent else None
            move_unit(actor=actor, unit_id=ids[unit.key], parent_id=parent_id, on=place.valid_from, now=now)
    for unit in reversed(units):
        if unit.valid_to is not None and unit.valid_to <= today:
            close_unit(actor=actor, unit_id=ids[unit.key], on=unit.valid_to, now=now)
    return ids


def _version(actor: Actor, name: str, definition: Mapping[str, object], now: datetime) -> UUID:
    survey_id = create_survey(actor=actor, name=name, definition=definition, now=now, publish=True)
    found = standing(actor.organisation.id, str(survey_id), now)
    if found is None or found.version is None:
        raise LookupError(f"the sample survey {name!r} was published and is not there")
    return found.version.id


def _row(response: SampleResponse, ids: _Ids) -> ImportedRow:
    return ImportedRow(
        client_id=response.client_id,
        version_id=ids.versions[response.survey],
        answers=response.answers,
        answered_at=response.at,
        channel=response.channel,
        language=response.language,
        unit_id=ids.units[response.unit],
        employee_id=ids.employees[response.employee] if response.employee else None,
        contact_id=ids.contacts[response.customer] if response.customer else None,
        weight=response.weight,
        attributes=response.attributes,
    )
