"""Links as those who answer and those who hand them out need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ohlas.feedback.models import Draft, Link, Response
from ohlas.feedback.rules.links import LinkKind, is_over, key_hash

KEPT = timedelta(seconds=1)
"""How long an open link may still answer in another process after it was closed in this one."""
MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """The unit or employee an answer is about; `code` is empty where there is none."""

    id: UUID | None = None
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    id: UUID
    organisation_id: UUID
    organisation: str
    zone: str
    survey_id: UUID
    kind: LinkKind
    code: str
    channel: str
    language: str
    unit: Place
    employee: Place
    contact_id: UUID | None
    contact: str
    attributes: Mapping[str, str]
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """For everybody, as on a poster."""
        return self.kind is LinkKind.OPEN

    def is_over(self, now: datetime) -> bool:
        return is_over(self.expires_at, self.closed_at, now)


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered on a link: on its way (`is_sent` false), or stored."""

    answers: Mapping[str, object]
    version_id: UUID
    language: str
    is_sent: bool
    at: datetime


_open: dict[str, tuple[datetime, LinkView]] = {}


def link_named(key: str, now: datetime) -> LinkView | None:
    """The link of this token or code; open ones are at most a second old."""
    kept = _open.get(key)
    if kept is not None and abs(now - kept[0]) < KEPT:
        return kept[1]
    row = _rows().filter(key_hash=key_hash(key)).first()
    if row is None:
        return None
    found = link_view(row)
    if found.is_open:
        if len(_open) >= MOST_KEPT:
            _open.clear()
        _open[key] = (now, found)
    return found


def forget_links() -> None:
    """Makes the next look ask the database."""
    _open.clear()


def given_on(link: LinkView, client_id: UUID) -> Given | None:
    """What this respondent has answered: the stored response when it is complete, else the draft."""
    mine = {"organisation_id": link.organisation_id, "client_id": client_id}
    draft = Draft.objects.filter(**mine).first()
    sent = Response.objects.filter(**mine).first()
    if sent is not None and (draft is None or sent.received_at >= draft.saved_at or sent.is_complete):
        return Given(sent.answers, sent.version_id, sent.language, sent.is_complete, sent.received_at)
    if draft is None:
        return None
    return Given(draft.answers, draft.version_id, draft.language, False, draft.saved_at)


def open_links_of(organisation_id: UUID, survey_id: UUID) -> tuple[LinkView, ...]:
    """The survey's open links, oldest first, closed ones too."""
    rows = _rows().filter(organisation_id=organisation_id, survey_id=survey_id, kind=LinkKind.OPEN.value)
    return tuple(link_view(row) for row in rows.order_by("created_at", "id"))


def link_counts(organisation_id: UUID, survey_id: UUID) -> tuple[int, int]:
    """How many personal links were made, and how many of them were used."""
    rows = Link.objects.filter(
        organisation_id=organisation_id, survey_id=survey_id, kind=LinkKind.PERSONAL.value
    )
    return rows.count(), rows.filter(used_at__isnull=False).count()


def link_view(row: Link) -> LinkView:
    unit, employee, contact = row.unit, row.employee, row.contact
    return LinkView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        zone=row.organisation.zone,
        survey_id=row.survey_id,
        kind=LinkKind(row.kind),
        code=row.code,
        channel=row.channel,
        language=row.language,
        unit=Place(unit.id, unit.code, unit.name) if unit else Place(),
        employee=Place(employee.id, employee.code, employee.name) if employee else Place(),
        contact_id=contact.id if contact else None,
        contact=contact.name if contact else "",
        attributes=row.attributes,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        closed_at=row.closed_at,
    )


def _rows() -> QuerySet[Link]:
    return Link.objects.select_related("organisation", "unit", "employee", "contact")
