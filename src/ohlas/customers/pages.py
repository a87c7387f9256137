"""What each of this room's templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.forms import Form
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadCondition, BadIdentity
from ohlas.customers.queries import (
    PAGE,
    AttributeView,
    ContactView,
    PersonView,
    SegmentView,
    SuppressionView,
    attributes_declared,
    contact_page,
    count_of,
    segments_of,
    suppressions_of,
)
from ohlas.customers.queries.namedays import NameDayWeek
from ohlas.customers.rules import IDENTITY_OF, Channel, country_of_zone, identity_value, is_everybody
from ohlas.customers.rules.namedays import WEEK


@dataclass(frozen=True)
class ContactsPage:
    """`customers/contacts.html`; `earlier` and `later` are query strings or empty."""

    contacts: Sequence[ContactView]
    search: str
    words: str
    earlier: str
    later: str
    may_edit: bool


@dataclass(frozen=True)
class AttributeLine:
    """A declared attribute on a card, and its value there."""

    attribute: AttributeView
    value: str


@dataclass(frozen=True)
class OneContactPage:
    """`customers/contact.html`."""

    contact: ContactView
    person: PersonView
    form: Form
    reach: Form
    consent: Form
    merge: Form
    attributes: Sequence[AttributeLine]
    may_erase: bool
    opened: str
    """Which part is open, after something in it was refused."""


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
        may_edit=actor.may(Permission.EDIT_CONTACTS),
    )


def one_contact_page(
    actor: Actor, person: PersonView, forms: Mapping[str, Form], opened: str = ""
) -> OneContactPage:
    values = person.contact.attributes
    lines = [
        AttributeLine(one, values.get(one.key, "")) for one in attributes_declared(actor.organisation.id)
    ]
    return OneContactPage(
        contact=person.contact,
        person=person,
        form=forms["edit"],
        reach=forms["reach"],
        consent=forms["consent"],
        merge=forms["merge"],
        attributes=lines,
        may_erase=actor.may(Permission.EDIT_CONTACTS),
        opened=opened,
    )


@dataclass(frozen=True)
class AttributesPage:
    """`customers/attributes.html`."""

    attributes: Sequence[AttributeView]
    form: Form
    fault: str


def attributes_page(actor: Actor, form: Form, fault: str = "") -> AttributesPage:
    return AttributesPage(attributes_declared(actor.organisation.id), form, fault)


@dataclass(frozen=True)
class SuppressionsPage:
    """`customers/suppressions.html`; `sought` is the address whose entries are shown, empty for the newest."""

    entries: Sequence[SuppressionView]
    total: int
    form: Form
    fault: str
    sought: str
    channel: str


def suppressions_page(
    actor: Actor, form: Form, *, sought: str = "", channel: str = "email", fault: str = ""
) -> SuppressionsPage:
    kind, value = None, ""
    if sought and not fault:
        kind = IDENTITY_OF[Channel(channel)]
        try:
            value = identity_value(kind, sought, country_of_zone(actor.organisation.zone))
        except BadIdentity as refused:
            kind, fault = None, str(refused)
    entries, total = suppressions_of(actor.organisation.id, kind=kind, value=value)
    return SuppressionsPage(entries, total, form, fault, sought, channel)


@dataclass(frozen=True)
class SegmentLineView:
    segment: SegmentView
    contacts: int | None
    """None where the condition names an attribute that is no more."""
    is_everybody: bool


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
    is_everybody: bool
    """Without a condition all contacts are meant, which is said and confirmed."""


def segments_page(actor: Actor, now: datetime) -> SegmentsPage:
    views = segments_of(actor.organisation.id)
    lines = [
        SegmentLineView(one, _counted(actor, one.condition, now)[0], is_everybody(one.condition))
        for one in views
    ]
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
        is_everybody(condition),
    )


def _counted(actor: Actor, condition: object, now: datetime) -> tuple[int | None, str]:
    try:
        return count_of(actor.organisation.id, condition, now), ""
    except BadCondition as fault:
        return None, str(fault)


@dataclass(frozen=True)
class NameDaysPage:
    """`customers/name_days.html`; `earlier`, `later` and `now` are query strings, `now` empty this week."""

    week: NameDayWeek
    earlier: str
    later: str
    now: str
    fault: str


def name_days_page(week: NameDayWeek, today: date, fault: str) -> NameDaysPage:
    ahead = timedelta(days=WEEK)
    return NameDaysPage(
        week,
        earlier=f"?since={week.since - ahead}",
        later=f"?since={week.since + ahead}",
        now="" if week.since == today else "?",
        fault=fault,
    )


def _query(search: str, offset: int) -> str:
    return "?" + urlencode({"search": search, "from": offset} if search else {"from": offset})
