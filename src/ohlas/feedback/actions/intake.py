"""Intake: one ordered list of named steps turns a Submission into what is stored, or says why not.

The steps only read. A repeated client id is refused last, by the record's own constraint
(`actions.record`): looking first would cost every answer a query and still lose the race.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from ohlas.accounts.queries import organisation_settings
from ohlas.customers.errors import BadKey
from ohlas.customers.queries import chosen_values
from ohlas.customers.rules import checked_key
from ohlas.feedback.actions.counting import count_step
from ohlas.feedback.queries import declared_keys, employee_named, unit_named
from ohlas.feedback.rules import Problem, Refusal, RefusalReason, Submission
from ohlas.surveys.queries import Standing, Version, published_version, standing
from ohlas.surveys.rules import AnswerKind, check_answers, closing_time, is_past, takes_answers
from ohlas.text import repair

MAX_ALL_TEXTS = 60_000
"""Characters of all texts of one response: three of the longest answers, little enough for one page."""


@dataclass(slots=True)
class Intake:
    """A submission on its way through the steps; each adds what it found out."""

    submission: Submission
    now: datetime
    standing: Standing | None = None
    version: Version | None = None
    unit_id: UUID | None = None
    employee_id: UUID | None = None
    answers: dict[str, object] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def found_version(self) -> Version:
        if self.version is None:
            raise LookupError("find_version has not run")
        return self.version


Step = Callable[[Intake], Refusal | None]


def take_in(submission: Submission, now: datetime) -> Intake | Refusal:
    """What may be stored, or the first step's refusal."""
    intake = Intake(submission, now)
    for name, step in STEPS:
        started = time.perf_counter()
        refusal = step(intake)
        count_step(name, started, refused=refusal is not None)
        if refusal is not None:
            return refusal
    return intake


def find_version(intake: Intake) -> Refusal | None:
    """The version named, or the newest of the survey named; another organisation's looks unknown."""
    given = intake.submission
    if given.version_id is not None:
        version = published_version(given.version_id)
        if version is None or version.organisation_id != given.organisation_id:
            return _unknown("version", str(given.version_id), "a published version's id")
        if given.survey is not None and not _names(given, version, intake.now):
            return _unknown("survey", given.survey, "the survey the version belongs to, or none")
        intake.version = version
        intake.standing = standing(given.organisation_id, str(version.survey_id), intake.now)
        return None
    intake.standing = standing(given.organisation_id, given.survey or "", intake.now)
    if intake.standing is None:
        return _unknown("survey", given.survey or "", "the id or name of one of your surveys")
    intake.version = intake.standing.version
    if intake.version is None:
        return Refusal(
            RefusalReason.NOT_PUBLISHED, "The survey has no published version yet. Publish it first."
        )
    return None


def refuse_closed_survey(intake: Intake) -> Refusal | None:
    found = intake.standing
    if intake.submission.was_in_time and found is not None:
        return None
    if found is None or not takes_answers(found.state):
        state = found.state.value if found else "gone"
        return Refusal(
            RefusalReason.SURVEY_CLOSED, f"The survey is {state}; only a running one takes answers."
        )
    if is_closed_by_now(intake.found_version, intake.now):
        return Refusal(RefusalReason.SURVEY_CLOSED, "The survey's closing time is past.")
    return None


def is_closed_by_now(version: Version, now: datetime) -> bool:
    """Whether the closing time of the questionnaire has come, by the organisation's clock."""
    if version.definition.closes_at is None:
        return False
    return is_past(version.definition, organisation_settings(version.organisation_id).zone, now)


def closings_of(version: Version, now: datetime) -> tuple[datetime | None, ...]:
    """When its survey was closed by hand and when its closing time is, where there is either."""
    zone = organisation_settings(version.organisation_id).zone
    found = standing(version.organisation_id, str(version.survey_id), now)
    return found.closed_at if found else None, closing_time(version.definition, zone)


def find_unit(intake: Intake) -> Refusal | None:
    given = intake.submission
    if given.unit is not None:
        intake.unit_id = unit_named(given.organisation_id, given.unit, intake.now)
        if intake.unit_id is None:
            return _refusal(
                RefusalReason.UNKNOWN_UNIT, "unit", given.unit, "the code or id of one of your units"
            )
    return None


def find_employee(intake: Intake) -> Refusal | None:
    given = intake.submission
    if given.employee is not None:
        intake.employee_id = employee_named(given.organisation_id, given.employee, intake.now)
        if intake.employee_id is None:
            allowed = "the code or id of one of your employees"
            return _refusal(RefusalReason.UNKNOWN_EMPLOYEE, "employee", given.employee, allowed)
    return None


def find_customer(intake: Intake) -> Refusal | None:
    """Only whether the key can name anybody: a contact is met when the answer is stored, not before."""
    customer = intake.submission.customer
    if customer is not None:
        try:
            checked_key(customer.source, customer.key)
        except BadKey as error:
            return Refusal(RefusalReason.BAD_CUSTOMER, str(error))
    return None


def validate_answers(intake: Intake) -> Refusal | None:
    """Against the version's questions; nothing is rounded, cut or guessed."""
    given = intake.submission
    checked = check_answers(
        intake.found_version.definition, given.answers, partial=not given.is_complete, facts=given.facts
    )
    if checked.problems:
        problems = tuple(Problem(p.field, p.given, p.allowed) for p in checked.problems)
        detail = "Some answers do not fit their questions. Mend them and send again."
        return Refusal(RefusalReason.BAD_ANSWERS, detail, problems)
    if len(checked.answers) == len(checked.hidden):
        problem = Problem("answers", "no answer", "at least one")
        return Refusal(RefusalReason.BAD_ANSWERS, "There is no answer in it.", (problem,))
    intake.answers = {name: one for name, one in checked.answers.items() if name not in checked.hidden}
    intake.warnings.extend(
        f"answers.{name}: not asked after these answers, so it is left out." for name in checked.hidden
    )
    return None


def repair_texts(intake: Intake) -> Refusal | None:
    """Broken encodings are mended and the text as received is kept beside."""
    items = intake.found_version.definition.item_by_id
    for name, given in intake.answers.items():
        if isinstance(given, str) and items[name].kind is AnswerKind.TEXT:
            repaired = repair(given)
            if repaired.changed:
                intake.answers[name] = repaired.text
                intake.originals[name] = repaired.original
                intake.warnings.append(f"answers.{name}: broken letters were repaired; the original is kept.")
            if repaired.lost_letters:
                intake.warnings.append(f"answers.{name}: some letters were lost before the text reached us.")
    return None


def limit_sizes(intake: Intake) -> Refusal | None:
    total = sum(len(given) for given in intake.answers.values() if isinstance(given, str))
    if total > MAX_ALL_TEXTS:
        problem = Problem("answers", f"{total} characters", f"up to {MAX_ALL_TEXTS} in all texts together")
        return Refusal(RefusalReason.TOO_LARGE, "The texts are too long together.", (problem,))
    return None


def notice_attributes(intake: Intake) -> Refusal | None:
    """Undeclared attributes are kept with the response, and whoever sent them is told."""
    given = intake.submission
    if given.attributes:
        declared = declared_keys(given.organisation_id, intake.now)
        intake.warnings.extend(
            f"attributes.{key}: not declared, so it is kept but is no column of the dashboards."
            for key in given.attributes
            if key not in declared
        )
    return None


def add_contact_attributes(intake: Intake) -> Refusal | None:
    """What the contact carries of the attributes chosen for the figures, as it stands now; what was sent wins.

    After the answers' conditions, which hold for what the person's form knew.
    """
    given, customer = intake.submission, intake.submission.customer
    if intake.found_version.definition.anonymous or (customer is None and given.contact_id is None):
        return None
    key = checked_key(customer.source, customer.key) if customer else None
    held = chosen_values(given.organisation_id, given.contact_id, key, intake.now)
    if held:
        intake.submission = replace(given, attributes={**held, **given.attributes})
    return None


STEPS: tuple[tuple[str, Step], ...] = (
    ("find_version", find_version),
    ("refuse_closed_survey", refuse_closed_survey),
    ("find_unit", find_unit),
    ("find_employee", find_employee),
    ("find_customer", find_customer),
    ("validate_answers", validate_answers),
    ("repair_texts", repair_texts),
    ("limit_sizes", limit_sizes),
    ("notice_attributes", notice_attributes),
    ("add_contact_attributes", add_contact_attributes),
)


def _names(given: Submission, version: Version, now: datetime) -> bool:
    found = standing(given.organisation_id, given.survey or "", now)
    return found is not None and found.survey_id == version.survey_id


def _unknown(field_name: str, given: str, allowed: str) -> Refusal:
    return _refusal(RefusalReason.UNKNOWN_SURVEY, field_name, given, allowed)


def _refusal(reason: RefusalReason, field_name: str, given: str, allowed: str) -> Refusal:
    detail = f"There is no such {field_name} in your organisation."
    return Refusal(reason, detail, (Problem(field_name, given, allowed),))
