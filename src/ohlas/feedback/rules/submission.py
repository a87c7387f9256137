"""What sources hand to intake and what intake says when it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from ohlas.customers.rules import ContactDetails


class RefusalReason(StrEnum):
    """Every reason intake may have; each is counted per day."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    BAD_FIELDS = "bad_fields"
    UNKNOWN_SURVEY = "unknown_survey"
    NOT_PUBLISHED = "not_published"
    SURVEY_CLOSED = "survey_closed"
    DUPLICATE = "duplicate"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_EMPLOYEE = "unknown_employee"
    BAD_CUSTOMER = "bad_customer"
    BAD_ANSWERS = "bad_answers"
    LINK_OVER = "link_over"
    LINK_USED = "link_used"
    ROBOT = "robot"
    TOO_FAST = "too_fast"
    QUOTA_FULL = "quota_full"


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that cannot be taken: where, what was given, what is allowed."""

    field: str
    given: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a submission was not taken; `detail` is a sentence for whoever sent it."""

    reason: RefusalReason
    detail: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """A customer as a source knows them; `details` go on the card when they are met for the first time."""

    source: str
    key: str
    details: ContactDetails = ContactDetails()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a source built from what it received; nothing in it is believed yet but its shape."""

    organisation_id: UUID
    client_id: UUID
    is_client_made: bool
    body_hash: str
    survey: str | None
    version_id: UUID | None
    answers: Mapping[str, object]
    answered_at: datetime | None = None
    channel: str = "api"
    language: str | None = None
    unit: str | None = None
    employee: str | None = None
    customer: CustomerRef | None = None
    weight: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = True
    contact_id: UUID | None = None
    """Of a source that knows the contact itself, such as a personal link."""
    invitation_id: UUID | None = None
    """Of an answer to an invitation, which is told how far the person has come."""
    link_id: UUID | None = None
    """The personal link that is used up when a complete answer is stored."""
    open_link_id: UUID | None = None
    """The link for everybody it came by, kept with the answer; never a personal one, which names a person."""
    was_in_time: bool = False
    """Of answers that were saved while the survey was open and are stored after it closed."""
    batch_id: UUID | None = None
    """Of what is typed in together and can be taken back together."""
    device: str = ""
    """A mark of the device that holds for one day; empty where none is taken."""
    by_staff: bool = False
    """Whether somebody of the organisation was signed in in the browser that sent it."""
    edit_for: timedelta | None = None
    """How long a complete answer may be given anew; with any value a partial one may be completed."""

    @property
    def facts(self) -> Mapping[str, object]:
        """The circumstances that conditions of a questionnaire may ask about."""
        return facts_of(self.unit, self.employee, self.language, self.channel, self.attributes)


def facts_of(
    unit: str | None, employee: str | None, language: str | None, channel: str, attributes: Mapping[str, str]
) -> dict[str, object]:
    """The circumstances of an answer, by the names conditions know them by."""
    own: dict[str, object] = {
        "unit": unit,
        "employee": employee,
        "language": language,
        "channel": channel,
        "touchpoint": attributes.get("touchpoint"),
    }
    own.update((f"a_{key}", value) for key, value in attributes.items())
    return own


_NOTHING: Mapping[str, str] = {}


class ImportedRow(NamedTuple):
    """One row of an import, checked by the importer: `client_id` must be the same when it comes again.

    A tuple, since millions are made. Rows may share a mapping, so nobody changes one.
    """

    client_id: UUID
    version_id: UUID
    answers: Mapping[str, object]
    answered_at: datetime
    channel: str
    language: str
    unit_id: UUID | None = None
    employee_id: UUID | None = None
    contact_id: UUID | None = None
    weight: float | None = None
    attributes: Mapping[str, str] = _NOTHING
    originals: Mapping[str, str] = _NOTHING
    is_complete: bool = True


class FactKind(StrEnum):
    """What a numbered portion does to the facts.

    `signals` holds for *append* nothing (its responses carry the number), for *merge* the pairs
    (organisation, response), for *undo* one (organisation, batch), for *forget* one (organisation,).
    *label* adds comments as *append* adds answers, *relabel* replaces the comments of its pairs alone.
    """

    APPEND = "append"
    MERGE = "merge"
    UNDO = "undo"
    FORGET = "forget"
    LABEL = "label"
    RELABEL = "relabel"
