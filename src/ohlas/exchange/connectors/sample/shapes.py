"""What the simulation hands over: plain frozen records, joined by keys.

Keys are the company's own codes; whoever writes them to a database gives them its ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

LANGUAGES = ("cs", "en", "sk", "pl", "uk", "ru", "de")
"""Languages of the company's customers, its default first."""


@dataclass(frozen=True)
class SampleOrganisation:
    name: str
    slug: str
    zone: str
    languages: tuple[str, ...]
    line_of_business: str


@dataclass(frozen=True)
class Placement:
    """Where in the tree a unit stood; `valid_to` is the first day it no longer stood there."""

    parent: str | None
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class SampleUnit:
    """A region, branch or department. A unit that moved has more than one placement, oldest first."""

    key: str
    name: str
    kind: str
    zone: str
    placements: tuple[Placement, ...]

    @property
    def parent(self) -> str | None:
        """The latest parent."""
        return self.placements[-1].parent

    @property
    def valid_from(self) -> date:
        return self.placements[0].valid_from

    @property
    def valid_to(self) -> date | None:
        return self.placements[-1].valid_to

    def is_open(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class SampleEmployee:
    key: str
    name: str
    email: str
    unit: str
    position: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class SampleCustomer:
    key: str
    name: str
    email: str
    language: str
    unit: str
    since: date


@dataclass(frozen=True)
class SampleProduct:
    id: str
    title: str
    touchpoint: str
    is_food: bool


@dataclass(frozen=True)
class SampleTouchpoint:
    id: str
    title: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class SampleSurvey:
    """A questionnaire; `definition` is the document stored with its version."""

    key: str
    name: str
    titles: Mapping[str, str]
    version: int
    published_on: date
    definition: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SampleResponse:
    client_id: UUID
    survey: str
    version: int
    at: datetime
    channel: str
    language: str
    unit: str
    employee: str | None
    customer: str | None
    answers: Mapping[str, int | str]
    attributes: Mapping[str, str]
    weight: float | None = None


@dataclass(frozen=True)
class SampleCompany:
    """All of Kavárna Sova; `responses` are in order of time."""

    organisation: SampleOrganisation
    units: tuple[SampleUnit, ...]
    employees: tuple[SampleEmployee, ...]
    products: tuple[SampleProduct, ...]
    touchpoints: tuple[SampleTouchpoint, ...]
    customers: tuple[SampleCustomer, ...]
    surveys: tuple[SampleSurvey, ...]
    responses: tuple[SampleResponse, ...]
    attributes: Mapping[str, str]
    """Declared attributes: key → title."""
