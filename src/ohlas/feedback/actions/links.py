"""Links handed out: made, closed, opened again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import employee_by_code, unit_by_code
from ohlas.customers.access import contact_for_actor
from ohlas.feedback.errors import BadLink
from ohlas.feedback.models import Link
from ohlas.feedback.queries.links import LinkView, forget_links, link_view
from ohlas.feedback.rules.links import LIFE, LinkKind, key_hash, new_code, new_token, path_of
from ohlas.feedback.rules.reading import CHANNEL, LANGUAGE
from ohlas.lib.ids import new_id
from ohlas.surveys.access import survey_for
from ohlas.surveys.rules import SurveyState


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWish:
    """What a link shall stand for; `unit` and `employee` by code."""

    kind: LinkKind = LinkKind.OPEN
    channel: str = "link"
    language: str = ""
    unit: str = ""
    employee: str = ""
    contact_id: UUID | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made. A personal one's address is shown now and never again."""

    id: UUID
    path: str
    expires_at: datetime | None


def create_link(*, actor: Actor, survey_id: UUID, wish: LinkWish, now: datetime) -> MadeLink:
    """A new address for a survey.

    Errors: `NotHere`, `Forbidden`; `BadLink` for what the link cannot stand for.
    """
    survey = survey_for(actor, survey_id)
    if survey.state == SurveyState.ARCHIVED:
        raise BadLink("survey", "The survey is archived; it takes no answers.")
    unit_id, employee_id = _places(actor, wish)
    contact = contact_for_actor(actor, wish.contact_id) if wish.contact_id else None
    _check(wish, now)
    key = new_code() if wish.kind is LinkKind.OPEN else new_token()
    ends = wish.expires_at or (None if wish.kind is LinkKind.OPEN else now + LIFE)
    with transaction.atomic():
        link = Link.objects.create(
            id=new_id(),
            organisation_id=actor.organisation.id,
            survey_id=survey.id,
            kind=wish.kind.value,
            key_hash=key_hash(key),
            code=key if wish.kind is LinkKind.OPEN else "",
            channel=wish.channel,
            language=wish.language,
            unit_id=unit_id,
            employee_id=employee_id,
            contact_id=contact.id if contact else None,
            attributes=dict(wish.attributes),
            created_at=now,
            expires_at=ends,
        )
        write_audit(actor, "create_link", "link", link.id, now)
    return MadeLink(link.id, path_of(wish.channel, key), ends)


def close_link(*, actor: Actor, link_id: UUID, now: datetime) -> LinkView:
    """The link answers nobody from now on. Errors: `NotHere`."""
    return _move(actor, link_id, now, "close_link", now)


def reopen_link(*, actor: Actor, link_id: UUID, now: datetime) -> LinkView:
    """The link answers again. Errors: `NotHere`."""
    return _move(actor, link_id, now, "reopen_link", None)


def _move(actor: Actor, link_id: UUID, now: datetime, deed: str, closed_at: datetime | None) -> LinkView:
    with transaction.atomic():
        mine = Link.objects.filter(organisation_id=actor.organisation.id)
        link = mine.select_for_update().filter(id=link_id).first()
        if link is None or not actor.sees_unit(link.unit_id):
            raise NotHere
        link.closed_at = closed_at
        link.save(update_fields=["closed_at"])
        write_audit(actor, deed, "link", link.id, now)
    forget_links()
    transaction.on_commit(forget_links)
    return link_view(link)


def _places(actor: Actor, wish: LinkWish) -> tuple[UUID | None, UUID | None]:
    unit = unit_by_code(actor.organisation.id, wish.unit) if wish.unit else None
    if wish.unit and (unit is None or not actor.sees_unit(unit.id)):
        raise BadLink("unit", f"There is no unit with the code “{wish.unit[:60]}”.")
    employee = employee_by_code(actor.organisation.id, wish.employee) if wish.employee else None
    if wish.employee and (employee is None or not actor.sees_unit(employee.unit_id)):
        raise BadLink("employee", f"There is no employee with the code “{wish.employee[:60]}”.")
    unit_id = unit.id if unit else None
    if employee is not None:
        return unit_id or employee.unit_id, employee.id
    if unit_id is None and actor.scope is not None:
        raise BadLink("unit", "Choose one of your units.")
    return unit_id, None


def _check(wish: LinkWish, now: datetime) -> None:
    if not CHANNEL.fullmatch(wish.channel):
        raise BadLink("channel", "A channel has up to 20 lower-case letters, digits, - or _, such as poster.")
    if wish.language and not LANGUAGE.fullmatch(wish.language):
        raise BadLink("language", "A language is a code such as cs or en.")
    if wish.expires_at is not None and wish.expires_at <= now:
        raise BadLink("expires_at", "The end must lie in the future.")
