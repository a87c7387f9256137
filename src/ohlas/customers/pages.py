"""What each of this room's templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.forms import Form
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import (
    PAGE,
    ContactView,
    PersonView,
    SegmentView,
    contact_page,
    count_of,
    segments_of,
)


@dataclass(frozen=True)
class ContactsPage:
    """`customers/contacts.html`; `earlier` and `later` are query strings or empty."""

    contacts: Sequence[ContactView]
    search: str
    words: str
    earlier: str
    later: str


@dataclass(frozen=True)
class OneContactPage:
    """`customers/contact.html`."""

    contact: ContactView
    person: PersonView
    form: Form
    may_erase: bool


def contacts_page(actor: Actor, search: str, offset: int) -> ContactsPage:
    found = contact_page(actor.organisation.id, search=search, offset=offset)
    last = offset + len(found.contacts)
    words = _("%(first)s–%(last)s of %(total)s") % {
        "first": min(offset + 1, last),
        "last": last,
        "total": found.total,
    }
    return ContactsPage(
        contacts=found.contacts,
        search=search,
        words=words,
        earlier=_query(search, max(0, offset - PAGE)) if offset else "",
        later=_query(search, offset + PAGE) if last < found.total else "",
    )


def one_contact_page(actor: Actor, person: PersonView, form: Form) -> OneContactPage:
    return OneContactPage(person.contact, person, form, actor.may(Permission.EDIT_CONTACTS))


@dataclass(frozen=True)
class SegmentLineView:
    segment: SegmentView
    contacts: int | None
    """None where the condition names an attribute that is no more."""


@dataclass(frozen=True)
class SegmentsPage:
    """`customers/segments.html`."""

    segments: Sequence[SegmentLineView]
    may_edit: bool


@dataclass(frozen=True)
class OneSegmentPage:
    """`customers/segment.html`; `fault` says what cannot be read, `contacts` is None then."""

    title: str
    form: Form
    lines: Sequence[Form]
    contacts: int | None
    fault: str
    may_edit: bool
    is_saved: bool


def segments_page(actor: Actor, now: datetime) -> SegmentsPage:
    views = segments_of(actor.organisation.id)
    lines = [SegmentLineView(one, _counted(actor, one.condition, now)[0]) for one in views]
    return SegmentsPage(lines, actor.may(Permission.EDIT_CONTACTS))


def one_segment_page(
    actor: Actor, form: Form, lines: Sequence[Form], condition: object, *, now: datetime, fault: str
) -> OneSegmentPage:
    contacts, unread = _counted(actor, condition, now)
    title = form.initial.get("name") or _("New segment")
    return OneSegmentPage(
        str(title),
        form,
        lines,
        contacts,
        fault or unread,
        actor.may(Permission.EDIT_CONTACTS),
        bool(form.initial.get("name")),
    )


def _counted(actor: Actor, condition: object, now: datetime) -> tuple[int | None, str]:
    try:
        return count_of(actor.organisation.id, condition, now), ""
    except BadCondition as fault:
        return None, str(fault)


def _query(search: str, offset: int) -> str:
    return "?" + urlencode({"search": search, "from": offset} if search else {"from": offset})
