"""Links as those who answer and those who hand them out need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, QuerySet, Value

from ohlas.feedback.models import Draft, Link, Response
from ohlas.feedback.rules.links import LinkKind, is_over, key_hash
from ohlas.lib.asking import all_rows, first_row

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
    invitation_id: UUID | None = None
    weight: float | None = None
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
    row = first_row(_by_key, Link, key_hash=key_hash(key))
    if row is None:
        return None
    found = _view(dict(zip(_COLUMNS, row, strict=True)))
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
    rows = all_rows(_answered, Draft, organisation_id=link.organisation_id, client_id=client_id)
    draft = next((row for row in rows if row[-1] is None), None)
    sent = next((row for row in rows if row[-1] is not None), None)
    if sent is not None:
        answers, version_id, language, received_at, is_complete = sent
        if draft is None or received_at >= draft[3]:
            return Given(answers, version_id, language, bool(is_complete), received_at)
        if is_complete:  # what was sent is being changed, page by page
            return Given(draft[0], version_id, language, True, received_at)
    if draft is None:
        return None
    answers, version_id, language, saved_at, _ = draft
    return Given(answers, version_id, language, False, saved_at)


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
    return _view({name: _value(row, name) for name in _COLUMNS})


def _view(row: Mapping[str, Any]) -> LinkView:
    return LinkView(
        organisation=row["organisation__name"],
        zone=row["organisation__zone"],
        kind=LinkKind(row["kind"]),
        unit=Place(row["unit_id"], row["unit__code"] or "", row["unit__name"] or ""),
        employee=Place(row["employee_id"], row["employee__code"] or "", row["employee__name"] or ""),
        contact=row["contact__name"] or "",
        **{name: row[name] for name in _SAME},
    )


_SAME = (
    "id", "organisation_id", "survey_id", "code", "channel", "language", "contact_id", "invitation_id", "weight",
    "attributes", "created_at", "expires_at", "used_at", "closed_at",
)  # fmt: skip
_COLUMNS = (
    *_SAME, "kind", "organisation__name", "organisation__zone", "unit_id", "unit__code", "unit__name",
    "employee_id", "employee__code", "employee__name", "contact__name",
)  # fmt: skip


def _value(row: Link, name: str) -> object:
    near, _, far = name.partition("__")
    return getattr(getattr(row, near), far, None) if far else getattr(row, near)


def _by_key(key_hash: str) -> QuerySet[Link, Any]:
    return Link.objects.filter(key_hash=key_hash).values_list(*_COLUMNS)


def _answered(organisation_id: UUID, client_id: UUID) -> QuerySet[Any, Any]:
    """The draft, whose last column is None, and the response: one question to the database for both."""
    mine = {"organisation_id": organisation_id, "client_id": client_id}
    same = ("answers", "version_id", "language")
    drafts = Draft.objects.filter(**mine).values_list(*same, "saved_at", Value(None, BooleanField()))
    sent = Response.objects.filter(**mine).values_list(*same, "received_at", "is_complete")
    return drafts.union(sent, all=True)


def _rows() -> QuerySet[Link]:
    return Link.objects.select_related("organisation", "unit", "employee", "contact")
